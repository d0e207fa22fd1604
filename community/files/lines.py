"""Split a stream of bytes into lines in constant memory."""

import hashlib
import re
import sys
from collections.abc import Iterator

from community.records import RAW_LIMIT

# Room for the longest text with everything escaped, and for texts that are rejected with their length.
RECORD_LIMIT = 4 << 20
LINE_END = re.compile(rb"\r\n|\r|\n")


class Unreadable(Exception):
    """A source that cannot be read to its end, with a sentence why.

    `on_a_page` says the same where there are no options of a command to name.
    """

    def __init__(self, sentence: str, on_a_page: str = "") -> None:
        super().__init__(sentence)
        self.on_a_page = on_a_page or sentence


class Hopeless(Unreadable):
    """A source that holds no records, however it is read."""


class Cut(bytes):
    """The beginning of a line that is longer than allowed."""

    length: int
    sha256: str


def split_lines(stream: Iterator[bytes], longest: int = sys.maxsize) -> Iterator[bytes]:
    """Yield lines with their ends.

    LF, CRLF and CR may be mixed. Of an overlong line only a Cut is kept.
    """
    rest, stream, longest = b"", filter(None, stream), min(longest, RECORD_LIMIT)
    for block in stream:
        found = (rest + block).splitlines(keepends=True)
        # What does not end in LF may go on in the next block, if only with the LF of a CRLF.
        rest = b"" if found[-1].endswith(b"\n") else found.pop()
        yield from found
        if len(rest) > longest:
            cut, rest = _cut_line(rest, stream)
            yield cut
    yield from rest.splitlines(keepends=True)


def _cut_line(start: bytes, stream: Iterator[bytes]) -> tuple[Cut, bytes]:
    """Skip the rest of an overlong line.

    Returns its beginning and the bytes that follow it.
    """
    cut, digest, length, rest = Cut(start[:RAW_LIMIT]), hashlib.sha256(), 0, b""
    piece = start
    while True:
        end = LINE_END.search(piece)
        digest.update(piece[: end.start()] if end else piece)
        length += end.start() if end else len(piece)
        if end:
            rest = piece[end.end() :]
            break
        if not (piece := next(stream, b"")):
            break
    cut.length, cut.sha256 = length, digest.hexdigest()
    return cut, rest
