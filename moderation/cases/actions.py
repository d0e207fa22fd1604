"""The verbs of a case, each of which guards, writes and logs atomically or refuses with a reason.

A guard is an update that names the state it needs in columns of the case itself: on any database exactly one of two
people wins. (A guard in a subquery would not be looked at again after waiting for the other's lock.)
"""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from community.models import Message
from moderation.access import Right
from moderation.cases import clocks
from moderation.cases.conversations import conversations_of
from moderation.cases.holding import lock_case, take_case, why_taken
from moderation.cases.message_row import TO_DECIDE, Role, Settled
from moderation.cases.parts import (
    EDITED,
    Shown,
    chosen_rows,
    close_if_done,
    keep_waiting,
    lead_again,
    settle_rows,
    stand_again,
    standing_rows,
    wait_no_more,
)
from moderation.cases.placing import promise_decisions
from moderation.models import Case, CaseEvent, CaseMessage, Guideline, Outbox, User
from moderation.models.people import may
from moderation.policy.cases import LOOKED_AT_REPORTS
from moderation.policy.decisions import DECISIONS, Decision
from moderation.policy.values import Opening
from moderation.refusal import Refused
from moderation.rollups.stale import mark_stale

Kind = CaseEvent.Kind


@transaction.atomic
def claim(case: Case, by: User, now: datetime) -> None:
    # The guarded update lets exactly one of two racing moderators win, on any database.
    if not Case.objects.open().filter(pk=case.pk, assignee=None).update(assignee=by, claimed_at=now):
        raise Refused(why_taken(case, by, "claimed"))
    log_event(case, Kind.CLAIMED, by, now)


@transaction.atomic
def release(case: Case, by: User, now: datetime) -> None:
    holders = Q(assignee=by)
    if may(by, Right.RELEASE_OTHERS, case.community):
        holders = Q(assignee__isnull=False)
    returned = {"assignee": None, "claimed_at": None, "unclaimed_at": now, "rules_due_at": now}
    if not Case.objects.open().filter(holders, pk=case.pk).update(**returned):
        raise Refused(why_taken(case, by, "released", nobody="Nobody has claimed this case."))
    log_event(case, Kind.RELEASED, by, now)


@transaction.atomic
def decide(
    case: Case,
    by: User,
    now: datetime,
    *,
    action: str,
    guideline: Guideline | None,
    reason: str,
    revision: int,
    keep_open: bool = False,
    shown: Shown | None = None,
    chosen: Collection[int] | None = None,
) -> bool:
    """Decide about messages of a case, of those that were `shown`. Returns whether it is closed now.

    What was not chosen, waits for an answer, or came since, stays open, and what is left to decide keeps its promise.
    """
    decision = DECISIONS[action]
    was = take_case(case, by, now, "decided", decided_revision=revision)
    if not Message.objects.filter(pk=case.message_id, revision=revision).exists():
        raise Refused(EDITED)
    rows = chosen_rows(case, shown, chosen)
    if not keep_open:
        was["rows"] = [settle_as_decided(row, decision, now) for row in rows]
    # A person against whom something was decided here is one, whatever else is kept.
    if decision.against_author or not case.decision:
        Case.objects.filter(pk=case.pk).update(decision=action)
    closed = not keep_open and close_if_done(case, now, Case.Outcome.DECIDED)
    facts: dict[str, Any] = {
        "action": action,
        "guideline": guideline.pk if guideline else None,
        "revision": revision,
        "was": was,
    }
    facts["messages"] = [row.message_id for row in rows]
    facts["promised"] = [] if closed else promise_decisions(case, facts["messages"])
    event = log_event(case, Kind.DECIDED, by, now, why=reason, **facts)
    # Of what changes nothing on the platform, there is nothing to carry out.
    if decision.done:
        Outbox.objects.bulk_create(
            outbox_row(case, event, message, action, now, text=decision.length)
            for message in carried_out_on(rows, once_an_author=decision.once_an_author)
        )
    follow_up([case], now)
    return closed


def settle_as_decided(row: CaseMessage, decision: Decision, now: datetime) -> dict[str, Any]:
    """Settle a message by a decision. Who is not acted against and waits goes on waiting."""
    if not decision.against_author and row.is_waiting and row.opened_for != [Opening.ANSWER]:
        return keep_waiting(row)
    is_acted = decision.against_author and bool(set(row.opened_for) & set(TO_DECIDE))
    (was,) = settle_rows([row], Settled.ACTED if is_acted else Settled.DECIDED, now)
    return was


@transaction.atomic
def reply(
    case: Case, by: User, now: datetime, *, text: str, close: bool, shown: Shown | None = None, to_all: bool = False
) -> bool:
    """Write to the person, and to all others of the same text who wait. Returns whether the case is closed now."""
    was = take_case(case, by, now, "answered")
    rows = standing_rows(case, shown)
    others = [row for row in rows if row.is_waiting and row.role == Role.COPY]
    answered = [case.message, *(row.message for row in others if to_all)]
    if close:
        # Whoever else waits was not answered by what went to one person.
        was["rows"] = settle_rows((row for row in rows if to_all or row not in others), Settled.REPLIED, now)
    closed = close and close_if_done(case, now, Case.Outcome.REPLIED)
    event = log_event(case, Kind.REPLIED, by, now, why=text, was=was)
    Outbox.objects.bulk_create(outbox_row(case, event, each, Outbox.Kind.REPLY, now, text=text) for each in answered)
    follow_up([case], now)
    return closed


