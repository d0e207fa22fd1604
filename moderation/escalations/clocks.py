"""The clocks of teams: what they are asked is to be taken up, and answered, in time."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from moderation.models import CaseMessage, Clock, Escalation
from moderation.policy.clocks import End, Kept, Kind, run
from moderation.targets import TeamPromise, team_promises

MINUTE = timedelta(minutes=1)
KINDS = (Kind.ACKNOWLEDGE, Kind.ANSWER)


def start_clocks(asked: Sequence[Escalation], now: datetime) -> None:
    """Start what the team of each promises, from when it was asked, but for what runs already."""
    if not asked:
        return
    promises = team_promises({escalation.team_id for escalation in asked})
    promised = {team: list(promised_by(promise, now)) for team, promise in promises.items()}
    runs = set(Clock.objects.running().filter(escalation__in=asked).values_list("escalation", "kind"))
    severities = severities_of(asked)
    Clock.objects.bulk_create(
        clock
        for escalation in asked
        for clock in clocks_of(escalation, promised[escalation.team_id], severities[escalation.pk])
        if (escalation.pk, clock.kind) not in runs
    )


def promised_by(promise: TeamPromise, now: datetime) -> Iterator[dict[str, Any]]:
    """Yield the columns of clocks that start now for whatever this team is asked."""
    for kind, within in zip(KINDS, (promise.acknowledge, promise.answer), strict=True):
        if within is not None:
            clock = run(now, within, promise.week)
            times = {"started_at": now, "due_by": clock.due_by, "risk_at": clock.at_risk_at}
            yield {"kind": kind, "within": within // MINUTE, "any_hour": promise.any_hour, **times}


def severities_of(asked: Sequence[Escalation]) -> dict[int, int]:
    """Return the worst that stands in the conversation that each is about, or was there, by escalation."""
    own = CaseMessage.objects.filter(case__in={each.case_id for each in asked}, role=CaseMessage.Role.OWN, left_at=None)
    worst: dict[tuple[int, int], tuple[bool, int]] = {}
    columns = ("case", "message__conversation", "settled_at", "severity")
    for case, conversation, settled_at, severity in own.values_list(*columns):
        place, seen = (case, conversation), (settled_at is None, severity)
        worst[place] = max(worst.get(place, seen), seen)
    found = {each.pk: worst.get((each.case_id, each.about.conversation_id)) for each in asked}
    return {each.pk: (found[each.pk] or (False, each.case.severity))[1] for each in asked}


def clocks_of(escalation: Escalation, promised: Iterable[dict[str, Any]], severity: int) -> Iterator[Clock]:
    for columns in promised:
        yield Clock(
            case=escalation.case,
            channel_id=escalation.about.channel_id,
            message=escalation.about,
            escalation=escalation,
            severity=severity,
            **columns,
        )


def keep_clocks(escalation: Escalation, now: datetime, kinds: Collection[Kind] = KINDS) -> None:
    running = Clock.objects.running().filter(escalation=escalation, kind__in=kinds)
    running.update(kept_at=now, kept_as=Kept.DONE)


def end_clocks(escalation: Escalation, now: datetime, how: End = End.CLOSED) -> None:
    """End what still runs, as nobody is asked any more."""
    Clock.objects.running().filter(escalation=escalation).update(ended_at=now, ended_as=how)
