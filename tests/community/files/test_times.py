from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from community.files.times import read_time

NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("2026-03-08T06:30:00Z", "2026-03-08T06:30:00"),
        ("2026-03-08T06:30:00+02:00", "2026-03-08T04:30:00"),
        ("2026-03-08 06:30:00 UTC", "2026-03-08T06:30:00"),
        ("20260308T063000Z", "2026-03-08T06:30:00"),
        ("2026-03-08T06:30:00.123456789Z", "2026-03-08T06:30:00.123456"),
        ("20260308", "2026-03-08T05:00:00"),
        ("2026-01-15", "2026-01-15T05:00:00"),
        ("2026-07-15T12:00", "2026-07-15T16:00:00"),
        (" 2026-07-15T12:00 ", "2026-07-15T16:00:00"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00"),
        ("2026-03-08T24:00:00Z", "2026-03-09T00:00:00"),
        ("Sun, 08 Mar 2026 06:30:00 +0100", "2026-03-08T05:30:00"),
        ("Sun, 08 Mar 2026 06:30:00 -0000", "2026-03-08T06:30:00"),
        ("1772951400", "2026-03-08T06:30:00"),
        ("1772951400000", "2026-03-08T06:30:00"),
        ("1772951400.5", "2026-03-08T06:30:00.500000"),
        (1772951400, "2026-03-08T06:30:00"),
        (1772951400000, "2026-03-08T06:30:00"),
        (1772951400.25, "2026-03-08T06:30:00.250000"),
        ("-1", "1969-12-31T23:59:59"),
        # In this hour the clock goes forward: as if it had not.
        ("2026-03-08T02:30:00", "2026-03-08T07:30:00"),
        # This hour comes twice: the first.
        ("2026-11-01T01:30:00", "2026-11-01T05:30:00"),
    ],
)
def test_times_are_read_as_sources_write_them(said: object, expected: str) -> None:
    assert read_time(said, NEW_YORK) == datetime.fromisoformat(expected).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "said",
    [
        *("", "now", "infinity", "2026-13-01", "2026-02-29", "12/11/10", "1e309", "2026-067", "Sun, 8 noon"),
        *("٢٠٢٦-٠٣-٠٨", "2026-03-08T06:30:00+25:00", "2026-03-08 02:30:00 America/New_York", "²"),
        *(True, None, [], {}, float("nan")),
    ],
)
def test_what_is_no_time_is_a_value_error(said: object) -> None:
    with pytest.raises(ValueError, match="not a time"):
        read_time(said, NEW_YORK)


@pytest.mark.parametrize("said", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", 10**400])
def test_a_time_out_of_all_bounds_is_an_overflow(said: object) -> None:
    with pytest.raises(OverflowError):
        read_time(said, NEW_YORK)
