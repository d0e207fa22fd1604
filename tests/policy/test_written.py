"""Durations and times of day as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.policy.written import (
    LONGEST,
    hours_in_words,
    minute_of_day,
    minutes_in_words,
    parse_minutes,
    signed,
    time_of_day,
    written_minutes,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("45m", 45),
        ("45 min", 45),
        ("4h", 240),
        ("1h 30m", 90),
        ("1h30m", 90),
        (" 1H 30M ", 90),
        ("90m", 90),
        ("2d", 2880),
        ("1d 2h 3m", 1563),
        ("1m", 1),
        ("365d", LONGEST),
    ],
)
def test_a_duration_is_read(text: str, expected: int) -> None:
    assert parse_minutes(text) == expected


@pytest.mark.parametrize(
    "text", ["", " ", "45", "m", "1.5h", "-1h", "30m 1h", "1h 1h", "2w", "1h 30", "٤h", "1h; 2m", "9999999m", "1h\x00"]
)
def test_what_is_no_duration_says_how_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match="Write it as 45m, 4h, 1h 30m or 2d"):
        parse_minutes(text)


@pytest.mark.parametrize("text", ["0m", "0h 0m", "0d", "366d", "365d 1m", "999999h"])
def test_a_duration_is_a_minute_at_least_and_a_year_at_most(text: str) -> None:
    with pytest.raises(ValueError, match="at least 1m and at most 365d"):
        parse_minutes(text)


@pytest.mark.parametrize(
    ("count", "expected"), [(0, "0m"), (45, "45m"), (60, "1h"), (90, "1h 30m"), (1440, "1d"), (1563, "1d 2h 3m")]
)
def test_a_duration_is_written_with_the_largest_units_first(count: int, expected: str) -> None:
    assert written_minutes(count) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [(1, "1 minute"), (90, "1 hour 30 minutes"), (7 * 1440, "7 days"), (1441, "1 day 1 minute"), (120, "2 hours")],
)
def test_a_duration_is_said_in_words(count: int, expected: str) -> None:
    assert minutes_in_words(count) == expected


@pytest.mark.parametrize(
    ("count", "expected"),
    [(0, "0 min"), (59, "59 min"), (60, "1 h"), (90, "1 h 30 min"), (240, "4 h"), (2885, "48 h 5 min")],
)
def test_a_duration_is_said_in_hours(count: int, expected: str) -> None:
    assert hours_in_words(count) == expected


@given(st.integers(1, LONGEST))
def test_what_is_written_is_read_as_the_same(count: int) -> None:
    assert parse_minutes(written_minutes(count)) == count


@pytest.mark.parametrize(
    ("text", "expected"), [("00:00", 0), ("9:05", 545), ("09:05", 545), (" 17:30 ", 1050), ("24:00", 1440)]
)
def test_a_time_of_day_is_read(text: str, expected: int) -> None:
    assert minute_of_day(text) == expected


@pytest.mark.parametrize("text", ["", "9", "9.30", "24:01", "25:00", "12:60", "-1:00", "9:5", "09:30:00", "٠٩:٣٠"])
def test_what_is_no_time_of_day_says_how_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match="from 00:00 to 24:00"):
        minute_of_day(text)


@given(st.integers(0, 1440))
def test_a_time_that_is_written_is_read_as_the_same(minute: int) -> None:
    assert minute_of_day(time_of_day(minute)) == minute


@pytest.mark.parametrize(
    ("value", "text"), [(-0.71, "−0.71"), (0.12, "+0.12"), (38, "+38"), (-3, "−3"), (-0.001, "0.00")]
)
def test_figures_carry_their_sign(value: float, text: str) -> None:
    assert signed(value) == text
