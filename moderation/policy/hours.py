"""Working hours, deadlines, and working time between two moments."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from itertools import chain, pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

DAYS, MINUTES = 7, 24 * 60
# A hundred years. A later deadline is a typing mistake, and not worth a search.
MOST_WEEKS = 5_218
A_CENTURY = timedelta(weeks=MOST_WEEKS - 1)
REMEMBERED_WEEKS = 4_096


class Window(NamedTuple):
    """Opening hours, in minutes since local midnight of the day on which they begin.

    0 <= opens < 1440, and it closes at most 24 hours later, so that 22:00 to 06:00 is (1320, 1800).
    """

    opens: int
    closes: int


# The windows of one day, and none where the desk is closed.
Day = tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Week:
    """Working hours that repeat every week, without the dates on which the desk is closed.

    `zone` is an IANA time zone, `days` has the windows that begin on each day, Monday first. A closed date is closed
    from midnight to midnight, also for a window that began the evening before. Raises ValueError when the zone is
    unknown, when there are not seven days, when a window does not go forward or overlaps another one, and when no day
    is open.
    """

    zone: str
    days: tuple[Day, ...]
    closed: frozenset[date] = frozenset()
    # The windows cut at midnight, and the closed days of each week that has some, as bits.
    cut: tuple[Day, ...] = field(init=False, repr=False, compare=False)
    closed_in: Mapping[int, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.days) != DAYS:
            raise ValueError(f"a week has {DAYS} days, not {len(self.days)}")
        for window in chain(*self.days):
            if not 0 <= window.opens < min(window.closes, MINUTES) <= window.closes <= window.opens + MINUTES:
                raise ValueError(f"hours go forward for a day at most, not from {window[0]} to {window[1]} minutes")
        if not any(self.days):
            raise ValueError("a week that is never open keeps no promise")
        if not is_zone(self.zone):
            raise ValueError(f"no time zone is called {self.zone!r}")
        cut = cut_at_midnight(self.days)
        for window, later in chain(*map(pairwise, cut)):
            if later.opens < window.closes:
                raise ValueError(f"hours overlap from {later.opens} to {window.closes} minutes")
        object.__setattr__(self, "cut", cut)
        object.__setattr__(self, "closed_in", bits_by_week(self.closed))


def cut_at_midnight(days: tuple[Day, ...]) -> tuple[Day, ...]:
    """Return each day's hours in order, with the rest of a window past midnight on the day after."""
    cut: list[list[Window]] = [[] for _ in range(DAYS)]
    for number, window in ((number, window) for number, day in enumerate(days) for window in day):
        cut[number].append(Window(window.opens, min(window.closes, MINUTES)))
        if window.closes > MINUTES:
            cut[(number + 1) % DAYS].append(Window(0, window.closes - MINUTES))
    return tuple(tuple(sorted(day)) for day in cut)


def bits_by_week(closed: Iterable[date]) -> dict[int, int]:
    """Map the numbers of weeks to their closed days, one bit a day."""
    found: dict[int, int] = {}
    for number, day in (divmod(each.toordinal() - 1, DAYS) for each in closed):
        found[number] = found.get(number, 0) | 1 << day
    return found


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


def week_from(zone: str, windows: Mapping[int, Iterable[Window]], closed: Iterable[date] = ()) -> Week:
    """Build a week.

    A community without any hours never closes, but on its closed days.
    """
    days = tuple(tuple(windows.get(day, ())) for day in range(DAYS)) if windows else ROUND_THE_CLOCK
    # An unknown zone must not stop the clocks of other communities.
    return Week(zone if is_zone(zone) else "UTC", days, frozenset(closed))


def is_always(week: Week) -> bool:
    """Tell whether the week is open all the time."""
    return week.days == ROUND_THE_CLOCK and not week.closed


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


def is_due_at(due: datetime, start: datetime, within: timedelta, week: Week) -> bool:
    """Tell whether `due_after(start, within, week)` is `due`, without a search for it.

    Raises ValueError as `working_time` does.
    """
    if working_time(start, due, week) != within:
        return False
    # While the desk is closed the same time has passed at many moments, and it is due at the first.
    return due == start or working_time(due - timedelta.resolution, due, week) > timedelta()


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


def hours_of(week: Week, number: int) -> Hours:
    # By the closed days of this week alone, so that a long list of them costs nothing.
    return opened_hours(week.zone, week.cut, number, week.closed_in.get(number, 0))


# Finding a local time's moment is slow, and most clocks run in the same few weeks.
@lru_cache(maxsize=REMEMBERED_WEEKS)
def opened_hours(zone: str, days: tuple[Day, ...], number: int, closed: int) -> Hours:
    monday = datetime(1, 1, 1, tzinfo=ZoneInfo(zone)) + timedelta(weeks=number)
    windows = tuple(
        (
            moment_of_local(monday + timedelta(day, minutes=window.opens)),
            moment_of_local(monday + timedelta(day, minutes=window.closes)),
        )
        for day, hours in enumerate(days)
        if not closed >> day & 1
        for window in hours
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


ROUND_THE_CLOCK: tuple[Day, ...] = ((Window(0, MINUTES),),) * DAYS
ALWAYS = Week("UTC", ROUND_THE_CLOCK)
