"""People look at what came in in shifts, and in between at what is critical."""

from datetime import UTC, datetime, timedelta

import pytest

from community.models import Feed
from community.records import RawMessage
from moderation.demo.shifts import alarmed_at, looks

MONDAY = datetime(2026, 11, 16, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
THREAT = "My solicitor will write to you on Friday."


def said(text: str, at: datetime) -> RawMessage:
    return RawMessage(external_id="m1", text=text, channel="direct", kind="direct", posted_at=at)


@pytest.mark.parametrize(
    ("text", "after", "rings"),
    [
        (THREAT, 13 * HOUR, True),
        ("Is the shop open on Friday?", 13 * HOUR, False),
        # Everybody sleeps.
        (THREAT, 2 * HOUR, False),
        (THREAT, 6 * DAY + 13 * HOUR, False),
    ],
)
def test_what_is_critical_rings_while_people_are_awake(feed: Feed, text: str, after: timedelta, rings: bool) -> None:
    moments = list(alarmed_at(feed, [said(text, MONDAY + after)]))
    assert len(moments) == rings
    assert all(timedelta(0) < moment - MONDAY - after <= timedelta(minutes=70) for moment in moments)


def test_there_are_two_shifts_on_a_working_day_one_on_saturday_and_none_on_sunday(feed: Feed) -> None:
    shifts = looks(feed, [], MONDAY, MONDAY + 7 * DAY)
    assert [look.at.weekday() for look in shifts] == [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5]


@pytest.mark.parametrize(("hour", "looked"), [(13, [True, False, True]), (16, [True, True])])
def test_an_alarm_in_a_shift_is_for_the_next_one(feed: Feed, hour: int, looked: list[bool]) -> None:
    found = looks(feed, [said(THREAT, MONDAY + hour * HOUR)], MONDAY, MONDAY + DAY)
    assert [look.is_shift for look in found] == looked
