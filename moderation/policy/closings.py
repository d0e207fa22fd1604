"""Closed days, read from lines as people paste them."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

# As long as the name of a day may be, and as many days as a community may have.
NAME_LIMIT, LINE_LIMIT, MOST_DAYS = 120, 300, 2_000
FIRST_YEAR, LAST_YEAR = 1990, 2200
MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
WRITE = "Write it as 2026-12-25, 25.12.2026 or 25 December 2026, and then its name."
WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s+)?"
MONTH = r"(?P<month>[a-z]{3,9})\.?"
FORMS = (
    r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})",
    r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})",
    r"(?P<first>\d{1,2})(?P<mark>[/-])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})",
    rf"{WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-]{MONTH}[\s,-]\s?(?P<year>\d{{4}})",
    rf"{WEEKDAY}{MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>\d{{4}})",
)
# The date comes first, or last behind a tab, comma or semicolon, as a column of a table.
BEGINNING = [re.compile(rf"{form}(?!\d)", re.ASCII | re.IGNORECASE) for form in FORMS]
ENDING = [re.compile(rf"(?P<name>.*?)\s*[\t,;]\s*{form}", re.ASCII | re.IGNORECASE) for form in FORMS]
BETWEEN = " \t,;:|-–—"


class Closing(NamedTuple):
    """A date on which a desk is closed, and its name."""

    date: date
    name: str


class Unread(NamedTuple):
    """A line that names no closed day, and why."""

    line: int
    why: str


class Closings(NamedTuple):
    """The closed days of a text in order, and the lines that could not be read."""

    days: tuple[Closing, ...]
    unread: tuple[Unread, ...]


def read_closings(text: str) -> Closings:
    """Read a closed day from each line.

    Blank lines are passed over, and so is a line that says the same again. A date that stands there under another name,
    and one that can be read in two ways, are not read.
    """
    found: dict[date, tuple[int, str]] = {}
    unread = []
    for number, line in numbered_lines(text):
        try:
            day = closing_of(line)
        except ValueError as wrong:
            unread.append(Unread(number, str(wrong)))
            continue
        first, name = found.setdefault(day.date, (number, day.name))
        if name != day.name:
            unread.append(Unread(number, f"{day.date} stands in line {first} already, as “{name}”."))
    days = sorted(Closing(day, name) for day, (_, name) in found.items())
    if len(days) > MOST_DAYS:
        unread.append(Unread(0, f"These are {len(days):,} days, and at most {MOST_DAYS:,} are kept."))
    return Closings(tuple(days), tuple(unread))


def numbered_lines(text: str) -> Iterator[tuple[int, str]]:
    lines = enumerate(text.splitlines(), start=1)
    return ((number, line.strip()) for number, line in lines if line.strip())


def closing_of(line: str) -> Closing:
    """Read a date and its name.

    Raises ValueError with what to write.
    """
    if len(line) > LINE_LIMIT:
        raise ValueError(f"The line is longer than {LINE_LIMIT} characters. {WRITE}")
    if said := next(filter(None, (form.match(line) for form in BEGINNING)), None):
        name = line[said.end() :]
    elif said := next(filter(None, (form.fullmatch(line) for form in ENDING)), None):
        name = said["name"]
    else:
        raise ValueError(WRITE)
    name = " ".join(name.split()).strip(BETWEEN)
    if len(name) > NAME_LIMIT:
        raise ValueError(f"The name is longer than {NAME_LIMIT} characters.")
    return Closing(date_of_match(said.groupdict()), name)


def date_of_match(said: dict[str, str]) -> date:
    year = int(said["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"The year is to be from {FIRST_YEAR} to {LAST_YEAR}.")
    if "first" in said:
        return the_only_date(year, int(said["first"]), int(said["second"]))
    return existing_date(year, month_number(said["month"]), int(said["day"]))


def the_only_date(year: int, first: int, second: int) -> date:
    """Read 25/12/2026 or 12/25/2026, but not what could be either."""
    if first != second and first <= len(MONTHS) and second <= len(MONTHS):
        raise ValueError(
            f"This may be {date(year, second, first)} or {date(year, first, second)}: write the one meant."
        )
    return existing_date(year, *((second, first) if second <= len(MONTHS) else (first, second)))


def month_number(said: str) -> int:
    if said.isdecimal():
        return int(said)
    named = [number for number, month in enumerate(MONTHS, start=1) if month.startswith(said.lower())]
    if not named:
        raise ValueError(f"No month is called “{said}”. {WRITE}")
    return named[0]


def existing_date(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"There is no day {day} in month {month} of {year}.") from None


def written_closings(days: tuple[Closing, ...]) -> str:
    """Write closed days as `read_closings` reads them."""
    return "\n".join(f"{day.date} {day.name}".rstrip() for day in days)
