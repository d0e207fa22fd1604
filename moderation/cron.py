"""The sweep: every few seconds, small steps that find what a lost bell, a dead worker or the clock has left to do.

Each step is safe to run twice at once, and one that fails does not hold up the others.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db import transaction

from community import live
from community.models import Feed
from moderation import casework, delivery, intake, jobs
from moderation.models import Case, PendingAssessment, Tally

log = logging.getLogger(__name__)

CASES_A_SWEEP = 500
TALLY_ROWS = 100


def sweep(now: datetime) -> dict[str, int]:
    """Run every step once. Returns how much each found to do."""
    return {name: _guarded(name, step, now) for name, step in STEPS.items()}


def _guarded(name: str, step: Callable[[datetime], int], now: datetime) -> int:
    try:
        return step(now)
    except Exception:
        log.exception("The sweep's step %s failed; the next sweep tries again.", name)
        return 0


def wake(now: datetime) -> int:
    """Ring for work that is due: its bell may have been lost, or its worker have died."""
    return int(PendingAssessment.objects.due(now).exists() and jobs.ring())


def read_feeds(now: datetime) -> int:
    feeds = Feed.objects.filter(is_on=True).select_related("community")
    return sum(_guarded(f"read {feed}", partial(live.read, feed, on_stored=intake.stored), now) for feed in feeds)


def close_answered(now: datetime) -> int:
    """Cases that wait for an answer only, where the answer came while the case was being opened."""
    waiting = Case.objects.answered_on_platform().values_list("pk", flat=True)[:CASES_A_SWEEP]
    return casework.answered(Case.objects.filter(pk__in=list(waiting)), now)


@transaction.atomic
def add_up_tallies(_now: datetime) -> int:
    """Fold many small count rows into one, so that reading a count stays cheap."""
    rows = list(Tally.objects.select_for_update(skip_locked=True).order_by("pk")[:10_000])
    if len(rows) < TALLY_ROWS:
        return 0
    totals: dict[str, int] = {}
    for row in rows:
        totals[row.name] = totals.get(row.name, 0) + row.amount
    Tally.objects.filter(pk__in=[row.pk for row in rows]).delete()
    Tally.objects.bulk_create(Tally(name=name, amount=amount) for name, amount in totals.items())
    return len(rows)


STEPS: dict[str, Callable[[datetime], int]] = {
    "wake": wake,
    "read feeds": read_feeds,
    "deliver": delivery.deliver_due,
    "close answered": close_answered,
    "add up tallies": add_up_tallies,
}
