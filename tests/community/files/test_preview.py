"""The beginning of a file as a person looks at it, whatever stands in it."""

import gzip
import json
from contextlib import suppress
from dataclasses import replace
from io import BufferedReader, BytesIO

import pytest

from community.files.bounds import Bounds, Enough
from community.files.container import Container
from community.files.layout import Layout
from community.files.lines import Hopeless, Unreadable
from community.files.packing import BLOCK
from community.files.paths import MOST_COLUMNS
from community.files.preview import COLUMNS, LOOK, RECORDS, Watched, mapping_of, preview_file
from community.files.previewed import SHOWN, UNSTORABLE, Line, Preview, can_be_named, printed
from tests.bringing import lines as lines_of
from tests.community.files.reading import NOW, UTC, read_one
from tests.hostile_files import FILES, wide_json

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
    layout = Watched(UTC, NOW, mapped or {}, posted_at_now=True)
    return preview_file(BufferedReader(BytesIO(raw)), layout, Container(form, encoding), bounds=bounds)


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


def test_what_the_file_is_taken_for_is_said_and_an_id_is_offered() -> None:
    found = seen('[{"author": "moira", "text": "a"}]')
    assert found.said == "One JSON document, UTF-8; it is a list of records."
    assert (found.preset, found.path, found.made_id) == ("", ".", "#author_name+text")
    chat = seen('{"type": "message", "user": "U1", "text": "a", "team": "T9", "ts": "1794298000.1"}')
    assert (chat.preset, chat.source_key, chat.made_id) == ("slack", "slack:T9", "")


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
    found = preview_file(file, Watched(UTC, NOW, posted_at_now=True))
    assert len(found.lines) == RECORDS
    assert file.tell() < 1_000_000


def test_a_line_without_an_end_is_not_followed_to_its_end() -> None:
    found = seen(gzip.compress(b'{"id": 1, "text": "a"}\n' + b"x" * 30_000_000), bounds=Bounds(size=1 << 20))
    assert [(line.number, line.reason) for line in found.lines] == [(1, "")]
    assert found.fault == ""


class Ticks:
    """Counts the steps of a look, and has had enough after so many."""

    def __init__(self, most: int = 10**9) -> None:
        self.most, self.count = most, 0

    def __call__(self) -> None:
        self.count += 1
        if self.count > self.most:
            raise Enough("the lines that were read in a while")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("form", ["auto", "jsonl", "csv"])
def test_a_look_takes_so_many_steps_whatever_the_file_is_made_of(name: str, form: str) -> None:
    ticks, content = Ticks(), FILES[name]()
    file = BufferedReader(BytesIO(content))
    with suppress(Hopeless, Unreadable):
        found = preview_file(
            file, Watched(UTC, NOW, posted_at_now=True), Container(form), bounds=replace(LOOK, tick=ticks)
        )
        assert len(json.dumps(found.as_json())) < 300_000
    # Each line, each block of the file and of what it unpacks to, and each record.
    assert ticks.count <= LOOK.lines + 1 + 2 * (LOOK.size // BLOCK + 2) + RECORDS
    assert file.tell() <= LOOK.size + BLOCK


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"\n" * 2_001, "The first 2,000 lines are empty. If messages come later the dry run finds them;"),
        (b"  \r\n" * 2_001, "The first 2,000 lines are empty."),
        (b"id,text\n" + b"\n" * 2_000, "In the first 2,000 lines there is no record to show. The dry run reads the"),
        (b"\n" * 1_999 + b"id,text\n1,late\n", "In the first 2,000 lines there is no record to show."),
        (gzip.compress(b" " * 9_000_000), "In the first 8 MB there is no record to show."),
    ],
)
def test_a_look_that_found_nothing_says_where_it_looked_and_what_to_do(content: bytes, fault: str) -> None:
    found = seen(content)
    assert (found.fault[: len(fault)], found.lines, found.extent) == (fault, [] if found.form else (), "")


def test_a_header_too_long_for_a_look_is_told_with_who_reads_it() -> None:
    with pytest.raises(Unreadable, match=r"The header is 600,008 bytes long, too long to be shown here\. The dry run"):
        seen(b"id,text," + b"x" * 600_000 + b"\n1,a,b\n")


@pytest.mark.parametrize(("blank", "extent"), [(1_997, ""), (1_998, "the first 2,000 lines")])
def test_records_that_lie_within_the_bounds_are_shown_and_where_they_end_is_said(blank: int, extent: str) -> None:
    found = seen(b"id,text\n1,a\n" + b"\n" * blank + b"2,late\n")
    assert [line.number for line in found.lines] == [2] if extent else [2, 2_000]
    assert (found.fault, found.extent) == ("", extent)


