"""Keys and rows of whole numbers, packed into bytes.

They are little-endian 64-bit numbers. Keys are distinct and ascending, and rows are in order.
"""

import sys
from array import array
from collections.abc import Iterable, Iterator
from itertools import chain


def pack_keys(keys: Iterable[int]) -> bytes:
    """Pack distinct keys (signed 64-bit) in ascending order.

    The same set always packs to the same bytes.
    """
    return _in_file_order(array("q", sorted(set(keys)))).tobytes()


def unpack_keys(packed: bytes | memoryview) -> "array[int]":
    """Unpack the keys, ascending.

    Raises ValueError when the length is not a multiple of 8 bytes.
    """
    keys: array[int] = array("q")
    keys.frombytes(packed)
    return _in_file_order(keys)


def pack_rows(rows: Iterable[tuple[int, ...]]) -> bytes:
    """Pack rows of equally many whole numbers in ascending order."""
    return _in_file_order(array("q", chain.from_iterable(sorted(rows)))).tobytes()


def unpack_rows(packed: bytes | memoryview, width: int) -> Iterator[tuple[int, ...]]:
    """Yield the rows of so many numbers."""
    numbers: array[int] = array("q")
    numbers.frombytes(packed)
    each = iter(_in_file_order(numbers))
    return zip(*[each] * width, strict=True)


def _in_file_order(keys: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        keys.byteswap()
    return keys
