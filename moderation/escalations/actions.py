"""The verbs of an escalation: ask a team, by hand or by a rule; acknowledge, answer, hand on, close.

Each guards, writes and logs, in that order and atomically, or refuses with a reason. Opening one holds the case, so
that a team is asked once; its other guards are updates of the escalation itself.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from community.models import Message
from moderation.cases import actions, clocks
from moderation.cases.actions import log_event
from moderation.cases.conversations import conversations_of, leading_messages
from moderation.escalations import clocks as team_clocks
from moderation.escalations.causes import Watched, asks_for_findings, findings_fired_for, findings_in
from moderation.escalations.notices import tell_moderator, tell_teams
from moderation.models import Case, CaseEvent, Escalation, EscalationRule, Firing, Outbox, Team, User
from moderation.policy.clocks import Kind as ClockKind
from moderation.refusal import Refused
from moderation.rollups.stale import mark_cases

Kind = CaseEvent.Kind


class Found(NamedTuple):
    """A rule that holds for a case: the cause that it fires for once, and the sentence that says why.

    `about` is the message that it holds for. With `former`, what its cause was called before clocks were told apart
    stands for it where it fired since `passed_at`.
    """

    rule: EscalationRule
    case: Case
    cause: str
    reason: str
    about: Message
    former: str = ""
    passed_at: datetime | None = None
    # Who is asked in place of the rule's own team.
    instead: Team | None = None
    # Of a rule about a category the findings that are its cause.
    findings: frozenset[str] = frozenset()

    @property
    def team(self) -> Team:
        return self.instead or self.rule.team

    @property
    def asks(self) -> str:
        return f"{self.reason}\n\n{self.rule.reason}" if self.instead else self.rule.reason


@transaction.atomic
def escalate(
    case: Case, by: User, now: datetime, *, team: str, asks: str, note: str = "", conversation: int | None = None
) -> Escalation:
    """Ask a team, named by its slug, about one conversation of an open case, which stays with whoever has it.

    Where nobody chose, it is the one of the message that leads the case.
    """
    if _hold_case(case).closed_at:
        raise Refused("This case is closed, so nobody was asked. Open it again first.")
    asked = Team.objects.named(case.community, team)
    about = _message_in(case, conversation)
    if Escalation.objects.open().about([about.conversation_id]).filter(case=case, team=asked).exists():
        note_is_seen = conversations_of(case) <= {about.conversation_id}
        raise Refused(f"{asked} has this case already." + " Write a note: it is seen there." * note_is_seen)
    if note:
        actions.note(case, by, now, text=note, conversations=[about.conversation_id])
    made = _new_escalation(case, asked, asks, now, about, made_by=by)
    made.save()
    # Undoing puts nothing back: asking changes no column of the case.
    event = log_event(case, Kind.ESCALATED, by, now, why=asks, escalation=made.pk, team=team, was={})
    team_clocks.start_clocks([made], now)
    tell_teams([(made, event)], now, wait=case.community.desk.undo_seconds)
    clocks.settle_clocks([case.pk], now)
    return made


@transaction.atomic
def acknowledge(escalation: Escalation, by: User, now: datetime) -> None:
    fresh = Escalation.objects.open().filter(pk=escalation.pk, acknowledged_at=None)
    if not fresh.update(acknowledged_at=now, acknowledged_by=by):
        raise Refused(_why_not(escalation, "acknowledged"))
    team_clocks.keep_clocks(escalation, now, [ClockKind.ACKNOWLEDGE])
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
    team_clocks.keep_clocks(escalation, now)
    event = _log_on_case(escalation, Kind.ANSWERED, by, now, why=text)
    # Nobody looks at a closed case by itself. What is only put right is no news.
    if escalation.answered_at is None and Case.objects.closed().filter(pk=escalation.case_id).exists():
        tell_moderator(escalation, event, now)


@transaction.atomic
def hand_on(escalation: Escalation, by: User, now: datetime, *, team: str, why: str) -> Escalation:
    """Close this one and ask another team; what that team has open already takes it up, and is new to it again."""
    if team == escalation.team.slug:
        raise Refused(f"{escalation.team} has it already. Choose another team.")
    case = _hold_case(escalation.case)
    other = Team.objects.named(case.community, team)
    _close_open(escalation, by, now, "handed on")
    asks = f"{why}\n\nAsked of {escalation.team} first: {escalation.asks}"
    about = escalation.about
    theirs = Escalation.objects.open().about([about.conversation_id]).filter(case=case, team=other)
    standing = theirs.select_for_update(of=("self",), no_key=True).first()
    taken = standing or _new_escalation(case, other, asks, now, about, made_by=by)
    if standing:
        taken.asks = f"{standing.asks}\n\n{asks}"
        # What it had answered stays on the record, and is no answer to this.
        taken.acknowledged_at = taken.acknowledged_by = taken.answered_at = taken.answered_by = None
        taken.answer = ""
    taken.save()
    team_clocks.start_clocks([taken], now)
    event = _log_on_case(escalation, Kind.HANDED_ON, by, now, why=why, to=team, new=taken.pk, added=bool(standing))
    if not standing:
        tell_teams([(taken, event)], now, wait=case.community.desk.undo_seconds)
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
    fresh = _with_new_findings(_not_fired(found))
    if not fresh:
        return 0
    held = Escalation.objects.open().filter(case__in={each.case.pk for each in fresh})
    # Held, so that no lead closes one while a cause is added to it.
    held = held.order_by("pk").select_related("message").select_for_update(of=("self",), no_key=True)
    asking = {_place_of(each.case_id, each.team_id, each.message): each for each in held}
    places = [_place_of(each.case.pk, each.team.pk, each.about) for each in fresh]
    makers: dict[int, Escalation] = {}
    for number, (place, each) in enumerate(zip(places, fresh, strict=True)):
        if place not in asking:
            asking[place] = makers[number] = _new_escalation(
                each.case, each.team, each.asks, now, each.about, rule=each.rule
            )
    Escalation.objects.bulk_create(makers.values())
    asked = [asking[place] for place in places]
    events = CaseEvent.objects.bulk_create(
        _escalated_event(each, escalation, now, added=number not in makers)
        for number, (each, escalation) in enumerate(zip(fresh, asked, strict=True))
    )
    Firing.objects.bulk_create(
        Firing(rule=each.rule, case=each.case, cause=each.cause, fired_at=now, escalation=escalation)
        for each, escalation in zip(fresh, asked, strict=True)
    )
    team_clocks.start_clocks(list(makers.values()), now)
    tell_teams([(made, events[number]) for number, made in makers.items()], now)
    mark_cases(each.case.pk for each in fresh)
    return len(fresh)


def _not_fired(found: Iterable[Found]) -> list[Found]:
    once = {(each.rule.pk, each.case.pk, each.cause): each for each in found}
    before = Firing.objects.filter(rule__in={key[0] for key in once}, case__in={key[1] for key in once})
    rows = before.values_list("rule", "case", "cause", "fired_at") if once else ()
    fired = {(rule, case, cause): at for rule, case, cause, at in rows}
    return [each for key, each in once.items() if key not in fired and not _fired_as_former(each, fired)]


def _with_new_findings(found: Sequence[Found]) -> list[Found]:
    """Leave out rules about a category that have fired for all that is found of it."""
    watched = [each for each in found if asks_for_findings(each.rule)]
    if not watched:
        return list(found)
    cases = {each.case.pk: each.case for each in watched}.values()
    standing, fired = findings_in(cases), findings_fired_for({each.rule for each in watched}, cases)
    told = [
        each._replace(findings=frozenset(standing[Watched(each.case.pk, each.rule.category)]))
        if asks_for_findings(each.rule)
        else each
        for each in found
    ]
    # What has fired and kept no finding fires once more.
    return [each for each in told if not each.findings or each.findings - fired[each.rule.pk, each.case.pk]]


def _fired_as_former(each: Found, fired: Mapping[tuple[int, int, str], datetime]) -> bool:
    at = fired.get((each.rule.pk, each.case.pk, each.former)) if each.former else None
    return bool(at and each.passed_at and each.passed_at <= at)


def _message_in(case: Case, conversation: int | None) -> Message:
    """Return the message that leads this conversation of a case, or the case."""
    first, *others = leading_messages(case)
    if conversation is None:
        return first
    for message in (first, *others):
        if message.conversation_id == conversation:
            return message
    raise Refused("This case has no message of that conversation any more. Choose again.")


def _place_of(case: int, team: int, about: Message | None) -> tuple[int, int, int | None]:
    """Return what a team has open only once."""
    return case, team, about.conversation_id if about else None


def _new_escalation(case: Case, team: Team, asks: str, now: datetime, about: Message, **origin: Any) -> Escalation:
    where = {"community_id": case.community_id, "case": case, "message": about}
    return Escalation(**where, team=team, asks=asks, made_at=now, **origin)


def _escalated_event(each: Found, escalation: Escalation, now: datetime, *, added: bool) -> CaseEvent:
    facts = {"escalation": escalation.pk, "team": each.team.slug, "rule": each.rule.name, "cause": each.cause}
    kept = {"findings": sorted(each.findings)} if each.findings else {}
    return CaseEvent(
        case=each.case, kind=Kind.ESCALATED, at=now, why=each.reason, facts={**facts, **kept, "added": added, "was": {}}
    )


def _close_open(escalation: Escalation, by: User, now: datetime, done: str) -> None:
    if not Escalation.objects.open().filter(pk=escalation.pk).update(closed_at=now, closed_by=by):
        raise Refused(_why_not(escalation, done))
    team_clocks.end_clocks(escalation, now)
    Outbox.objects.stop_mail_of(escalation.pk)


def _hold_case(case: Case) -> Case:
    """The case, held until the transaction ends; `no_key` as in `casework`."""
    held = Case.objects.select_for_update(of=("self",), no_key=True)
    return held.select_related("community__desk").get(pk=case.pk)


def _log_on_case(
    escalation: Escalation, kind: str, by: User, now: datetime, *, why: str = "", **facts: Any
) -> CaseEvent:
    mark_cases([escalation.case_id])
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
