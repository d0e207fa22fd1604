"""Limits on how many bytes and lines of a file are read."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from community.files.lines import Unreadable


class Enough(Unreadable):
    """The reading reached its limit.

    `extent` names it, such as "the first 2,000 lines".
    """

    def __init__(self, extent: str, *, is_blank: bool = False) -> None:
        super().__init__("The rest of the file was not looked at.")
        self.extent, self.is_blank = extent, is_blank


def go_on() -> None:
    """Let the reading continue."""


def raising(end: Unreadable) -> Iterator[bytes]:
    raise end
    yield b""


# More than any file holds.
ALL = sys.maxsize


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits on the bytes, the lines and the length of a line.

    `tick` is called for each block, and for each line where lines are bounded. An exception of it ends the reading.
    """

    size: int = ALL
    lines: int = ALL
    longest: int = ALL
    tick: Callable[[], None] = go_on

    def of_bytes(self, stream: Iterator[bytes]) -> Iterator[bytes]:
        left = self.size
        for block in stream:
            self.tick()
            yield block[:left]
            left -= len(block)
            if left < 0:
                raise Enough(f"the first {self.size >> 20} MB")

    def of_lines(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        # A file that is read to its end pays nothing for this.
        return lines if self.lines == ALL else self._first(lines)

    def _first(self, lines: Iterator[bytes]) -> Iterator[bytes]:
        for number, line in enumerate(lines):
            self.tick()
            if number == self.lines:
                raise Enough(f"the first {self.lines:,} lines")
            yield line


EVERYTHING = Bounds()
