"""Members of a day, packed and taken back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.rollups.packing import pack_keys, unpack_keys

KEYS = st.integers(1, 2**63 - 1)


@pytest.mark.parametrize(
    ("keys", "packed"),
    [
        ([], b""),
        ([1], b"\x01" + bytes(7)),
        ([258, 1, 258], b"\x01" + bytes(7) + b"\x02\x01" + bytes(6)),
    ],
)
def test_keys_are_packed_once_each_ascending_and_little_endian(keys: list[int], packed: bytes) -> None:
    assert pack_keys(keys) == packed
    assert list(unpack_keys(packed)) == sorted(set(keys))


@given(st.lists(KEYS))
def test_what_was_packed_comes_back(keys: list[int]) -> None:
    assert set(unpack_keys(pack_keys(keys))) == set(keys)
    assert pack_keys(reversed(keys)) == pack_keys(keys)


def test_half_a_key_is_no_key() -> None:
    with pytest.raises(ValueError, match="multiple"):
        unpack_keys(b"\x01")
