"""Unpack a file in blocks, and stop at what would fill the disk."""

import zlib
from collections.abc import Iterable, Iterator
from io import BufferedReader
from typing import Protocol

from community.files.bounds import EVERYTHING, Bounds
from community.files.lines import Unreadable

BLOCK = 1 << 18
# Bytes unpacked in one step, so that a fault loses little. The input is cut too, because each step copies the rest.
PIECE = 1 << 15
GZIP = b"\x1f\x8b"
HEADED_BY_GZIP = 31
# A file that unpacks to more was made to fill a disk. Small files may be as repetitive as they like.
RATIO, RATIO_FROM = 200, 64 << 20
UNPACKED_LIMIT = 20 * 10**9
DAMAGED = "The file is damaged: its compressed bytes break off or do not unpack."


class Counted:
    """Packed blocks, counted as they are taken.

    The blocks that come out do not tell how many went in.
    """

    def __init__(self, stream: Iterator[bytes]) -> None:
        self.stream = stream
        self.taken = 0

    def __iter__(self) -> "Counted":
        return self

    def __next__(self) -> bytes:
        block = next(self.stream)
        self.taken += len(block)
        return block


def unpacked(file: BufferedReader, bounds: Bounds = EVERYTHING) -> Iterator[bytes]:
    """Yield the bytes of a file, unpacked where needed.

    The bounds hold for both the packed and the unpacked bytes.
    """
    is_packed = file.peek(2)[:2] == GZIP
    stream = bounds.of_bytes(blocks(file))
    if not is_packed:
        return stream
    packed = Counted(stream)
    return bounds.of_bytes(in_proportion(gathered(inflated(packed)), packed))


def blocks(file: BufferedReader) -> Iterator[bytes]:
    try:
        while block := file.read1(BLOCK):
            yield block
    except OSError as error:
        raise Unreadable(f"The file could not be read to its end: {error.strerror or error}.") from error


def inflated(packed: Iterable[bytes]) -> Iterator[bytes]:
    """Unpack gzip in small pieces."""
    # Python's gzip module reads a header byte by byte, however long it is, so zlib is used here.
    member = None
    try:
        for portion in portions(packed):
            left = portion
            # NULs between two members are padding.
            while left := left if member else left.lstrip(b"\0"):
                member = member or zlib.decompressobj(HEADED_BY_GZIP)
                if piece := member.decompress(left, PIECE):
                    yield piece
                left, member = (member.unused_data, None) if member.eof else (member.unconsumed_tail, member)
    except zlib.error as error:
        raise Unreadable(DAMAGED) from error
    if member:
        raise Unreadable(DAMAGED)


def portions(stream: Iterable[bytes]) -> Iterator[bytes]:
    for block in stream:
        yield from (block[at : at + PIECE] for at in range(0, len(block), PIECE))


def gathered(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Join pieces of any size into blocks.

    Pieces before a fault are given out first.
    """
    block: list[bytes] = []
    size = 0
    try:
        for piece in pieces:
            block.append(piece)
            size += len(piece)
            if size >= BLOCK:
                yield b"".join(block)
                block, size = [], 0
    except Unreadable:
        if block:
            yield b"".join(block)
        raise
    if block:
        yield b"".join(block)


class Packed(Protocol):
    """The packed bytes that what is unpacked is measured by."""

    @property
    def taken(self) -> int: ...


def in_proportion(stream: Iterator[bytes], packed: Packed) -> Iterator[bytes]:
    """Stop a stream that unpacks to far more than its packed size."""
    size = 0
    for block in stream:
        size += len(block)
        if size > UNPACKED_LIMIT:
            raise Unreadable(f"The file unpacks to more than {UNPACKED_LIMIT // 10**9} GB; split it into several.")
        if size > RATIO_FROM and size > RATIO * packed.taken:
            raise Unreadable(f"The file unpacks to more than {RATIO} times its size, which no list of messages does.")
        yield block
