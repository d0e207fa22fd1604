"""Working hours, deadlines, and working time between two moments."""

from bisect import bisect_left
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

DAYS, MINUTES = 7, 24 * 60
# A hundred years. A later deadline is a typing mistake, and not worth a search.
MOST_WEEKS = 5_218
A_CENTURY = timedelta(weeks=MOST_WEEKS - 1)
REMEMBERED_WEEKS = 4_096


class Window(NamedTuple):
    """The opening hours of one day, in minutes since local midnight.

    0 <= opens < closes <= 1440, where 1440 is 24:00.
    """

    opens: int
    closes: int


@dataclass(frozen=True, slots=True)
class Week:
    """Working hours that repeat every week.

    `zone` is an IANA time zone, `days` has one window or None (closed) for each day, Monday first. Raises ValueError
    when the zone is unknown, when there are not seven days, when a window is empty, ends before it begins or leaves its
    day, and when no day is open.
    """

    zone: str
    days: tuple[Window | None, ...]

    def __post_init__(self) -> None:
        if len(self.days) != DAYS:
            raise ValueError(f"a week has {DAYS} days, not {len(self.days)}")
        for window in filter(None, self.days):
            if not 0 <= window.opens < window.closes <= MINUTES:
                raise ValueError(f"hours go forward from 0 to {MINUTES} minutes, not from {window[0]} to {window[1]}")
        if not any(self.days):
            raise ValueError("a week that is never open keeps no promise")
        if not is_zone(self.zone):
            raise ValueError(f"no time zone is called {self.zone!r}")


class Hours(NamedTuple):
    """The windows of one week as UTC moments in order, and their sum."""

    windows: tuple[tuple[datetime, datetime], ...]
    total: timedelta


def is_zone(name: str) -> bool:
    """Tell whether the machine knows a time zone of this name."""
    try:
        ZoneInfo(name)
    # A name that is a folder of the database is an OSError, one that leaves it a ValueError.
    except (KeyError, OSError, ValueError):
        return False
    return True


def is_always(week: Week) -> bool:
    """Tell whether the week is open all the time."""
    return week.days == (Window(0, MINUTES),) * DAYS


def due_after(start: datetime, within: timedelta, week: Week) -> datetime:
    """Return the first moment by which `within` of working time has passed.

    The moment is in UTC, and `start` itself for zero. Working time is real elapsed time between a window's local
    opening and closing (see `moment_of_local`), so a day of 24 open hours counts 23 or 25 when the clock jumps.
    `working_time(start, due_after(start, d, week), week) == d`, to the microsecond. Raises ValueError when `start` has
    no time zone, `within` is negative, or the answer lies more than a hundred years ahead, and OverflowError beyond the
    year 9999.
    """
    if within < timedelta():
        raise ValueError(f"a promise cannot be due before it is made: {within}")
    at = in_utc(start)
    if not within:
        return at
    # A shortcut for desks that never close.
    if is_always(week) and within < A_CENTURY:
        return at + within
    first = number_of(at, week)
    left = within + so_far(at, first, week)
    for number in range(first, first + MOST_WEEKS):
        hours = hours_of(week, number)
        if left <= hours.total:
            return moment_reached(left, hours)
        left -= hours.total
    raise ValueError(f"{within} of working time takes more than a hundred years")


def working_time(start: datetime, end: datetime, week: Week) -> timedelta:
    """Return the working time between two moments, as `due_after` counts it.

    It is zero when `end` is not after `start`. Raises ValueError when either has no time zone or they lie more than a
    hundred years apart.
    """
    begin, until = in_utc(start), in_utc(end)
    if until <= begin:
        return timedelta()
    first, last = number_of(begin, week), number_of(until, week)
    if last - first > MOST_WEEKS:
        raise ValueError(f"from {begin} to {until} are more than a hundred years")
    whole = sum((hours_of(week, number).total for number in range(first, last)), timedelta())
    return whole + so_far(until, last, week) - so_far(begin, first, week)


def in_utc(at: datetime) -> datetime:
    # Python would read it in the machine's own zone, and the answer would depend on the machine.
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone")
    return at.astimezone(UTC)


def number_of(at: datetime, week: Week) -> int:
    """Return the number of a moment's week by the local clock.

    Weeks are counted from the Monday on which the calendar begins.
    """
    # A clock set back over a Monday's midnight would be in two weeks; no zone did that since 1970.
    return (at.astimezone(ZoneInfo(week.zone)).toordinal() - 1) // DAYS


# Finding a local time's moment is slow, and most clocks run in the same few weeks.
@lru_cache(maxsize=REMEMBERED_WEEKS)
def hours_of(week: Week, number: int) -> Hours:
    monday = datetime(1, 1, 1, tzinfo=ZoneInfo(week.zone)) + timedelta(weeks=number)
    windows = tuple(
        (
            moment_of_local(monday + timedelta(day, minutes=window.opens)),
            moment_of_local(monday + timedelta(day, minutes=window.closes)),
        )
        for day, window in enumerate(week.days)
        if window
    )
    return Hours(windows, sum((closes - opens for opens, closes in windows), timedelta()))


def moment_of_local(local: datetime) -> datetime:
    """Return the first moment, in UTC, at which a local clock shows `local` or later.

    For a time that the clock shows twice it is the first of the two, and for one that it jumps over the moment of the
    jump.
    """
    found = local.astimezone(UTC)
    shown = found.astimezone(local.tzinfo)
    if shown == local:
        return found
    # The clock jumped over this time, so the jump itself is searched, to the second.
    before = found - (shown - local)
    seconds = range((found - before) // timedelta(seconds=1))
    after = bisect_left(
        seconds, local, key=lambda second: (before + timedelta(seconds=second)).astimezone(local.tzinfo)
    )
    return before + timedelta(seconds=after)


def so_far(at: datetime, number: int, week: Week) -> timedelta:
    """Return the working time of a week that had passed at a moment."""
    passed = timedelta()
    for opens, closes in hours_of(week, number).windows:
        if at <= opens:
            break
        passed += min(at, closes) - opens
    return passed


def moment_reached(left: timedelta, hours: Hours) -> datetime:
    """Return the moment of a week at which `left` of its working time has passed.

    `left` is more than none and at most all of it.
    """
    for opens, closes in hours.windows:
        if left <= closes - opens:
            return opens + left
        left -= closes - opens
    raise ValueError(f"the week has no {left} more")


ALWAYS = Week("UTC", (Window(0, MINUTES),) * DAYS)
