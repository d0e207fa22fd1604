"""A person corrects the severity of a case, which alone may give its promises more time."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from moderation import targets
from moderation.cases.actions import follow_up, log_event
from moderation.cases.holding import take_case
from moderation.cases.message_row import Role
from moderation.cases.parts import lead_again, standing_rows
from moderation.models import Case, CaseEvent, Clock, User
from moderation.policy import clocks as policy
from moderation.policy.clocks import End, Kind
from moderation.policy.values import Severity
from moderation.refusal import Refused
from moderation.rollups.stale import mark_cases

MOMENTS = ("due_by", "risk_at")
# The columns of a promise that its severity decides.
PROMISED = ("severity", "within", "any_hour", *MOMENTS)


@transaction.atomic
def correct_severity(case: Case, by: User, now: datetime, *, severity: Severity, why: str) -> None:
    """Say how grave a case is. What it promises from then on is what its new severity promises, from the same start."""
    before = take_case(case, by, now, "corrected")
    rows = [row for row in standing_rows(case) if row.role == Role.OWN]
    was = [[row.pk, row.severity] for row in rows]
    if all(row.severity == severity for row in rows):
        raise Refused(f"Its severity is {severity.name.lower()} already.")
    case.rows.filter(pk__in=[row.pk for row in rows]).update(severity=severity)
    mark_cases([case.pk])
    changed = promise_anew(case, severity, now, is_milder=severity < max(row.severity for row in rows))
    lead_again(case)
    Case.objects.filter(pk=case.pk).update(severity=severity)
    facts = {"is": severity.name.lower(), "severities": was, **changed, "was": before}
    log_event(case, CaseEvent.Kind.CORRECTED, by, now, why=why, **facts)
    follow_up([case], now)


def promise_anew(case: Case, severity: Severity, now: datetime, *, is_milder: bool) -> dict[str, list[Any]]:
    """Let the running promises become those of a severity, from the same start.

    What would be due later is relaxed by a milder one: it ends, and another is made. Returns the keys of those that
    ended and were made, and what the others were before.
    """
    promise = targets.current_promises([case.community_id])[case.community_id]
    target = promise.target(severity, case.channel_id)
    changed: dict[str, list[Any]] = {"relaxed": [], "made": [], "hurried": []}
    for clock in Clock.objects.running().filter(case=case, escalation=None):
        run = promise.start(target, Kind(clock.kind), clock.started_at)
        before = {name: getattr(clock, name) for name in PROMISED}
        if run and run.due_by <= clock.due_by:
            write_promise(clock, run, target, severity)
            changed["hurried"].append({"clock": clock.pk, **in_json(before)})
        elif is_milder:
            Clock.objects.filter(pk=clock.pk).update(ended_at=now, ended_as=End.RELAXED)
            changed["relaxed"].append(clock.pk)
            if run:
                clock.pk, clock._state.adding = None, True
                write_promise(clock, run, target, severity)
                changed["made"].append(clock.pk)
    return changed


def write_promise(clock: Clock, run: policy.Clock, target: policy.Target, severity: Severity) -> None:
    """Write what is promised by a severity."""
    clock.severity, clock.any_hour = severity, target.any_hour
    clock.within = int((target.within(Kind(clock.kind)) or timedelta()).total_seconds()) // 60
    clock.due_by, clock.risk_at = run.due_by, run.at_risk_at
    clock.save()


def take_correction_back(case: Case, event: CaseEvent) -> None:
    """Give a case the severity and the promises that it had."""
    mark_cases([case.pk])
    Clock.objects.filter(case=case, pk__in=event.facts["made"]).delete()
    Clock.objects.filter(case=case, pk__in=event.facts["relaxed"]).update(ended_at=None, ended_as="")
    # What was corrected before promises were brought forward has none.
    for before in event.facts.get("hurried", ()):
        columns = {name: before[name] for name in PROMISED}
        Clock.objects.filter(case=case, pk=before["clock"]).update(**from_json(columns))
    for row, severity in event.facts["severities"]:
        case.rows.filter(pk=row).update(severity=severity)


def in_json(columns: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in columns.items()}


def from_json(columns: Mapping[str, Any]) -> dict[str, Any]:
    return {name: datetime.fromisoformat(value) if name in MOMENTS else value for name, value in columns.items()}
