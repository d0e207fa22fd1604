"""Working hours beside a count minute by minute, which knows nothing of weeks."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from moderation.policy.hours import Day, Week, Window, due_after, working_time

MINUTE = timedelta(minutes=1)
A_DAY = 1440
# Changes by an hour and by half of one, at night, at midnight itself and one minute after it, and a day that never was.
CHANGES = [
    ("Europe/Berlin", "2026-03-28T09:00+00:00"),
    ("Europe/Berlin", "2026-10-24T09:00+00:00"),
    ("America/New_York", "2026-03-07T12:00+00:00"),
    ("America/New_York", "2026-10-31T12:00+00:00"),
    ("Australia/Lord_Howe", "2026-04-03T20:00+00:00"),
    ("Australia/Lord_Howe", "2026-10-02T20:00+00:00"),
    ("Africa/Cairo", "2026-04-23T12:00+00:00"),
    ("Africa/Cairo", "2026-10-28T12:00+00:00"),
    ("America/Havana", "2026-10-31T12:00+00:00"),
    ("America/St_Johns", "2006-10-28T12:00+00:00"),
    ("Pacific/Apia", "2011-12-28T20:00+00:00"),
]


def open_minutes(
    zone: str, days: tuple[Day, ...], closed: frozenset[date], begin: datetime, span: int
) -> Iterator[bool]:
    """Minute by minute, whether the desk is open; what the clock showed is not taken back when it is set back."""
    clock = ((begin + minute * MINUTE).astimezone(ZoneInfo(zone)).replace(tzinfo=None) for minute in range(span))
    for shown in accumulate(clock, max):
        minute, yesterday = shown.hour * 60 + shown.minute, (shown.weekday() - 1) % 7
        today = any(opens <= minute < closes for opens, closes in days[shown.weekday()])
        since_yesterday = any(minute + A_DAY < closes for _, closes in days[yesterday])
        yield shown.date() not in closed and (today or since_yesterday)


def assert_counted_alike(week: Week, begin: datetime, span: int, step: int) -> None:
    opened = open_minutes(week.zone, week.days, week.closed, begin, span)
    so_far = list(accumulate(opened, initial=0))
    for minute in range(0, span, step):
        assert working_time(begin, begin + minute * MINUTE, week) == so_far[minute] * MINUTE
    for promised in range(0, so_far[-1], step):
        assert due_after(begin, promised * MINUTE, week) == begin + so_far.index(promised) * MINUTE


@pytest.mark.parametrize(
    "day",
    [
        *([Window(0, 1440)], [Window(0, 1)], [Window(150, 240)], [Window(130, 170)], [Window(0, 150)]),
        *([Window(1410, 1440)], [Window(1320, 1800)], [Window(1439, 1441)], [Window(130, 1570)]),
        [Window(30, 130), Window(150, 170), Window(175, 1430)],
        [Window(180, 720), Window(720, 721), Window(1380, 1560)],
    ],
)
@pytest.mark.parametrize(("zone", "begin"), CHANGES)
def test_every_minute_around_a_change_is_counted_as_the_clock_on_the_wall_would(
    zone: str, begin: str, day: list[Window]
) -> None:
    assert_counted_alike(Week(zone, (tuple(day),) * 7), datetime.fromisoformat(begin), 3 * A_DAY, 7)


def part_in_windows(edges: list[int], is_joined: bool) -> Day:
    """Pair minutes in order, the last one perhaps past midnight; joined ones touch."""
    edges = sorted(edges)
    pairs = pairwise(edges) if is_joined else zip(edges[::2], edges[1::2], strict=False)
    return tuple(Window(opens, min(closes, opens + A_DAY)) for opens, closes in pairs if opens < min(A_DAY, closes))


def is_free(days: list[Day]) -> bool:
    """Tell whether no window reaches into one of the day after."""
    return any(days) and all(
        closes - A_DAY <= opens
        for day, after in zip(days, days[1:] + days[:1], strict=True)
        for _, closes in day
        for opens, _ in after
    )


DAY = st.builds(part_in_windows, st.lists(st.integers(0, 1900), max_size=6, unique=True), st.booleans())
DAYS = st.lists(st.just(()) | DAY, min_size=7, max_size=7).filter(is_free).map(tuple)


@settings(deadline=None)
@given(
    st.sampled_from(CHANGES),
    DAYS,
    st.frozensets(st.integers(-1, 5), max_size=5),
    st.integers(0, 3 * A_DAY),
)
def test_any_week_with_any_closed_days_is_counted_minute_by_minute(
    change: tuple[str, str], days: tuple[Day, ...], closed: frozenset[int], earlier: int
) -> None:
    zone, around = change
    begin = datetime.fromisoformat(around) - earlier * MINUTE
    dates = frozenset(begin.date() + timedelta(days=number) for number in closed)
    assert_counted_alike(Week(zone, days, dates), begin.astimezone(UTC), 4 * A_DAY, 61)
