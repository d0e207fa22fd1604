"""The order of work: harm and time in one number, which stays as time passes."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.policy.clocks import NO_DEADLINE
from moderation.policy.hours import ALWAYS, Week, Window
from moderation.policy.order import (
    EPOCH,
    FARTHEST,
    MINUTES_A_POINT,
    POINTS_AHEAD,
    POINTS_BEHIND,
    minutes_without_target,
    order_terms,
    rank_of_case,
    time_term,
    working_minutes,
)

NINE_TO_FIVE = (Window(9 * 60, 17 * 60),)
OFFICE = Week("UTC", (NINE_TO_FIVE,) * 5 + ((), ()))
SHOP = Week("Europe/London", (NINE_TO_FIVE,) * 6 + ((),))
# Two shifts with a break, a night, and a closed day in the weeks that the working day is measured by.
SHIFTS = Week("UTC", ((Window(480, 720), Window(780, 1020)),) * 5 + ((), ()), frozenset({date(2026, 1, 6)}))
NIGHTS = Week("UTC", ((Window(1320, 1800),),) * 4 + ((),) * 3)
WEEKS = st.sampled_from([ALWAYS, OFFICE, SHOP, SHIFTS, NIGHTS])
# A Monday.
NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
MOMENTS = st.integers(-500_000, 500_000).map(lambda minutes: NOON + timedelta(minutes=minutes))
LATER = st.integers(0, 500_000).map(lambda minutes: timedelta(minutes=minutes))
CASES = st.tuples(st.integers(0, 100), MOMENTS)


def rank(priority: int, due: timedelta | None, *, opened: datetime = NOON, week: Week = OFFICE) -> int:
    return rank_of_case(priority, NO_DEADLINE if due is None else NOON + due, opened, week)


def test_a_point_of_priority_weighs_thirty_working_minutes() -> None:
    assert MINUTES_A_POINT == 30
    assert rank(51, timedelta(minutes=90)) == rank(50, timedelta(minutes=60))
    assert rank(51, timedelta(minutes=89)) > rank(50, timedelta(minutes=60))


@given(WEEKS, MOMENTS, st.integers(0, 100), LATER)
def test_nothing_raises_a_case_but_harm_and_an_earlier_promise(
    week: Week, due_by: datetime, priority: int, later: timedelta
) -> None:
    here = rank_of_case(priority, due_by, NOON, week)
    assert rank_of_case(priority + 1, due_by, NOON, week) == here + MINUTES_A_POINT
    assert rank_of_case(priority, due_by + later, NOON, week) <= here


@pytest.mark.parametrize(
    ("week", "minutes"),
    [
        (OFFICE, 5 * 480),
        (SHOP, 5 * 480),
        (ALWAYS, 5 * 1440),
        (Week("UTC", (NINE_TO_FIVE,) + ((),) * 6), 5 * 480),
        (SHIFTS, 5 * 480),
    ],
)
def test_without_a_target_a_case_counts_as_due_in_five_working_days(week: Week, minutes: int) -> None:
    assert minutes_without_target(week) == minutes
    opened = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
    assert rank_of_case(0, NO_DEADLINE, opened, week) == -working_minutes(opened, week) - minutes


def test_the_night_and_the_weekend_are_no_time() -> None:
    friday = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
    assert working_minutes(friday, OFFICE) == working_minutes(friday + timedelta(days=2, hours=16), OFFICE)


@given(WEEKS, MOMENTS, LATER)
def test_working_minutes_never_run_backwards(week: Week, at: datetime, later: timedelta) -> None:
    assert working_minutes(at, week) <= working_minutes(at + later, week)


@pytest.mark.parametrize("week", [ALWAYS, OFFICE])
def test_before_the_epoch_minutes_are_negative_and_beyond_twenty_years_all_alike(week: Week) -> None:
    assert working_minutes(EPOCH, week) == 0
    assert working_minutes(EPOCH - timedelta(days=7), week) == -working_minutes(EPOCH + timedelta(days=7), week)
    far = working_minutes(EPOCH + FARTHEST, week)
    assert working_minutes(datetime(2999, 1, 1, tzinfo=UTC), week) == far
    assert working_minutes(datetime(1990, 1, 1, tzinfo=UTC), week) == -far


@pytest.mark.parametrize(
    ("due", "name", "value"),
    [
        (timedelta(minutes=40), "due in 40 min", 79),
        (timedelta(minutes=150), "due in 2 h 30 min", 75),
        (timedelta(days=1, hours=4), "due in 12 h", 56),
        (timedelta(0), "due now", 80),
        (-timedelta(hours=3), "late by 3 h", 86),
        (timedelta(days=10), "due in 64 h", -48),
    ],
)
def test_the_time_a_case_has_left_is_a_signed_term(due: timedelta, name: str, value: int) -> None:
    term = time_term(NOON + due, NOON, NOON, OFFICE)
    assert (term.name, term.value) == (name, value)
    assert term.why == "in working time; what is due sooner stands higher"


def test_lateness_is_said_in_the_minutes_that_have_passed() -> None:
    due = NOON + timedelta(seconds=45)
    assert time_term(due, NOON, NOON + timedelta(minutes=39, seconds=30), OFFICE).name == "late by 38 min"


def test_what_ran_late_at_night_is_late_though_no_working_time_has_passed() -> None:
    night = datetime(2026, 11, 16, 22, 0, tzinfo=UTC)
    assert time_term(night, NOON, night + timedelta(minutes=1), OFFICE).name == "late"


def test_a_case_without_a_target_gains_as_it_stays() -> None:
    term = time_term(NO_DEADLINE, NOON, NOON, OFFICE)
    assert (term.name, term.value, term.why) == ("no target", 0, "without a target it counts as due in 40 h")
    assert time_term(NO_DEADLINE, NOON, NOON + timedelta(days=1), OFFICE).value == 16


@pytest.mark.parametrize(
    ("is_behind", "is_lost", "names", "points"),
    [
        (False, False, [], 0),
        (True, False, ["one of many alike"], -POINTS_BEHIND),
        (False, True, ["the reply did not arrive"], POINTS_AHEAD),
        (True, True, ["the reply did not arrive"], POINTS_AHEAD),
    ],
    ids=["any other", "one of many alike", "a lost reply", "a lost reply of one of many alike"],
)
def test_what_stands_elsewhere_than_by_harm_and_time_says_so(
    is_behind: bool, is_lost: bool, names: list[str], points: int
) -> None:
    moved = {"is_behind": is_behind, "is_lost": is_lost}
    _, *terms = order_terms(NOON, NOON, NOON, OFFICE, **moved)
    assert ([term.name for term in terms], sum(term.value for term in terms)) == (names, points)
    assert all(term.why for term in terms)
    here = rank_of_case(60, NOON, NOON, OFFICE)
    assert rank_of_case(60, NOON, NOON, OFFICE, **moved) == here + points * MINUTES_A_POINT


@given(WEEKS, st.integers(0, 100), st.integers(0, 200).map(lambda days: timedelta(days=days)))
def test_a_lost_reply_stands_above_any_harm_that_is_late_by_half_a_year(
    week: Week, priority: int, late: timedelta
) -> None:
    lost = rank_of_case(0, NO_DEADLINE, NOON, week, is_lost=True)
    assert lost > rank_of_case(priority, NOON - late, NOON - late, week)


def test_of_two_lost_replies_the_graver_one_stands_higher() -> None:
    graver, other = (rank_of_case(priority, NOON, NOON, OFFICE, is_lost=True) for priority in (60, 50))
    assert graver > other


@given(WEEKS, CASES, MOMENTS, st.booleans())
def test_an_hour_of_one_case_alone_never_lowers_it(
    week: Week, case: tuple[int, datetime], now: datetime, has_target: bool
) -> None:
    due_by = case[1] if has_target else NO_DEADLINE
    before, after = (time_term(due_by, NOON, at, week).value for at in (now, now + timedelta(hours=1)))
    assert after >= before


@given(WEEKS, CASES, CASES, MOMENTS)
def test_the_shown_sum_sorts_as_the_stored_number(
    week: Week, one: tuple[int, datetime], two: tuple[int, datetime], now: datetime
) -> None:
    sums = [priority + time_term(due_by, NOON, now, week).value for priority, due_by in (one, two)]
    ranks = [rank_of_case(priority, due_by, NOON, week) for priority, due_by in (one, two)]
    # The sum is rounded to points.
    assert abs((sums[0] - sums[1]) - (ranks[0] - ranks[1]) / MINUTES_A_POINT) <= 1.01


def test_thousands_of_ranks_are_worked_out_in_a_second() -> None:
    dues = [NOON + timedelta(minutes=7 * number) for number in range(5_000)]
    for due_by in dues:
        rank_of_case(50, due_by, NOON, SHOP)
    began = time.process_time()
    for due_by in dues:
        rank_of_case(50, due_by, NOON, SHOP)
    assert time.process_time() - began < 1
