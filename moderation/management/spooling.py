"""Keep what a pipe says on disk, because a file is read twice."""

import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

from community.files.lines import Unreadable
from community.files.packing import UNPACKED_LIMIT

BLOCK = 1 << 20
STANDARD_INPUT = "-"


@contextmanager
def open_source(path: str) -> Iterator[BufferedReader]:
    """Open a file, or what came through a pipe or from standard input.

    Raises Unreadable, with a sentence, when it cannot be opened.
    """
    if path == STANDARD_INPUT:
        with _spooled(sys.stdin.buffer) as file:
            yield file
        return
    try:
        opened = Path(path).open("rb")  # noqa: SIM115 - it is closed below
    except OSError as error:
        raise Unreadable(f"{path} cannot be opened: {error.strerror}.") from error
    with opened:
        if not is_stream(path):
            yield opened
            return
        with _spooled(opened) as file:
            yield file


def is_stream(path: str) -> bool:
    """Tell whether a path gives its bytes only once."""
    return path == STANDARD_INPUT or not stat.S_ISREG(Path(path).stat().st_mode)


@contextmanager
def _spooled(stream: BinaryIO, most: int = UNPACKED_LIMIT) -> Iterator[BufferedReader]:
    # It has no name, so that nothing stays when the process dies.
    with tempfile.TemporaryFile() as file:
        left = most
        while block := stream.read(BLOCK):
            left -= len(block)
            if left < 0:
                raise Unreadable(
                    f"More than {most // 10**9:,} GB came through the pipe. Save it as a file, and split it."
                )
            file.write(block)
        file.seek(0)
        yield cast("BufferedReader", file)
