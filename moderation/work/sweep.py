"""The sweep: every few seconds, small steps that find what a lost bell, a dead worker or the clock has left to do.

Each step is safe to run twice at once, and one that fails does not hold up the others.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from community.connectors.kinds import CONNECTORS
from community.models import Feed
from moderation.administration import people
from moderation.assessments import intake
from moderation.escalations import rules
from moderation.models import PendingAssessment, Tally, Upload
from moderation.outbox import delivery
from moderation.rollups import refresh
from moderation.uploads import cleanup
from moderation.work import bell, setback

log = logging.getLogger(__name__)

TALLY_ROWS = 100


def sweep_once(now: datetime) -> dict[str, int]:
    """Run every step once. Returns how much each found to do."""
    began = time.monotonic()

    def later() -> datetime:
        # A feed that holds the sweep up must not use up the leases that a later step takes.
        return now + timedelta(seconds=time.monotonic() - began)

    return {name: _run_guarded(name, step, later()) for name, step in STEPS.items()}


def _run_guarded(name: str, step: Callable[[datetime], int], now: datetime) -> int:
    try:
        return step(now)
    except Exception:
        log.exception("The sweep's step %s failed; the next sweep tries again.", name)
        return 0


def wake_workers(now: datetime) -> int:
    """Ring for work that is due: its bell may have been lost, or its worker have died."""
    return int(PendingAssessment.objects.due(now).exists() and bell.ring())


def wake_imports(now: datetime) -> int:
    return int(Upload.objects.due(now).exists() and bell.ring_for_imports())


def read_feeds(now: datetime) -> int:
    feeds = Feed.objects.filter(is_on=True).select_related("community")
    return sum(_run_guarded(f"read {feed}", partial(CONNECTORS[feed.kind].pull, feed, on_stored=intake.stored), now) for feed in feeds)


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
    "take up after a clock set back": setback.take_up,
    "wake": wake_workers,
    "wake imports": wake_imports,
    # Before what may have to wait for others: a feed, or a mail server.
    "escalate": rules.ask_rules,
    "release strays": people.release_strays,
    "read feeds": read_feeds,
    "deliver": delivery.deliver_due,
    "add up tallies": add_up_tallies,
    "tidy uploads": cleanup.tidy_uploads,
    "roll up": refresh.roll_up,
}