@transaction.atomic
def note(case: Case, by: User, now: datetime, *, text: str, conversations: Collection[int] | None = None) -> None:
    """Write a note, of all conversations of the case where it is not said of which."""
    about = {} if conversations is None else {"conversations": sorted(conversations)}
    log_event(case, Kind.NOTED, by, now, why=text, **about)


@transaction.atomic
def close(case: Case, by: User, now: datetime, *, why: str, shown: Shown | None = None) -> bool:
    """Close a case without a decision, or what was shown of it. Returns whether it is closed now."""
    was = take_case(case, by, now, "closed")
    was["rows"] = settle_rows(standing_rows(case, shown), Settled.CLOSED, now)
    closed = close_if_done(case, now, Case.Outcome.CLOSED)
    log_event(case, Kind.CLOSED, by, now, why=why, was=was)
    follow_up([case], now)
    return closed


@transaction.atomic
def need_no_answer(case: Case, by: User, now: datetime, *, shown: Shown | None = None) -> bool:
    """Say that the person waits for nothing. Returns whether the case is closed now."""
    was = take_case(case, by, now, "settled")
    waiting = [row for row in standing_rows(case, shown) if row.is_waiting]
    if not waiting:
        raise Refused("Nobody waits for an answer here.")
    was["rows"] = [wait_no_more(row) for row in waiting if row.opened_for != [Opening.ANSWER]]
    was["rows"] += settle_rows((row for row in waiting if row.opened_for == [Opening.ANSWER]), Settled.UNNEEDED, now)
    closed = close_if_done(case, now, Case.Outcome.UNNEEDED)
    log_event(case, Kind.UNNEEDED, by, now, was=was)
    follow_up([case], now)
    return closed


@transaction.atomic
def reopen(case: Case, by: User, now: datetime, *, why: str) -> None:
    opened = {"closed_at": None, "outcome": "", "assignee": by, "claimed_at": now}
    closed_at = lock_case(case).closed_at
    try:
        with transaction.atomic():
            if not Case.objects.closed().filter(pk=case.pk).update(**opened):
                raise Refused("This case is open already.")
    except IntegrityError:
        raise Refused("A newer case is open for this person here; go on there.") from None
    if closed_at:
        stand_again(case, closed_at)
        lead_again(case)
    log_event(case, Kind.REOPENED, by, now, why=why)
    follow_up([case], now, closed_at)


@transaction.atomic
def carried_out(row: Outbox, by: User, now: datetime) -> None:
    """A person says that it is done on the platform."""
    # Before the row, as in an undo.
    lock_case(row.case)
    guard = Outbox.objects.filter(pk=row.pk, state=Outbox.State.TO_DO)
    if not guard.update(state=Outbox.State.DONE, done_at=now, done_by=by):
        row.refresh_from_db()
        raise Refused(f"{row.done_by or 'Somebody'} was faster: this is {row.get_state_display().lower()} already.")
    log_event(row.case, Kind.DELIVERED, by, now, outbox=row.pk, what=row.kind)
    if row.kind == Outbox.Kind.REPLY:
        follow_up([row.case], now)


def log_event(case: Case, kind: str, by: User | None, now: datetime, *, why: str = "", **facts: Any) -> CaseEvent:
    if by and kind in LOOKED_AT_REPORTS and (reports := reports_of(case)):
        # From here on these reports alone hold it up no longer.
        facts["reports"] = reports
    if by and why:
        # Whoever sees only some of these conversations does not read it.
        facts.setdefault("conversations", sorted(conversations_of(case)))
    return CaseEvent.objects.create(case=case, kind=kind, actor=by, at=now, why=why, facts=facts)


def reports_of(case: Case) -> list[tuple[int, int | None]]:
    """How often members reported each message of a case that they did."""
    reported = case.rows.filter(left_at=None, message__reports__gt=0).order_by("message")
    return list(reported.values_list("message", "message__reports"))


def outbox_row(case: Case, cause: CaseEvent, message: Message, kind: str, now: datetime, **fields: Any) -> Outbox:
    wait = timedelta(seconds=case.community.desk.undo_seconds)
    fields = {"due_at": now + wait, "made_at": now, **fields}
    return Outbox(
        community=case.community, channel=message.channel, case=case, cause=cause, message=message, kind=kind, **fields
    )


def follow_up(cases: Iterable[Case], now: datetime, *before: datetime | None) -> None:
    """Let the clocks and the days' counts follow what just happened. `before` are moments that no longer hold."""
    touched = {case.pk: case.channel_id for case in cases}
    clocks.settle_clocks(touched, now)
    mark_stale((channel, at) for channel in touched.values() for at in (now, *before))


def carried_out_on(rows: Iterable[CaseMessage], *, once_an_author: bool) -> list[Message]:
    """The messages that a decision is carried out on, copies too, or the first of each author."""
    messages = [row.message for row in rows]
    if once_an_author:
        return list({message.author_id: message for message in reversed(messages)}.values())
    return messages
