"""Does a transaction again that PostgreSQL has ended to undo a deadlock with somebody else's."""

from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError

Done = TypeVar("Done")
TRIES = 3
DEADLOCK = "40P01"


def persistently(work: Callable[[], Done]) -> Done:
    """The work is a whole transaction, of which nothing is left when it fails."""
    for _ in range(TRIES - 1):
        try:
            return work()
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != DEADLOCK:
                raise
    return work()
