"""Change response targets and working hours, for the cases to come."""

from datetime import datetime
from typing import Any

from django.db import transaction

from community.models import Channel, Community
from moderation.changes import Subject, hold_community, record_change, refuse_stale
from moderation.escalations import rules
from moderation.models import ResponseTarget, Team, User, WorkingHours
from moderation.models.targets import WEEKDAYS
from moderation.policy.hours import MINUTES, Day, Window
from moderation.policy.values import Severity
from moderation.policy.written import time_of_day
from moderation.rollups import refresh

PROMISES = ("first_action", "first_reply", "decision")
ANY_HOUR, UNCHECKED, OWN = "any_hour", "unchecked", "own"
TEAM_FIELDS = ("acknowledge", "answer", ANY_HOUR)
# Seven days, Monday first. An empty week is a desk that never closes.
Days = tuple[Day, ...]
TARGETS, HOURS = "Response targets", "Working hours"


def field_of(severity: Severity, promise: str) -> str:
    return f"{severity.name.lower()}_{promise}"


def targets_of(community: Community, channel: Channel | None = None) -> dict[str, Any]:
    """Return the targets by severity, the gravest first, in minutes.

    Of a channel it also says whether it has its own.
    """
    rows = {row.severity: row for row in ResponseTarget.objects.filter(community=community, channel=channel)}
    values = {
        field_of(severity, promise): getattr(rows.get(severity), promise, empty)
        for severity in reversed(Severity)
        for promise, empty in (*((promise, None) for promise in PROMISES), (ANY_HOUR, False))
    }
    values[UNCHECKED] = getattr(rows.get(Severity.NONE), UNCHECKED, None)
    return values if channel is None else {OWN: bool(rows)} | values


def team_targets_of(team: Team) -> dict[str, Any]:
    return {field: getattr(team, field) for field in TEAM_FIELDS}


def hours_by_day(community: Community) -> Days:
    days: list[list[Window]] = [[] for _ in WEEKDAYS]
    for row in WorkingHours.objects.filter(community=community):
        days[row.weekday].append(Window(row.opens, row.closes))
    return tuple(map(tuple, days)) if any(days) else ()


def week_in_words(week: Days) -> dict[str, Any]:
    """Write a week in words, by day."""
    days = [day_told(day) for day in week] or ["round the clock"] * len(WEEKDAYS)
    return {name.lower(): said for (_, name), said in zip(WEEKDAYS, days, strict=True)}


def day_told(day: Day) -> str:
    return ", ".join(map(window_told, day)) or "closed"


def window_told(window: Window) -> str:
    # Past midnight it is a time of the day after.
    closes = window.closes - MINUTES if window.closes > MINUTES else window.closes
    return f"{time_of_day(window.opens)} to {time_of_day(closes)}"


@transaction.atomic
def set_targets(
    community: Community,
    by: User,
    now: datetime,
    *,
    targets: dict[str, Any],
    seen: str,
    channel: Channel | None = None,
) -> bool:
    """Set the response targets from now on, of the community or of one of its channels.

    Returns whether anything differs.
    """
    community = hold_community(community, by)
    before, name = targets_of(community, channel), f"Channel {channel}" if channel else TARGETS
    refuse_stale(community, Subject.TARGETS, name, before, seen)
    if channel and not targets[OWN]:
        targets = dict.fromkeys(targets) | {field: False for field, value in before.items() if isinstance(value, bool)}
    if not record_change(community, by, now, Subject.TARGETS, name, before=before, after=targets):
        return False
    ResponseTarget.objects.filter(community=community, channel=channel).delete()
    ResponseTarget.objects.bulk_create(target_rows(community, channel, targets))
    return True


def target_rows(community: Community, channel: Channel | None, targets: dict[str, Any]) -> list[ResponseTarget]:
    """Return the rows to store.

    Those that say nothing are left out, but in a channel with its own targets nothing is said on purpose.
    """
    rows = []
    for severity in Severity:
        said = {field: targets[field_of(severity, field)] for field in (*PROMISES, ANY_HOUR)}
        said[UNCHECKED] = None if severity else targets[UNCHECKED]
        # No time at all is a promise, and equals False.
        is_said = targets[OWN] if channel else any(value is not None and value is not False for value in said.values())
        rows += [ResponseTarget(community=community, channel=channel, severity=severity, **said)] if is_said else []
    return rows


@transaction.atomic
def set_team_targets(team: Team, by: User, now: datetime, *, targets: dict[str, Any], seen: str) -> bool:
    """Set how soon a team is to take up and to answer what it is asked from now on.

    Returns whether anything differs.
    """
    community, team = hold_community(team.community, by), Team.objects.get(pk=team.pk)
    before, name = team_targets_of(team), f"Team {team}"
    refuse_stale(community, Subject.TARGETS, name, before, seen)
    if not record_change(community, by, now, Subject.TARGETS, name, before=before, after=targets):
        return False
    return bool(Team.objects.filter(pk=team.pk).update(**targets))


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
        WorkingHours(community=community, weekday=weekday, opens=window.opens, closes=window.closes)
        for weekday, day in enumerate(week)
        for window in day
    )
    working_time_changed(community)
    return True


def working_time_changed(community: Community) -> None:
    # The next checks by escalation rules were computed in the old hours.
    rules.rules_changed(community)
    # Response times are counted in working hours, also those of the past.
    refresh.mark_all_days(community)
