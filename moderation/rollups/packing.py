"""The members of a day, packed into bytes.

They are distinct keys, ascending, as little-endian 64-bit numbers.
"""

import sys
from array import array
from collections.abc import Iterable


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


def _in_file_order(keys: "array[int]") -> "array[int]":
    if sys.byteorder == "big":
        keys.byteswap()
    return keys
