"""The verbs of an escalation: ask a team, by hand or by a rule; acknowledge, answer, hand on, close.

Each guards, writes and logs, in that order and atomically, or refuses with a reason. Opening one holds the case, so
that a team is asked once; its other guards are updates of the escalation itself.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from moderation.cases import actions, clocks
from moderation.cases.actions import log_event
from moderation.models import Case, CaseEvent, Escalation, EscalationRule, Firing, Membership, Outbox, Team, User
from moderation.refusal import Refused

Kind = CaseEvent.Kind
Told = tuple[Escalation, CaseEvent]


class Found(NamedTuple):
    """A rule that holds for a case: the cause that it fires for once, and the sentence that says why."""

    rule: EscalationRule
    case: Case
    cause: str
    reason: str


@transaction.atomic
def escalate(case: Case, by: User, now: datetime, *, team: str, asks: str, note: str = "") -> Escalation:
    """Ask a team, named by its slug, about an open case; whoever has it keeps it."""
    if _hold_case(case).closed_at:
        raise Refused("This case is closed, so nobody was asked. Open it again first.")
    asked = Team.objects.named(case.community, team)
    if Escalation.objects.open().filter(case=case, team=asked).exists():
        raise Refused(f"{asked} has this case already. Write a note: it is seen there.")
    if note:
        actions.note(case, by, now, text=note)
    made = _new_escalation(case, asked, asks, now, made_by=by)
    made.save()
    # Undoing puts nothing back: asking changes no column of the case.
    event = log_event(case, Kind.ESCALATED, by, now, why=asks, escalation=made.pk, team=team, was={})
    _mail_leads([(made, event)], now, wait=case.community.desk.undo_seconds)
    clocks.settle_clocks([case.pk], now)
    return made


@transaction.atomic
def acknowledge(escalation: Escalation, by: User, now: datetime) -> None:
    fresh = Escalation.objects.open().filter(pk=escalation.pk, acknowledged_at=None)
    if not fresh.update(acknowledged_at=now, acknowledged_by=by):
        raise Refused(_why_not(escalation, "acknowledged"))
    _log_on_case(escalation, Kind.ACKNOWLEDGED, by, now)


@transaction.atomic
def answer(escalation: Escalation, by: User, now: datetime, *, text: str) -> None:
    """Answer back, or put one's own answer right; what a colleague answered is never overwritten."""
    mine = Escalation.objects.open().filter(Q(answered_at=None) | Q(answered_by=by), pk=escalation.pk)
    said = {"answer": text, "answered_at": now, "answered_by": by}
    seen = {
        "acknowledged_at": Coalesce("acknowledged_at", now),
        "acknowledged_by": Coalesce("acknowledged_by", by.pk),
    }
    if not mine.update(**said, **seen):
        raise Refused(_why_not(escalation, "answered"))
    _log_on_case(escalation, Kind.ANSWERED, by, now, why=text)


@transaction.atomic
def hand_on(escalation: Escalation, by: User, now: datetime, *, team: str, why: str) -> Escalation:
    """Close this one and ask another team; what that team has open already takes it up, and is new to it again."""
    if team == escalation.team.slug:
        raise Refused(f"{escalation.team} has it already. Choose another team.")
    case = _hold_case(escalation.case)
    other = Team.objects.named(case.community, team)
    _close_open(escalation, by, now, "handed on")
    asks = f"{why}\n\nAsked of {escalation.team} first: {escalation.asks}"
    standing = Escalation.objects.open().filter(case=case, team=other).select_for_update(no_key=True).first()
    taken = standing or _new_escalation(case, other, asks, now, made_by=by)
    if standing:
        taken.asks = f"{standing.asks}\n\n{asks}"
        # What it had answered stays on the record, and is no answer to this.
        taken.acknowledged_at = taken.acknowledged_by = taken.answered_at = taken.answered_by = None
        taken.answer = ""
    taken.save()
    event = _log_on_case(escalation, Kind.HANDED_ON, by, now, why=why, to=team, new=taken.pk, added=bool(standing))
    if not standing:
        _mail_leads([(taken, event)], now, wait=case.community.desk.undo_seconds)
    return taken


@transaction.atomic
def close(escalation: Escalation, by: User, now: datetime, *, why: str) -> None:
    _close_open(escalation, by, now, "closed")
    _log_on_case(escalation, Kind.SETTLED, by, now, why=why)


