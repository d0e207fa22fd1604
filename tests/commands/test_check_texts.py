"""Checking lines of JSON: one answer a line, nothing stored, and no line stops the run."""

import json
from collections.abc import Callable, Iterator
from io import BytesIO, StringIO, TextIOWrapper
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from community.models import Community, Message
from moderation.management.commands import check_texts
from moderation.management.commands.check_texts import Check, Remembered, SameTexts
from moderation.models import Assessment
from moderation.policy.checks.passage import Hit, Look, Passage
from moderation.policy.guidelines import RuleSet
from moderation.policy.looks import Looks, OwnedLook
from tests.builders import make_guideline

Answers = list[dict[str, Any]]
CheckLines = Callable[..., Answers]


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch) -> CheckLines:
    def answers(*lines: dict[str, Any] | bytes, **options: Any) -> Answers:
        written = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(written)))
        out = StringIO()
        call_command("check_texts", stdout=out, **options)
        return [json.loads(line) for line in out.getvalue().splitlines()]

    return answers


def test_a_line_is_answered_with_everything_that_is_said_of_it(check: CheckLines) -> None:
    (said,) = check({"id": "m1", "text": "I hate this. You will hear from my lawyer!"})
    assert set(said) == {"id", "language", "sentiment", "mood", "findings", "opens", "priority", "terms"}
    assert (said["mood"], said["opens"]) == ("negative", ["finding", "negative"])
    assert (said["id"], said["language"]) == ("m1", "en")
    assert set(said["sentiment"]) == {"neg", "neu", "pos", "compound"}
    assert said["sentiment"]["compound"] < 0
    assert sum(term["value"] for term in said["terms"]) == said["priority"]


def test_what_opens_nothing_and_has_no_mood_says_so(check: CheckLines) -> None:
    said, spanish = check({"text": "The tent is by the lake"}, {"text": "¿Cuándo llega mi pedido?", "language": "es"})
    assert (said["mood"], said["opens"], spanish["mood"]) == ("unclear", [], None)


def test_a_finding_that_is_only_mentioned_has_its_frame(check: CheckLines) -> None:
    (said,) = check({"text": "Stop calling people idiots"})
    assert {finding["frame"] for finding in said["findings"]} == {"counter"}


def test_a_finding_quotes_its_characters(check: CheckLines) -> None:
    text = "So. You will hear from my lawyer!"
    (finding,) = check({"id": 1, "text": text})[0]["findings"]
    assert set(finding) == {"guideline", "category", "severity", "start", "end", "excerpt", "rule", "frame"}
    assert (finding["guideline"], finding["severity"]) == ("legal-threat", "critical")
    assert text[finding["start"] : finding["end"]] == finding["excerpt"] == "hear from my lawyer"


def test_a_finding_in_the_title_says_so(check: CheckLines) -> None:
    (finding,) = check({"id": 1, "title": "Hear from my lawyer", "text": "Soon."})[0]["findings"]
    assert (finding["part"], finding["start"], finding["end"]) == ("title", 0, 19)


def test_a_community_is_checked_by_its_own_rules(check: CheckLines, tarnfell: Community) -> None:
    make_guideline(tarnfell, "tent-talk", rules=(("phrase", "tent"),))
    (said,) = check({"id": 1, "text": "This tent will hear from my lawyer."}, community="tarnfell")
    assert [finding["guideline"] for finding in said["findings"]] == ["tent-talk"]


def test_nothing_is_stored(check: CheckLines, tarnfell: Community) -> None:
    make_guideline(tarnfell)
    check({"id": 1, "text": "Ask my lawyer."}, community="tarnfell")
    assert not Message.objects.exists()
    assert not Assessment.objects.exists()


def test_a_text_in_another_language_is_not_scored(check: CheckLines) -> None:
    (said,) = check({"id": 1, "text": "テントがとても気に入りました。また買います。"})
    assert (said["language"], said["sentiment"]) == ("ja", None)


@pytest.mark.parametrize(
    ("line", "options", "language"),
    [
        ({}, {}, "en"),
        ({"language": "de"}, {}, "de"),
        ({"channel_language": "fr"}, {}, "fr"),
        ({}, {"language": "es"}, "es"),
    ],
)
def test_a_text_that_does_not_show_its_language_has_that_of_its_channel(
    check: CheckLines, line: dict[str, str], options: dict[str, str], language: str
) -> None:
    assert check({"id": 1, "text": "ok"} | line, **options)[0]["language"] == language


@pytest.mark.django_db
@pytest.mark.parametrize(("zone", "found"), [("Europe/Madrid", ["612 345 678"]), ("UTC", [])])
def test_numbers_are_read_as_in_the_time_zone_of_the_community(
    check: CheckLines, tarnfell: Community, zone: str, found: list[str]
) -> None:
    make_guideline(tarnfell, "personal-data", rules=(("phone", ""),))
    Community.objects.filter(pk=tarnfell.pk).update(time_zone=zone)
    (said,) = check({"text": "Mine is 612 345 678, at six."}, community="tarnfell")
    assert [each["excerpt"] for each in said["findings"]] == found


