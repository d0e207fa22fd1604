"""Read delimited tables strictly."""

import csv
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from community.files.bounds import Enough
from community.files.encodings import Decode
from community.files.fields import count_recognised
from community.files.headers import DELIMITERS, split_cells, split_header
from community.files.jsonl_file import too_long
from community.files.layout import Layout, ReadRow, too_wide, with_rejects
from community.files.lines import RECORD_LIMIT, Cut, Unreadable
from community.files.quoting import Swallowed, Taken
from community.records import Record, Reject

# A field cannot be longer than its record, and that is bounded here; the module's own limit would end the reading.
csv.field_size_limit(RECORD_LIMIT + 1)
BLANKS = " \t\u00a0"
TOTALS = frozenset({"total", "totals", "grand total", "sum", "subtotal", "summe", "gesamt", "somme", "suma", "totale"})


class Table(NamedTuple):
    """A table whose header has been read, with the line where that stands."""

    header: list[str]
    delimiter: str
    line: int
    records: Iterator[Record]


def read(lines: Iterator[bytes], decode: Decode, layout: Layout, *, after: int = 0, delimiter: str = "") -> Table:
    """Read the header at once, and return the table with the records below it.

    `after` is the number of lines above the header. Raises Unreadable when the header cannot be used.
    """
    taken = Taken(lines, decode, after)
    header, delimiter = _read_header(taken, delimiter)
    read_row = layout.of_header(header)
    rows = csv.reader(taken, delimiter=delimiter, strict=True)
    return Table(header, delimiter, taken.first, _read_records(taken, rows, read_row, len(header)))


def _read_header(taken: Taken, delimiter: str) -> tuple[list[str], str]:
    try:
        line = next(taken, "")
    except Swallowed as error:
        raise _too_long(taken.record[0]) from error
    if taken.fault:
        raise Unreadable(f"The header is {taken.fault}.")
    if delimiter:
        return split_cells(line, delimiter), delimiter
    split = split_header(line)
    delimiter = max(split, key=lambda mark: (count_recognised(split[mark]), len(split[mark])), default="")
    if len(split) < len(DELIMITERS) and not count_recognised(split.get(delimiter, [])):
        raise too_wide(max(map(line.count, DELIMITERS)) + 1)
    if not split[delimiter]:
        raise Unreadable("The header has a quote that is never closed.")
    return split[delimiter], delimiter


def _too_long(header: bytes) -> Unreadable:
    if isinstance(header, Cut) and header.length <= RECORD_LIMIT:
        seen = f"The header is {header.length:,} bytes long, too long to be shown here."
        return Unreadable(f"{seen} The dry run reads it.")
    return Unreadable(f"The header is longer than {RECORD_LIMIT:,} bytes.")


def _read_records(taken: Taken, reader: Iterator[list[str]], read_row: ReadRow, width: int) -> Iterator[Record]:
    while True:
        taken.begin()
        try:
            row = next(reader)
        except StopIteration:
            return
        except (csv.Error, Swallowed, Enough) as error:
            if isinstance(error, Enough) and not taken.record:
                raise
            yield _broken_record(taken, error)
            continue
        # A spreadsheet also saves the empty rows that somebody has been to.
        if any(cell.strip(BLANKS) for cell in row):
            yield from _row_records(taken, row, read_row, width)


def _broken_record(taken: Taken, error: Exception) -> Reject:
    number, first = taken.first, taken.give_back(error)
    if isinstance(first, Cut):
        return too_long(number, first)
    if isinstance(error, Enough):
        return Reject.of(number, f"a quote opens in this line and is not closed in {error.extent}", first)
    if isinstance(error, Swallowed) or "end of data" in str(error):
        return Reject.of(number, "a quote opens in this line and is never closed", first)
    return Reject.of(number, "text follows a closing quote; a quote within quotes is written twice", first)


def _row_records(taken: Taken, row: list[str], read_row: ReadRow, width: int) -> Sequence[Record]:
    try:
        if taken.fault:
            raise ValueError(taken.fault)
        if len(row) != width:
            values = f"{len(row)} {'value' if len(row) == 1 else 'values'} where the header has {width}"
            raise ValueError(values + (f" (lines {taken.first} to {taken.number})" if len(taken.record) > 1 else ""))
        if _is_total(row):
            raise ValueError("the row looks like a total below the table, not like a message")
        return with_rejects(read_row(row, taken.first), taken.first, b"".join(taken.record))
    except ValueError as reason:
        return (Reject.of(taken.first, str(reason), b"".join(taken.record)),)


def _is_total(row: list[str]) -> bool:
    if row[0].strip(" :").lower() not in TOTALS:
        return False
    return 3 * sum(not cell for cell in row) >= len(row)
