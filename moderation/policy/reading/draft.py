"""A text that is being rewritten, with the written span behind each character."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

Span = tuple[int, int]


class Edit(NamedTuple):
    """Characters `start:end` to replace; without a length it inserts."""

    start: int
    end: int
    text: str = ""


class Note(NamedTuple):
    """A part of the text that markup named, by the characters of the original."""

    name: str
    start: int
    end: int


class Draft:
    """A text after some edits; without any it is the original itself."""

    def __init__(
        self,
        text: str,
        starts: list[int] | None = None,
        ends: list[int] | None = None,
        notes: tuple[Note, ...] = (),
    ) -> None:
        self.text = text
        self.starts = starts
        self.ends = ends
        self.notes = notes

    def edited(self, edits: Iterable[Edit]) -> "Draft":
        """Apply edits that are in order and do not overlap."""
        each = list(edits)
        if not each:
            return self
        starts = list(range(len(self.text))) if self.starts is None else self.starts
        ends = list(range(1, len(self.text) + 1)) if self.ends is None else self.ends
        pieces: list[str] = []
        new_starts: list[int] = []
        new_ends: list[int] = []
        done = 0
        for start, end, text in each:
            pieces += (self.text[done:start], text)
            new_starts += starts[done:start]
            new_ends += ends[done:start]
            if text:
                first, last = (starts[start], ends[end - 1]) if start < end else (ends[start - 1] if start else 0,) * 2
                new_starts += [first] * len(text)
                new_ends += [last] * len(text)
            done = end
        pieces.append(self.text[done:])
        new_starts += starts[done:]
        new_ends += ends[done:]
        return Draft("".join(pieces), new_starts, new_ends, self.notes)

    def rewritten(self, text: str) -> "Draft":
        """Replace the text by another one, character for character."""
        return self if text == self.text else Draft(text, self.starts, self.ends, self.notes)

    def turned(self, text: str) -> "Draft":
        """Replace the text by one that runs backwards."""
        starts = list(range(len(self.text))) if self.starts is None else self.starts
        ends = list(range(1, len(self.text) + 1)) if self.ends is None else self.ends
        return Draft(text, starts[::-1], ends[::-1])

    def noted(self, notes: Iterable[Note]) -> "Draft":
        return Draft(self.text, self.starts, self.ends, (*self.notes, *notes))

    def written(self, start: int, end: int) -> Span:
        """Return the span of the original behind `start:end`, empty for what was inserted."""
        if self.starts is None or self.ends is None:
            return start, end
        if start >= end:
            at = self.ends[start - 1] if start else 0
            return at, at
        # A text that was turned round ends where its span begins.
        return min(self.starts[start], self.starts[end - 1]), max(self.ends[start], self.ends[end - 1])

    def read(self, start: int, end: int) -> Span:
        """Return the characters that lie in a span of the original."""
        if self.starts is None or self.ends is None:
            return start, end
        first = bisect_left(self.ends, start + 1)
        return first, max(first, bisect_left(self.starts, end))
