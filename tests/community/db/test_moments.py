"""Moments are the same, read by Python's parser."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DataError, connection

from community.models import Channel, Message
from tests.builders import make_message

pytestmark = pytest.mark.django_db
of_postgresql = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite hands out text as it was stored")


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 16, 12, 0, tzinfo=UTC),
        datetime(2026, 11, 16, 12, 0, 0, 1, tzinfo=UTC),
        datetime(2026, 11, 16, 12, 0, 0, 120_000, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    ],
)
def test_moments_come_back_in_utc_to_the_microsecond(reviews: Channel, moment: datetime) -> None:
    pk = make_message(channel=reviews, posted_at=moment, received_at=moment).pk
    read = Message.objects.values_list("posted_at", flat=True).get(pk=pk)
    assert (read, read.tzinfo) == (moment, UTC)


@of_postgresql
def test_the_projects_own_parser_reads_them(db: None) -> None:
    with connection.cursor() as cursor:
        loader = cursor.cursor.adapters.get_loader(connection.connection.adapters.types["timestamptz"].oid, 0)
    assert loader.__module__ == "community.db.moments"


@of_postgresql
def test_another_time_zone_is_read_as_it_is_said(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL TIME ZONE 'Asia/Kolkata'")
        cursor.execute("SELECT '2026-11-16 12:00+00'::timestamptz")
        (read,) = cursor.fetchone()
    assert (read, read.utcoffset()) == (datetime(2026, 11, 16, 12, 0, tzinfo=UTC), timedelta(hours=5.5))


@of_postgresql
@pytest.mark.parametrize("moment", ["infinity", "-infinity", "0044-03-15 BC", "10000-01-01"])
def test_what_python_has_no_moment_for_is_the_drivers_error(db: None, moment: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::timestamptz", [moment])
        with pytest.raises(DataError):
            cursor.fetchone()
