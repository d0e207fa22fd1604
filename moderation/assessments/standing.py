"""Update standing cases after deletions and answers on the platform."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from moderation.assessments.known import known_of_standing
from moderation.assessments.plan import plan_standing
from moderation.assessments.store import store_plan
from moderation.assessments.values import Kind
from moderation.rollups.stale import mark_stale


def gone(messages: Collection[int], now: datetime) -> int:
    """Close the cases of deleted messages, also while somebody works on them."""
    return follow(now, gone=messages)


def heard(threads: Collection[int], now: datetime) -> int:
    """Settle the cases of these threads, where staff wrote or deleted something.

    Threads are given by their first messages' keys. A case that waited only for an answer, which was given on the
    platform, is closed.
    """
    return follow(now, heard=threads)


@transaction.atomic
def follow(now: datetime, *, gone: Collection[int] = (), heard: Collection[int] = ()) -> int:
    """Apply deletions and answers at once.

    Returns how many cases were closed.
    """
    if not gone and not heard:
        return 0
    # Both in one go, so that each case is locked once and in one order.
    known = known_of_standing(gone, heard)
    plan = plan_standing(known, now, gone=gone, heard=heard)
    store_plan(plan, known, now)
    mark_stale(plan.moments)
    return sum(event.kind is Kind.CLOSED for event in plan.events)
