"""Figures of a community over some days, for page, export and command."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Min

from community.models import Channel, Community
from moderation.models import DayRollup, StaleDay
from moderation.policy import health
from moderation.policy.health import Figures
from moderation.rollups.packing import unpack_keys


@dataclass(frozen=True, slots=True)
class Report:
    """Figures of a span, both days included.

    `by_day` has every date of the span, `by_channel` the channels that were counted.
    """

    community: Community
    start: date
    end: date
    total: Figures
    by_day: dict[date, Figures]
    by_channel: dict[Channel, Figures]

    def as_json(self) -> dict[str, Any]:
        return self.total.as_json() | {
            "community": self.community.slug,
            "from": self.start.isoformat(),
            "to": self.end.isoformat(),
            "by_day": [{"date": day.isoformat()} | figures.as_json() for day, figures in self.by_day.items()],
            "by_channel": [{"channel": each.slug} | figures.as_json() for each, figures in self.by_channel.items()],
        }


@dataclass(frozen=True, slots=True)
class Active:
    """Numbers of different members in all, by date and by channel."""

    total: int
    by_day: dict[date, int]
    by_channel: dict[int, int]


def health_report(community: Community, start: date, end: date, channel: Channel | None = None) -> Report:
    """Return all figures of a span, or of one channel in it.

    It takes two queries that read no message.
    """
    rows = rollups_in_span(community, start, end, channel)
    days, active = [row.day for row in rows], active_members(rows)
    named = {each.pk: each for each in community.channels.all()}
    found = health.figures_by_channel(days, active.by_channel)
    return Report(
        community=community,
        start=start,
        end=end,
        total=health.figures_of(days, active.total),
        by_day=health.by_day(days, dates_between(start, end), active.by_day),
        by_channel={each: found[pk] for pk, each in named.items() if pk in found},
    )


def total_figures(community: Community, start: date, end: date, channel: Channel | None = None) -> Figures | None:
    """Return the figures of a span as a whole, or None when nothing was counted.

    It takes one query.
    """
    rows = rollups_in_span(community, start, end, channel)
    return health.figures_of([row.day for row in rows], active_members(rows).total) if rows else None


def day_by_day(
    community: Community, start: date, end: date, channel: Channel | None = None
) -> Iterator[tuple[date, Channel, Figures]]:
    """Yield the figures of each counted day of each channel, in this order.

    It takes two queries.
    """
    named = {each.pk: each for each in community.channels.all()}
    for row in rollups_in_span(community, start, end, channel):
        # A channel that is newer than this list is in the next export.
        if row.channel_id in named:
            yield row.date, named[row.channel_id], health.figures_of([row.day], len(unpack_keys(row.members)))


def first_day(community: Community) -> date | None:
    """Return the first day of which anything was counted, in one query."""
    return DayRollup.objects.filter(community=community).aggregate(first=Min("date"))["first"]


def is_behind(community: Community) -> bool:
    """Tell whether days of this community wait to be recounted, in one query."""
    return StaleDay.objects.filter(channel__community=community).exists()


def rollups_in_span(community: Community, start: date, end: date, channel: Channel | None) -> list[DayRollup]:
    rows = DayRollup.objects.filter(community=community, date__range=(start, end))
    return list(rows.filter(channel=channel) if channel else rows)


def active_members(rows: Sequence[DayRollup]) -> Active:
    by_day, by_channel = defaultdict[date, set[int]](set), defaultdict[int, set[int]](set)
    for row in rows:
        wrote = unpack_keys(row.members)
        by_day[row.date].update(wrote)
        by_channel[row.channel_id].update(wrote)
    return Active(
        # A member who wrote on two days or in two channels is still one.
        total=len(set[int]().union(*by_channel.values())),
        by_day={each: len(wrote) for each, wrote in by_day.items()},
        by_channel={each: len(wrote) for each, wrote in by_channel.items()},
    )


def dates_between(start: date, end: date) -> list[date]:
    """Return every date from one to the other, both included."""
    return [start + timedelta(days=number) for number in range((end - start).days + 1)]
