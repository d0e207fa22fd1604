"""Recognise the errors of a full disk, from the system and both databases."""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import OperationalError

OF_THE_SYSTEM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# The first is a full disk. A quota, or a limit on a file's size, comes as one of the others.
OF_SQLITE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_SHMSIZE,
}
OF_POSTGRESQL = {"53100"}


class NoRoom(Exception):
    """A disk is full, with its message and the outcome of the work."""


@contextmanager
def watch_full_disk(outcome: Callable[[], str]) -> Iterator[None]:
    """Raise NoRoom for the errors of a full disk, and leave all others alone.

    `outcome` returns the sentence about what became of the work.
    """
    try:
        yield
    except (OSError, sqlite3.OperationalError, OperationalError) as error:
        if not is_full(error):
            raise
        # Only the scratch database of an import raises SQLite's own error.
        disk = "The disk of temporary files" if isinstance(error, sqlite3.Error) else "The disk"
        said = str(error).partition("\n")[0]
        raise NoRoom(f"{disk} took no more ({said}). {outcome()}") from error


def is_full(error: Exception) -> bool:
    # Django wraps the driver's error, which alone carries the code.
    for said in (error, error.__cause__):
        if getattr(said, "sqlite_errorcode", None) in OF_SQLITE or getattr(said, "sqlstate", None) in OF_POSTGRESQL:
            return True
    return isinstance(error, OSError) and error.errno in OF_THE_SYSTEM
