"""Gives a message its place in a case that somebody, or a crowd, says it needs."""

from collections.abc import Collection, Iterable
from copy import copy
from dataclasses import asdict
from datetime import datetime
from typing import Any

from community.models import Message
from moderation import targets
from moderation.cases.clock_row import ClockRow
from moderation.cases.loading import clocks_of, held_cases, read_messages, write_changed
from moderation.cases.parts import lead_again
from moderation.cases.settling import promise_for, start_clock
from moderation.models import Case, CaseMessage, Clock
from moderation.policy.clocks import Kind
from moderation.policy.values import Opening, Severity

WHERE = ("community", "channel", "conversation", "author", "posted_at")
MOMENTS = ("opened_at", "unclaimed_at", "found_at")


def new_case(message: Message, now: datetime, **columns: Any) -> Case:
    """Make a case that the message has no place in yet."""
    about = {name: getattr(message, name) for name in WHERE} | {"message": message, "revision": message.revision}
    return Case.objects.create(**{"priority": 0, **about, **dict.fromkeys(MOMENTS, now), **columns})


def place_message(
    case: Case, message: Message, now: datetime, reasons: Iterable[Opening], **columns: Any
) -> CaseMessage:
    """Give a message its place, with what is known of its text, and let the worst lead the case."""
    made = message.assessments.filter(revision=message.revision).first()
    severities = made.findings.values_list("severity", flat=True) if made else ()
    about = {
        "assessment": made,
        "opened_for": list(reasons),
        "is_unscored": made is None or made.compound is None,
        "severity": max(severities, default=Severity.NONE),
        "priority": made.priority if made else 0,
    }
    place = {"case": case, "message": message, "revision": message.revision, "joined_at": now}
    row = CaseMessage.objects.create(**{**about, **place, **columns})
    lead_again(case)
    case.refresh_from_db()
    return row


def promise_from(case: Case, row: CaseMessage, now: datetime, only: Kind | None = None) -> None:
    """Start the clocks of a message that is a matter from now on, or the one of a kind that does not run."""
    (held,), clocks = held_cases([case.pk]), clocks_of([case.pk])
    before = [copy(clock) for clock in clocks]
    (joined,) = read_messages(CaseMessage.objects.filter(pk=row.pk))
    promise = targets.current_promises({case.community_id})[case.community_id]
    if only is None:
        made = promise_for(joined, held, clocks, promise, now)
    else:
        runs = any(clock.runs and clock.kind == only for clock in clocks)
        started = None if runs else start_clock(only, joined, held, promise, now)
        made = [started] if started else []
    write_changed(Clock, clocks[: len(before)], before)
    Clock.objects.bulk_create(Clock(**asdict(clock) | {"case_id": case.pk}) for clock in made)


def promise_decisions(case: Case, decided: Collection[int]) -> list[int]:
    """Start one clock for what a decision leaves to decide, due as if nothing else had been there. Returns its key.

    `decided` are the messages that it was about.
    """
    rows = case.rows.filter(settled_at=None, left_at=None, role=CaseMessage.Role.OWN).exclude(message__in=decided)
    left = [row for row in read_messages(rows) if row.needs_a_decision]
    if not left:
        return []
    (held,), clocks = held_cases([case.pk]), clocks_of([case.pk])
    promise = targets.current_promises({case.community_id})[case.community_id]
    of_left = {row.message_id for row in left}
    running = next((each for each in clocks if each.runs and is_decision(each) and each.message_id in of_left), None)
    starts = (start_clock(Kind.DECISION, row, held, promise, row.joined_at) for row in left)
    soonest = min(filter(None, starts), key=lambda clock: clock.due_by, default=None)
    # What runs for one of them was brought forward by the others when they came.
    if running or soonest is None:
        return []
    made = Clock.objects.create(**asdict(soonest) | {"case_id": case.pk})
    return [made.pk]


def is_decision(clock: ClockRow) -> bool:
    return clock.kind == Kind.DECISION
