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
    Kept,
    Kind,
    Lost,
    Post,
    Promise,
    Reply,
    State,
    Target,
    answers,
    first_kept,
    is_missed,
    next_due,
    reaches,
    run,
    time_left,
)
from moderation.policy.hours import ALWAYS, Week, Window

OFFICE = Week("UTC", ((Window(540, 1020),),) * 5 + ((), ()))
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


def test_a_target_promises_nothing_unless_told() -> None:
    assert Target() == Target(first_action=None, first_reply=None)


def test_three_quarters_is_the_share_at_risk() -> None:
    assert ONE_HOUR.at_risk_at - ONE_HOUR.started_at == AT_RISK_SHARE * HOUR == timedelta(minutes=45)


def test_a_negative_promise_and_a_start_without_a_zone_are_refused() -> None:
    with pytest.raises(ValueError, match="before it is made"):
        run(MONDAY, -HOUR, OFFICE)
    with pytest.raises(ValueError, match="no time zone"):
        run(MONDAY.replace(tzinfo=None), HOUR, OFFICE)


NINE = MONDAY + 9 * HOUR


@pytest.mark.parametrize(
    ("severity", "kind", "hours", "due"),
    [
        (2, Kind.ACTION, 0, None),
        (3, Kind.ACTION, 0, 1),
        (3, Kind.REPLY, 0, None),
        (4, Kind.REPLY, 0, 4),
        (4, Kind.NEXT_REPLY, 0, 4),
        (4, Kind.REPLY, 7, 24 + 3),
        (4, Kind.DECISION, 7, 7 + 6),
        (4, Kind.UNCHECKED, 0, None),
        (0, Kind.UNCHECKED, 0, 2),
        (0, Kind.ACKNOWLEDGE, 0, None),
    ],
)
def test_what_is_promised_depends_on_the_severity_and_the_deed(
    severity: int, kind: Kind, hours: int, due: int | None
) -> None:
    targets = {
        0: Target(unchecked=2 * HOUR),
        3: Target(first_action=HOUR),
        4: Target(HOUR, 4 * HOUR, decision=6 * HOUR, any_hour=kind is Kind.DECISION),
    }
    promise = Promise(OFFICE, targets)
    made = promise.start(promise.target(severity), kind, NINE + hours * HOUR)
    assert (made and made.due_by) == (None if due is None else NINE + due * HOUR)


def test_a_channel_has_targets_of_its_own_where_they_are_set() -> None:
    everywhere, here = Target(HOUR), Target(2 * HOUR)
    promise = Promise(OFFICE, {3: everywhere}, {(7, 3): here})
    assert [promise.target(3), promise.target(3, 7), promise.target(3, 8)] == [everywhere, here, everywhere]
    assert promise.target(4, 7) == Target()


@dataclass
class Row:
    """A message that Otto wrote on Monday at midnight, and that joined its case then."""

    message_id: int = 1
    author_id: int | None = 5
    joined_at: datetime = MONDAY
    said_at: datetime = MONDAY


def at(hours: float) -> datetime:
    return MONDAY + hours * HOUR


def post(hours: float, given: float | None = None, **whom: int) -> Post:
    """A post of staff, to Otto where nobody else is named."""
    return Post(at(hours), at(hours if given is None else given), **whom or {"author": 5})


@pytest.mark.parametrize(
    ("post", "row", "is_answer"),
    [
        (Post(at(1), at(1)), Row(), False),
        (Post(at(1), at(1)), Row(author_id=None), False),
        (post(1, author=5), Row(), True),
        (post(1, author=6), Row(), False),
        (post(1, target=1), Row(author_id=None), True),
        (post(1, target=2), Row(author_id=None), False),
        (post(1, author=6), Row(author_id=None), False),
        (post(1, target=2, author=5), Row(), True),
        (post(0), Row(), False),
        (post(-1, author=5), Row(), False),
        (post(1, author=5), Row(said_at=at(2)), False),
        (post(3, 2, author=5), Row(said_at=at(2.5)), True),
    ],
    ids=[
        "to nobody in particular",
        "to nobody, where nobody is known",
        "to the author",
        "to somebody else",
        "to a message without an author",
        "to another message without an author",
        "to somebody, where nobody is known",
        "to another message of the author",
        "at the very moment",
        "before",
        "before the text was edited",
        "a platform whose clock is ahead",
    ],
)
def test_which_post_answers_whom(post: Post, row: Row, is_answer: bool) -> None:
    assert answers(post, row) is is_answer


