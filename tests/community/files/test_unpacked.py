"""A packed file that unpacks out of all proportion is stopped while it is read, in flat memory."""

import gzip
import tracemalloc
from io import BufferedReader, BytesIO
from time import process_time

import pytest

from community.files import packing
from community.files.bounds import EVERYTHING, Bounds, Enough
from community.files.lines import Unreadable
from community.files.packing import BLOCK, PIECE, unpacked
from tests.hostile_files import gzip_with_a_long_name

MEGA = 1_000_000


def read(content: bytes) -> int:
    return sum(map(len, unpacked(BufferedReader(BytesIO(content)))))


def test_a_bomb_is_stopped_long_before_its_end_in_flat_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "RATIO_FROM", 4 * MEGA)
    bomb = gzip.compress(b"0" * 60 * MEGA)
    tracemalloc.start()
    with pytest.raises(Unreadable, match="unpacks to more than 200 times its size"):
        read(bomb)
    assert tracemalloc.get_traced_memory()[1] < 8 * MEGA
    tracemalloc.stop()


def test_a_small_file_may_be_as_repetitive_as_it_likes() -> None:
    assert read(gzip.compress(b"0" * 10 * MEGA)) == 10 * MEGA


def test_a_file_that_is_merely_large_is_stopped_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "UNPACKED_LIMIT", 2 * MEGA)
    assert read(gzip.compress(bytes(range(256)) * 7_000)) == 256 * 7_000
    with pytest.raises(Unreadable, match="unpacks to more than 0 GB; split it"):
        read(gzip.compress(bytes(range(256)) * 9_000))


def test_what_is_not_packed_has_no_such_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "UNPACKED_LIMIT", MEGA)
    assert read(b"0" * 3 * MEGA) == 3 * MEGA


def blocks(content: bytes, bounds: Bounds = EVERYTHING) -> list[bytes]:
    return list(unpacked(BufferedReader(BytesIO(content)), bounds))


def test_members_come_one_after_another_whatever_pads_them() -> None:
    packed = gzip.compress(b"one ") + bytes(100_000) + gzip.compress(b"") + gzip.compress(b"two") + bytes(3)
    assert b"".join(blocks(packed)) == b"one two"


def test_many_small_members_come_in_few_blocks() -> None:
    # A line that grew by a byte at a time would be copied anew for each of them.
    assert [len(block) for block in blocks(gzip.compress(b"x") * 300_000)] == [BLOCK, 300_000 - BLOCK]


CONTENT = b"".join(b"%d\n" % (number * 7919 % 99_991) for number in range(100_000))
PACKED = gzip.compress(CONTENT, mtime=0)


@pytest.mark.parametrize(
    ("packed", "least"),
    [
        (PACKED[:-1], len(CONTENT)),
        (PACKED[:-5] + b"?" + PACKED[-4:], len(CONTENT) - PIECE),
        (PACKED[: len(PACKED) // 2], len(CONTENT) // 3),
        (PACKED[:5], 0),
    ],
    ids=["broken off at its end", "with another sum", "broken off in the middle", "broken off at once"],
)
def test_what_comes_before_a_fault_comes_out_before_it(packed: bytes, least: int) -> None:
    got: list[bytes] = []
    with pytest.raises(Unreadable, match="compressed bytes break off or do not unpack"):
        got.extend(unpacked(BufferedReader(BytesIO(packed))))
    assert least <= len(b"".join(got)) <= len(CONTENT)
    assert CONTENT.startswith(b"".join(got))


@pytest.mark.parametrize("end", [b"garbage", b"\0\0garbage", b"\x1f", gzip.compress(b"more", mtime=0)[:-1]])
def test_what_stands_behind_a_member_and_is_none_is_a_fault(end: bytes) -> None:
    stream = unpacked(BufferedReader(BytesIO(gzip.compress(b"fine") + end)))
    assert next(stream).startswith(b"fine")
    with pytest.raises(Unreadable, match="break off or do not unpack"):
        list(stream)


def test_a_header_that_names_the_file_is_passed_over_without_being_gone_through() -> None:
    packed = gzip.compress(b"id,text\n", mtime=0)
    named = packed[:3] + b"\x08" + packed[4:10] + b"a" * 10 * MEGA + b"\0" + packed[10:]
    began = process_time()
    assert blocks(named) == [b"id,text\n"]
    # Byte by byte it takes seconds.
    assert process_time() - began < 1


@pytest.mark.parametrize(
    "packed", [gzip_with_a_long_name(9 * MEGA), gzip.compress(b"") * 200_000, gzip.compress(b"x") + bytes(9 * MEGA)]
)
def test_the_bounds_hold_for_what_is_packed_too(packed: bytes) -> None:
    file = BufferedReader(BytesIO(packed))
    with pytest.raises(Enough):
        list(unpacked(file, Bounds(size=MEGA)))
    assert file.tell() <= MEGA + BLOCK


def test_they_hold_for_what_comes_out() -> None:
    got: list[bytes] = []
    with pytest.raises(Enough):
        got.extend(unpacked(BufferedReader(BytesIO(gzip.compress(bytes(30 * MEGA)))), Bounds(size=MEGA)))
    assert len(b"".join(got)) == MEGA
