"""What becomes of a case when a reply arrives at the platform, or fails to."""

from datetime import datetime

from django.db import IntegrityError, transaction

from moderation.cases.actions import follow_up, log_event
from moderation.cases.holding import lock_case, take_case
from moderation.cases.loading import held_cases
from moderation.cases.message_row import Settled
from moderation.cases.opening import open_case_about, open_case_of_person
from moderation.cases.parts import lead_again, settle_rows, stand_again, standing_rows
from moderation.models import Case, CaseEvent, Clock, Outbox, User
from moderation.policy.clocks import REPLIES, End
from moderation.refusal import Refused

ARRIVED_NOT = "The reply did not arrive, so the person still waits."
ARRIVED_NOT_FROM = "The reply of case {} did not arrive, so the person still waits."
# A case that was closed so goes on in another one where its person has one that is open.
GOES_ON = (Case.Outcome.REPLIED, Case.Outcome.MERGED)


def hold_case_of(row: Outbox) -> None:
    """Lock the case of a reply, whose promises its arrival changes, and the open one that its failure may go on in."""
    # Before the row itself, as whoever undoes holds the case and then wants the row.
    if row.kind == Outbox.Kind.REPLY:
        theirs = open_case_for(row)
        # In one go, as others hold several cases in the order of their keys.
        held_cases({row.case_id, theirs.pk if theirs else row.case_id})


def open_case_for(row: Outbox) -> Case | None:
    """Return the open case in which the person of a reply is looked after now."""
    return open_case_about(row.message) or open_case_of_person(row.message)


def reply_went(row: Outbox, state: Outbox.State, now: datetime) -> None:
    """Let the case follow what became of a reply. The caller's transaction holds the case and the row."""
    if state == Outbox.State.FAILED:
        go_on_after(row, now)
    follow_up([row.case], now)


def go_on_after(row: Outbox, now: datetime) -> None:
    """Let the case of a lost reply be open, or the one that its person has open by now know of it."""
    open_for_lost_reply(row.case, now)
    held, theirs = lock_case(row.case), open_case_for(row)
    if theirs and held.closed_at and held.outcome in GOES_ON:
        why = ARRIVED_NOT_FROM.format(held.pk)
        log_event(theirs, CaseEvent.Kind.FAILED, None, now, why=why, outbox=row.pk, what=row.kind)
        follow_up([theirs], now)


def open_for_lost_reply(case: Case, now: datetime) -> None:
    """Open a case again that was closed with a reply that did not arrive."""
    held = lock_case(case)
    if held.closed_at is None or held.outcome != Case.Outcome.REPLIED:
        return
    try:
        with transaction.atomic():
            Case.objects.filter(pk=case.pk).update(closed_at=None, outcome="", unclaimed_at=now)
    except IntegrityError:
        # The person has a newer case here, which is open.
        return
    stand_again(case, held.closed_at)
    lead_again(case)
    log_event(case, CaseEvent.Kind.REOPENED, None, now, why=ARRIVED_NOT)
    follow_up([case], now, held.closed_at)


@transaction.atomic
def give_up_reply(case: Case, by: User, now: datetime, *, why: str) -> bool:
    """Say that a reply cannot be delivered, which ends the wait. Returns whether the case is closed now."""
    failed = case.outbox.filter(kind=Outbox.Kind.REPLY, state=Outbox.State.FAILED)
    # One of an earlier case too.
    if not failed.exists() and not Case.objects.filter(pk=case.pk, reply_lost_at__isnull=False).exists():
        raise Refused("No reply of this case has failed.")
    was = take_case(case, by, now, "closed")
    running = Clock.objects.running().filter(case=case, kind__in=REPLIES)
    clocks = list(running.values_list("pk", flat=True))
    running.update(ended_at=now, ended_as=End.UNDELIVERABLE)
    waiting = [row for row in standing_rows(case) if row.is_waiting]
    was["rows"] = settle_rows(waiting, Settled.CLOSED, now)
    closed = not standing_rows(case)
    if closed:
        Case.objects.filter(pk=case.pk).update(closed_at=now, outcome=Case.Outcome.UNDELIVERED)
    else:
        lead_again(case)
    log_event(case, CaseEvent.Kind.UNDELIVERED, by, now, why=why, was=was, clocks=clocks)
    follow_up([case], now)
    return closed
