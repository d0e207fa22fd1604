"""Folders on the disk, entered one by one so that no link leads out of them."""

import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

# A file that changed so lately may still be written.
SETTLED_SECONDS = 5
# Some machines' clocks run ahead, and a file from further ahead was dated so by its maker.
CLOCKS_APART = 60
# Names that programs give to files while they write them.
UNFINISHED = (".part", ".partial", ".tmp", ".crdownload", ".filepart")
# In bytes, of which file systems allow 255. Some are for a number and for the ending of a note.
LONGEST_NAME = 240
LONGEST_ENDING = 20
FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
# Without waiting for a writer, should it be a pipe.
FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK


class Moved(Exception):
    """The file is gone or another one since it was listed."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file in a folder, as it was when it was listed."""

    name: str
    changed_at: int
    size: int
    inode: int

    @classmethod
    def of(cls, name: str, status: os.stat_result) -> "Found":
        return cls(name, status.st_mtime_ns, status.st_size, status.st_ino)


@contextmanager
def enter_folder(root: Path, *names: str) -> Iterator[int]:
    """Open a folder below the root, and make those that are missing.

    Raises OSError where one of the names is a link.
    """
    here = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for name in names:
            inner = enter_inner(here, name)
            os.close(here)
            here = inner
        yield here
    finally:
        os.close(here)


def enter_inner(folder: int, name: str) -> int:
    with suppress(FileExistsError):
        os.mkdir(name, 0o770, dir_fd=folder)
    return os.open(name, FOLDER, dir_fd=folder)


def require_writable(folder: int, *inner: str) -> None:
    """Raise OSError where files could not be moved away, as they would come in again and again."""
    for name in inner:
        os.close(enter_inner(folder, name))
    for name in (".", *inner):
        if not os.access(name, os.W_OK | os.X_OK, dir_fd=folder):
            raise PermissionError(f"no file can be moved into or out of {name}")


def settled_files(folder: int) -> list[Found]:
    """List the files that nobody writes any more, the oldest first."""
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if entry.is_file(follow_symlinks=False) and is_finished(entry.name)]
    found = filter(None, (look_up(folder, name) for name in names))
    now = time.time()
    return sorted((file for file in found if is_settled(file, now)), key=lambda file: (file.changed_at, file.name))


def is_finished(name: str) -> bool:
    return not name.startswith(".") and not name.lower().endswith(UNFINISHED)


def is_settled(file: Found, now: float) -> bool:
    return not -CLOCKS_APART < now - file.changed_at / 1e9 < SETTLED_SECONDS


def look_up(folder: int, name: str) -> Found | None:
    with suppress(FileNotFoundError):
        return Found.of(name, os.stat(name, dir_fd=folder, follow_symlinks=False))
    return None


@contextmanager
def open_file(folder: int, file: Found) -> Iterator[BufferedReader]:
    """Open a file for reading.

    Raises Moved where it is none any more.
    """
    try:
        inner = os.open(file.name, FILE, dir_fd=folder)
    except OSError as error:
        raise Moved(file.name) from error
    with os.fdopen(inner, "rb") as opened:
        if not stat.S_ISREG(os.fstat(inner).st_mode):
            raise Moved(file.name)
        yield opened


def move_file(folder: int, file: Found, to: str, why: str = "") -> None:
    """Move a file into an inner folder in one step, with a note of why if there is one."""
    # It may have changed while it was read.
    if look_up(folder, file.name) != file:
        raise Moved(file.name)
    inner = enter_inner(folder, to)
    try:
        name = free_name(inner, file.name)
        # Before the file: a kill in between has it read again, and the note written again.
        if why:
            write_note(inner, f"{name}.txt", why)
        os.rename(file.name, name, src_dir_fd=folder, dst_dir_fd=inner)
    finally:
        os.close(inner)


def free_name(folder: int, name: str) -> str:
    """Return the name, with a number where an earlier file has it, and cut where no note could stand beside it."""
    stem, dot, ending = name.rpartition(".")
    if not stem or len(ending) > LONGEST_ENDING:
        stem, dot, ending = name, "", ""
    number, free = 1, cut_name(stem, f"{dot}{ending}")
    while look_up(folder, free):
        number += 1
        free = cut_name(stem, f"-{number}{dot}{ending}")
    return free


def cut_name(stem: str, ending: str) -> str:
    room = LONGEST_NAME - len(os.fsencode(ending))
    return f"{os.fsdecode(os.fsencode(stem)[:room])}{ending}"


def write_note(folder: int, name: str, text: str) -> None:
    made = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o660, dir_fd=folder)
    with os.fdopen(made, "w", encoding="utf-8", errors="replace") as note:
        note.write(f"{text}\n")
