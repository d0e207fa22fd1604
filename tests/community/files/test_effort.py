"""Reading takes steps in proportion to what is read, whatever it is made of."""

import tracemalloc
from time import process_time

import pytest

from community.files import fields, headers
from community.files.encodings import Encoding, check_encoding
from community.files.lines import Unreadable
from community.files.streams import HEAD, read_ahead
from community.records import RawMessage, Warned
from tests.community.files.reading import read, read_one
from tests.hostile_files import FILES, HEADER, MEGA


class Weighed(bytes):
    """A line that counts how often somebody asks for its length."""

    asked = 0

    def __len__(self) -> int:
        Weighed.asked += 1
        return super().__len__()


def test_the_beginning_is_summed_up_once_and_not_anew_for_each_of_its_lines() -> None:
    Weighed.asked = 0
    head, _ = read_ahead(iter([Weighed(b"\n")] * 2 * HEAD))
    assert len(head) == HEAD
    assert Weighed.asked <= 3 * HEAD


@pytest.mark.parametrize("blank", [0, 1, HEAD - 1, HEAD, 3 * HEAD])
@pytest.mark.parametrize(
    ("content", "line"),
    [(HEADER + b"1,late\n", 2), (b'{"id": 1, "text": "late"}\n', 1), (b'\t{"id": 1, "text": "late"}', 1)],
)
def test_a_file_begins_with_its_first_word_however_many_lines_are_empty_before(
    blank: int, content: bytes, line: int
) -> None:
    (record,) = read(b"\n" * blank + content)
    assert isinstance(record, RawMessage)
    assert (record.text, record.line) == ("late", blank + line)


def test_a_line_too_long_to_be_kept_is_not_empty_because_its_beginning_is() -> None:
    (reject,) = read(b" " * 5 * MEGA + b"x\n", form="jsonl")
    assert reject.reason == "the line is 5,000,001 bytes long; the limit is 4,194,304"


@pytest.mark.parametrize("name", ["a header of commas", "a header of every delimiter", "a header of names"])
def test_a_header_of_very_many_columns_is_not_compared_with_what_columns_are_called(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, plain_name = [0], fields.plain_name

    def counted(column: str) -> str:
        asked[0] += 1
        return plain_name(column)

    monkeypatch.setattr(fields, "plain_name", counted)
    with pytest.raises(Unreadable, match=r"^The header has [\d,]+ columns; the limit is 2,000\.$"):
        read(FILES[name](), form="csv")
    assert asked[0] <= len(headers.DELIMITERS) * (headers.MOST_DELIMITERS + 1)


def test_delimiters_in_a_header_that_is_recognised_by_another_are_text() -> None:
    assert read_one(b"id;text;" + b"," * 20_000 + b"\n1;a;b\n").text == "a"


def test_a_name_of_millions_is_not_gone_through() -> None:
    assert fields.plain_name("A" * 256) == "A" * 256
    assert fields.plain_name("A" * 255) == "a" * 255


def test_a_text_of_tags_is_counted_before_it_is_cut_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("community.files.values.SPLIT_TAGS", None)
    record = read_one('{"id": 1, "text": "a", "tags": "' + ",;|" * 1_000 + '"}')
    assert record.warnings == (Warned("tags", "holds 3,001 tags; the limit is 100"),)


def test_letters_of_another_encoding_are_counted_only_as_far_as_it_matters() -> None:
    lines, said = [b"x", b"x", "é".encode() * MEGA], Encoding("cp1252")
    tracemalloc.start()
    with pytest.raises(Unreadable, match="UTF-8, not cp1252"):
        check_encoding(said.decoder(), lines, said, "cp1252")
    # One after another they fill a list of eight times their size.
    assert tracemalloc.get_traced_memory()[1] < 8 * MEGA
    tracemalloc.stop()


# The others have records, if only ones that are rejected.
WITHOUT_RECORDS = {"empty lines below a header", "wide rows"}
REFUSED = {
    *("empty lines", "lines of spaces", "empty lines that end in CR", "empty lines in UTF-16", "empty lines in UTF-32"),
    *("a header of commas", "a header of every delimiter", "a header of names", "one line", "NULs", "a gzip header"),
    *("empty gzip members", "gzip members of a byte"),
}


@pytest.mark.parametrize("name", FILES)
def test_every_hostile_file_is_read_to_its_end_or_refused_within_seconds(name: str) -> None:
    began, found, refusal = process_time(), [], ""
    try:
        found = read(FILES[name]()[: 4 * MEGA])
    except Unreadable as reason:
        refusal = str(reason)
    assert bool(found) is (name not in REFUSED | WITHOUT_RECORDS)
    assert refusal.endswith(".") is (name in REFUSED)
    assert process_time() - began < 20
