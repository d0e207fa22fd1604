"""Splits a stream of bytes into lines, as they are, in flat memory whatever the stream holds."""

import gzip
import hashlib
import re
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from community.feeds.raw import RAW_LIMIT

BLOCK = 1 << 18
# Room for the longest text with everything escaped, and for texts that are rejected with their length.
RECORD_LIMIT = 4 << 20
LINE_END = re.compile(rb"\r\n|\r|\n")


class Unreadable(Exception):
    """A source that cannot be read at all, or not to its end, and why, in one sentence."""


class Cut(bytes):
    """The beginning of a line that is longer than RECORD_LIMIT."""

    length: int
    sha256: str


def unpacked(file: BinaryIO, magic: bytes) -> BinaryIO:
    return gzip.GzipFile(fileobj=file) if magic == b"\x1f\x8b" else file  # type: ignore[return-value]


def blocks(file: BinaryIO) -> Iterator[bytes]:
    """The bytes of a file. What came before a fault in it is given out first."""
    try:
        while block := file.read1(BLOCK):  # type: ignore[attr-defined]
            yield block
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Unreadable("The file is damaged: its compressed bytes break off or do not unpack.") from error
    except OSError as error:
        raise Unreadable(f"The file could not be read to its end: {error.strerror or error}.") from error


def lines(stream: Iterator[bytes]) -> Iterator[bytes]:
    """Lines with their ends (LF, CRLF or CR, mixed as they come). Of an overlong one only a Cut is kept."""
    rest, stream = b"", filter(None, stream)
    for block in stream:
        found = (rest + block).splitlines(keepends=True)
        # What does not end in LF may go on in the next block, if only with the LF of a CRLF.
        rest = b"" if found[-1].endswith(b"\n") else found.pop()
        yield from found
        if len(rest) > RECORD_LIMIT:
            cut, rest = _cut(rest, stream)
            yield cut
    yield from rest.splitlines(keepends=True)


def _cut(start: bytes, stream: Iterator[bytes]) -> tuple[Cut, bytes]:
    """Read past the rest of an overlong line. Returns its beginning and what follows it."""
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
