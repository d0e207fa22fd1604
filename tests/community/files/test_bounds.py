"""How much of a file is read: bytes, lines, and as long as nobody says that it is enough."""

from collections.abc import Callable, Iterator

import pytest

from community.files.bounds import ALL, EVERYTHING, Bounds, Enough
from community.files.lines import Unreadable

PIECES = [b"abc", b"def", b"ghi"]


def all_of(pieces: Iterator[bytes]) -> tuple[list[bytes], str]:
    """What comes, and what there was enough of."""
    got: list[bytes] = []
    try:
        for piece in pieces:
            got.append(piece)  # noqa: PERF402 - extend would keep nothing of what comes before the end
    except Enough as enough:
        return got, enough.extent
    return got, ""


def after(calls: int) -> Callable[[], None]:
    """A tick that has had enough after so many."""
    left = [calls]

    def tick() -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Enough("a while")

    return tick


@pytest.mark.parametrize("size", [9, 10, ALL])
def test_what_is_within_the_bounds_comes_whole(size: int) -> None:
    assert all_of(Bounds(size=size).of_bytes(iter(PIECES))) == (PIECES, "")


@pytest.mark.parametrize(("size", "got"), [(0, [b""]), (5, [b"abc", b"de"]), (6, [b"abc", b"def", b""])])
def test_of_more_bytes_only_so_many_come(size: int, got: list[bytes]) -> None:
    assert all_of(Bounds(size=size).of_bytes(iter(PIECES))) == (got, "the first 0 MB")


@pytest.mark.parametrize(("lines", "extent"), [(2, "the first 2 lines"), (3, ""), (4, ""), (ALL, "")])
def test_of_more_lines_only_so_many_come(lines: int, extent: str) -> None:
    assert all_of(Bounds(lines=lines).of_lines(iter(PIECES))) == (PIECES[:lines], extent)


def test_every_block_and_every_bounded_line_is_asked_about() -> None:
    assert all_of(Bounds(tick=after(2)).of_bytes(iter(PIECES))) == (PIECES[:2], "a while")
    assert all_of(Bounds(lines=9, tick=after(2)).of_lines(iter(PIECES))) == (PIECES[:2], "a while")


def test_a_file_that_is_read_to_its_end_is_read_line_by_line_without_a_step_between() -> None:
    lines = iter(PIECES)
    assert EVERYTHING.of_lines(lines) is lines


def test_enough_is_a_reason_to_end_like_any_other() -> None:
    assert issubclass(Enough, Unreadable)
