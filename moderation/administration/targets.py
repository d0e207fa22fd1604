"""Change response targets and working hours, for the cases to come."""

from datetime import datetime
from typing import Any

from django.db import transaction

from community.models import Community
from moderation.changes import Subject, hold_community, record_change, refuse_stale
from moderation.escalations import rules
from moderation.models import ResponseTarget, User, WorkingHours
from moderation.models.targets import WEEKDAYS
from moderation.policy.hours import Window
from moderation.policy.values import Severity
from moderation.policy.written import time_of_day
from moderation.rollups import refresh

PROMISES = ("first_action", "first_reply")
# Seven windows, Monday first. An empty week is a desk that never closes.
Days = tuple[Window | None, ...]
TARGETS, HOURS = "Response targets", "Working hours"


def field_of(severity: Severity, promise: str) -> str:
    return f"{severity.name.lower()}_{promise}"


def targets_of(community: Community) -> dict[str, Any]:
    """Return the targets by severity, the gravest first, in minutes of working time."""
    rows = {row.severity: row for row in ResponseTarget.objects.filter(community=community)}
    return {
        field_of(severity, promise): getattr(rows.get(severity), promise, None)
        for severity in reversed(Severity)
        for promise in PROMISES
    }


def hours_by_day(community: Community) -> Days:
    rows = {row.weekday: Window(row.opens, row.closes) for row in WorkingHours.objects.filter(community=community)}
    return tuple(rows.get(day) for day, _ in WEEKDAYS) if rows else ()


def week_in_words(week: Days) -> dict[str, Any]:
    """Write a week in words, by day."""
    days = [window_told(window) for window in week] or ["round the clock"] * len(WEEKDAYS)
    return {name.lower(): said for (_, name), said in zip(WEEKDAYS, days, strict=True)}


def window_told(window: Window | None) -> str:
    return f"{time_of_day(window.opens)} to {time_of_day(window.closes)}" if window else "closed"


@transaction.atomic
def set_targets(community: Community, by: User, now: datetime, *, targets: dict[str, Any], seen: str) -> bool:
    """Set the response targets from now on.

    Returns whether anything differs.
    """
    community = hold_community(community, by)
    before = targets_of(community)
    refuse_stale(community, Subject.TARGETS, TARGETS, before, seen)
    if not record_change(community, by, now, Subject.TARGETS, TARGETS, before=before, after=targets):
        return False
    for severity in Severity:
        said = {promise: targets[field_of(severity, promise)] for promise in PROMISES}
        if any(minutes is not None for minutes in said.values()):
            ResponseTarget.objects.update_or_create(community=community, severity=severity, defaults=said)
        else:
            ResponseTarget.objects.filter(community=community, severity=severity).delete()
    return True


@transaction.atomic
def set_hours(community: Community, by: User, now: datetime, *, week: Days, seen: str) -> bool:
    """Set the working hours from now on.

    Returns whether anything differs.
    """
    community = hold_community(community, by)
    before = week_in_words(hours_by_day(community))
    refuse_stale(community, Subject.HOURS, HOURS, before, seen)
    if not record_change(community, by, now, Subject.HOURS, HOURS, before=before, after=week_in_words(week)):
        return False
    WorkingHours.objects.filter(community=community).delete()
    WorkingHours.objects.bulk_create(
        WorkingHours(community=community, weekday=day, opens=window.opens, closes=window.closes)
        for day, window in enumerate(week)
        if window
    )
    # The next checks by escalation rules were computed in the old hours.
    rules.rules_changed(community)
    # Response times are counted in working hours, also those of the past.
    refresh.mark_all_days(community)
    return True
