"""Read the date of a written time, in each order of day, month and year."""

import re
from datetime import date

from community.files.date_words import MONTHS, POLISH_NOVEMBER, WEEKDAYS, folded
from community.files.time_form import TimeForm
from community.files.wrong import Wrong

WORD = r"[^\W\d_]+"
YEAR_FIRST = re.compile(r"([0-9]{4})([-/.]) ?([0-9]{1,2})\2 ?([0-9]{1,2})\.?")
EASTERN = re.compile(r"([0-9]{4}) ?[年년] ?([0-9]{1,2}) ?[月월] ?([0-9]{1,2}) ?[日일]")
COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
YEAR_LAST = re.compile(r"([0-9]{1,2})([-/.]) ?([0-9]{1,2})\2 ?([0-9]{4}|[0-9]{2})\.?")
DAY_NAMED = re.compile(
    rf"([0-9]{{1,2}})(?:st|nd|rd|th|er|[.ºª°])?[ -]?(?:de |of )?({WORD})\.?[ -]?(?:del? )?([0-9]{{4}}|[0-9]{{2}})"
)
MONTH_NAMED = re.compile(rf"({WORD})\.?[ -]?([0-9]{{1,2}})(?:st|nd|rd|th)?,?[ -]([0-9]{{4}})")
YEAR_NAMED = re.compile(rf"([0-9]{{4}})[ -]?({WORD})\.?[ -]?([0-9]{{1,2}})")
# Words around a date that say nothing.
FILLERS = re.compile(r"(?<!\S)(?:at|on|um|uhr|kl|klo|om|ore|alle|à|às|a las?|le|the|den|el)\.?(?!\S)", re.IGNORECASE)
# No community is older, so 90 is 1990.
FIRST_SHORT_YEAR = 90


class Ambiguous(Wrong):
    """A date that can be read in more than one way."""


def read_date(said: str, form: TimeForm) -> date:
    """Read the date of a written time.

    Raises Wrong for a date that the form does not settle, and ValueError for what is no date.
    """
    said = _without_weekday(said)
    found = _any_order(said, form)
    if not found:
        said = " ".join(FILLERS.sub(" ", said.replace(",", " ")).split())
        found = _any_order(said, form) or _any_order(_without_weekday(said, even_a_month=True), form)
    if not found:
        raise ValueError(said)
    return found


def _without_weekday(said: str, *, even_a_month: bool = False) -> str:
    first, _, rest = said.partition(" ")
    word = folded(first.rstrip(".,"))
    # In some languages "mar" is a month, in others a weekday.
    return rest if word in WEEKDAYS and (even_a_month or word not in MONTHS) else said


def _any_order(said: str, form: TimeForm) -> date | None:
    if match := YEAR_LAST.fullmatch(said):
        return _of_numbers(int(match[1]), int(match[3]), match[4], match[2], form)
    if match := YEAR_FIRST.fullmatch(said):
        return date(int(match[1]), int(match[3]), int(match[4]))
    if match := EASTERN.fullmatch(said) or COMPACT.fullmatch(said):
        return date(int(match[1]), int(match[2]), int(match[3]))
    return _with_a_name(said)


def _with_a_name(said: str) -> date | None:
    if match := MONTH_NAMED.fullmatch(said):
        month, day, year = match.groups()
    elif match := DAY_NAMED.fullmatch(said):
        day, month, year = match.groups()
    elif match := YEAR_NAMED.fullmatch(said):
        year, month, day = match.groups()
    else:
        return None
    number = 11 if month == POLISH_NOVEMBER and "." not in said else MONTHS.get(folded(month))
    return date(full_year(year), number, int(day)) if number else None


def full_year(said: str) -> int:
    year = int(said)
    return year if len(said) == 4 else year + (1900 if year >= FIRST_SHORT_YEAR else 2000)


def _of_numbers(first: int, second: int, year: str, mark: str, form: TimeForm) -> date:
    wanted, written = wanted_order(mark, year, form), f"{first:02}{mark}{second:02}{mark}{year}"
    possible = readings(first, second, year)
    if not possible:
        raise ValueError(written)
    if wanted in possible:
        return possible[wanted]
    if wanted and form.order and not form.is_mixed:
        raise Wrong(f"is {written!r}, which is not {wanted} first as the column's other dates are")
    # With dots nobody writes the month first, if the column does not.
    if wanted and not form.order:
        raise Wrong(f"is {written!r}, which is not day first as dates with dots are")
    different = set(possible.values())
    if len(different) > 1:
        raise Ambiguous(_ways(written, possible))
    return different.pop()


def wanted_order(mark: str, year: str, form: TimeForm) -> str:
    """Return the order in which a date with this mark is read, if it is settled."""
    if mark == "." and len(year) == 4:
        return "month" if form.order == "month" and not form.is_mixed else "day"
    return form.order


def readings(first: int, second: int, year: str) -> dict[str, date]:
    """Return each order in which these numbers are a date, with that date."""
    found = {}
    ways = {"day": (full_year(year), second, first), "month": (full_year(year), first, second)}
    if len(year) == 2:
        ways["year"] = (full_year(f"{first:02}"), second, int(year))
    for order, way in ways.items():
        try:
            found[order] = date(*way)
        except ValueError:
            continue
    return found


def _ways(written: str, possible: dict[str, date]) -> str:
    ways = " or ".join(written_date(each) for each in dict.fromkeys(possible.values()))
    return f"is {written!r}, which can be {ways}; say --date-order day or --date-order month"


def written_date(when: date) -> str:
    return f"{when.day} {when:%B %Y}"
