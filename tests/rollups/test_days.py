"""Days of a time zone: each moment lies in exactly one, and a walk over an index finds each that holds a row."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from community.models import Message
from moderation.rollups.days import date_of, dates_among, dates_of, day_begins, day_span
from tests.builders import make_message

ZONES = ("UTC", "Europe/London", "America/Asuncion", "America/St_Johns", "Pacific/Apia", "Asia/Kathmandu")
MOMENTS = st.integers(631_152_000, 2_114_380_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


@pytest.mark.parametrize(
    ("at", "zone", "day"),
    [
        (datetime(2026, 11, 16, 23, 59, 59, 999_999, UTC), "UTC", date(2026, 11, 16)),
        (datetime(2026, 11, 17, 0, 0, tzinfo=UTC), "UTC", date(2026, 11, 17)),
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), "Europe/London", date(2026, 7, 2)),
        (datetime(2026, 11, 16, 1, 0, tzinfo=UTC), "America/St_Johns", date(2026, 11, 15)),
        # At 00:01 the clocks went back to 23:01: the hour that comes again stays with the day that had begun.
        (datetime(2010, 11, 7, 2, 30, tzinfo=UTC), "America/St_Johns", date(2010, 11, 7)),
        (datetime(2010, 11, 7, 3, 0, tzinfo=UTC), "America/St_Johns", date(2010, 11, 7)),
    ],
)
def test_the_day_of_a_moment(at: datetime, zone: str, day: date) -> None:
    assert date_of(at, zone) == day


def test_a_day_that_the_calendar_left_out_is_empty() -> None:
    since, until = day_span(date(2011, 12, 30), "Pacific/Apia")
    assert since == until


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 7, 1), 24)])
def test_a_day_is_as_long_as_it_is(day: date, hours: int) -> None:
    since, until = day_span(day, "Europe/London")
    assert until - since == timedelta(hours=hours)


@given(MOMENTS, st.sampled_from(ZONES))
def test_a_moment_lies_in_the_span_of_its_day(at: datetime, zone: str) -> None:
    since, until = day_span(date_of(at, zone), zone)
    assert since <= at < until


@given(st.dates(date(1990, 1, 1), date(2036, 12, 31)), st.sampled_from(ZONES))
def test_days_follow_each_other(day: date, zone: str) -> None:
    assert day_begins(day, zone) <= day_begins(day + timedelta(days=1), zone)


@pytest.mark.django_db
def test_each_day_with_a_row_is_found_by_a_step_of_its_own(django_assert_num_queries: pytest.FixtureRequest) -> None:
    monday = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
    for days in (0, 0, 0, 3, 400):
        make_message(posted_at=monday + timedelta(days=days))
    with django_assert_num_queries(4):
        found = list(dates_of(Message.objects.all(), "posted_at", "Europe/London"))
    assert found == [date(2026, 11, 16), date(2026, 11, 19), date(2027, 12, 21)]


@given(st.lists(MOMENTS, max_size=8), st.integers(0, 5), st.sampled_from(ZONES))
def test_the_days_of_many_moments_are_those_of_each(moments: list[datetime], times: int, zone: str) -> None:
    near = [at + timedelta(hours=6 * number) for at in moments for number in range(times)]
    assert list(dates_among(near, zone)) == sorted({date_of(at, zone) for at in near})
