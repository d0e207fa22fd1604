"""Tells from an error that a disk took no more, whichever of those that write to it met that first."""

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import OperationalError

OF_THE_SYSTEM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# A full disk is the first; a quota, or a limit on a file's size, comes as one of the others.
OF_SQLITE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR_WRITE,
    sqlite3.SQLITE_IOERR_FSYNC,
    sqlite3.SQLITE_IOERR_SHMSIZE,
}
OF_POSTGRESQL = {"53100"}


class NoRoom(Exception):
    """A disk took no more: which one, what it said, and what became of the work."""


@contextmanager
def watch_full_disk(outcome: Callable[[], str]) -> Iterator[None]:
    """Of all errors, only those of a disk that took no more come out as NoRoom, with what `outcome` says besides."""
    try:
        yield
    except (OSError, sqlite3.OperationalError, OperationalError) as error:
        if not is_full(error):
            raise
        # Only the scratch map of an import has no Django around it.
        disk = "The disk of temporary files" if isinstance(error, sqlite3.Error) else "The disk"
        said = str(error).partition("\n")[0]
        raise NoRoom(f"{disk} took no more ({said}). {outcome()}") from error


def is_full(error: Exception) -> bool:
    for said in (error, error.__cause__):
        if getattr(said, "sqlite_errorcode", None) in OF_SQLITE or getattr(said, "sqlstate", None) in OF_POSTGRESQL:
            return True
    return isinstance(error, OSError) and error.errno in OF_THE_SYSTEM
