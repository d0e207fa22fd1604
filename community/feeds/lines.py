"""Splits a stream of bytes into lines, as they are, in flat memory whatever the stream holds."""

import gzip
import hashlib
import re
import zlib
from collections.abc import Iterator
from io import BufferedReader
from typing import BinaryIO

from community.feeds.raw import RAW_LIMIT

BLOCK = 1 << 18
# Room for the longest text with everything escaped, and for texts that are rejected with their length.
RECORD_LIMIT = 4 << 20
LINE_END = re.compile(rb"\r\n|\r|\n")


# What unpacks to more is no list of messages but made to fill a disk; small files may be as repetitive as they like.
RATIO, RATIO_FROM = 200, 64 << 20
UNPACKED_LIMIT = 20 * 10**9


class Unreadable(Exception):
    """A source that cannot be read at all, or not to its end, and why, in one sentence.

    `on_a_page` says the same where there are no options of a command to name.
    """

    def __init__(self, sentence: str, on_a_page: str = "") -> None:
        super().__init__(sentence)
        self.on_a_page = on_a_page or sentence


class Hopeless(Unreadable):
    """A source that holds no records, whatever may be said about how to read it."""


class Enough(Unreadable):
    """As much was read as was asked for."""


class Cut(bytes):
    """The beginning of a line that is longer than RECORD_LIMIT."""

    length: int
    sha256: str


class Counted:
    """Packed bytes, counted as they are taken: a stream cannot be asked how far it is."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.taken = 0

    def read(self, size: int = -1) -> bytes:
        block = self.file.read(size)
        self.taken += len(block)
        return block


def unpacked(file: BufferedReader) -> Iterator[bytes]:
    """The bytes of a file, out of their packing if it is packed."""
    if file.peek(2)[:2] != b"\x1f\x8b":
        return blocks(file)
    packed = Counted(file)
    return bounded(blocks(gzip.GzipFile(fileobj=packed, mode="rb")), packed)  # type: ignore[call-overload]


def bounded(stream: Iterator[bytes], packed: Counted) -> Iterator[bytes]:
    """What unpacks, until it is out of all proportion to what it was packed in."""
    size = 0
    for block in stream:
        size += len(block)
        if size > UNPACKED_LIMIT:
            raise Unreadable(f"The file unpacks to more than {UNPACKED_LIMIT // 10**9} GB; split it into several.")
        if size > RATIO_FROM and size > RATIO * packed.taken:
            raise Unreadable(f"The file unpacks to more than {RATIO} times its size, which no list of messages does.")
        yield block


def up_to(stream: Iterator[bytes], most: int) -> Iterator[bytes]:
    """So many bytes of a stream, and Enough where it goes on."""
    for block in stream:
        yield block[:most]
        most -= len(block)
        if most < 0:
            raise Enough("The rest of the file was not looked at.")


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
