"""Lets standing cases follow the platform: staff wrote in their threads, or their messages are gone."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from moderation.assessments.known import known_of_standing
from moderation.assessments.plan import plan_standing
from moderation.assessments.store import store_plan
from moderation.assessments.values import Kind
from moderation.rollups.stale import mark_stale


def gone(messages: Collection[int], now: datetime) -> int:
    """Close what stands open for messages that were deleted at the source, also while somebody works on it."""
    return follow(now, gone=messages)


def heard(threads: Collection[int], now: datetime) -> int:
    """Staff wrote in these threads (by their first messages' keys), or what they wrote is gone.

    Clocks follow, and what stood open only for an answer that was given on the platform closes.
    """
    return follow(now, heard=threads)


@transaction.atomic
def follow(now: datetime, *, gone: Collection[int] = (), heard: Collection[int] = ()) -> int:
    """Both at once, each case held once and in one order; returns how many were closed."""
    if not gone and not heard:
        return 0
    known = known_of_standing(gone, heard)
    plan = plan_standing(known, now, gone=gone, heard=heard)
    store_plan(plan, known, now)
    mark_stale(plan.moments)
    return sum(event.kind is Kind.CLOSED for event in plan.events)
