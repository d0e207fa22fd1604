"""Days of a time zone: when each begins, which one a moment lies in, and which ones hold any row of a table."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from community.ingest.touched import EVER
from moderation.policy.hours import moment_of_local

DAY = timedelta(days=1)


@lru_cache(maxsize=4_096)
def day_begins(day: date, zone: str) -> datetime:
    """The first moment of a day, in UTC; the day lasts until the next one's."""
    return moment_of_local(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)))


def day_span(day: date, zone: str) -> tuple[datetime, datetime]:
    """From this moment on, and before that one."""
    return day_begins(day, zone), day_begins(day + DAY, zone)


def date_of(at: datetime, zone: str) -> date:
    """The day that a moment lies in; days do not overlap, also where a clock shows midnight twice."""
    shown = at.astimezone(ZoneInfo(zone)).date()
    return shown + DAY if at >= day_begins(shown + DAY, zone) else shown


def dates_among(moments: Iterable[datetime], zone: str) -> Iterator[date]:
    """The days that any of these moments lie in, in order."""
    until = EVER
    for at in sorted(moments):
        # One comparison for all but the first moment of a day: telling the day costs twenty times as much.
        if at >= until:
            day = date_of(at, zone)
            until = day_begins(day + DAY, zone)
            yield day


def dates_of(rows: QuerySet[Any], column: str, zone: str) -> Iterator[date]:
    """The days on which any of these rows has the moment in this column, each found by one step down an index."""
    moments, since = rows.order_by(column).values_list(column, flat=True), EVER
    while at := moments.filter(**{f"{column}__gte": since}).first():
        day = date_of(at, zone)
        yield day
        since = day_begins(day + DAY, zone)
