"""Read the forms in which sources write a time."""

import re
import unicodedata
from datetime import UTC, datetime, timedelta, tzinfo

from community.files.clock_times import Clock, split_clock
from community.files.date_forms import read_date
from community.files.epochs import time_of_number
from community.files.time_form import ANY_FORM, TimeForm
from community.files.time_zones import AMBIGUOUS, local_zone, zone_of
from community.files.wrong import Wrong, shown

# An earlier date is a mistake of the source, such as 1970-01-01 for none.
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
# The longest form, with weekday, offset and the zone's name in brackets, has about 80 characters.
LONGEST = 120
# What may stand behind an ISO date. Python would also take the sign of an offset there.
ISO_MARKS = ("", "T", " ", "t", "_")
UNIVERSAL = (" UTC", " GMT")
NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?", re.ASCII)
# As numbers these would be of 1976 or of 2286 and later.
COMPACT = re.compile(r"((?:19|20)\d{6})[T ]?(\d\d)(\d\d)(\d\d)?", re.ASCII)
# Marks that steer the direction of writing, which programs put around dates.
UNSEEN = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
ROUNDED = re.compile(r"\d[.,]\d+[Ee]\+?\d+", re.ASCII)
DISTANCE = re.compile(
    r"\d+ ?[^\W\d]+ ago\b|an? \w+ ago\b|(?:vor|hace|il y a) \w+ |\d+ ?(?:s|m|h|d|w|mo|y)$", re.IGNORECASE
)


def read_time(said: object, zone: tzinfo, form: TimeForm = ANY_FORM) -> datetime:
    """Read a time and return it in UTC.

    A time without a zone is of the form's zone, or else of `zone`. In an hour that comes twice it is the first one, and
    in one that is left out it is read as if the clock had not been moved. Raises Wrong with the reason, and
    OverflowError for a time out of all bounds.
    """
    zone = (zone_of(form.zone) or zone) if form.zone else zone
    try:
        when = _of_text(said.strip(), zone, form) if isinstance(said, str) else _of_number(said, zone, form)
        return when if when.tzinfo is UTC else when.astimezone(UTC)
    except Wrong:
        raise
    except (ValueError, TypeError, OSError, IndexError) as error:
        raise Wrong(_why_not(said)) from error


def _of_text(said: str, zone: tzinfo, form: TimeForm) -> datetime:
    if (said[4:5] == "-" and said[10:11] in ISO_MARKS) or said[8:9] == "T":
        try:
            when = datetime.fromisoformat(f"{said[:-4]}Z" if said.endswith(UNIVERSAL) else said)
        except ValueError:
            return _of_words(said, zone, form)
        return when if when.tzinfo else when.replace(tzinfo=zone)
    return _of_words(said, zone, form)


def _of_number(said: object, zone: tzinfo, form: TimeForm) -> datetime:
    if isinstance(said, bool) or not isinstance(said, int | float):
        raise TypeError
    return time_of_number(said, zone, form)


def _of_words(said: str, zone: tzinfo, form: TimeForm) -> datetime:
    if len(said) > LONGEST:
        raise ValueError(said)
    said = _plain(said)
    if match := COMPACT.fullmatch(said):
        date, hour, minute, second = match.groups()
        return _moment(date, Clock(int(hour), int(minute), int(second or 0)), zone, form)
    # Eight digits are a date.
    if NUMBER.fullmatch(said) and len(said) != 8:
        number = said.replace(",", ".")
        return time_of_number(float(number) if "." in number else int(number), zone, form)
    return _moment(*split_clock(said), zone, form)


def _plain(said: str) -> str:
    if not said.isascii():
        said = UNSEEN.sub("", unicodedata.normalize("NFC", said)).replace("\u2212", "-")
    return " ".join(said.split())


def _moment(date: str, clock: Clock, zone: tzinfo, form: TimeForm) -> datetime:
    day = read_date(date, form)
    # Python knows neither a second 60 nor an hour 24, which ends a day.
    later = timedelta(seconds=clock.second == 60, days=clock.hour == 24)
    if clock.hour == 24 and (clock.minute or clock.second or clock.microsecond):
        raise ValueError(date)
    when = datetime(
        *(day.year, day.month, day.day),
        0 if clock.hour == 24 else clock.hour,
        clock.minute,
        min(clock.second, 59) if clock.second <= 60 else clock.second,
        clock.microsecond,
        tzinfo=zone,
    )
    if clock.zone:
        when = when.replace(tzinfo=_said_zone(clock.zone, when))
    return when + later


def _said_zone(said: str, when: datetime) -> tzinfo:
    zone = zone_of(said) or local_zone(said, when, when.tzinfo or UTC)
    if not zone:
        several = AMBIGUOUS[said.upper()]
        which = f"has the zone {said}, which means different times in {several}"
        raise Wrong(f"{which}; choose one of their time zones or write the offset")
    return zone


def _why_not(said: object) -> str:
    if isinstance(said, str) and len(said) <= LONGEST:
        if DISTANCE.search(said):
            return f"is {shown(said)}, counted from a moment that is not in the file; save the dates themselves"
        if ROUNDED.fullmatch(said.strip()):
            return f"is {shown(said)}, a number that a spreadsheet rounded; save the column as text"
    return f"is {shown(said)}, not a time such as 2026-03-08T06:30:00Z"
