"""Take up rows that a clock set back has left waiting."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import QuerySet

from moderation.assessments.finish import WAITS
from moderation.escalations.gatherings import LOOK_AGAIN
from moderation.models import Arrival, PendingAssessment, TakeBack, Upload
from moderation.outbox.carriers import all_carriers
from moderation.uploads.importing import RETRY_SECONDS

# Clocks of hosts may differ a little, and a lease counts from when its lock was taken.
SLACK = timedelta(minutes=1)
LONGEST_UNDO = timedelta(seconds=120)


def take_up(now: datetime) -> int:
    """Let rows that are due later than anything can be fall due within a lease.

    Returns how many there were.
    """
    within = now + timedelta(seconds=settings.LEASE_SECONDS)
    # Looking first costs SQLite no write lock while there is nothing to do.
    return sum(rows.update(due_at=within) for rows in out_of_reach(now) if rows.exists())


def out_of_reach(now: datetime) -> Iterator[QuerySet[Any]]:
    """Yield rows with a due time that today's clock cannot have written."""
    for rows, longest in longest_waits():
        yield rows.filter(due_at__gt=now + longest + SLACK)


def longest_waits() -> Iterator[tuple[QuerySet[Any], timedelta]]:
    """Yield how far ahead of now each kind of waiting row may be due.

    Each may also be leased.
    """
    lease = timedelta(seconds=settings.LEASE_SECONDS)
    yield PendingAssessment.objects.alive(), max(lease, timedelta(seconds=max(WAITS)))
    retry = timedelta(seconds=RETRY_SECONDS * 2**settings.TRIES)
    yield Upload.objects.filter(state__in=Upload.WORK), max(lease, retry)
    yield TakeBack.objects.unfinished(), max(lease, retry)
    yield Arrival.objects.all(), max(lease, LOOK_AGAIN)
    for carrier in all_carriers():
        yield (
            carrier.rows().unfinished(),
            max(lease, LONGEST_UNDO, *(timedelta(seconds=wait) for wait in carrier.waits)),
        )
