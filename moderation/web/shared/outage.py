"""Recognise errors of an absent or locked database."""

import sqlite3

from django.db import InterfaceError, OperationalError

# The lowest byte of the error codes.
OF_SQLITE = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PROTOCOL}
# Lost connections, starting, stopping and statements that took too long. A full disk is not among them.
CLASSES_OF_POSTGRESQL = ("08", "57")
OF_POSTGRESQL = {
    "40001",  # a conflict with another transaction
    "40P01",  # a deadlock
    "53300",  # too many connections
    "55P03",  # a lock that was not to be had
}


def is_outage(error: BaseException | None) -> bool:
    """Tell whether the same request may well succeed a little later."""
    if not isinstance(error, (OperationalError, InterfaceError)):
        return False
    cause = error.__cause__
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in OF_SQLITE
    state = getattr(cause, "sqlstate", None)
    # No code means that no server answered.
    return state is None or state in OF_POSTGRESQL or state.startswith(CLASSES_OF_POSTGRESQL)
