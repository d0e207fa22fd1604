"""Feed lines to a CSV reader, and recover from unclosed quotes."""

from collections import deque
from collections.abc import Iterator

from community.files.bounds import Enough, raising
from community.files.encodings import Decode
from community.files.lines import RECORD_LIMIT, Cut

LINE_ENDS = (b"\n", b"\r\n", b"\r")


class Swallowed(Exception):
    """A quoted field so long that its quote must be a mistake."""


class Taken:
    """Lines for csv.reader, remembered since the current record began.

    A reader asks for a second line only within quotes. Where the quote was a mistake, the lines after the first go
    back.
    """

    def __init__(self, lines: Iterator[bytes], decode: Decode, after: int) -> None:
        self.lines = lines
        self.decode = decode
        self.back: deque[bytes] = deque()
        self.number = after
        self.known_until, self.known_end = 0, Exception()
        self.begin()

    def begin(self) -> None:
        self.record: list[bytes] = []
        self.size = 0
        self.fault = ""

    def __iter__(self) -> "Taken":
        return self

    def __next__(self) -> str:
        if self.record and self.number < self.known_until:
            raise self.known_end.with_traceback(None)
        line = self.next_line()
        # Outside quotes an empty line is nothing, and there may be millions.
        while line in LINE_ENDS and not self.record:
            line = self.next_line()
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

    def next_line(self) -> bytes:
        line = self.back.popleft() if self.back else next(self.lines)
        self.number += 1
        return line

    @property
    def first(self) -> int:
        return self.number - len(self.record) + 1

    def give_back(self, end: Exception) -> bytes:
        """Return the broken record's first line, and queue the others again."""
        first, *others = self.record
        if others:
            # A quoted field that goes on after one of these lines comes to the same end, wherever it began. Without
            # this, a file of quotes is read anew from each of its lines.
            self.known_until, self.known_end = self.number, end
        if isinstance(end, Enough):
            self.lines = raising(end)
        self.back.extendleft(reversed(others))
        self.number -= len(others)
        return first
