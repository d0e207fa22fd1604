"""Figures of a community over some days, for page, export and command."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Min
from django.utils import timezone

from community.models import Channel, Community
from moderation.models import DayRollup, StaleDay, Team, User
from moderation.policy import health
from moderation.policy.health import Day, Figures
from moderation.policy.health.figures import Members
from moderation.policy.health.moods import Change, Mood, Said, monday_of, mood_of, moods_by_week
from moderation.policy.health.promises import Promises, ended_by_person, promises_by_team
from moderation.policy.health.teams import Asked, Escalations, escalations_by_team
from moderation.policy.health.waiting import Backlog, Cohort, backlogs
from moderation.rollups import reading
from moderation.rollups.reading import Read, Scope

UnitOf = Callable[[date], date]
ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Moods:
    """How the mood changed against the days before, in all, by channel and by week."""

    total: Mood
    by_channel: dict[Channel, Mood]
    by_week: dict[date, Change]
    # By channel's key.
    weeks: dict[int, Mapping[date, Change]]

    def as_json(self) -> dict[str, Any]:
        return asdict(self.total) | {
            "by_channel": [
                {"channel": each.slug} | asdict(mood) | {"by_week": weeks_as_json(self.weeks[each.pk])}
                for each, mood in self.by_channel.items()
            ],
            "by_week": weeks_as_json(self.by_week),
        }


def weeks_as_json(weeks: Mapping[date, Change]) -> list[dict[str, Any]]:
    return [{"week": day.isoformat()} | asdict(change) for day, change in weeks.items()]


@dataclass(frozen=True, slots=True)
class Report:
    """Figures of a span, both days included.

    `by_day` has every date of the span, `by_channel` the channels that were counted. `before` are the figures of as
    many days before, if anything was counted then. `team_names` are by slug. `by_person` has the numbers of promises
    that each person (by key) ended as not owed or in need of no answer. `first` is the first day before the span of
    which anything was counted.
    """

    community: Community
    start: date
    end: date
    total: Figures
    by_day: dict[date, Figures]
    by_channel: dict[Channel, Figures]
    before: Figures | None
    members: Members
    moods: Moods
    promises_by_team: dict[str, dict[str, Promises]]
    escalations_by_team: dict[str, Escalations]
    team_names: dict[str, str]
    by_person: dict[int, dict[str, int]]
    first: date | None

    def as_json(self) -> dict[str, Any]:
        return self.total.as_json() | {
            "community": self.community.slug,
            "from": self.start.isoformat(),
            "to": self.end.isoformat(),
            "members": asdict(self.members),
            "mood": self.moods.as_json(),
            "promises_by_team": {
                team: {kind: asdict(each) for kind, each in kinds.items()}
                for team, kinds in self.promises_by_team.items()
            },
            "escalations_by_team": {team: asdict(each) for team, each in self.escalations_by_team.items()},
            "by_day": [{"date": day.isoformat()} | figures.as_json() for day, figures in self.by_day.items()],
            "by_channel": [{"channel": each.slug} | figures.as_json() for each, figures in self.by_channel.items()],
        }


@dataclass(frozen=True, slots=True)
class Active:
    """Numbers of different members in all, by date and by channel."""

    total: int
    by_day: dict[date, int]
    by_channel: dict[int, int]


@dataclass(frozen=True, slots=True)
class Standing:
    """What stood open at the end of the span, of each of its days, and by channel."""

    total: Backlog
    by_day: dict[date, Backlog]
    by_channel: dict[int, Backlog]


def health_report(
    community: Community,
    start: date,
    end: date,
    channel: Channel | None = None,
    *,
    now: datetime | None = None,
    unit_of: UnitOf | None = None,
) -> Report:
    """Return all figures of a span, or of one channel in it.

    It takes some queries that read no message, and of the clocks those of one day at most. With `unit_of`, which gives
    the first day of a day's week or month, `by_day` has those instead of days.
    """
    named = {each.pk: each for each in community.channels.all()}
    here = Scope(community, start, end, (channel.pk,) if channel else tuple(named), now or timezone.now())
    read = reading.read_scope(here, start_before(start, end))
    earlier, days = [day for day in read.days if day.date < start], [day for day in read.days if day.date >= start]
    active, standing = active_members(days), standing_in(here, read)
    by_channel = health.figures_by_channel(days, active.by_channel, standing.by_channel)
    # A channel that is newer than this list is in the next report.
    shown = {each: by_channel[pk] for pk, each in named.items() if pk in by_channel}
    owed, asked = [each for day in days for each in day.owed], escalations_by_team(asked_since(read.asked, start))
    promised = promises_by_team(owed)
    teams = {pk: (slug, name) for pk, slug, name in named_as({*promised, *asked})}
    known = reading.known_before(here, set[int]().union(*(day.members for day in days)))
    return Report(
        community,
        start,
        end,
        total=health.figures_of(days, active.total, standing.total),
        by_day=by_unit(days, dates_between(start, end), standing, unit_of),
        by_channel=shown,
        before=figures_before(here, earlier, read.cohorts),
        members=Members(len(known.new), active.total - len(known.new)),
        moods=moods_of(days, earlier, shown),
        promises_by_team={teams[pk][0]: found for pk, found in promised.items()},
        escalations_by_team={teams[pk][0]: found for pk, found in asked.items()},
        team_names=dict(teams.values()),
        by_person=ended_by_person(owed),
        first=known.first,
    )


def figures_before(here: Scope, earlier: Sequence[Day], cohorts: Iterable[Cohort]) -> Figures | None:
    if not earlier:
        return None
    last = here.start - ONE
    return health.figures_of(earlier, active_members(earlier).total, backlogs(last, last, cohorts)[last])


def by_unit(
    days: Sequence[Day], dates: Sequence[date], standing: Standing, unit_of: UnitOf | None
) -> dict[date, Figures]:
    if unit_of is None:
        return health.by_day(days, dates, active_members(days).by_day, standing.by_day)
    moved = [replace(day, date=unit_of(day.date)) for day in days]
    # Of the days of a unit, the last says what stood open at its end.
    open_at_end = {unit_of(each): standing.by_day[each] for each in dates}
    return health.by_day(moved, list(open_at_end), active_members(moved).by_day, open_at_end)


def start_before(start: date, end: date) -> date:
    """Return the first of as many days just before."""
    return start - min(end - start + ONE, start - date.min)


def standing_in(here: Scope, read: Read) -> Standing:
    by_day = backlogs(here.start, here.end, read.cohorts)
    late = read.late if here.is_now else None
    total = replace(by_day[here.end], late_now=None if late is None else late.total())
    return Standing(total, by_day, backlogs_by_channel(here.end, read.cohorts, late or {}))


def backlogs_by_channel(end: date, cohorts: Iterable[Cohort], late: Mapping[int, int]) -> dict[int, Backlog]:
    found = defaultdict[int, list[Cohort]](list)
    for each in cohorts:
        found[each.channel].append(each)
    return {
        channel: replace(backlogs(end, end, found.get(channel, ()))[end], late_now=late.get(channel))
        for channel in {*found, *late}
    }


def moods_of(days: Sequence[Day], earlier: Sequence[Day], shown: Iterable[Channel]) -> Moods:
    channels = list(shown)
    now, before = ([(day.date, day.moods) for day in each] for each in (days, earlier))
    by_channel = {
        each: mood_of(
            [(day.date, day.moods) for day in days if day.channel == each.pk],
            [(day.date, day.moods) for day in earlier if day.channel == each.pk],
            len(channels),
        )
        for each in channels
    }
    weeks = weeks_by_channel(days, earlier, [each.pk for each in channels])
    return Moods(mood_of(now, before, len(channels)), by_channel, dict(moods_by_week(now, before)), weeks)


def weeks_by_channel(
    days: Iterable[Day], earlier: Iterable[Day], channels: Collection[int]
) -> dict[int, Mapping[date, Change]]:
    """Compare the mood of each week with the span before, in each channel (by key)."""
    now, before = moods_in(days), moods_in(earlier)
    return {each: moods_by_week(now[each], before[each], len(channels)) for each in channels}


def moods_in(days: Iterable[Day]) -> defaultdict[int, list[tuple[date, Sequence[Said]]]]:
    found = defaultdict[int, list[tuple[date, Sequence[Said]]]](list)
    for day in days:
        found[day.channel].append((day.date, day.moods))
    return found


def asked_since(asked: Iterable[Asked], start: date) -> Iterator[Asked]:
    """Yield what was asked since a day, and of the days before only what is open."""
    for each in asked:
        if each.date >= start:
            yield each
        elif each.open:
            yield Asked(each.team, each.date, open=each.open)


def named_as(teams: Collection[int]) -> Iterable[tuple[int, str, str]]:
    """Return the slugs and names of teams, with no query where there are none."""
    return Team.objects.filter(pk__in=teams).order_by("name").values_list("pk", "slug", "name") if teams else ()


def people_named(report: Report) -> list[tuple[User, dict[str, int]]]:
    """Return the people who ended promises with their numbers, in one query."""
    people = User.objects.filter(pk__in=report.by_person).order_by("name", "pk")
    return [(each, report.by_person[each.pk]) for each in people]


class Line(NamedTuple):
    """The figures of a day of a channel. The first of a calendar week has the mood of that week as well."""

    date: date
    channel: Channel
    figures: Figures
    mood: Change | None


def day_by_day(
    community: Community, start: date, end: date, channel: Channel | None = None, now: datetime | None = None
) -> Iterator[Line]:
    """Yield the figures of each counted day of each channel, in this order."""
    named = {each.pk: each for each in community.channels.all()}
    here = Scope(community, start, end, (channel.pk,) if channel else tuple(named), now or timezone.now())
    read = reading.read_scope(here, start_before(start, end))
    earlier, days = [day for day in read.days if day.date < start], [day for day in read.days if day.date >= start]
    weeks = {pk: dict(found) for pk, found in weeks_by_channel(days, earlier, here.channels).items()}
    standing = {pk: backlogs(start, end, [each for each in read.cohorts if each.channel == pk]) for pk in here.channels}
    for day in days:
        # A channel that is newer than this list is in the next export.
        if day.channel in named:
            figures = health.figures_of([day], len(day.members), standing[day.channel][day.date])
            mood = weeks[day.channel].pop(monday_of(day.date), None)
            yield Line(day.date, named[day.channel], figures, mood)


def first_day(community: Community) -> date | None:
    """Return the first day of which anything was counted, in one query."""
    return DayRollup.objects.filter(community=community).aggregate(first=Min("date"))["first"]


def is_behind(community: Community) -> bool:
    """Tell whether days of this community wait to be recounted, in one query."""
    return StaleDay.objects.filter(channel__community=community).exists()


def active_members(days: Iterable[Day]) -> Active:
    by_day, by_channel = defaultdict[date, set[int]](set), defaultdict[int, set[int]](set)
    for day in days:
        by_day[day.date].update(day.members)
        by_channel[day.channel].update(day.members)
    return Active(
        # A member who wrote on two days or in two channels is still one.
        total=len(set[int]().union(*by_channel.values())),
        by_day={each: len(wrote) for each, wrote in by_day.items()},
        by_channel={each: len(wrote) for each, wrote in by_channel.items()},
    )


def dates_between(start: date, end: date) -> list[date]:
    """Return every date from one to the other, both included."""
    return [start + ONE * number for number in range((end - start).days + 1)]