@transaction.atomic
def fire_rules(found: Sequence[Found], now: datetime) -> int:
    """Ask the teams of these rules, each cause once; returns how many were new. The caller holds the cases.

    A team that has the case already is told on the page and not by another mail.
    """
    fresh = _not_fired(found)
    if not fresh:
        return 0
    held = Escalation.objects.open().filter(case__in={each.case.pk for each in fresh})
    # Held, so that no lead closes one while a cause is added to it.
    held = held.order_by("pk").select_for_update(no_key=True)
    asking = {(standing.case_id, standing.team_id): standing for standing in held}
    makers: dict[int, Escalation] = {}
    for number, each in enumerate(fresh):
        key = each.case.pk, each.rule.team_id
        if key not in asking:
            asking[key] = makers[number] = _new_escalation(
                each.case, each.rule.team, each.rule.reason, now, rule=each.rule
            )
    Escalation.objects.bulk_create(makers.values())
    asked = [asking[each.case.pk, each.rule.team_id] for each in fresh]
    events = CaseEvent.objects.bulk_create(
        _escalated_event(each, escalation, now, added=number not in makers)
        for number, (each, escalation) in enumerate(zip(fresh, asked, strict=True))
    )
    Firing.objects.bulk_create(
        Firing(rule=each.rule, case=each.case, cause=each.cause, fired_at=now, escalation=escalation)
        for each, escalation in zip(fresh, asked, strict=True)
    )
    _mail_leads([(made, events[number]) for number, made in makers.items()], now)
    return len(fresh)


def _not_fired(found: Iterable[Found]) -> list[Found]:
    once = {(each.rule.pk, each.case.pk, each.cause): each for each in found}
    before = Firing.objects.filter(rule__in={key[0] for key in once}, case__in={key[1] for key in once})
    fired = set(before.values_list("rule", "case", "cause")) if once else set()
    return [each for key, each in once.items() if key not in fired]


def _new_escalation(case: Case, team: Team, asks: str, now: datetime, **origin: Any) -> Escalation:
    return Escalation(community_id=case.community_id, case=case, team=team, asks=asks, made_at=now, **origin)


def _escalated_event(each: Found, escalation: Escalation, now: datetime, *, added: bool) -> CaseEvent:
    facts = {"escalation": escalation.pk, "team": each.rule.team.slug, "rule": each.rule.name, "cause": each.cause}
    return CaseEvent(
        case=each.case, kind=Kind.ESCALATED, at=now, why=each.reason, facts={**facts, "added": added, "was": {}}
    )


def _mail_leads(asked: Sequence[Told], now: datetime, *, wait: int = 0) -> None:
    """A mail to everybody who leads the team; nobody leads it: no mail, and the page says so."""
    leads = _lead_keys(escalation for escalation, _ in asked)
    Outbox.objects.bulk_create(
        Outbox(
            community_id=escalation.community_id,
            channel_id=escalation.case.channel_id,
            case=escalation.case,
            cause=event,
            message_id=escalation.case.message_id,
            kind=Outbox.Kind.MAIL,
            recipient_id=lead,
            escalation=escalation,
            made_at=now,
            due_at=now + timedelta(seconds=wait),
        )
        for escalation, event in asked
        for lead in leads.get((escalation.community_id, escalation.team_id), ())
    )


def _lead_keys(escalations: Iterable[Escalation]) -> dict[tuple[int, int], list[int]]:
    communities = {escalation.community_id for escalation in escalations}
    leads: dict[tuple[int, int], list[int]] = {}
    held = Membership.objects.active().filter(community__in=communities, role=Membership.Role.LEAD)
    for community, team, user in held.order_by("pk").values_list("community", "team", "user"):
        leads.setdefault((community, team), []).append(user)
    return leads


def _close_open(escalation: Escalation, by: User, now: datetime, done: str) -> None:
    if not Escalation.objects.open().filter(pk=escalation.pk).update(closed_at=now, closed_by=by):
        raise Refused(_why_not(escalation, done))
    Outbox.objects.stop_mail_of(escalation.pk)


def _hold_case(case: Case) -> Case:
    """The case, held until the transaction ends; `no_key` as in `casework`."""
    held = Case.objects.select_for_update(of=("self",), no_key=True)
    return held.select_related("community__desk").get(pk=case.pk)


def _log_on_case(
    escalation: Escalation, kind: str, by: User, now: datetime, *, why: str = "", **facts: Any
) -> CaseEvent:
    return log_event(
        escalation.case, kind, by, now, why=why, escalation=escalation.pk, team=escalation.team.slug, **facts
    )


def _why_not(escalation: Escalation, done: str) -> str:
    """Why a guard did not hold, from the escalation as it stands now."""
    now = Escalation.objects.select_related("acknowledged_by", "answered_by", "closed_by").get(pk=escalation.pk)
    if now.closed_at:
        return f"{now.closed_by or 'Somebody'} closed this escalation already, so it was not {done}."
    if now.answered_at:
        return f"{now.answered_by or 'Somebody'} answered it already, so it was not {done}. Add a note instead."
    return f"{now.acknowledged_by or 'Somebody'} acknowledged it already."
