"""A packed file that unpacks out of all proportion is stopped while it is read, in flat memory."""

import gzip
import tracemalloc
from io import BufferedReader, BytesIO

import pytest

from community.feeds import packing
from community.feeds.bounds import Bounds, Enough
from community.feeds.lines import Unreadable
from community.feeds.packing import unpacked

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


@pytest.mark.parametrize(("most", "is_all"), [(5, False), (9, True), (10, True)])
def test_no_more_is_looked_at_than_was_asked_for(most: int, is_all: bool) -> None:
    found = Bounds(size=most).of_bytes(iter([b"abc", b"def", b"ghi"]))
    got = []
    try:
        for block in found:
            got.append(block)  # noqa: PERF402
    except Enough:
        assert not is_all
    assert b"".join(got) == b"abcdefghi"[:most]
