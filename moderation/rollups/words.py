"""Figures in the words of a health page.

An unknown figure says so and is never 0.
"""

from collections.abc import Callable, Iterable
from datetime import date

from moderation.policy.health.moods import Change
from moderation.policy.hours import MINUTES, ROUND_THE_CLOCK, Day, Week, Window
from moderation.policy.written import signed

UNKNOWN = "unknown"
NOTHING = "–"
# A figure and its unit stay on one line.
UNBROKEN = "\u00a0"
MINUTE, HOUR = 60, 3600
NO_CHANGE = "no change that can be told from chance"
TOO_FEW = "too few people to tell a change from chance"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def count_words(number: int | None) -> str:
    return UNKNOWN if number is None else f"{number:,}"


def counted_plural(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def share_words(part: float | None) -> str:
    """Write a share of 1 in percent."""
    if part is None:
        return UNKNOWN
    # Rounding must not make a few look like none, or nearly all like all.
    return f"{min(max(part * 100, 0.1), 99.9):.1f}{UNBROKEN}%" if 0 < part < 1 else f"{part * 100:.0f}{UNBROKEN}%"


def mood_figure(compound: float | None) -> str:
    return UNKNOWN if compound is None else signed(float(compound))


def interval_words(low: float, high: float) -> str:
    return f"{signed(float(low))} to {signed(float(high))}"


def change_in_words(change: Change) -> str:
    if change.low is None:
        return TOO_FEW
    return "a change beyond chance" if change.is_beyond_chance else NO_CHANGE


def rate_words(each: float | None) -> str:
    return UNKNOWN if each is None else f"{each:.2f}" if abs(each) < 10 else f"{each:,.1f}"


def duration_words(seconds: float | None) -> str:
    """Write a time in its two largest units up to hours."""
    if seconds is None:
        return UNKNOWN
    if seconds < 1:
        said = "under 1 s"
    elif seconds < MINUTE - 0.5:
        said = f"{seconds:.0f} s"
    else:
        said = minutes_words(round(seconds / MINUTE))
    return said.replace(" ", UNBROKEN)


def minutes_words(number: int) -> str:
    # Hours are the largest unit, because a day of working time is not 24 of them.
    hours, rest = divmod(number, 60)
    if not hours:
        return f"{rest} min"
    return f"{hours:,} h {rest:02d} min" if rest and hours < 48 else f"{hours + (rest >= 30):,} h"


def day_name(day: date) -> str:
    """Write a day in full, as “16 Nov 2026”."""
    return f"{day.day} {day:%b} {day.year}"


def short_day(day: date) -> str:
    return f"{day.day} {day:%b}"


def names_of(days: Iterable[date]) -> Callable[[date], str]:
    """Return how to write days side by side, with years where they differ."""
    return short_day if len({day.year for day in days}) < 2 else day_name


def days_between(start: date, end: date) -> str:
    """Write a span of days, as “24 Oct to 22 Nov 2026”."""
    if start == end:
        return day_name(end)
    return f"{short_day(start) if start.year == end.year else day_name(start)} to {day_name(end)}"


def working_time(week: Week) -> str:
    """Write the hours that count, as “Mon–Fri 09:00–12:00 and 13:00–17:00, Europe/London”."""
    but = ", without the closed days" if week.closed else ""
    if week.days == ROUND_THE_CLOCK:
        return f"round the clock{but}"
    runs: list[tuple[int, int, Day]] = []
    for number, day in enumerate(week.days):
        if day and runs and runs[-1][1:] == (number - 1, day):
            runs[-1] = (runs[-1][0], number, day)
        elif day:
            runs.append((number, number, day))
    return (
        ", ".join([*(f"{weekday_range(first, last)} {day_words(day)}" for first, last, day in runs), week.zone]) + but
    )


def weekday_range(first: int, last: int) -> str:
    return WEEKDAYS[first] if first == last else f"{WEEKDAYS[first]}–{WEEKDAYS[last]}"


def day_words(day: Day) -> str:
    return " and ".join(map(hours_words, day))


def hours_words(window: Window) -> str:
    # Past midnight it is a time of the day after.
    closes = window.closes - MINUTES if window.closes > MINUTES else window.closes
    return f"{clock_words(window.opens)}–{clock_words(closes)}"


def clock_words(since_midnight: int) -> str:
    return f"{since_midnight // 60:02d}:{since_midnight % 60:02d}"
