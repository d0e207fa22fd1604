"""How often it is right whom staff messages are told to answer, on labelled conversations of our own."""

import json
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from community.models import Member, Message
from moderation.answers.measuring import tell_scene
from tests.answers import generator
from tests.answers.talk import answered, begin, member, record, wait_for
from tests.builders import NOON, make_channel, make_message

FOLDER = Path(__file__).resolve().parent.parent.parent / "fixtures" / "answers"
FILES = (FOLDER / "by_hand.jsonl", FOLDER / "generated.jsonl")
# Written before anybody had seen what the machine tells of it.
FURTHER = FOLDER / "further.jsonl"
SHAPES = ("tree", "two_levels", "flat")


def scenes() -> list[dict[str, Any]]:
    return [json.loads(line) for path in (*FILES, FURTHER) for line in path.read_text().splitlines()]


def measured(path: Path) -> dict[str, dict[str, Any]]:
    out = StringIO()
    call_command("evaluate_answers", str(path), "--json", stdout=out)
    return dict(json.loads(out.getvalue()))


@pytest.fixture
def both(tmp_path: Path) -> Path:
    together = tmp_path / "both.jsonl"
    together.write_text("".join(path.read_text() for path in FILES))
    return together


def test_of_those_told_at_most_one_in_twenty_is_wrong_in_every_shape(both: Path) -> None:
    measures = measured(both)
    assert measures["all"]["n"] >= 500
    for shape in SHAPES:
        assert measures[shape]["n"] >= 150
        assert measures[shape]["answered"] >= 90
        assert measures[shape]["precision"] >= 0.95
    # Saying nothing would be right too, so that most are told.
    assert measures["all"]["answered"] >= 320
    assert measures["all"]["asked_share"] <= 0.27


def test_of_the_further_ones_too_in_every_shape() -> None:
    measures = measured(FURTHER)
    assert measures["all"]["n"] == 500
    for shape in SHAPES:
        assert measures[shape]["n"] >= 150
        assert measures[shape]["answered"] >= 105
        assert measures[shape]["precision"] >= 0.97
    assert measures["all"]["asked_share"] <= 0.2


@pytest.mark.parametrize("path", [*FILES, FURTHER], ids=lambda path: path.stem)
def test_no_automated_message_answers_anybody(path: Path) -> None:
    told = [
        names
        for line in path.read_text().splitlines()
        for message, (names, _), _ in tell_scene(json.loads(line)["messages"])
        if message.get("automated") or message.get("internal")
    ]
    assert told
    assert not any(told)


def test_what_the_generator_writes_is_what_lies_there() -> None:
    assert list(generator.lines()) == FILES[1].read_text().splitlines()


def test_no_name_and_no_text_stands_for_its_own_label() -> None:
    for scene in scenes():
        writers = {each["by"] for each in scene["messages"]}
        for each in scene["messages"]:
            assert set(each.get("answers") or ()) <= writers
            assert ("answers" in each) == bool(each.get("staff"))


@pytest.mark.parametrize("line", ["{", "[]", '{"shape": "flat"}', '{"messages": [{"staff": true}]}'])
def test_a_file_of_something_else_is_refused(tmp_path: Path, line: str) -> None:
    path = tmp_path / "other.jsonl"
    path.write_text(f"{line}\n")
    with pytest.raises(CommandError, match="no file of labelled conversations"):
        call_command("evaluate_answers", str(path))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("evaluate_answers", str(tmp_path / "nothing"))


def test_mistakes_are_shown_on_request(tmp_path: Path) -> None:
    said = {"by": "Tom", "text": "It left.", "minute": 1, "staff": True, "answers": ["Otto"], "parent": 1}
    asked = {"by": "Mia", "text": "Where is it?", "minute": 0, "waits": True}
    path = tmp_path / "one.jsonl"
    path.write_text(json.dumps({"shape": "tree", "messages": [asked, said]}))
    out = StringIO()
    call_command("evaluate_answers", str(path), "--mistakes", stdout=out)
    assert "tree: 1 messages, 1 told, 1 wrong (precision 0.0), 0 asked about" in out.getvalue()
    assert "parent: Mia, not ['Otto']: It left." in out.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("number", range(0, 580, 13))
def test_what_is_measured_is_what_is_recorded(number: int) -> None:
    """The same scene, stored as a conversation and recorded from its rows."""
    scene = scenes()[number]["messages"]
    chat = begin(make_channel())
    stored: list[Message] = []
    for each in scene:
        by: Member | None = member(each["by"]) if each["by"] else None
        fields = {name: bool(each.get(name)) for name in ("automated", "internal")}
        stored.append(
            make_message(
                each["text"],
                channel=chat.channel,
                conversation=chat,
                author=by,
                posted_at=NOON + timedelta(minutes=each["minute"]),
                parent=stored[each["parent"] - 1] if "parent" in each else None,
                from_staff=bool(each.get("staff")),
                **fields,
            )
        )
        if each.get("waits"):
            wait_for(stored[-1])
    record(*(message for message in stored if message.from_staff))
    told = [(names, way) for _, (names, way), _ in tell_scene(scene)]
    said = [message for each, message in zip(scene, stored, strict=True) if "answers" in each]
    for (names, way), message in zip(told, said, strict=True):
        known = [(name, how) for name, how in answered(message) if how != "unknown"]
        assert {name for name, _ in known} == {name or f"guest of {stored[0].external_id}" for name in names}
        assert {how for _, how in known} <= {way}
