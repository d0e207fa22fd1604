"""The conversations of a case, and the case as some of them alone tell it."""

from collections.abc import Collection
from copy import copy
from dataclasses import fields
from operator import attrgetter

from django.db.models import Count, Prefetch, prefetch_related_objects

from community.models import Message
from moderation.cases.case_row import CaseRow
from moderation.cases.loading import CASE_COLUMNS, read_messages
from moderation.cases.message_row import MessageRow, Role
from moderation.models import Case, CaseMessage, Clock
from moderation.policy.clocks import next_due


def conversations_of(case: Case) -> set[int]:
    """Return the conversations of a case's own messages, also of those that are done."""
    own = case.rows.filter(left_at=None, role=Role.OWN).order_by()
    return set(own.values_list("message__conversation", flat=True).distinct())


def leading_messages(case: Case) -> list[Message]:
    """Return the heaviest message of each conversation of a case, and first the one that leads it."""
    ranked = sorted(own_rows(case), key=lambda row: (row.stands, row.weight()), reverse=True)
    # Of equal ones, what leads the case is what its page shows.
    ranked.sort(key=lambda row: row.message_id != case.message_id)
    first: dict[int, int] = {}
    for row in ranked:
        first.setdefault(row.thread, row.message_id)
    found = Message.objects.select_related("channel").in_bulk(first.values())
    return [found[message] for message in first.values()] or [case.message]


def case_in(case: Case, conversations: Collection[int]) -> Case:
    """Return a case as its messages of these conversations alone tell it, which is not to be saved."""
    everything = own_rows(case)
    rows = [row for row in everything if row.thread in conversations]
    if len(rows) == len(everything):
        return case
    # What has left the case is still what was asked about.
    rows = rows or read_messages(CaseMessage.objects.filter(case=case, message__conversation__in=conversations))
    if not rows:
        raise LookupError(f"Nothing of {case} is or was in the conversations {conversations}.")
    if not any(row.stands for row in rows):
        for row in rows:
            row.stand_again()
            row.left_at, row.role = None, Role.OWN
    said = CaseRow(*attrgetter(*CASE_COLUMNS)(case))
    said.lead_with(rows)
    told = copy(case)
    for column in fields(said):
        setattr(told, column.name, getattr(said, column.name))
    told.channel, told.conversation_id = told.message.channel, told.message.conversation_id
    # What was loaded with the case is of all its messages.
    told.__dict__["_prefetched_objects_cache"] = {}
    clocks = Clock.objects.filter(message__conversation__in=conversations).order_by("pk")
    prefetch_related_objects([told], Prefetch("clocks", clocks))
    running = (clock for clock in told.clocks.all() if clock.value.runs and not clock.escalation_id)
    told.due_by = next_due((clock.due_by for clock in running), told.closed_at)
    return told


def mixed_cases(cases: Collection[int]) -> set[int]:
    """Return those of these cases that have messages of several conversations."""
    own = CaseMessage.objects.filter(case__in=cases, left_at=None, role=Role.OWN).order_by().values("case")
    counted = own.annotate(threads=Count("message__conversation", distinct=True))
    return set(counted.filter(threads__gt=1).values_list("case", flat=True))


def own_rows(case: Case) -> list[MessageRow]:
    return read_messages(CaseMessage.objects.filter(case=case, left_at=None, role=Role.OWN))
