"""Count how long members waited and the desk took."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from moderation.models import Case, Clock
from moderation.policy.clocks import Kind
from moderation.policy.histogram import Histogram
from moderation.policy.hours import working_time
from moderation.rollups.channel_days import ChannelDay

DURATIONS = ("wait_wall", "next_wall", "desk_working", "close_wall", "delay_wall")


def count_durations(day: ChannelDay) -> dict[str, Any]:
    """Count what ended on the day, but the delays on the day of posting."""
    kept = Clock.objects.filter(day.when("kept_at"), channel=day.channel, escalation=None)
    asked = kept.filter(kind__in=(Kind.REPLY, Kind.NEXT_REPLY)).values_list("kind", "message__posted_at", "kept_at")
    answers: list[Any] = list(asked)
    acted: Iterable[Any] = kept.filter(kind=Kind.ACTION).values_list("started_at", "kept_at", "any_hour")
    closed: Iterable[Any] = Case.objects.filter(day.when("closed_at"), channel=day.channel).values_list(
        "opened_at", "closed_at"
    )
    came = day.messages.filter(from_staff=False).values_list("posted_at", "received_at")
    return {
        "wait_wall": spread(until - since for kind, since, until in answers if kind == Kind.REPLY),
        "next_wall": spread(until - since for kind, since, until in answers if kind == Kind.NEXT_REPLY),
        "desk_working": spread(desk_time(day, *each) for each in acted if each[0] <= each[1]),
        "close_wall": spread(until - since for since, until in closed),
        "delay_wall": spread(until - since for since, until in came.iterator()),
    }


def desk_time(day: ChannelDay, since: datetime, until: datetime, any_hour: bool) -> timedelta:
    return until - since if any_hour else working_time(since, until, day.week)


def spread(took: Iterable[timedelta]) -> dict[str, Any]:
    """Count durations, without those that end before they begin, where one of two times is wrong."""
    return Histogram.of(each.total_seconds() for each in took if each >= timedelta()).as_json()
