"""Reads delimited tables: strictly, because a lenient reader lets one unclosed quote swallow the rest of a file."""

import csv
from collections import deque
from collections.abc import Iterator

from community.feeds.encodings import Decode
from community.feeds.fields import RECOGNISED, Layout, plain
from community.feeds.jsonl_file import too_long
from community.feeds.lines import RECORD_LIMIT, Cut, Unreadable
from community.feeds.raw import Record, Reject

DELIMITERS = ",;\t|"
# A field cannot be longer than its record, and that is bounded here; the module's own limit would end the reading.
csv.field_size_limit(RECORD_LIMIT + 1)


class Swallowed(Exception):
    """A quoted field has taken in so much, or a line so long, that its quote must be a mistake."""


class Taken:
    """Gives lines to csv.reader, and remembers those that it has asked for since a record began.

    A reader asks for a second line only within quotes. Where that was a mistake, the lines after the first go back.
    """

    def __init__(self, lines: Iterator[bytes], decode: Decode) -> None:
        self.lines = lines
        self.decode = decode
        self.back: deque[bytes] = deque()
        self.number = 0
        self.begin()

    def begin(self) -> None:
        self.record: list[bytes] = []
        self.size = 0
        self.fault = ""

    def __iter__(self) -> "Taken":
        return self

    def __next__(self) -> str:
        line = self.back.popleft() if self.back else next(self.lines)
        self.number += 1
        self.record.append(line)
        self.size += len(line)
        if isinstance(line, Cut) or self.size > RECORD_LIMIT:
            raise Swallowed
        try:
            return self.decode(line)
        except ValueError as fault:
            # Its quotes and delimiters still tell where the record ends.
            self.fault = str(fault)
            return line.decode("ascii", "replace")

    @property
    def first(self) -> int:
        return self.number - len(self.record) + 1

    def give_back(self) -> bytes:
        """Returns the first line of the record; the others will be read again."""
        first, *others = self.record
        self.back.extendleft(reversed(others))
        self.number -= len(others)
        return first


def read(lines: Iterator[bytes], decode: Decode, layout: Layout) -> Iterator[Record]:
    """The records below a header. The header is read at once: it can make the whole file unreadable."""
    taken = Taken(lines, decode)
    header, delimiter = _header(taken)
    places = layout.of_header(header)
    return _records(taken, csv.reader(taken, delimiter=delimiter, strict=True), places, len(header), layout)


def _header(taken: Taken) -> tuple[list[str], str]:
    try:
        line = next((line for line in taken if line.strip("\r\n")), "")
    except Swallowed as error:
        raise Unreadable(f"The header is longer than {RECORD_LIMIT:,} bytes.") from error
    if taken.fault:
        raise Unreadable(f"The header is {taken.fault}.")
    split = {delimiter: _cells(line, delimiter) for delimiter in DELIMITERS}
    delimiter = max(DELIMITERS, key=lambda mark: (_recognised(split[mark]), len(split[mark])))
    if not split[delimiter]:
        raise Unreadable("The header has a quote that is never closed.")
    return split[delimiter], delimiter


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter, strict=True))]
    except csv.Error:
        return []


def _recognised(cells: list[str]) -> int:
    return sum(plain(cell) in RECOGNISED for cell in cells)


def _records(
    taken: Taken, reader: Iterator[list[str]], places: list[tuple[str, int]], width: int, layout: Layout
) -> Iterator[Record]:
    while True:
        taken.begin()
        try:
            row = next(reader)
        except StopIteration:
            return
        except (csv.Error, Swallowed) as error:
            yield _broken(taken, error)
            continue
        if row:
            yield _record(taken, row, places, width, layout)


def _broken(taken: Taken, error: Exception) -> Reject:
    number, first = taken.first, taken.give_back()
    if isinstance(first, Cut):
        return too_long(number, first)
    if isinstance(error, Swallowed) or "end of data" in str(error):
        return Reject.of(number, "a quote opens in this line and is never closed", first)
    return Reject.of(number, "text follows a closing quote; a quote within quotes is written twice", first)


def _record(taken: Taken, row: list[str], places: list[tuple[str, int]], width: int, layout: Layout) -> Record:
    try:
        if taken.fault:
            raise ValueError(taken.fault)
        if len(row) != width:
            values = f"{len(row)} {'value' if len(row) == 1 else 'values'} where the header has {width}"
            raise ValueError(values + (f" (lines {taken.first} to {taken.number})" if len(taken.record) > 1 else ""))
        return layout.message([(name, row[place]) for name, place in places], taken.first)
    except ValueError as reason:
        return Reject.of(taken.first, str(reason), b"".join(taken.record))
