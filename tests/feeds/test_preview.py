"""The beginning of a file as a person looks at it, whatever stands in it."""

import gzip
import json
from io import BufferedReader, BytesIO

import pytest

from community.feeds.bounds import Bounds
from community.feeds.fields import Layout
from community.feeds.lines import Hopeless
from community.feeds.preview import LOOK, RECORDS, Watched, mapping_of, preview
from community.feeds.previewed import SHOWN, Line, Preview, can_be_named, printed
from tests.feeds.reading import NOW, UTC, read_one

TABLE = b"Ticket,user,created,body,ip\nt-1,moira,2026-03-08T06:30:00Z,The zip broke,9f\nt-2,ben,yesterday,Same,9f\n"


def seen(
    content: bytes | str,
    *,
    mapped: dict[str, str] | None = None,
    form: str = "auto",
    encoding: str = "",
    bounds: Bounds = LOOK,
) -> Preview:
    raw = content.encode() if isinstance(content, str) else content
    layout = Watched(UTC, NOW, mapped or {})
    return preview(BufferedReader(BytesIO(raw)), layout, form=form, encoding=encoding, bounds=bounds)


def names(found: Preview) -> list[str]:
    return [column.name for column in found.columns]


def sample(found: Preview, name: str) -> str:
    return next(column.sample for column in found.columns if column.name == name)


def said(found: Preview, line: Line) -> dict[str, str]:
    """What a line says by the names of its columns, none of which is too odd to be shown as it is."""
    return dict(zip([shown for _, shown in found.heads], line.cells, strict=True))


def test_columns_are_shown_with_the_field_that_each_is_taken_for() -> None:
    found = seen(TABLE, mapped={"external_id": "Ticket"})
    assert names(found) == ["Ticket", "user", "created", "body", "ip"]
    assert found.fields == {
        "external_id": "Ticket", "author_name": "user", "posted_at": "created", "text": "body",
    }  # fmt: skip
    assert (found.form, found.encoding, found.fault) == ("csv", "utf-8", "")
    assert sample(found, "body") == "The zip broke"


def test_a_record_that_would_be_rejected_says_why_beside_what_it_says() -> None:
    found = seen(TABLE, mapped={"external_id": "Ticket"})
    assert [line.reason for line in found.lines] == [
        "",
        "posted_at is 'yesterday', not a time such as 2026-03-08T06:30:00Z",
    ]
    assert [said(found, line)["body"] for line in found.lines] == ["The zip broke", "Same"]


def test_a_table_without_an_id_is_shown_with_what_is_missing_once() -> None:
    found = seen(TABLE)
    assert found.fault == "No column is the messages' id among Ticket, user, created, body, ip; choose it."
    assert [(said(found, line)["body"], line.reason) for line in found.lines] == [("The zip broke", ""), ("Same", "")]
    assert sample(found, "Ticket") == "t-1"


def test_the_columns_of_json_are_those_of_the_first_records_together() -> None:
    found = seen('{"id": 1, "text": "a"}\n{"id": 2, "body": "b", "likes": [1, {"x": null}]}\nno json\n')
    assert names(found) == ["id", "text", "body", "likes"]
    assert sample(found, "likes") == '[1, {"x": null}]'
    assert found.lines[2].raw == "no json"
    assert found.lines[2].reason.startswith("not JSON")


def test_a_row_of_another_width_is_shown_as_it_stands() -> None:
    (line,) = seen("id,text\n1,a,b,c\n").lines
    assert (line.raw, line.cells) == ("1,a,b,c", [])
    assert line.reason == "4 values where the header has 2"


def test_only_the_first_records_are_read() -> None:
    file = BufferedReader(BytesIO(b"id,text\n" + b"1,a\n" * 3_000_000))
    found = preview(file, Watched(UTC, NOW), form="auto", encoding="")
    assert len(found.lines) == RECORDS
    assert file.tell() < 1_000_000


def test_a_line_without_an_end_is_not_followed_to_its_end() -> None:
    found = seen(gzip.compress(b'{"id": 1, "text": "a"}\n' + b"x" * 30_000_000), bounds=Bounds(size=1 << 20))
    assert [(line.number, line.reason) for line in found.lines] == [(1, "")]
    assert found.fault == ""


def test_what_comes_before_a_fault_is_shown_with_the_fault() -> None:
    packed = gzip.compress(b"id,text\n" + b"".join(b"%d,%d\n" % (n, n * 7919 % 9973) for n in range(15)))
    found = seen(packed[:-20])
    assert found.fault.startswith("The file is damaged")
    assert len(found.lines) > 3


@pytest.mark.parametrize(
    "content", [b"", b"\n\n", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n\0\0", gzip.compress(b"PK\x03\x04", mtime=0)]
)
def test_what_holds_no_records_however_it_is_read_is_hopeless(content: bytes) -> None:
    with pytest.raises(Hopeless):
        seen(content)


def test_a_column_may_begin_like_an_archive() -> None:
    assert read_one("PK,id,text\n1,2,x\n").external_id == "2"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        ("plain", "plain"),
        ("a\nb\x1b[0m\u202e\0", "a\\nb\\x1b[0m\\u202e\\x00"),
        ("\ud800", "\\ud800"),
        (["\ud800", 1], '["\\ud800", 1]'),
        (True, "true"),
        ("x" * 999, "x" * SHOWN + "…"),
    ],
)
def test_any_value_is_printed_as_one_line_that_can_be_sent(value: object, shown: str) -> None:
    assert printed(value) == shown
    assert isinstance(printed(value).encode(), bytes)


def test_of_a_value_however_deep_only_the_beginning_is_printed() -> None:
    deep: object = 1
    for _ in range(100_000):
        deep = [deep]
    assert printed(deep) == "[" * SHOWN + "…"


@pytest.mark.parametrize("name", ["", "a\0b", json.loads('"\\ud800"')])
def test_a_column_without_a_name_that_can_be_kept_cannot_be_mapped(name: str) -> None:
    assert not can_be_named(name)


@pytest.mark.parametrize(
    ("chosen", "said"),  # of the columns id, user, text and body
    [
        ({"external_id": "id", "text": "text", "author_name": "user"}, {}),
        ({"external_id": "id", "text": "text"}, {"author_name": ""}),
        ({"external_id": "user", "text": "text"}, {"external_id": "user", "author_name": ""}),
        ({"external_id": "id", "text": "body", "title": "text"}, {"text": "body", "title": "text", "author_name": ""}),
        ({}, {"external_id": "", "text": "", "author_name": ""}),
    ],
)  # fmt: skip
def test_what_is_said_of_a_choice_is_what_is_not_usual_and_reads_as_it_was_chosen(
    chosen: dict[str, str], said: dict[str, str]
) -> None:
    columns = ("id", "user", "text", "body")
    assert mapping_of(chosen, Layout(UTC, NOW).columns(columns)) == said
    assert Layout(UTC, NOW, said).columns(columns) == chosen
