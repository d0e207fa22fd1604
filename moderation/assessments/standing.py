"""Update standing cases after deletions and answers on the platform."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import F, OuterRef, Subquery

from community.models import Message
from moderation.assessments.known import known_of_standing
from moderation.assessments.plan import plan_standing
from moderation.assessments.store import store_plan
from moderation.assessments.values import Kind
from moderation.models import Case
from moderation.rollups.stale import mark_stale


def gone(messages: Collection[int], now: datetime) -> int:
    """Close the cases of messages that their authors deleted, also while somebody works on them.

    What was found, reported or escalated stays until a person decides.
    """
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
    follow_closed(heard)
    # Both in one go, so that each case is locked once and in one order.
    known = known_of_standing(gone, heard)
    plan = plan_standing(known, now, gone=gone, heard=heard)
    store_plan(plan, known, now)
    mark_stale(plan.moments)
    return sum(event.kind is Kind.CLOSED for event in plan.events)


def follow_closed(threads: Collection[int]) -> None:
    """Let closed cases of these threads stand where the messages that lead them have gone."""
    # By the messages, because a conversation that became part of another one is gone.
    there = Case.objects.closed().filter(message__conversation__among=threads)
    left = there.exclude(conversation=F("message__conversation"))
    now_in = Message.objects.filter(pk=OuterRef("message")).values("conversation")
    left.update(conversation=Subquery(now_in))
