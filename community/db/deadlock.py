"""Repeat a transaction that PostgreSQL ended because of a deadlock."""

from collections.abc import Callable
from typing import TypeVar

from django.db import OperationalError

Done = TypeVar("Done")
TRIES = 3
DEADLOCK = "40P01"


def persistently(work: Callable[[], Done]) -> Done:
    """Run a whole transaction, and again after a deadlock.

    When `work` fails, nothing of it may be left.
    """
    for _ in range(TRIES - 1):
        try:
            return work()
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", "") != DEADLOCK:
                raise
    return work()