def test_what_else_is_known_moves_the_priority(check: CheckLines) -> None:
    plain, known = check({"id": 1, "text": "The zip."}, {"id": 2, "text": "The zip.", "reports": 3, "views": 90_000})
    assert known["priority"] > plain["priority"]
    assert {term["name"] for term in known["terms"]} == {"reports", "reach"}


def test_a_private_message_waits_for_an_answer(check: CheckLines) -> None:
    assert "private message waiting" in {
        term["name"] for term in check({"text": "Hello", "kind": "direct"})[0]["terms"]
    }


def test_the_same_text_again_is_counted_over_the_lines_so_far(check: CheckLines) -> None:
    buy = {"text": "Come and see our lovely shop", "author_id": "sam"}
    *first, last = check(buy, buy | {"author_id": "kim"}, buy | {"text": "come, and SEE our lovely shop!"}, buy)
    assert [line["findings"] for line in first] == [[], [], []]
    assert [finding["rule"] for finding in last["findings"]] == ["repetition: author 2"]


def test_a_text_without_an_author_repeats_that_of_others() -> None:
    same = SameTexts()
    counts = [same.count({"text": "come and see our shop", "author": author}) for author in ("", "", "sam", "sam")]
    assert [(count["same_text_by_author"], count["same_text_by_others"]) for count in counts] == [
        (0, 0),
        (0, 1),
        (0, 2),
        (1, 2),
    ]


def test_the_longest_unused_text_is_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_texts, "TEXTS_REMEMBERED", 2)
    remembered = Remembered()
    assert [remembered.again(key) for key in "abaca"] == [0, 0, 1, 0, 2]
    assert remembered.again("b") == 0


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b"{", "not JSON"),
        (b"[1]", "not an object"),
        (b'{"text": "\xff"}', "not UTF-8: byte 11"),
        (b'{"text": NaN}', "NaN is no number"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"text": "' + b"x" * (1 << 20) + b'"}', "too long: 1,048,576 bytes"),
        (b'{"id": 7}', "There is no text"),
        (b'{"text": 7}', "text must be a text"),
        (b'{"text": "' + b"x" * 20_001 + b'"}', "text has 20,001 characters; 20,000 are the most"),
        (b'{"text": "x", "reports": "3"}', "reports must be a whole number"),
        (b'{"text": "x", "reports": true}', "reports must be a whole number"),
        (b'{"text": "x", "views": 1' + b"0" * 30 + b"}", "views must be a whole number"),
        (b'{"text": "x", "private": 1}', "private must be true or false"),
    ],
)
def test_a_bad_line_is_told_and_the_run_goes_on(check: CheckLines, line: bytes, error: str) -> None:
    wrong, right = check(line, {"id": 2, "text": "Fine."})
    assert set(wrong) == {"id", "line", "error"}
    assert (wrong["line"], right["id"]) == (1, 2)
    assert error in wrong["error"]


def test_a_bad_line_is_named_when_its_id_can_be_read(check: CheckLines) -> None:
    assert check(b'{"id": "m7"}')[0]["id"] == "m7"
    assert check(b'{"id": "m7"')[0]["id"] is None


def test_a_text_that_a_check_fails_on_is_told_and_the_run_goes_on() -> None:
    def fails(_: Passage) -> Iterator[Hit]:
        raise MemoryError

    said = Check(RuleSet((), Looks([OwnedLook(Look(fails), ())])), {}, "en").answer(3, b'{"id": 1, "text": "x"}')
    assert said == {"id": 1, "line": 3, "error": "This text could not be checked: MemoryError."}


@pytest.mark.parametrize("line", [b"", b"   ", b"\r"])
def test_blank_lines_are_counted_and_not_answered(check: CheckLines, line: bytes) -> None:
    (said,) = check(line, b"{")
    assert said["line"] == 2


def test_a_byte_order_mark_is_no_part_of_the_first_line(check: CheckLines) -> None:
    assert check(b'\xef\xbb\xbf{"id": 1, "text": "Fine."}')[0]["id"] == 1


def test_lone_surrogates_come_back_as_they_came(check: CheckLines) -> None:
    (said,) = check(b'{"id": "\\ud800", "text": "\\ud800 hear from my lawyer"}')
    assert (said["id"], said["findings"][0]["start"]) == ("\ud800", 2)


@pytest.mark.parametrize(
    ("community", "reason"), [("nowhere", "There is no community nowhere"), ("tarnfell", "no guidelines")]
)
def test_a_community_without_rules_is_refused(
    check: CheckLines, tarnfell: Community, community: str, reason: str
) -> None:
    with pytest.raises(CommandError, match=reason) as refused:
        check({"text": "x"}, community=community)
    assert refused.value.returncode == 2
