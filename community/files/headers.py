"""Find the header of a table, which is not always its first line."""

import csv
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from community.files.encodings import Decode
from community.files.fields import count_recognised
from community.files.paths import MOST_COLUMNS

# A lenient reader would let one unclosed quote swallow the rest of a file.
DELIMITERS = ",;\t|"
# Room for delimiters within quotes. A line with more of them is not split at all.
MOST_DELIMITERS = 4 * MOST_COLUMNS
# The lines among which a header is looked for, and their length.
LOOKED_AT, LONGEST = 30, 1 << 16
# Two usual names beside each other are a header. One may be a word of a sentence.
ENOUGH = 2
SEPARATOR = re.compile(rb'"?sep=(.)"?\s*')


class Beginning(NamedTuple):
    """The lines above a header, and the delimiter that one of them names."""

    skipped: int = 0
    delimiter: str = ""


def find_beginning(lines: Sequence[bytes], decode: Decode, mapped: Mapping[str, str]) -> Beginning:
    """Return where the header stands among the first lines, of which the first is not blank."""
    if named := SEPARATOR.fullmatch(lines[0]):
        # Spreadsheet programs write this line for each other.
        return Beginning(1, named[1].decode("latin-1"))

    def weigh(cells: Sequence[str]) -> int:
        return count_recognised(cells) + sum(cell in mapped.values() for cell in cells)

    looked_at = [_cells_of(line, decode, weigh) for line in lines[:LOOKED_AT]]
    if weigh(looked_at[0]) >= ENOUGH:
        return Beginning(_names_below(looked_at, weigh))
    # A row below an unknown header has no more cells than it, lines above a header have fewer.
    least = sum(map(bool, looked_at[0]))
    found = (n for n, cells in enumerate(looked_at) if sum(map(bool, cells)) > least and weigh(cells) >= ENOUGH)
    return Beginning(next(found, 0))


def _names_below(looked_at: Sequence[Sequence[str]], weigh: Callable[[Sequence[str]], int]) -> int:
    """Return 1 where the first line only groups the columns that the second one names."""
    first, second = (*looked_at[:2], ())[:2]
    is_group = not all(first) and len(first) == len(second)
    return int(is_group and sum(map(bool, second)) > sum(map(bool, first)) and weigh(second) > weigh(first))


def _cells_of(line: bytes, decode: Decode, weigh: Callable[[Sequence[str]], int]) -> Sequence[str]:
    if len(line) > LONGEST:
        return ()
    try:
        splits = split_header(decode(line))
    except ValueError:
        return ()
    return max(splits.values(), key=lambda cells: (weigh(cells), len(cells)), default=())


def split_header(line: str) -> dict[str, list[str]]:
    """Split a line by each delimiter that does not make it too wide."""
    return {mark: split_cells(line, mark) for mark in DELIMITERS if line.count(mark) <= MOST_DELIMITERS}


def split_cells(line: str, delimiter: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter, strict=True), [])]
    except csv.Error:
        return []
