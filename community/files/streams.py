"""Look ahead in a stream of bytes or lines, and cut off what surrounds it."""

from collections.abc import Iterator
from itertools import chain

from community.files.bounds import Enough, raising
from community.files.lines import Cut, Hopeless, Unreadable

# The bytes that decide how the rest is read.
HEAD = 1 << 16
# What may stand behind the value that a script assigns.
SCRIPT_ENDS = b"; \t\r\n"


def read_ahead(pieces: Iterator[bytes], most: int = HEAD) -> tuple[list[bytes], Iterator[bytes]]:
    """Return the first pieces, and an iterator over all of them.

    A fault after the first ones is raised when the reading gets there.
    """
    head: list[bytes] = []
    size = 0
    try:
        while size < most and (piece := next(pieces, b"")):
            head.append(piece)
            size += len(piece)
    except Unreadable as fault:
        if not head:
            raise
        return head, chain(head, raising(fault))
    return head, chain(head, pieces)


def first_words(every_line: Iterator[bytes]) -> tuple[int, Iterator[bytes]]:
    """Count the blank lines at the start, and return the lines after them."""
    blank = 0
    try:
        for line in every_line:
            if line.strip() or isinstance(line, Cut):
                return blank, chain((line,), every_line)
            blank += 1
    except Enough as enough:
        raise Enough(enough.extent, is_blank=blank > 0) from enough
    raise Hopeless("The file is empty.")


def without_lines(stream: Iterator[bytes], count: int) -> Iterator[bytes]:
    """Leave out the first lines of a stream."""
    for block in stream:
        rest = block
        # Old files end their lines with CR alone.
        end = b"\n" if b"\n" in rest or b"\r" not in rest else b"\r"
        while count and rest:
            _, found, rest = rest.partition(end)
            count -= bool(found)
        if rest:
            yield rest


def without_start(stream: Iterator[bytes], length: int) -> Iterator[bytes]:
    for block in stream:
        if rest := block[length:]:
            yield rest
        length = max(0, length - len(block))


def without_end(stream: Iterator[bytes]) -> Iterator[bytes]:
    """Leave out the semicolon that ends a script."""
    kept = b""
    for block in stream:
        whole = kept + block
        body = whole.rstrip(SCRIPT_ENDS)
        # Of blanks without an end only the first are kept.
        kept = whole[len(body) :][:1024]
        if body:
            yield body
