"""Read counted days, so that policy can fold them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model, Q, QuerySet

from community.models import Community
from moderation.models import DayRollup, PromiseDay, TeamDay
from moderation.policy.health import Day
from moderation.policy.health.moods import Said
from moderation.policy.health.promises import OF_TEAMS, Counts, Owed
from moderation.policy.health.teams import Asked
from moderation.policy.health.waiting import Cohort, Wait
from moderation.rollups.casework import closed_days
from moderation.rollups.days import date_of, day_begins
from moderation.rollups.moods import WIDTH
from moderation.rollups.packing import unpack_keys, unpack_rows
from moderation.rollups.promises import Row, counted_by_key, standing_clocks

Pair = tuple[int, date]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Scope:
    """Days of a community, or of one channel (by key), as they stand at a moment.

    `channels` are the keys of all that are read.
    """

    community: Community
    start: date
    end: date
    channels: tuple[int, ...]
    now: datetime

    @property
    def today(self) -> date:
        return date_of(self.now, self.community.time_zone)

    @property
    def is_now(self) -> bool:
        return self.start <= self.today <= self.end

    def of(self, rows: type[Model]) -> "QuerySet[Any]":
        there = rows._default_manager.filter(community=self.community)
        return there.filter(channel=self.channels[0]) if len(self.channels) == 1 else there


class Read(NamedTuple):
    """The counted days of a scope, and what of earlier days is not over.

    `cohorts` stood open on any of the days. `asked` has earlier days on which teams were asked what is open still.
    `late` are the desk's promises that are late now, by channel, whenever they fell due.
    """

    days: list[Day]
    cohorts: list[Cohort]
    asked: list[Asked]
    late: Counter[int]


def read_scope(scope: Scope, earlier: date) -> Read:
    """Read the days of a scope and the days before it, from `earlier` on.

    What falls due after now counts for people who wait, and for nothing else.
    """
    wide = replace(scope, start=earlier)
    rows = {(row.channel_id, row.date): row for row in rollups_in(wide)}
    asked, promised = list(teams_in(wide)), list(promises_in(wide))
    today = [((channel, scope.today), owed) for channel, owed in due_today(scope)] if scope.is_now else []
    owed, teams = by_pair([*promised, *today]), by_pair(asked)
    waits = waits_in(wide, rows)
    pairs = {pair for pair in (*rows, *waits, *owed, *teams) if wide.start <= pair[1] <= wide.end}
    days = [
        replace(
            rows[pair].day if pair in rows else Day(pair[1], pair[0]),
            members=unpack_keys(rows[pair].members) if pair in rows else (),
            owed=tuple(owed.get(pair, ())),
            asked=tuple(teams.get(pair, ())),
            waits=tuple(waits.get(pair, ())),
            moods=tuple(Said(*each) for each in unpack_rows(rows[pair].moods, WIDTH)) if pair in rows else (),
        )
        for pair in sorted(pairs, key=lambda pair: (pair[1], pair[0]))
    ]
    return Read(
        days, cohorts_of(scope, rows.values()), [each for _, each in asked], late_in([*promised, *today], scope)
    )


def by_pair(found: Iterable[tuple[Pair, Value]]) -> dict[Pair, list[Value]]:
    rows = defaultdict[Pair, list[Value]](list)
    for pair, each in found:
        rows[pair].append(each)
    return rows


def rollups_in(scope: Scope) -> Iterable[DayRollup]:
    # Whoever is promised an answer by a later day waits too.
    here = Q(date__gte=scope.start) if scope.is_now else Q(date__range=(scope.start, scope.end))
    return scope.of(DayRollup).filter(here | Q(standing_until__gte=scope.start, date__lt=scope.start))


def cohorts_of(scope: Scope, rows: Iterable[DayRollup]) -> list[Cohort]:
    return [
        Cohort(row.channel_id, row.date, closed_days(row.closings))
        for row in rows
        if row.standing_until and row.standing_until >= scope.start and row.date <= scope.end
    ]


def waits_in(scope: Scope, rows: Mapping[Pair, DayRollup]) -> dict[Pair, list[Wait]]:
    """Return who waits by channel and day, with those whose answer falls due later on the last day."""
    found = defaultdict[Pair, list[Wait]](list)
    seconds = scope.now.timestamp()
    for (channel, day), row in rows.items():
        if day < scope.start:
            continue
        for person, since, due, is_answered, by_members in unpack_rows(row.waits, len(Row._fields)):
            wait = Wait(person, max(seconds - since, 0), due <= seconds, bool(is_answered), bool(by_members))
            found[channel, min(day, scope.end)].append(wait)
    return found


def promises_in(scope: Scope) -> Iterator[tuple[Pair, Owed]]:
    """Yield what fell due by channel and day, also on days before where any of it is late still."""
    here = Q(date__range=(scope.start, scope.end))
    for row in scope.of(PromiseDay).filter(here | Q(open__gt=0, date__lt=scope.start)):
        owed: Owed = row.owed
        # Today has not passed, so a part of what it holds is not due.
        yield (row.channel_id, row.date), replace(owed, counts=Counts()) if row.date == scope.today else owed


def due_today(scope: Scope) -> Iterator[tuple[int, Owed]]:
    """Yield what fell due in the part of today that has passed, from the clocks of one day."""
    since = day_begins(scope.today, scope.community.time_zone)
    clocks = standing_clocks().filter(due_by__gte=since, due_by__lte=scope.now, channel__in=scope.channels)
    for (channel, kind, severity, team), counts in counted_by_key(clocks, "channel").items():
        yield channel, Owed(kind, severity, team, counts)


def late_in(owed: Iterable[tuple[Pair, Owed]], scope: Scope) -> Counter[int]:
    late = Counter[int]()
    for (channel, day), each in owed:
        if each.kind not in OF_TEAMS and day <= scope.today:
            late[channel] += each.counts.open
    return late


def teams_in(scope: Scope) -> Iterator[tuple[Pair, Asked]]:
    """Yield what teams were asked by channel and day, also on days before where any of it is open still."""
    here = Q(date__range=(scope.start, scope.end))
    for row in scope.of(TeamDay).filter(here | Q(open__gt=0, date__lt=scope.start)):
        yield (row.channel_id, row.date), row.as_asked


class Known(NamedTuple):
    """The members who are new in some days, and the first day before on which anything was counted."""

    new: set[int]
    first: date | None


def known_before(scope: Scope, members: set[int]) -> Known:
    """Tell which of these members had written nothing before these days, in any channel."""
    before = DayRollup.objects.filter(community=scope.community, date__lt=scope.start).order_by()
    new, first = {each for each in members if each > 0}, None
    for day, packed in before.values_list("date", "members").iterator():
        new.difference_update(unpack_keys(packed))
        first = min(first or day, day)
    return Known(new, first)
