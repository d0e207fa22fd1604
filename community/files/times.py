"""Parse the forms in which sources write a time.

These are ISO 8601, seconds or milliseconds since 1970, and the form of an e-mail.
"""

import re
from datetime import UTC, datetime, timedelta, tzinfo
from email.utils import parsedate_to_datetime

# An earlier date is a mistake of the source, such as 1970-01-01 for none.
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
# Seconds have this many digits from year 5138 on, milliseconds since 1973.
FIRST_MILLISECOND = 10**11
NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
MAIL = re.compile(r"[A-Z][a-z]{2}, \d")
LEAP_SECOND = re.compile(r"(.*[T ]\d\d:\d\d:)60(.*)", re.ASCII)
MIDNIGHT = re.compile(r"(.*[T ])24(:00.*)", re.ASCII)


def read_time(said: object, zone: tzinfo) -> datetime:
    """Parse a time and return it in UTC.

    A time without a zone is of `zone`. In an hour that comes twice it is the first one, and in one that is left out it
    is read as if the clock had not been moved. Raises ValueError for what is no time, OverflowError for one out of all
    bounds.
    """
    try:
        when = _from_text(said.strip(), zone) if isinstance(said, str) else _since_1970(said)
        return when.astimezone(UTC)
    except (ValueError, TypeError, OSError, IndexError) as error:
        raise ValueError("not a time") from error


def _from_text(said: str, zone: tzinfo) -> datetime:
    # Eight digits are a date. Python would also read a longer run as one, with a time behind it.
    if NUMBER.fullmatch(said) and len(said) != 8:
        return _since_1970(float(said))
    # An e-mail's time without a zone (-0000) is universal.
    when, zone = (parsedate_to_datetime(said), UTC) if MAIL.match(said) else (_from_iso(said), zone)
    return when if when.tzinfo else when.replace(tzinfo=zone)


def _since_1970(said: object) -> datetime:
    if isinstance(said, bool) or not isinstance(said, int | float):
        raise TypeError
    return datetime.fromtimestamp(said / 1000 if abs(said) >= FIRST_MILLISECOND else said, UTC)


def _from_iso(said: str) -> datetime:
    said = said.removesuffix(" UTC").removesuffix(" GMT") + "Z" if said.endswith((" UTC", " GMT")) else said
    # Python knows no second 60.
    if leap := LEAP_SECOND.fullmatch(said):
        return datetime.fromisoformat(f"{leap[1]}59{leap[2]}") + timedelta(seconds=1)
    # ISO 8601 also writes the end of a day as 24:00.
    if midnight := MIDNIGHT.fullmatch(said):
        return datetime.fromisoformat(f"{midnight[1]}00{midnight[2]}") + timedelta(days=1)
    return datetime.fromisoformat(said)
