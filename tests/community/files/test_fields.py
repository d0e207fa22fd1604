import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from community.files.fields import RECOGNISED, parse_mapping, plain_name
from community.files.layout import SHAPES, Layout
from community.files.lines import Unreadable
from community.files.paths import MOST_COLUMNS
from community.files.usual_names import FOREIGN_NAMES, USUAL_NAMES
from community.records import RawMessage
from tests.community.files.reading import NOW, read, read_one, reasons


@pytest.mark.parametrize("name", ["author_id", "Author ID", "authorId", "author-id", " AUTHOR_ID\u00a0", "author.id"])
def test_a_name_is_recognised_however_it_is_spelt(name: str) -> None:
    assert plain_name(name) == "author_id"


@pytest.mark.parametrize(
    ("said", "field", "value"),
    [
        ({"message_id": 7}, "external_id", "7"),
        ({"body": "hello"}, "text", "hello"),
        ({"content": "hello"}, "text", "hello"),
        ({"subject": "A zip"}, "title", "A zip"),
        ({"username": "moira"}, "author_name", "moira"),
        ({"author": "moira"}, "author_name", "moira"),
        ({"user_id": "u1"}, "author_id", "u1"),
        ({"is_staff": True}, "from_staff", True),
        ({"created_at": "2026-03-08T06:30:00Z"}, "posted_at", datetime(2026, 3, 8, 6, 30, tzinfo=UTC)),
        ({"timestamp": 1772951400}, "posted_at", datetime(2026, 3, 8, 6, 30, tzinfo=UTC)),
        ({"parent": "p"}, "parent_external_id", "p"),
        ({"in_reply_to": "p"}, "parent_external_id", "p"),
        ({"conversation_id": "t"}, "thread_external_id", "t"),
        ({"score": -2}, "reactions", -2),
        ({"flags": 3}, "reports", 3),
        ({"view_count": 9}, "views", 9),
        ({"permalink": "https://example.org/1"}, "url", "https://example.org/1"),
        ({"lang": "de"}, "language", "de"),
        ({"labels": ["zip"]}, "tags", ("zip",)),
        ({"type": "question"}, "kind", "post"),
        ({"is_deleted": "yes"}, "deleted", True),
    ],
)
def test_the_usual_names_of_fields_are_recognised(said: dict[str, object], field: str, value: object) -> None:
    needed = {"external_id": "1", "text": "x"}
    needed.pop(field, None)
    assert getattr(read_one(json.dumps(needed | said)), field) == value


def test_a_fields_own_name_goes_before_its_other_names() -> None:
    record = read_one('{"body": "other", "text": "own", "id": "other", "external_id": "own"}')
    assert (record.text, record.external_id) == ("own", "own")


def test_what_the_user_maps_goes_before_every_name() -> None:
    mapped = {"text": "what", "external_id": "text"}
    (record,) = read("text;what;id\n1;hello;2\n", mapped=mapped)
    assert (record.external_id, record.text) == ("1", "hello")


def test_columns_that_mean_nothing_are_ignored() -> None:
    assert read_one('{"id": 1, "text": "x", "channel": "y", "accepted": null, "deep": {"er": [1]}}').channel == ""


def test_what_the_source_leaves_blank_is_not_said() -> None:
    record = read_one("id,text,score,created_at,is_staff,tags\n1,x,,,,\n")
    assert (record.reactions, record.posted_at, record.from_staff, record.tags) == (None, None, None, ())


def test_a_blank_text_is_a_text_but_a_missing_one_is_not() -> None:
    assert read_one('{"id": 1, "text": ""}').text == ""
    assert read_one('{"id": 1, "deleted": true}').deleted
    assert reasons(read('{"id": 1}\n{"id": 1, "text": null}')) == ["there is no text, title, rating or attachment"] * 2


def test_a_record_without_an_id_is_rejected() -> None:
    expected = [*["there is no external_id (nor id, message_id …)"] * 2, "external_id is blank"]
    lines = ['{"text": "x"}', '{"id": " ", "text": "x"}', '{"id": "=\\" \\"", "text": "x"}']
    assert reasons(read("\n".join(lines))) == expected


def test_a_reason_names_the_field() -> None:
    assert reasons(read('{"id": 1, "text": "x", "is_staff": "many"}')) == ["from_staff is 'many', neither yes nor no"]


def test_times_without_a_zone_are_of_the_given_one() -> None:
    (record,) = read("id,text,date\n1,x,2026-07-01 12:00\n", zone=ZoneInfo("Europe/London"))
    assert record.posted_at == datetime(2026, 7, 1, 11, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("text", "not of the form field=column"),
        ("text=", "not of the form field=column"),
        ("colour=red", "there is no field colour; the fields are external_id,"),
    ],
)
def test_a_map_that_maps_nothing_is_refused(said: str, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        parse_mapping([said])


def test_a_field_is_mapped_once() -> None:
    assert parse_mapping(["text=a=b"]) == {"text": "a=b"}
    with pytest.raises(Unreadable, match="a column for text twice"):
        parse_mapping(["text=a", "text=b"])


@pytest.mark.parametrize(
    ("header", "mapped", "sentence"),
    [
        ("text,text,id", {}, "2 columns named 'text'"),
        ("Text, text ,id", {}, "2 columns named 'text'"),
        ("a,b", {}, "No column is the messages' id among a, b; name it with --map"),
        ("id,b", {}, "No column is the text among id, b"),
        ("id,text", {"title": "headline"}, "There is no column 'headline'; the file has id, text"),
    ],
)
def test_a_header_that_cannot_hold_messages_makes_the_file_unreadable(
    header: str, mapped: dict[str, str], sentence: str
) -> None:
    with pytest.raises(Unreadable, match=sentence):
        read(f"{header}\n", mapped=mapped)


def test_columns_of_one_name_do_not_matter_when_they_are_ignored() -> None:
    assert read_one("id,text,note,note\n1,x,a,b\n").text == "x"


def test_only_so_many_shapes_of_records_are_remembered() -> None:
    layout = Layout(UTC, NOW)
    for number in range(3 * SHAPES):
        layout.of_object({"id": "1", "text": "x", f"key {number}": 1}, 1)
    assert len(layout._shapes) <= SHAPES


def test_the_shape_of_a_very_wide_record_is_not_remembered() -> None:
    layout = Layout(UTC, NOW)
    wide = {f"key {number}": 1 for number in range(MOST_COLUMNS)}
    (message,) = layout.of_object({"id": "1", "text": "x"} | wide, 1)
    assert isinstance(message, RawMessage)
    assert message.text == "x"
    assert layout._shapes == {}
    layout.of_object({"id": "1", "text": "x"}, 1)
    assert len(layout._shapes) == 1


@pytest.mark.parametrize("more", [0, 1])
def test_a_header_of_more_columns_than_a_person_makes_is_refused(more: int) -> None:
    header = ",".join(["id", "text", *(f"c{number}" for number in range(MOST_COLUMNS - 2 + more))])
    if more:
        with pytest.raises(Unreadable, match=r"^The header has 2,001 columns; the limit is 2,000\.$"):
            read(f"{header}\n")
    else:
        assert read(f"{header}\n") == []


def test_no_two_fields_share_a_usual_name() -> None:
    # Else the delimiter of a table would be guessed by counting one name twice.
    assert len(RECOGNISED) == sum(len(names) for each in (USUAL_NAMES, FOREIGN_NAMES) for names in each.values())
