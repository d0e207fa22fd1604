"""Response clocks: every state at its boundary, where a clock starts, and the time that is left."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.policy.clocks import (
    AT_RISK_SHARE,
    NO_DEADLINE,
    Clock,
    Deeds,
    Post,
    Promise,
    Promised,
    State,
    Target,
    kept,
    next_due,
    promised,
    run,
    settled,
    start_of,
    time_left,
)
from moderation.policy.hours import ALWAYS, Week, Window

OFFICE = Week("UTC", (Window(540, 1020),) * 5 + (None, None))
MONDAY = datetime(2026, 6, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
INSTANT = timedelta.resolution
ONE_HOUR = run(MONDAY, HOUR, ALWAYS)


def clock(starts: float = 16, hours: float = 4) -> Clock:
    """A clock that starts on a Monday at an hour, in an office that works from 9 to 17."""
    return run(MONDAY + starts * HOUR, hours * HOUR, OFFICE)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [
        (-5, State.ON_TRACK),
        (0, State.ON_TRACK),
        (44, State.ON_TRACK),
        (45, State.AT_RISK),
        (60, State.AT_RISK),
        (61, State.LATE),
        (10_000, State.LATE),
    ],
)
def test_the_state_of_a_running_one_hour_clock(minutes: int, expected: State) -> None:
    assert ONE_HOUR.state(MONDAY + timedelta(minutes=minutes)) is expected


def test_a_clock_is_late_the_moment_after_it_is_due() -> None:
    assert ONE_HOUR.state(ONE_HOUR.due_by) is State.AT_RISK
    assert ONE_HOUR.state(ONE_HOUR.due_by + INSTANT) is State.LATE


@pytest.mark.parametrize(
    ("stopped", "cancelled", "expected"),
    [
        (timedelta(), False, State.MET),
        (HOUR, False, State.MET),
        (HOUR + INSTANT, False, State.MISSED),
        (None, True, State.CANCELLED),
        (HOUR, True, State.CANCELLED),
        (2 * HOUR, True, State.CANCELLED),
    ],
)
@pytest.mark.parametrize("now", [timedelta(), HOUR, 100 * HOUR])
def test_a_stopped_or_cancelled_clock_stays_as_it_is(
    stopped: timedelta | None, cancelled: bool, expected: State, now: timedelta
) -> None:
    stopped_at = None if stopped is None else MONDAY + stopped
    assert replace(ONE_HOUR, stopped_at=stopped_at, cancelled=cancelled).state(MONDAY + now) is expected


@pytest.mark.parametrize(
    ("stopped_at", "cancelled", "expected"),
    [(None, False, True), (MONDAY, False, False), (None, True, False), (MONDAY, True, False)],
)
def test_a_clock_runs_until_it_is_stopped_or_cancelled(
    stopped_at: datetime | None, cancelled: bool, expected: bool
) -> None:
    assert replace(ONE_HOUR, stopped_at=stopped_at, cancelled=cancelled).runs is expected


@pytest.mark.parametrize(
    ("starts", "hours", "at_risk", "due"),
    [
        (9, 4, 12, 13),
        # Three quarters of the working time, not of the night between.
        (16, 4, 24 + 11, 24 + 12),
        (13, 4, 16, 17),
        (15, 4, 24 + 10, 24 + 11),
        # Exactly 75 % at closing time is at risk from then on, overnight.
        (14, 4, 17, 24 + 10),
        (20, 8, 24 + 15, 24 + 17),
        (9, 0, 9, 9),
    ],
)
def test_when_a_clock_is_at_risk_and_due_in_an_office(starts: int, hours: int, at_risk: int, due: int) -> None:
    started = clock(starts, hours)
    assert (started.at_risk_at, started.due_by) == (MONDAY + at_risk * HOUR, MONDAY + due * HOUR)


@pytest.mark.parametrize(
    ("now", "expected"),
    [(16, 4), (16.5, 3.5), (17, 3), (23, 3), (24 + 9, 3), (24 + 12, 0), (24 + 13, -1), (48 + 10, -6)],
)
def test_the_working_time_that_is_left(now: float, expected: float) -> None:
    assert time_left(clock(), MONDAY + now * HOUR, OFFICE) == expected * HOUR


def test_a_clock_that_ran_out_at_closing_is_late_by_no_working_time_until_morning() -> None:
    started, night = clock(13, 4), MONDAY + 22 * HOUR
    assert started.state(night) is State.LATE
    assert time_left(started, night, OFFICE) == timedelta()


@pytest.mark.parametrize(("stopped", "expected"), [(24 + 11, 1), (24 + 12, 0), (24 + 14, -2)])
def test_the_time_that_was_left_stands_still_when_a_clock_is_stopped(stopped: int, expected: int) -> None:
    answered = replace(clock(), stopped_at=MONDAY + stopped * HOUR)
    assert time_left(answered, MONDAY + 400 * HOUR, OFFICE) == expected * HOUR


@given(st.timedeltas(timedelta(), timedelta(days=40)), st.timedeltas(timedelta(), timedelta(days=40)))
def test_a_clock_goes_through_its_states_in_order(within: timedelta, passed: timedelta) -> None:
    started = run(MONDAY, within, OFFICE)
    assert started.started_at <= started.at_risk_at <= started.due_by
    late = time_left(started, MONDAY + passed, OFFICE) < timedelta()
    assert not late or started.state(MONDAY + passed) is State.LATE
    assert time_left(started, MONDAY, OFFICE) == within


@pytest.mark.parametrize(
    ("late", "is_posted"),
    [(-HOUR, True), (timedelta(), True), (24 * HOUR, True), (24 * HOUR + INSTANT, False), (900 * HOUR, False)],
)
def test_a_clock_starts_when_posted_unless_the_message_came_in_a_day_late(late: timedelta, is_posted: bool) -> None:
    received_at = MONDAY + late
    assert start_of(MONDAY, received_at) == (MONDAY if is_posted else received_at)


def test_a_target_promises_nothing_unless_told() -> None:
    assert Target() == Target(first_action=None, first_reply=None)


def test_three_quarters_is_the_share_at_risk() -> None:
    assert ONE_HOUR.at_risk_at - ONE_HOUR.started_at == AT_RISK_SHARE * HOUR == timedelta(minutes=45)


def test_a_negative_promise_and_a_start_without_a_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="before it is made"):
        run(MONDAY, -HOUR, OFFICE)
    with pytest.raises(ValueError, match="no time zone"):
        run(MONDAY.replace(tzinfo=None), HOUR, OFFICE)


@pytest.mark.parametrize(
    ("actions", "replies", "closed", "expected"),
    [
        ([], [], None, (None, None)),
        ([2, 1], [], None, (1, None)),
        ([3], [5, 4], None, (3, 4)),
        ([], [4], None, (4, 4)),
        ([5], [4], None, (4, 4)),
        ([3], [], 3, (3, None)),
        ([3], [4], 3, (3, None)),
        ([3], [3], 3, (3, 3)),
    ],
)
def test_what_was_kept_is_the_earliest_before_closing(
    actions: list[int], replies: list[int], closed: int | None, expected: tuple[int | None, int | None]
) -> None:
    def at(hour: int) -> datetime:
        return MONDAY + hour * HOUR

    found = kept(map(at, actions), map(at, replies), None if closed is None else at(closed))
    assert found == tuple(None if hour is None else at(hour) for hour in expected)


def test_what_is_promised_depends_on_the_severity() -> None:
    promise = Promise(OFFICE, {3: Target(first_action=HOUR), 4: Target(HOUR, 4 * HOUR)})
    nine = MONDAY + 9 * HOUR
    assert promised(promise, 2, nine) == Promised(nine, None, None, None, None)
    assert promised(promise, 3, nine) == Promised(nine, nine + HOUR, nine + 0.75 * HOUR, None, None)
    assert promised(promise, 4, nine + 7 * HOUR)[3:] == (MONDAY + 36 * HOUR, MONDAY + 35 * HOUR)


@dataclass
class Standing:
    """A case posted on Monday at midnight, with an hour to act and four to reply."""

    revision: int = 1
    posted_at: datetime = MONDAY
    closed_at: datetime | None = None
    clock_started_at: datetime | None = MONDAY
    first_action_by: datetime | None = MONDAY + HOUR
    first_reply_by: datetime | None = MONDAY + 4 * HOUR


def at(hours: float) -> datetime:
    return MONDAY + hours * HOUR


EDITED = Standing(revision=2, clock_started_at=at(2))


@pytest.mark.parametrize(
    ("case", "posts", "deeds", "expected"),
    [
        (Standing(), [], Deeds(), (None, None, at(1))),
        (Standing(), [], Deeds((at(0.5),)), (at(0.5), None, at(4))),
        (Standing(), [], Deeds((at(0.5), at(2)), (at(2),)), (at(0.5), at(2), NO_DEADLINE)),
        (Standing(), [Post(at(1), at(1))], Deeds(), (at(1), at(1), NO_DEADLINE)),
        (Standing(), [Post(at(3), at(3)), Post(at(1), at(1))], Deeds((at(2),), (at(2),)), (at(1), at(1), NO_DEADLINE)),
        (Standing(), [Post(at(0), at(0)), Post(at(-1), at(-1))], Deeds(), (None, None, at(1))),
        (Standing(), [Post(at(3), at(2))], Deeds(), (at(2), at(2), NO_DEADLINE)),
        (Standing(clock_started_at=at(2)), [Post(at(1), at(1))], Deeds(), (at(1), at(1), NO_DEADLINE)),
        (Standing(revision=2, clock_started_at=None), [Post(at(1), at(1))], Deeds(), (at(1), at(1), NO_DEADLINE)),
        (EDITED, [Post(at(1), at(1))], Deeds(), (None, None, at(1))),
        (EDITED, [Post(at(3), at(3))], Deeds(), (at(3), at(3), NO_DEADLINE)),
        (Standing(closed_at=at(2)), [Post(at(3), at(3))], Deeds((at(2),)), (at(2), None, NO_DEADLINE)),
        (Standing(first_action_by=None, first_reply_by=None), [], Deeds(), (None, None, NO_DEADLINE)),
    ],
    ids=[
        "nothing happened",
        "somebody acted",
        "somebody acted, then replied",
        "staff wrote",
        "staff wrote, and earlier than somebody replied",
        "what staff wrote before is no answer",
        "a platform whose clock is ahead",
        "staff wrote before a message that came in late",
        "an edit without a clock",
        "what staff wrote before the edit is no answer to it",
        "what staff wrote after the edit is",
        "closed, and answered too late",
        "nothing was promised",
    ],
)
def test_what_keeps_the_promises_of_a_case(
    case: Standing, posts: list[Post], deeds: Deeds, expected: tuple[datetime | None, datetime | None, datetime]
) -> None:
    assert settled(case, posts, deeds) == expected


@pytest.mark.parametrize(
    ("promises", "closed_at", "expected"),
    [
        ([], None, NO_DEADLINE),
        ([(at(4), None), (at(1), None)], None, at(1)),
        ([(at(4), None), (at(1), at(9))], None, at(4)),
        ([(None, None), (at(4), None)], None, at(4)),
        ([(at(4), None)], at(1), NO_DEADLINE),
    ],
)
def test_the_next_deadline_is_the_earliest_that_is_not_kept(
    promises: list[tuple[datetime | None, datetime | None]], closed_at: datetime | None, expected: datetime
) -> None:
    assert next_due(promises, closed_at) == expected


def test_the_moment_that_cases_without_a_deadline_are_stored_with_stays_what_it_is() -> None:
    assert NO_DEADLINE.isoformat() == "3000-01-01T00:00:00+00:00"