@pytest.mark.parametrize(
    ("reply", "row", "is_reached"),
    [
        (Reply(1, 5, at(1)), Row(), True),
        (Reply(2, 5, at(1)), Row(), True),
        (Reply(2, 6, at(1)), Row(), False),
        (Reply(1, None, at(1)), Row(author_id=None), True),
        (Reply(2, None, at(1)), Row(author_id=None), False),
        (Reply(1, 5, at(0)), Row(), True),
        (Reply(1, 5, at(1)), Row(joined_at=at(2)), False),
    ],
    ids=[
        "to this message",
        "to another one of the author",
        "to somebody else",
        "to this one, of nobody known",
        "to another one, of nobody known",
        "at the moment when it joined",
        "before it came in",
    ],
)
def test_which_message_a_reply_reaches(reply: Reply, row: Row, is_reached: bool) -> None:
    assert reaches(reply, row) is is_reached


SENT = Reply(1, 5, at(1), at(2))
BY_HAND = Reply(1, 5, at(1), at(3), by_hand=True)
RETURNED = BY_HAND._replace(came_as=77, came_at=at(2))
BACK = Post(at(2), at(2), author=5, message=77)


@pytest.mark.parametrize(
    ("kind", "posts", "deeds", "expected"),
    [
        (Kind.ACTION, [], Deeds(), None),
        (Kind.ACTION, [], Deeds((at(2), at(1))), (at(1), Kept.DONE)),
        (Kind.ACTION, [], Deeds((at(-1),)), None),
        (Kind.ACTION, [post(0.5)], Deeds((at(1),)), (at(0.5), Kept.PLATFORM)),
        (Kind.ACTION, [post(3, 2)], Deeds(), (at(2), Kept.PLATFORM)),
        (Kind.ACTION, [post(-1), post(0)], Deeds(), None),
        (Kind.UNCHECKED, [], Deeds((at(1),)), (at(1), Kept.DONE)),
        (Kind.REPLY, [], Deeds((at(1),)), None),
        (Kind.REPLY, [post(4), post(1)], Deeds(), (at(1), Kept.PLATFORM)),
        (Kind.REPLY, [], Deeds((at(1),), (), (Reply(1, 5, at(1)),)), None),
        (Kind.REPLY, [], Deeds((at(1),), (), (SENT,)), (at(2), Kept.DELIVERED)),
        (Kind.REPLY, [], Deeds((at(1),), (), (BY_HAND,)), (at(3), Kept.BY_HAND)),
        (Kind.REPLY, [], Deeds((at(1),), (), (BY_HAND, SENT)), (at(2), Kept.DELIVERED)),
        (Kind.REPLY, [BACK], Deeds((at(1),), (), (RETURNED,)), (at(2), Kept.BY_HAND)),
        (Kind.REPLY, [BACK], Deeds((at(1),), (), (RETURNED._replace(given_at=None),)), (at(2), Kept.PLATFORM)),
        (Kind.ACTION, [BACK], Deeds((at(2.5),), (), (RETURNED,)), (at(2.5), Kept.DONE)),
        (Kind.REPLY, [post(1.5)], Deeds((at(1),), (), (SENT,)), (at(1.5), Kept.PLATFORM)),
        (Kind.NEXT_REPLY, [], Deeds((at(1),), (), (SENT,)), (at(2), Kept.DELIVERED)),
        (Kind.DECISION, [post(1)], Deeds((at(1), at(2)), (at(2),), (SENT,)), (at(2), Kept.DONE)),
        (Kind.DECISION, [post(1)], Deeds((at(1),), (), (SENT,)), None),
        (Kind.DECISION, [], Deeds((), (at(-1),)), None),
        (Kind.DECISION, [], Deeds((), (at(1), at(2)), about={at(1): [2, 3], at(2): [1]}), (at(2), Kept.DONE)),
        (Kind.DECISION, [], Deeds((), (at(1),), about={at(1): [2]}), None),
        (Kind.ACTION, [], Deeds((at(1),), (at(1),), about={at(1): [2]}), (at(1), Kept.DONE)),
    ],
)
def test_what_keeps_a_promise_first(
    kind: Kind, posts: list[Post], deeds: Deeds, expected: tuple[datetime, Kept] | None
) -> None:
    assert first_kept(kind, Row(), posts, deeds) == expected


