"""Splits messages off a case, and merges two cases of a person, each of which can be taken back."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from moderation.cases.actions import follow_up, log_event
from moderation.cases.clocks import lost_in
from moderation.cases.conversations import conversations_of
from moderation.cases.holding import take_case
from moderation.cases.message_row import TO_DECIDE
from moderation.cases.parts import GONE_ON, lead_again, standing_rows
from moderation.models import Case, CaseEvent, CaseLink, CaseMessage, Clock, Escalation, User
from moderation.policy.clocks import REPLIES, Kind
from moderation.refusal import Refused
from moderation.rollups.stale import mark_cases

SAME = ("community_id", "channel_id", "conversation_id", "author_id", "assessment_id", "opened_at", "found_at")
WITH_A_TEAM = "A team was asked about {case}, so its messages stay together. Split or merge before you ask."


@transaction.atomic
def split(case: Case, by: User, now: datetime, *, chosen: Collection[int], why: str = "") -> Case:
    """Make the chosen messages a case of their own, which further messages of the person go to."""
    was = take_case(case, by, now, "split")
    rows = [row for row in standing_rows(case) if row.role == CaseMessage.Role.OWN]
    going = [row for row in rows if row.pk in chosen]
    if len(going) != len(chosen):
        raise Refused(GONE_ON)
    if not going or len(going) == len(rows):
        raise Refused("Choose some of its messages, and leave at least one.")
    new = new_part(case, going, by, now)
    about = sorted(conversations_of(case))
    move_rows(going, new)
    share_clocks(case, new, going, [row for row in rows if row not in going])
    for part in (case, new):
        lead_again(part)
    CaseLink.objects.create(case=case, other=new, kind=CaseLink.Kind.SPLIT, by=by, at=now)
    log_event(new, CaseEvent.Kind.OPENED, by, now, why=why, split_from=case.pk, conversations=about)
    facts = {"new": new.pk, "rows": [row.pk for row in going], "conversations": about, "was": was}
    log_event(case, CaseEvent.Kind.SPLIT, by, now, why=why, **facts)
    follow_up([case, new], now)
    return new


@transaction.atomic
def merge(case: Case, by: User, now: datetime, *, other: Case, why: str = "") -> None:
    """Take all of another open case of the same person into this one.

    Each promise stays as it is: what is over, with the case that kept it.
    """
    if other.pk == case.pk or other.author_id is None or other.author_id != case.author_id:
        raise Refused("Only two open cases of the same person can be merged.")
    was: dict[int, dict[str, Any]] = {}
    # In one order, so that two who merge the same cases do not wait for each other.
    for each in sorted((case, other), key=lambda one: one.pk):
        was[each.pk] = take_case(each, by, now, "merged")
    # A team that has this one sees no more of it than the conversation that it was asked about.
    if Escalation.objects.filter(case=other, withdrawn_at=None).exists():
        raise Refused(WITH_A_TEAM.format(case=other))
    rows, lost = list(other.rows.filter(left_at=None)), lost_in(other.pk)
    clocks = list(Clock.objects.running().filter(case=other).values_list("pk", flat=True))
    move_rows(rows, case)
    Clock.objects.filter(pk__in=clocks).update(case=case)
    Case.objects.filter(pk=other.pk).update(closed_at=now, outcome=Case.Outcome.MERGED)
    lead_again(case)
    CaseLink.objects.get_or_create(case=case, other=other, kind=CaseLink.Kind.MERGED, defaults={"by": by, "at": now})
    facts = {"other": other.pk, "rows": [row.pk for row in rows], "clocks_moved": clocks, "was": was[case.pk]}
    log_event(other, CaseEvent.Kind.CLOSED, by, now, why=why, outcome=Case.Outcome.MERGED, into=case.pk, was={})
    log_event(case, CaseEvent.Kind.MERGED, by, now, why=why, lost=lost, **facts)
    follow_up([case, other], now)


def take_split_back(case: Case, facts: dict[str, Any], now: datetime) -> None:
    """Bring split messages back, unless somebody went on with them."""
    new = Case.objects.select_for_update(no_key=True, of=("self",)).get(pk=facts["new"])
    done = new.events.exclude(actor=None).exclude(kind=CaseEvent.Kind.OPENED)
    if new.closed_at or done.exists():
        raise Refused(f"Somebody went on with case {new.pk}, so it stays split. Merge the two instead.")
    move_rows(list(new.rows.filter(left_at=None)), case)
    # What both were promised runs on the case already.
    there = set(Clock.objects.running().filter(case=case).values_list("kind", "due_by"))
    for clock in Clock.objects.filter(case=new):
        if (clock.kind, clock.due_by) in there and not clock.kept_at:
            clock.delete()
        else:
            Clock.objects.filter(pk=clock.pk).update(case=case)
    Case.objects.filter(pk=new.pk).update(closed_at=now, outcome=Case.Outcome.MERGED)


def take_merge_back(facts: dict[str, Any], now: datetime) -> None:
    """Give merged messages and their promises back to the case that they came from."""
    other = Case.objects.select_for_update(no_key=True, of=("self",)).get(pk=facts["other"])
    mark_cases([other.pk])
    try:
        with transaction.atomic():
            Case.objects.filter(pk=other.pk).update(closed_at=None, outcome="")
    except IntegrityError:
        raise Refused("A newer case is open for this person here; go on there.") from None
    move_rows(list(CaseMessage.objects.filter(pk__in=facts["rows"], left_at=None)), other)
    Clock.objects.filter(pk__in=facts["clocks_moved"]).update(case=other)
    lead_again(other)
    follow_up([other], now)


def new_part(case: Case, rows: Sequence[CaseMessage], by: User, now: datetime) -> Case:
    parts = Case.objects.filter(conversation=case.conversation_id, author=case.author_id)
    number = parts.aggregate(last=Max("split_no"))["last"] + 1
    led = max(rows, key=lambda row: row.priority)
    columns = {name: getattr(case, name) for name in SAME}
    return Case.objects.create(
        **columns,
        split_no=number,
        message_id=led.message_id,
        revision=led.revision,
        posted_at=led.message.posted_at,
        priority=led.priority,
        assignee=by,
        claimed_at=now,
    )


def move_rows(rows: Iterable[CaseMessage], case: Case) -> None:
    CaseMessage.objects.filter(pk__in=[row.pk for row in rows]).update(case=case)


def share_clocks(case: Case, new: Case, going: Sequence[CaseMessage], staying: Sequence[CaseMessage]) -> None:
    """Let both parts keep what was promised: nothing is due later than it was."""
    gone = {row.message_id for row in going}
    # What is over stays with the case that kept it, and a copy's clock is its own.
    copies = case.rows.filter(left_at=None, role=CaseMessage.Role.COPY).values("message")
    own = Clock.objects.running().filter(case=case, escalation=None).exclude(message__in=copies)
    # What is due first is shared first, and holds.
    for clock in own.order_by("due_by", "pk"):
        to, left = (new, staying) if clock.message_id in gone else (case, going)
        if clock.message_id in gone:
            Clock.objects.filter(pk=clock.pk).update(case=new)
        owing = next((row for row in left if owes(row, clock.kind)), None)
        other = case if to is new else new
        if owing and not runs_in(other, owing, clock):
            clock.pk, clock.case, clock.message_id = None, other, owing.message_id
            clock._state.adding = True
            clock.save()


def runs_in(case: Case, row: CaseMessage, clock: Clock) -> bool:
    """Tell whether a case has the promise of a clock for a message already, and bring it forward."""
    running = Clock.objects.running().filter(message=row.message_id, kind=clock.kind, escalation=None)
    held = running.filter(case__in=[case.pk, clock.case_id]).first()
    if held and clock.due_by < held.due_by:
        due = {"due_by": clock.due_by, "risk_at": min(clock.risk_at, held.risk_at)}
        Clock.objects.filter(pk=held.pk).update(**due)
    return held is not None


def owes(row: CaseMessage, kind: str) -> bool:
    if kind in REPLIES:
        return row.is_waiting
    if kind == Kind.DECISION:
        return bool(set(row.opened_for) & set(TO_DECIDE))
    return True
