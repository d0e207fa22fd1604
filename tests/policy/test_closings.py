"""Closed days as people paste them: which lines are days, and what is said of the others."""

from datetime import date
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.policy.closings import LAST_YEAR, MOST_DAYS, NAME_LIMIT, Closing, read_closings, written_closings

CHRISTMAS = Closing(date(2026, 12, 25), "Christmas Day")
NAMES = st.text(st.characters(categories=("L", "N", "P")), max_size=NAME_LIMIT).map(lambda name: name.strip(",;:|-–—"))
DATES = st.dates(date(1990, 1, 1), date(LAST_YEAR, 12, 31))


@pytest.mark.parametrize(
    "line",
    [
        "2026-12-25 Christmas Day",
        "2026/12/25 Christmas Day",
        "2026.12.25: Christmas Day",
        "25.12.2026 Christmas Day",
        "25. 12. 2026 – Christmas Day",
        "25/12/2026\tChristmas Day",
        "12/25/2026, Christmas Day",
        "25-12-2026 Christmas Day",
        "25 December 2026 Christmas Day",
        "25. Dec 2026 Christmas  Day ",
        "25-Dec-2026;Christmas Day",
        "25th December 2026 Christmas Day",
        "Fri 25 December 2026: Christmas Day",
        "Friday, December 25, 2026 Christmas Day",
        "Dec. 25th 2026 | Christmas Day",
        "Christmas Day\t2026-12-25",
        "Christmas Day, 25 December 2026",
        "Christmas Day; 25.12.2026",
    ],
)
def test_a_day_is_read_as_people_write_it(line: str) -> None:
    assert read_closings(f"\n  {line}\r\n\n") == ((CHRISTMAS,), ())


def test_a_day_needs_no_name_and_days_stand_in_order() -> None:
    found = read_closings("2027-01-01\n2026-12-25 Christmas Day\n2026-12-25 Christmas Day\n")
    assert found.days == (CHRISTMAS, Closing(date(2027, 1, 1), ""))
    assert not found.unread


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("Christmas", "Write it as 2026-12-25"),
        ("25.12. Christmas Day", "Write it as 2026-12-25"),
        ("2026-12-256 Christmas Day", "Write it as 2026-12-25"),
        ("04/05/2026 Spring", "This may be 2026-05-04 or 2026-04-05"),
        ("30.02.2026 Carnival", "There is no day 30 in month 2 of 2026."),
        ("2026-13-01 Nothing", "There is no day 1 in month 13"),
        ("25 Dezember 2026", "No month is called “Dezember”"),
        ("0026-12-25 Typed badly", "The year is to be from 1990 to 2200."),
        (f"2026-12-25 {'x' * (NAME_LIMIT + 1)}", "The name is longer than 120 characters."),
        (f"2026-12-25 {'x' * 400}", "The line is longer than 300 characters."),
    ],
)
def test_a_line_that_is_no_day_is_told_by_its_number(line: str, why: str) -> None:
    found = read_closings(f"2026-12-25 Christmas Day\n\n{line}\n")
    ((number, said),) = found.unread
    assert (found.days, number, why in said) == ((CHRISTMAS,), 3, True)


def test_one_date_with_two_names_is_told() -> None:
    found = read_closings("2026-12-25 Christmas Day\n2026-12-25 Stocktaking")
    assert [str(each.why) for each in found.unread] == ["2026-12-25 stands in line 1 already, as “Christmas Day”."]


def test_more_days_than_are_kept_are_refused() -> None:
    lines = "\n".join(str(date.fromordinal(740_000 + number)) for number in range(MOST_DAYS + 1))
    assert "at most 2,000 are kept" in read_closings(lines).unread[0].why


@pytest.mark.parametrize(
    "line",
    [
        "a" + " " * 40_000 + "b",
        "a" + "\t" * 40_000 + "b",
        "25 " * 60_000,
        "," * 200_000,
        "a ,\t" * 50_000,
        "1." * 99_999,
    ],
)
def test_a_hostile_line_takes_no_time(line: str) -> None:
    began = perf_counter()
    assert read_closings(line).unread or not line.strip()
    assert perf_counter() - began < 1


@given(st.dictionaries(DATES, NAMES, max_size=20))
def test_what_is_written_is_read_again(named: dict[date, str]) -> None:
    days = tuple(sorted(Closing(day, name) for day, name in named.items()))
    assert read_closings(written_closings(days)) == (days, ())