def test_a_quote_that_is_open_where_the_look_ends_is_told_and_what_follows_it_shown() -> None:
    found = seen(b'id,text\n1,fine\n2,"open\n' + b"3,b\n" * 5_000)
    assert found.lines[1].reason == "a quote opens in this line and is not closed in the first 2,000 lines"
    assert [line.number for line in found.lines] == list(range(2, 2 + RECORDS))


def test_where_that_is_all_the_page_says_how_far_it_looked() -> None:
    found = seen(b'id,text\n1,"open\n' + b"\n" * 5_000)
    assert [line.reason for line in found.lines] == ["a quote opens in this line and is not closed in " + found.extent]
    assert found.extent == "the first 2,000 lines"


def test_a_look_ends_when_its_time_is_over_with_what_it_has_found() -> None:
    found = seen(TABLE * 9, mapped={"external_id": "Ticket"}, bounds=replace(LOOK, tick=Ticks(6)))
    assert 0 < len(found.lines) < RECORDS
    assert found.extent == "the lines that were read in a while"


def test_time_is_asked_for_also_while_lines_come_a_second_time() -> None:
    content = b'id,text\n1,"open\n' + b"2,b\n" * 10
    steps = Ticks()
    assert len(seen(content, bounds=replace(LOOK, tick=steps)).lines) == 11
    # All lines were read for the first record, so these are the steps between the records.
    found = seen(content, bounds=replace(LOOK, tick=Ticks(steps.count - 5)))
    assert (len(found.lines), found.extent) == (7, "the lines that were read in a while")


def test_all_that_is_shown_was_found_in_time() -> None:
    content = b"id,text\n" + b"1,a\n" * RECORDS
    steps = Ticks()
    seen(content, bounds=replace(LOOK, tick=steps))
    assert seen(content, bounds=replace(LOOK, tick=Ticks(steps.count - 1))).extent == ""


def test_a_line_too_long_for_a_look_is_shown_by_its_beginning_without_a_verdict() -> None:
    found = seen(b'{"id": 1, "text": "' + b"x" * 900_000 + b'"}\n{"id": 2, "text": "b"}\n')
    assert [(line.number, line.is_unread) for line in found.lines] == [(1, True), (2, False)]
    assert found.lines[0].reason == "the line is 900,021 bytes long"
    assert found.lines[0].raw.startswith('{"id": 1')


def test_a_line_that_is_too_long_for_an_import_is_rejected() -> None:
    (line,) = seen(b"{" + b"x" * 5_000_000 + b"}\n").lines
    assert (line.is_unread, line.reason) == (False, "the line is 5,000,002 bytes long; the limit is 4,194,304")


def test_of_many_columns_the_first_are_shown_and_the_others_counted() -> None:
    found = seen(",".join(["id", "text", *map(str, range(500))]) + "\n" + "1,a" + ",x" * 500 + "\n")
    assert (len(found.columns), found.more_columns) == (COLUMNS, 302)
    assert [shown for _, shown in found.heads] == ["id", "text"]


def test_fields_are_looked_for_among_as_many_keys_as_a_table_may_have(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    columns = Layout.columns

    def counted(self: Layout, names: tuple[str, ...]) -> dict[str, str]:
        asked.append(len(names))
        return columns(self, names)

    monkeypatch.setattr(Layout, "columns", counted)
    found = seen(wide_json(30_000) * 3)
    assert max(asked) == MOST_COLUMNS
    assert (found.more_columns, [line.reason for line in found.lines]) == (29_802, ["", "", ""])


def test_what_was_seen_can_be_stored_and_is_the_same_afterwards() -> None:
    found = seen(lines_of({"id": 1, "te\0xt": "a", "\ud800": "\ud800b\0", "x" * 300: [1], "": {}, "body": "c\0"}))
    stored = json.dumps(found.as_json(), ensure_ascii=False)
    assert not UNSTORABLE.search(stored)
    again = Preview.of_json(json.loads(stored))
    assert again.as_json() == found.as_json()
    assert [column.name for column in again.columns] == ["id", "", "", "", "", "body"]
    assert again.columns[1].shown == "te\\x00xt"


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


@pytest.mark.parametrize("name", ["", "a\0b", json.loads('"\\ud800"'), "x" * 256])
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
