"""Take messages out of their cases."""

from collections.abc import Collection, Iterable, Sequence
from copy import copy
from datetime import datetime
from itertools import chain
from typing import Any

from django.db.models import Exists, OuterRef

from moderation.cases.case_row import CaseRow
from moderation.cases.clocks import settle_clocks
from moderation.cases.loading import clocks_of, held_cases, read_messages, write_changed
from moderation.cases.message_row import MessageRow
from moderation.cases.settling import kinds_owed, start_clock
from moderation.models import Case, CaseEvent, CaseMessage, Clock
from moderation.policy.clocks import REPLIES, Kind
from moderation.rollups.stale import Moment, mark_cases
from moderation.targets import current_promises

DUE = ("due_by", "risk_at", "severity", "within", "any_hour")
WHY = "What it was opened again for came with an import that was taken back."


def take_from_cases(messages: Collection[int], now: datetime) -> tuple[list[int], list[Moment]]:
    """Take messages out of their cases.

    A case of which no own message is left goes as a whole. Returns the messages that were handled with those, and the
    moments that count otherwise now.
    """
    places = CaseMessage.objects.filter(message__among=messages)
    touched, theirs = set(places.values_list("case", flat=True)), set(messages)
    mark_cases(touched)
    own = CaseMessage.objects.filter(case=OuterRef("pk"), role=CaseMessage.Role.OWN).exclude(message__among=messages)
    alone = list(Case.objects.filter(~Exists(own), pk__among=touched))
    going = [case.pk for case in alone]
    copies = CaseMessage.objects.filter(case__among=going).exclude(message__among=messages)
    left_alone = list(copies.values_list("message", flat=True))
    moments = list(moments_of((case.channel_id, case.opened_at, case.closed_at) for case in alone))
    moments += clock_moments(touched)
    Case.objects.filter(pk__among=going).delete()
    for case in held_cases(touched.difference(going)):
        hand_clocks_over(case, theirs)
        CaseMessage.objects.filter(case=case.id, message__among=messages).delete()
        moments += go_on_without(case, theirs, now)
    return left_alone, moments


def hand_clocks_over(case: CaseRow, messages: Collection[int]) -> None:
    """Give what was promised for messages that go to one that stays and is owed the same."""
    standing = read_messages(CaseMessage.objects.filter(case=case.id, settled_at=None, left_at=None))
    own = [row for row in standing if row.is_own and row.message_id not in messages]
    # Their clocks were those of the case, while a copy had one of its own.
    there = CaseMessage.objects.filter(case=case.id, message__among=messages, role=CaseMessage.Role.OWN)
    clocks = Clock.objects.filter(case=case.id, message__among=messages, escalation=None)
    for clock in clocks.running().filter(message__in=there.values("message")):
        if heir := next((row for row in own if is_owed(row, Kind(clock.kind))), None):
            Clock.objects.filter(pk=clock.pk).update(message=heir.message_id)
    clocks.delete()


def is_owed(row: MessageRow, kind: Kind) -> bool:
    return row.is_waiting if kind in REPLIES else kind in kinds_owed(row, ())


def go_on_without(case: CaseRow, messages: Collection[int], now: datetime) -> list[Moment]:
    """Let a case go on with what is left of it, or be closed as it was before the others came."""
    key = case.id or 0
    before, rows = copy(case), read_messages(CaseMessage.objects.filter(case=key, left_at=None))
    own = [row for row in rows if row.is_own]
    standing = [row for row in own if row.stands]
    if not own:
        return []
    if standing or case.message_id in messages:
        case.lead_with(standing or map(as_standing, own))
    if not standing and not case.closed_at:
        last = max(own, key=lambda row: row.settled_at or now)
        case.closed_at, case.outcome = last.settled_at, outcome_of(last)
        facts = {"outcome": case.outcome}
        CaseEvent.objects.create(case_id=case.id or 0, kind=CaseEvent.Kind.CLOSED, at=now, why=WHY, facts=facts)
    write_changed(Case, [case], [before])
    let_be_due_again(case, standing)
    settle_clocks([key], now)
    return list(moments_of([(case.channel_id, case.closed_at)]))


def let_be_due_again(case: CaseRow, standing: Sequence[MessageRow]) -> None:
    """Let what a graver message had brought forward be due as for what stands."""
    if not standing:
        return
    worst, promises = max(standing, key=lambda row: row.severity), current_promises({case.community_id})
    # A copy's clock is its own.
    theirs = {row.message_id for row in standing}
    for clock in clocks_of([case.id or 0]):
        if not clock.runs or clock.severity <= worst.severity or clock.message_id not in theirs:
            continue
        if again := start_clock(Kind(clock.kind), worst, case, promises[case.community_id], clock.started_at):
            Clock.objects.filter(pk=clock.id or 0).update(**{name: getattr(again, name) for name in DUE})


def as_standing(row: MessageRow) -> MessageRow:
    standing = copy(row)
    standing.stand_again()
    return standing


def outcome_of(row: MessageRow) -> str:
    return row.settled_as if row.settled_as in Case.Outcome.values else Case.Outcome.CLOSED


def clock_moments(cases: Collection[int]) -> list[Moment]:
    clocks = Clock.objects.filter(case__among=cases)
    return list(moments_of(clocks.values_list("channel", "due_by", "kept_at", "ended_at")))


def moments_of(cases: Iterable[tuple[Any, ...]]) -> Iterable[Moment]:
    return chain.from_iterable(((channel, at) for at in moments if at) for channel, *moments in cases)
