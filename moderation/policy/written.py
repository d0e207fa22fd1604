"""Durations and times of day, read and written as people do ("1h 30m", "24:00")."""

import re

MINUTES_A_DAY = 24 * 60
# A longer promise than a year of working time is a typing mistake.
LONGEST = 365 * MINUTES_A_DAY
UNITS = {"d": MINUTES_A_DAY, "h": 60, "m": 1}
DURATION = re.compile(r"(?:(\d{1,6})\s*d)?\s*(?:(\d{1,6})\s*h)?\s*(?:(\d{1,6})\s*m(?:in)?)?", re.ASCII)
TIME_OF_DAY = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)


def parse_minutes(text: str) -> int:
    """Return the minutes of "45m", "4h", "1h 30m" or "2d".

    Days of 24 hours, hours and minutes stand in this order. Raises ValueError, with a sentence that says what to write,
    for anything else and for less than 1 minute or over 365 days.
    """
    said = DURATION.fullmatch(text.strip().lower())
    if not said or not any(said.groups()):
        raise ValueError("Write it as 45m, 4h, 1h 30m or 2d.")
    found = sum(int(count or 0) * unit for count, unit in zip(said.groups(), UNITS.values(), strict=True))
    if not 1 <= found <= LONGEST:
        raise ValueError("Write at least 1m and at most 365d.")
    return found


def written_minutes(minutes: int) -> str:
    """Write minutes (0 or more) as `parse_minutes` reads them.

    The largest units come first, and none of them is zero. None at all is "0m".
    """
    parts = []
    for unit, size in UNITS.items():
        count, minutes = divmod(minutes, size)
        parts += [f"{count}{unit}"] if count else []
    return " ".join(parts) or "0m"


def minutes_in_words(minutes: int) -> str:
    """Minutes (1 or more) in words: "7 days", "1 hour 30 minutes"."""
    parts = []
    for word, size in zip(("day", "hour", "minute"), UNITS.values(), strict=True):
        count, minutes = divmod(minutes, size)
        parts += [f"{count} {word}{'s' * (count > 1)}"] if count else []
    return " ".join(parts)


def hours_in_words(minutes: int) -> str:
    """Write minutes (0 or more) in hours, as "40 min", "4 h" or "1 h 30 min"."""
    hours, left = divmod(minutes, 60)
    parts = [f"{hours} h"] if hours else []
    return " ".join([*parts, f"{left} min"] if left or not hours else parts)


def minute_of_day(text: str) -> int:
    """Return the minutes since midnight (0 to 1440) of 9:00, 09:00 or 24:00.

    Raises ValueError with what to write otherwise.
    """
    said = TIME_OF_DAY.fullmatch(text.strip())
    found = int(said[1]) * 60 + int(said[2]) if said and int(said[2]) < 60 else MINUTES_A_DAY + 1
    if found > MINUTES_A_DAY:
        raise ValueError("Write a time from 00:00 to 24:00, such as 09:30.")
    return found


def time_of_day(minute: int) -> str:
    """Write minutes since midnight (0 to 1440) as "09:00".

    The end of the day is "24:00".
    """
    return f"{minute // 60:02d}:{minute % 60:02d}"


def signed(value: float) -> str:
    """Write a figure with its sign, or without one when it is zero."""
    text = f"{value:+.2f}" if isinstance(value, float) else f"{value:+d}"
    return text[1:] if float(text) == 0 else with_true_minus(text)


def with_true_minus(text: str) -> str:
    """Write a number, as its digits are, with the one minus that all screens show.

    It is as wide as the plus, so that columns line up.
    """
    return text.replace("-", "−")
