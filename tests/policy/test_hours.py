"""Working hours: tables to read, and properties that tie due and worked together."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from time import perf_counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.policy.hours import (
    ALWAYS,
    ROUND_THE_CLOCK,
    Day,
    Week,
    Window,
    due_after,
    is_due_at,
    week_from,
    working_time,
)

MINUTE = timedelta(minutes=1)
BERLIN, NEW_YORK, LORD_HOWE = "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"
OFFICE = Week(BERLIN, ((Window(540, 1020),),) * 5 + ((), ()))

ZONES = [BERLIN, NEW_YORK, LORD_HOWE, "Africa/Cairo", "America/Havana", "Asia/Kolkata", "America/St_Johns", "UTC"]
MOST = {"min_size": 7, "max_size": 7}


def windows(edges: list[int]) -> tuple[Window, ...]:
    """Pair minutes in order, each window of a quarter of an hour at least."""
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return tuple(Window(opens, closes) for opens, closes in pairs if closes - opens >= 15)


def add_night(days: list[tuple[Window, ...]], nights: list[int]) -> tuple[tuple[Window, ...], ...]:
    """Keep the desk open past midnight where nothing stands in the way, until so many minutes after it."""
    for day, until in enumerate(nights):
        last, after = days[day][-1:], days[(day + 1) % 7]
        if until and last and all(until <= window.opens for window in after):
            days[day] = (*days[day][:-1], Window(last[0].opens, 1440 + min(until, last[0].opens)))
    return tuple(days)


# No promise of these is due in centuries.
DAY = st.lists(st.integers(0, 1440), max_size=6, unique=True).map(sorted).map(windows)
NIGHTS = st.lists(st.sampled_from([0, 0, 1, 90, 360, 500]), **MOST)
DATES = st.frozensets(st.dates(date(2005, 1, 1), date(2035, 12, 31)), max_size=40)
WEEKS = st.builds(
    Week,
    st.sampled_from(ZONES),
    st.builds(add_night, st.lists(DAY, **MOST).filter(any), NIGHTS),
    DATES,
)
MOMENTS = st.timedeltas(timedelta(), timedelta(days=30 * 365)).map(datetime(2005, 1, 1, tzinfo=UTC).__add__)
SPANS = st.timedeltas(timedelta(), timedelta(days=3))


def daily(zone: str, opens: int, closes: int) -> Week:
    return Week(zone, ((Window(opens, closes),),) * 7)


def at(local: str, zone: str = BERLIN) -> datetime:
    return datetime.fromisoformat(local).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        ("2026-06-01 09:00", 2, "2026-06-01 11:00"),
        ("2026-06-01 09:00", 8, "2026-06-01 17:00"),
        ("2026-06-01 16:00", 2, "2026-06-02 10:00"),
        # Outside hours: before opening, at closing, at night, over a weekend.
        ("2026-06-01 06:00", 1, "2026-06-01 10:00"),
        ("2026-06-01 17:00", 1, "2026-06-02 10:00"),
        ("2026-06-01 23:59", 1, "2026-06-02 10:00"),
        ("2026-06-05 16:30", 1, "2026-06-08 09:30"),
        ("2026-06-06 12:00", 8, "2026-06-08 17:00"),
        ("2026-06-07 12:00", 9, "2026-06-09 10:00"),
        ("2026-06-06 12:00", 0, "2026-06-06 12:00"),
        ("2026-06-05 16:30", 40, "2026-06-12 16:30"),
        ("2026-06-05 16:30", 400, "2026-08-14 16:30"),
        # Over the weekends on which the clocks change, office hours stay office hours.
        ("2026-03-27 16:30", 1, "2026-03-30 09:30"),
        ("2026-10-23 16:30", 1, "2026-10-26 09:30"),
    ],
)
def test_when_a_promise_made_in_an_office_is_due(start: str, hours: int, expected: str) -> None:
    assert due_after(at(start), timedelta(hours=hours), OFFICE) == at(expected)


HOLIDAY, MORNING = date(2026, 12, 25), (Window(540, 720),)


@pytest.mark.parametrize(
    ("zone", "windows", "closed", "week"),
    [
        (BERLIN, {0: [*MORNING]}, [HOLIDAY], Week(BERLIN, (MORNING, *((),) * 6), frozenset({HOLIDAY}))),
        # Without any hours it never closes, but on its closed days.
        (BERLIN, {}, [HOLIDAY], Week(BERLIN, ROUND_THE_CLOCK, frozenset({HOLIDAY}))),
        # A zone that the machine does not know must not stop any clock.
        ("Mars/Olympus", {6: [*MORNING]}, [], Week("UTC", (*((),) * 6, MORNING))),
    ],
)
def test_the_week_of_what_a_community_says(
    zone: str, windows: dict[int, list[Window]], closed: list[date], week: Week
) -> None:
    assert week_from(zone, windows, closed) == week


@pytest.mark.parametrize(
    ("zone", "day", "opens", "closes", "minutes"),
    [
        (BERLIN, "2026-03-28", 0, 1440, 24 * 60),
        (BERLIN, "2026-03-29", 0, 1440, 23 * 60),
        (BERLIN, "2026-10-25", 0, 1440, 25 * 60),
        (NEW_YORK, "2026-03-08", 0, 1440, 23 * 60),
        (NEW_YORK, "2026-11-01", 0, 1440, 25 * 60),
        (LORD_HOWE, "2026-04-05", 0, 1440, 24 * 60 + 30),
        (LORD_HOWE, "2026-10-04", 0, 1440, 23 * 60 + 30),
        # 02:00 to 03:00 is missing: a time in it is the moment of the jump.
        (BERLIN, "2026-03-29", 150, 240, 60),
        (BERLIN, "2026-03-29", 60, 150, 60),
        (BERLIN, "2026-03-29", 130, 170, 0),
        (NEW_YORK, "2026-03-08", 150, 240, 60),
        (LORD_HOWE, "2026-10-04", 135, 180, 30),
        # 02:00 to 03:00 comes twice (01:00 to 02:00 in New York): a time in it is the first of the two.
        (BERLIN, "2026-10-25", 150, 240, 150),
        (BERLIN, "2026-10-25", 60, 150, 90),
        (BERLIN, "2026-10-25", 130, 170, 40),
        (NEW_YORK, "2026-11-01", 90, 180, 150),
        (LORD_HOWE, "2026-04-05", 105, 180, 105),
        # Not on the day of the change, and a zone that has none.
        (BERLIN, "2026-03-30", 150, 240, 90),
        ("Asia/Kolkata", "2026-03-29", 150, 240, 90),
    ],
)
def test_how_long_a_window_is_when_the_clock_jumps(zone: str, day: str, opens: int, closes: int, minutes: int) -> None:
    start = at(f"{day} 00:00", zone)
    end = at(f"{day} 23:59", zone) + MINUTE
    assert working_time(start, end, daily(zone, opens, closes)) == minutes * MINUTE


@pytest.mark.parametrize(
    ("start", "end", "hours"),
    [
        ("2026-06-01 10:00", "2026-06-01 12:30", 2.5),
        ("2026-06-01 07:00", "2026-06-01 23:00", 8),
        ("2026-06-01 17:00", "2026-06-02 09:00", 0),
        ("2026-06-05 16:00", "2026-06-08 10:00", 2),
        ("2026-06-03 12:00", "2026-06-24 12:00", 120),
        ("2026-06-01 12:00", "2026-06-01 12:00", 0),
        ("2026-06-01 12:00", "2026-06-01 11:00", 0),
    ],
)
def test_how_much_an_office_works_between_two_moments(start: str, end: str, hours: float) -> None:
    assert working_time(at(start), at(end), OFFICE) == timedelta(hours=hours)


@given(st.sampled_from(ZONES), MOMENTS, SPANS)
def test_a_desk_that_never_closes_counts_every_second(zone: str, start: datetime, within: timedelta) -> None:
    week = Week(zone, ALWAYS.days)
    assert due_after(start, within, week) == start + within
    assert working_time(start, start + within, week) == within


@given(WEEKS, MOMENTS, SPANS)
def test_what_was_worked_until_something_is_due_is_what_was_promised(
    week: Week, start: datetime, within: timedelta
) -> None:
    assert working_time(start, due_after(start, within, week), week) == within


@given(WEEKS, MOMENTS, SPANS, st.timedeltas(-timedelta(days=3), timedelta(days=3)))
def test_one_moment_alone_is_the_due_one(week: Week, start: datetime, within: timedelta, off: timedelta) -> None:
    due = due_after(start, within, week)
    assert is_due_at(due, start, within, week)
    assert is_due_at(due + off, start, within, week) == (not off)


@given(WEEKS, MOMENTS, SPANS.filter(bool))
def test_no_earlier_moment_would_do(week: Week, start: datetime, within: timedelta) -> None:
    assert working_time(start, due_after(start, within, week) - timedelta.resolution, week) < within


@given(WEEKS, MOMENTS, SPANS, SPANS, SPANS)
def test_a_longer_promise_and_a_later_start_are_never_due_earlier(
    week: Week, start: datetime, within: timedelta, more: timedelta, later: timedelta
) -> None:
    assert due_after(start, within, week) <= due_after(start, within + more, week)
    assert due_after(start, within, week) <= due_after(start + later, within, week)


@given(WEEKS, MOMENTS, SPANS, SPANS)
def test_working_time_adds_up(week: Week, start: datetime, first: timedelta, second: timedelta) -> None:
    middle, end = start + first, start + first + second
    assert working_time(start, middle, week) + working_time(middle, end, week) == working_time(start, end, week)


@pytest.mark.parametrize(
    ("zone", "days", "reason"),
    [
        (BERLIN, ((),) * 7, "never open"),
        (BERLIN, ((Window(0, 60),),) * 6, "7 days, not 6"),
        (BERLIN, ((Window(60, 60),),) * 7, "not from 60 to 60"),
        (BERLIN, ((Window(1320, 120),),) * 7, "not from 1320 to 120"),
        (BERLIN, ((),) * 6 + ((Window(-1, 60),),), "not from -1 to 60"),
        (BERLIN, ((),) * 6 + ((Window(0, 1441),),), "not from 0 to 1441"),
        (BERLIN, ((),) * 6 + ((Window(1440, 1500),),), "not from 1440 to 1500"),
        (BERLIN, ((),) * 6 + ((Window(600, 2041),),), "not from 600 to 2041"),
        # Two at once: on one day, in the night after it, and from Sunday into Monday.
        (BERLIN, ((Window(540, 720), Window(719, 900)),) + ((),) * 6, "overlap from 719 to 720"),
        (BERLIN, ((Window(540, 720), Window(540, 720)),) + ((),) * 6, "overlap from 540 to 720"),
        (BERLIN, ((Window(1320, 1801),), (Window(360, 720),)) + ((),) * 5, "overlap from 360 to 361"),
        (BERLIN, ((Window(0, 60),), *((),) * 5, (Window(1380, 1441),)), "overlap from 0 to 1"),
        *[(name, ALWAYS.days, "no time zone") for name in ("Europe/Atlantis", "Europe", "../UTC", "", "UTC\0")],
    ],
)
def test_a_week_that_makes_no_sense_is_refused(zone: str, days: tuple[Day, ...], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Week(zone, days)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        due_after(at("2026-06-01 09:00").replace(tzinfo=None), MINUTE, OFFICE)
    with pytest.raises(ValueError, match="no time zone"):
        working_time(at("2026-06-01 09:00"), at("2026-06-02 09:00").replace(tzinfo=None), OFFICE)


def test_a_negative_promise_is_refused() -> None:
    with pytest.raises(ValueError, match="before it is made"):
        due_after(at("2026-06-01 09:00"), -MINUTE, OFFICE)


def test_a_start_in_any_zone_is_the_same_moment() -> None:
    start = at("2026-06-05 16:30")
    found = due_after(start.astimezone(ZoneInfo(NEW_YORK)), timedelta(hours=1), OFFICE)
    assert (found, found.tzinfo) == (at("2026-06-08 09:30"), UTC)


@pytest.mark.parametrize("minutes", [521, 5217])
def test_one_open_minute_a_week_is_found_years_ahead_at_once(minutes: int) -> None:
    week = Week(NEW_YORK, ((Window(600, 601),), *((),) * 6))
    start, began = at("2026-06-01 09:00", NEW_YORK), perf_counter()
    assert due_after(start, minutes * MINUTE, week) == start + timedelta(weeks=minutes - 1, hours=1) + MINUTE
    assert perf_counter() - began < 1


def test_more_than_a_hundred_years_are_refused_at_once() -> None:
    week, start, began = daily(BERLIN, 600, 601), at("2026-06-01 09:00"), perf_counter()
    with pytest.raises(ValueError, match="hundred years"):
        due_after(start, timedelta(days=3650), week)
    with pytest.raises(ValueError, match="hundred years"):
        working_time(start, start + timedelta(days=36_900), week)
    with pytest.raises(OverflowError):
        due_after(datetime(9999, 6, 1, tzinfo=UTC), timedelta(days=1), week)
    assert perf_counter() - began < 2


def test_the_limit_is_the_same_for_those_who_never_close() -> None:
    start, century = at("2026-01-05 00:00", "UTC"), timedelta(weeks=5_218)
    assert due_after(start, century, ALWAYS) == start + century
    with pytest.raises(ValueError, match="hundred years"):
        due_after(start, century + MINUTE, ALWAYS)
    assert working_time(start, start + century, ALWAYS) == century
    with pytest.raises(ValueError, match="hundred years"):
        working_time(start, start + century + timedelta(weeks=1), ALWAYS)


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        ("2026-12-24 09:00", 9, "2026-12-28 10:00"),
        ("2026-12-25 12:00", 1, "2026-12-28 10:00"),
        ("2026-12-23 09:00", 16, "2026-12-24 17:00"),
        ("2026-12-31 16:00", 2, "2027-01-04 10:00"),
    ],
)
def test_a_promise_rests_on_a_closed_day(start: str, hours: int, expected: str) -> None:
    week = Week(BERLIN, OFFICE.days, frozenset({date(2026, 12, 25), date(2027, 1, 1)}))
    assert due_after(at(start), timedelta(hours=hours), week) == at(expected)


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        # A lunch hour, and a night shift that goes on into Saturday.
        ("2026-06-01 11:30", 1, "2026-06-01 13:30"),
        ("2026-06-05 21:00", 2, "2026-06-06 00:00"),
        ("2026-06-05 22:00", 8, "2026-06-06 06:00"),
        ("2026-06-06 05:30", 1, "2026-06-08 09:30"),
        # Of the nights around a closed day its own hours go, from midnight to midnight.
        ("2026-06-10 23:00", 2, "2026-06-12 01:00"),
    ],
)
def test_a_promise_goes_through_several_windows_and_past_midnight(start: str, hours: int, expected: str) -> None:
    day = (Window(540, 720), Window(780, 1020), Window(1320, 1800))
    week = Week(BERLIN, (day,) * 5 + ((), ()), frozenset({date(2026, 6, 11)}))
    assert due_after(at(start), timedelta(hours=hours), week) == at(expected)


def test_who_never_closes_but_on_some_days_rests_on_them() -> None:
    week = Week(BERLIN, ALWAYS.days, frozenset({date(2026, 12, 25)}))
    assert due_after(at("2026-12-24 20:00"), timedelta(hours=5), week) == at("2026-12-26 01:00")


def test_a_long_list_of_closed_days_costs_a_promise_nothing() -> None:
    """The ratio of one run, as machines differ."""
    closed = frozenset(date(1990, 1, 1) + timedelta(days=7 * week) for week in range(5_000))
    plain, listed = (seconds_for(Week(BERLIN, OFFICE.days, days)) for days in (frozenset({date(1990, 1, 1)}), closed))
    assert listed < 5 * plain


def seconds_for(week: Week) -> float:
    """Best of five runs of five hundred promises."""
    starts, best = [at("2026-06-01 09:00") + minute * MINUTE for minute in range(500)], float("inf")
    for _ in range(5):
        # As read anew from the database, where nothing is the same object.
        again, began = replace(week), perf_counter()
        for start in starts:
            due_after(start, timedelta(hours=8), again)
        best = min(best, perf_counter() - began)
    return best
