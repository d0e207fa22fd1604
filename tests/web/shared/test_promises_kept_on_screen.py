"""The promise on screen is the one that was made, also after hours or the time zone changed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from community.models import Community
from moderation.models import Clock
from moderation.policy.clocks import run
from moderation.policy.hours import ALWAYS, Week, Window
from moderation.web.shared.clocks import ClockView, promise_view
from tests.builders import make_case, make_clock, make_message

HOUR = timedelta(hours=1)
# A Monday.
MORNING = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)


def office(closes: int = 17, opens: int = 9, *, zone: str = "UTC", closed: frozenset[date] = frozenset()) -> Week:
    return Week(zone, ((Window(opens * 60, closes * 60),),) * 5 + ((), ()), closed)


OTHERS = [
    office(),
    office(12),
    office(17, 16),
    office(24, 0),
    office(zone="Asia/Tokyo"),
    office(closed=frozenset({date(2026, 11, 16), date(2026, 11, 17)})),
    ALWAYS,
    Week("UTC", ((), (), (), (), (), (), (Window(0, 1),))),
]


def promised(hours: int, week: Week, *, any_hour: bool = False) -> Clock:
    """A promise that was made on Monday at nine in these hours."""
    made = run(MORNING, hours * HOUR, ALWAYS if any_hour else week)
    said = {"within": hours * 60, "any_hour": any_hour, "started_at": MORNING, "risk_at": made.at_risk_at}
    return make_clock(make_case(make_message(posted_at=MORNING)), "reply", made.due_by, **said)


def drawn(clock: Clock, week: Week, hours: float) -> ClockView:
    return promise_view(clock, MORNING + hours * HOUR, week)


def test_in_the_hours_it_was_made_in_working_time_is_left(tarnfell: Community) -> None:
    clock = promised(10, office())
    assert (drawn(clock, office(), 3).says, drawn(clock, office(), 3).of) == ("7h left", "of 10h working time")
    assert drawn(clock, office(), 27).says == "1h over"


@pytest.mark.parametrize("week", OTHERS[1:])
def test_in_other_hours_the_time_to_the_due_moment_is_left(tarnfell: Community, week: Week) -> None:
    """Due on Tuesday at eleven, whatever the hours are now."""
    view = drawn(promised(10, office()), week, 3)
    assert (view.state, view.says, view.of) == ("on track", "23h left by the clock", "of 10h working time")


@pytest.mark.parametrize("week", OTHERS)
@pytest.mark.parametrize("any_hour", [False, True])
def test_what_is_left_never_contradicts_the_due_time(tarnfell: Community, week: Week, any_hour: bool) -> None:
    clock = promised(10, office(), any_hour=any_hour)
    due = (clock.due_by - MORNING) / HOUR
    assert " left" in drawn(clock, week, due - 0.1).says
    assert not drawn(clock, week, due - 0.1).says.startswith("0m")
    assert " over" in drawn(clock, week, due + 0.1).says
    assert drawn(clock, week, due - 0.1).due == drawn(clock, week, due + 24).due
    assert drawn(clock, week, due + 0.1).state == "late"


def test_at_any_hour_the_due_time_is_told_in_the_zone_of_the_community(tarnfell: Community) -> None:
    view = drawn(promised(10, office(), any_hour=True), office(zone="Asia/Tokyo"), 3)
    assert (view.says, view.of) == ("7h left", "of 10h")
    assert view.due == "17 Nov 2026, 04:00 Asia/Tokyo"


def test_a_promise_that_was_brought_forward_is_told_by_the_clock(tarnfell: Community) -> None:
    clock = promised(10, office())
    clock.due_by, clock.within = MORNING + 5 * HOUR, 120
    view = drawn(clock, office(), 4)
    assert (view.says, view.of) == ("1h left by the clock", "of 2h working time")


def test_a_promise_that_ended_says_how_in_any_hours(tarnfell: Community) -> None:
    clock = promised(10, office())
    clock.ended_at, clock.ended_as = MORNING + HOUR, "closed"
    assert drawn(clock, office(12), 3).says == "closed without a reply"
