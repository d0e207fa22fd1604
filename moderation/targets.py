"""The working week and the targets of communities, channels and teams as of now."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import DateField, PositiveSmallIntegerField, Value
from django.db.models.functions import Cast

from community.models import Community
from moderation.models import ClosedDay, ResponseTarget, Team, WorkingHours
from moderation.models.targets import minutes_or_none
from moderation.policy.clocks import Promise, Target
from moderation.policy.hours import ALWAYS, Week, Window, week_from
from moderation.policy.values import Severity

HOUR = 60
BEGAN = ("pk", "time_zone", "created_at")
# Minutes for a new community, for first action, first reply and decision.
STARTER: dict[Severity, tuple[int, int, int | None]] = {
    Severity.CRITICAL: (HOUR, 2 * HOUR, 4 * HOUR),
    Severity.HIGH: (4 * HOUR, 8 * HOUR, 24 * HOUR),
    Severity.MEDIUM: (8 * HOUR, 24 * HOUR, 48 * HOUR),
    Severity.LOW: (24 * HOUR, 24 * HOUR, None),
    Severity.NONE: (24 * HOUR, 24 * HOUR, None),
}
STARTER_UNCHECKED = 24 * HOUR
STARTER_ANY_HOUR = {Severity.CRITICAL}
# For each of its teams, to take up and to answer what it is asked.
STARTER_TEAM = {"acknowledge": 4 * HOUR, "answer": 24 * HOUR}


class TeamPromise(NamedTuple):
    """The targets of a team, and the week in which its clocks run.

    None promises nothing. The week of a team that works at any hour never closes.
    """

    week: Week
    acknowledge: timedelta | None
    answer: timedelta | None
    any_hour: bool


def current_promises(communities: Collection[int]) -> dict[int, Promise]:
    """Return the promise of each of these communities (by key), in three queries."""
    here = {pk: said for pk, *said in Community.objects.filter(pk__in=communities).values_list(*BEGAN)}
    weeks = weeks_in({pk: zone for pk, (zone, _) in here.items()})
    rows = defaultdict[int, list[ResponseTarget]](list)
    for row in ResponseTarget.objects.filter(community__in=communities):
        rows[row.community_id].append(row)
    return {pk: replace(promise_of(week, rows[pk]), since=here[pk][1]) for pk, week in weeks.items()}


def promise_of(week: Week, rows: Iterable[ResponseTarget]) -> Promise:
    by_channel = defaultdict[int | None, dict[int, Target]](dict)
    for row in rows:
        by_channel[row.channel_id][row.severity] = row.value
    everywhere = of_each_severity(by_channel.pop(None, {}))
    of_channels = {
        (channel, severity): target
        for channel, targets in by_channel.items()
        if channel is not None
        for severity, target in of_each_severity(targets).items()
    }
    return Promise(week, everywhere, of_channels)


def of_each_severity(targets: Mapping[int, Target]) -> dict[int, Target]:
    """Give every severity the one target for what could not be checked."""
    unchecked = targets.get(Severity.NONE, Target()).unchecked
    return {severity: replace(targets.get(severity, Target()), unchecked=unchecked) for severity in Severity}


def team_promises(teams: Collection[int]) -> dict[int, TeamPromise]:
    """Return the targets of each of these teams (by key), in three queries."""
    rows = Team.objects.in_bulk(teams)
    weeks = weeks_of({team.community_id for team in rows.values()})
    return {
        pk: TeamPromise(
            ALWAYS if team.any_hour else weeks[team.community_id],
            minutes_or_none(team.acknowledge),
            minutes_or_none(team.answer),
            team.any_hour,
        )
        for pk, team in rows.items()
    }


def weeks_of(communities: Collection[int]) -> dict[int, Week]:
    return weeks_in(dict(Community.objects.filter(pk__in=communities).values_list("pk", "time_zone")))


def week_of(community: Community) -> Week:
    return weeks_in({community.pk: community.time_zone})[community.pk]


def weeks_in(zones: Mapping[int, str]) -> dict[int, Week]:
    """Return the weeks of communities, each in its zone."""
    windows = defaultdict[int, dict[int, list[Window]]](lambda: defaultdict(list))
    closed = defaultdict[int, set[date]](set)
    hours = WorkingHours.objects.filter(community__in=zones).order_by()
    days = ClosedDay.objects.filter(community__in=zones).order_by()
    # In one query, as every page of cases asks for them.
    both = hours.values_list("community", "weekday", "opens", "closes", Cast(Value(None), DateField())).union(
        days.values_list("community", *[Cast(Value(None), PositiveSmallIntegerField())] * 3, "date"), all=True
    )
    for pk, weekday, opens, closes, on in both.order_by("weekday", "opens"):
        if on:
            closed[pk].add(on)
        else:
            windows[pk][weekday].append(Window(opens, closes))
    return {pk: week_from(zone, windows[pk], closed[pk]) for pk, zone in zones.items()}


def install_starter_targets(community: Community) -> None:
    """Create targets for a community that has none, and for its teams."""
    if ResponseTarget.objects.filter(community=community).exists():
        return
    ResponseTarget.objects.bulk_create(
        ResponseTarget(
            community=community,
            severity=severity,
            first_action=action,
            first_reply=reply,
            decision=decision,
            unchecked=None if severity else STARTER_UNCHECKED,
            any_hour=severity in STARTER_ANY_HOUR,
        )
        for severity, (action, reply, decision) in STARTER.items()
    )
    Team.objects.filter(community=community, acknowledge=None, answer=None).update(**STARTER_TEAM)
