"""Days of a time zone, and the days that rows of a table fall on."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from community.ingest.touched import EVER
from moderation.policy.hours import moment_of_local

DAY = timedelta(days=1)


# A batch asks for the same few days thousands of times.
@lru_cache(maxsize=4_096)
def day_begins(day: date, zone: str) -> datetime:
    """Return the first moment of a day, in UTC.

    The day lasts until the next one's.
    """
    return moment_of_local(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone)))


def day_span(day: date, zone: str) -> tuple[datetime, datetime]:
    """Return the first moment of a day, and that of the next."""
    return day_begins(day, zone), day_begins(day + DAY, zone)


def date_of(at: datetime, zone: str) -> date:
    """Return the day that a moment lies in."""
    shown = at.astimezone(ZoneInfo(zone)).date()
    # Where a clock shows midnight twice, the date alone would make two days overlap.
    return shown + DAY if at >= day_begins(shown + DAY, zone) else shown


def dates_among(moments: Iterable[datetime], zone: str) -> Iterator[date]:
    """Yield the days of these moments, in order."""
    until = EVER
    for at in sorted(moments):
        # A comparison for each moment, because finding its day costs twenty times as much.
        if at >= until:
            day = date_of(at, zone)
            until = day_begins(day + DAY, zone)
            yield day


def dates_of(rows: QuerySet[Any], column: str, zone: str) -> Iterator[date]:
    """Yield the days on which any row has a moment in this column."""
    moments, since = rows.order_by(column).values_list(column, flat=True), EVER
    # One step down an index for each day, however many rows it has.
    while at := moments.filter(**{f"{column}__gte": since}).first():
        day = date_of(at, zone)
        yield day
        since = day_begins(day + DAY, zone)
