"""Quotes that open by mistake take nothing in, and are not followed anew from each line that they pass."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from community.files import csv_file, quoting
from community.files.encodings import Encoding
from community.files.layout import Layout
from community.files.quoting import Taken
from community.records import Record
from tests.community.files.reading import NOW, UTC, read, reasons, texts

HEADER = "id,text\n"
OPEN = "a quote opens in this line and is never closed"
FOLLOWED = "text follows a closing quote; a quote within quotes is written twice"
LINES = 3_000


class Forgetful(Taken):
    """Follows every quote to its end, as if none had been followed before."""

    def give_back(self, end: Exception) -> bytes:
        first = super().give_back(end)
        self.known_until = 0
        return first


def followed_anew(content: str) -> list[Record]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(csv_file, "Taken", Forgetful)
        return read(content)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """How often the reader has asked for a line."""
    count = [0]

    class Counted(Taken):
        def next_line(self) -> bytes:
            count[0] += 1
            return super().next_line()

    monkeypatch.setattr(csv_file, "Taken", Counted)
    return count


@pytest.mark.parametrize(
    ("line", "end", "told"),
    [
        # Alone it opens a quote; within quotes it closes one and opens the next.
        ('x","', "", {OPEN}),
        ('x","', '"y', {FOLLOWED, OPEN}),
        ('1,"a\n\n', "", {FOLLOWED, OPEN}),
    ],
)
def test_a_file_of_quotes_is_read_a_few_times_and_not_from_each_of_its_lines(
    asked: list[int], line: str, end: str, told: set[str]
) -> None:
    assert set(reasons(read(HEADER + f"{line}\n" * LINES + end))) == told
    assert asked[0] < 5 * LINES * (line.count("\n") + 1)


def test_every_line_of_such_a_file_is_told_the_same(asked: list[int]) -> None:
    found = read(HEADER + 'x","\n' * LINES)
    assert reasons(found) == [OPEN] * LINES
    assert [record.line for record in found] == list(range(2, LINES + 2))


def test_a_quote_too_long_to_be_meant_is_followed_once(asked: list[int], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quoting, "RECORD_LIMIT", 1_000)
    assert reasons(read(HEADER + 'x","\n' * LINES)) == [OPEN] * LINES
    assert asked[0] < 5 * LINES


def test_behind_a_quote_that_was_followed_others_are_read_as_they_stand() -> None:
    found = read(HEADER + '1,"open\n2,b\n3,"two\nlines"\n4,"open\n5,e\n')
    assert texts(found) == ["b", "two\nlines", "e"]
    assert [record.line for record in found] == [2, 3, 4, 6, 7]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.text('a,"\n', max_size=7), max_size=12))
def test_what_is_known_of_a_quote_changes_nothing_in_what_is_read(rows: list[str]) -> None:
    content = HEADER + "\n".join(rows)
    assert read(content) == followed_anew(content)


def test_millions_of_empty_lines_are_passed_over_and_counted() -> None:
    lines = iter([b"id,text\n", *[b"\r\n"] * 5_000, b"1,late\n"])
    taken: list[bytes] = []

    def decode(line: bytes) -> str:
        taken.append(line)
        return Encoding("utf-8").decoder()(line)

    (record,) = csv_file.read(lines, decode, Layout(UTC, NOW, posted_at_now=True)).records
    assert (record.line, taken) == (5_002, [b"id,text\n", b"1,late\n"])