LOST = Lost(77, 1, 5, at(1), at(2))
ANEW = Reply(1, 5, at(3))


@pytest.mark.parametrize(
    ("lost", "row", "posts", "deeds", "expected"),
    [
        (LOST, Row(), [], Deeds(), True),
        (LOST, Row(message_id=2), [], Deeds(), True),
        (LOST, Row(message_id=2, author_id=6), [], Deeds(), False),
        (LOST._replace(author=None), Row(author_id=None), [], Deeds(), True),
        (LOST._replace(author=None), Row(message_id=2, author_id=None), [], Deeds(), False),
        (LOST, Row(joined_at=at(2)), [], Deeds(), True),
        (LOST, Row(joined_at=at(2.5)), [], Deeds(), False),
        (LOST, Row(), [], Deeds(replies=(ANEW,)), False),
        (LOST, Row(), [], Deeds(replies=(ANEW._replace(message=2),)), False),
        (LOST, Row(), [], Deeds(replies=(ANEW._replace(message=2, author=6),)), True),
        (LOST, Row(), [], Deeds(replies=(ANEW._replace(written_at=at(0.5)), Reply(1, 5, at(1)))), True),
        (LOST, Row(), [], Deeds(replies=(ANEW._replace(written_at=at(0.5), given_at=at(1.5)),)), False),
        (LOST, Row(), [post(3)], Deeds(), False),
        (LOST, Row(), [post(3, author=6)], Deeds(), True),
        (LOST, Row(), [post(0.5)], Deeds(), True),
        (LOST, Row(), [], Deeds(excused=(at(3),)), False),
        (LOST, Row(), [], Deeds(excused=(at(0.5),)), True),
        (LOST, Row(), [], Deeds((at(3),), (at(3),)), True),
    ],
    ids=[
        "nothing happened since",
        "another message of theirs",
        "somebody else",
        "nobody known, this message",
        "nobody known, another message",
        "what joined at that moment",
        "what joined later",
        "answered anew",
        "answered anew, to another message",
        "somebody else was answered anew",
        "an earlier reply, and the lost one itself",
        "an earlier reply arrived",
        "staff wrote on the platform",
        "staff wrote to somebody else",
        "staff had written before",
        "nothing is to be written",
        "nothing was to be written before",
        "somebody acted",
    ],
)
def test_who_has_still_to_hear_what_a_lost_reply_was_to_say(
    lost: Lost, row: Row, posts: list[Post], deeds: Deeds, expected: bool
) -> None:
    assert is_missed(lost, row, posts, deeds) is expected


@pytest.mark.parametrize(
    ("running", "closed_at", "expected"),
    [([], None, NO_DEADLINE), ([at(4), at(1)], None, at(1)), ([at(4)], at(1), NO_DEADLINE)],
)
def test_the_next_deadline_is_the_earliest_that_runs(
    running: list[datetime], closed_at: datetime | None, expected: datetime
) -> None:
    assert next_due(running, closed_at) == expected


def test_the_moment_that_cases_without_a_deadline_are_stored_with_stays_what_it_is() -> None:
    assert NO_DEADLINE.isoformat() == "3000-01-01T00:00:00+00:00"
