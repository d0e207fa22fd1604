"""Find the time of day in a written time."""

import re
from typing import NamedTuple

from community.files.time_zones import NAMES, ZONE

# The minutes may be missing only before am or pm.
CLOCK = re.compile(
    r"(?:(?<=\d)[Tt_])?(?<![\d:.+-])(\d{1,2})"
    r"(?:[:h](\d\d)(?::(\d\d)(?:[.,:](\d{1,12}))?)?(?![\d:])|(?= ?[AaPp]\.? ?[Mm]\b))"
    # Some write a name behind the offset, such as +0000 UTC.
    rf"(?: ?([AaPp])\.? ?[Mm]\b\.?)?(?: ?({ZONE})(?: (?:{NAMES})\b)?)?",
    re.ASCII,
)
# The zone of a date without a time of day. Behind a minus it could be the time itself.
DATES_ZONE = re.compile(rf"(?<=[\d ])(?:\+\d\d:\d\d|(?![+-])(?:{ZONE}))$", re.ASCII)
BRACKETS = re.compile(r" ?[(\[]([^()\[\]]*)[)\]]$")
IN_BRACKETS = re.compile(ZONE, re.ASCII)
# Words and marks between a date and a time of day.
JOINTS = " ,·|@-–"


class Clock(NamedTuple):
    """A time of day, with the zone that was written behind it."""

    hour: int = 0
    minute: int = 0
    second: int = 0
    microsecond: int = 0
    zone: str = ""


def split_clock(said: str) -> tuple[str, Clock]:
    """Return the date part of a written time, and its time of day.

    Raises ValueError for an hour that no clock shows.
    """
    bracketed = BRACKETS.search(said) if said.endswith((")", "]")) else None
    said = said[: bracketed.start()] if bracketed else said
    match = CLOCK.search(said)
    if match:
        date, clock = _around(said, match), _clock(match)
    else:
        found = DATES_ZONE.search(said)
        date, clock = (said[: found.start()].rstrip(), Clock(zone=found[0])) if found else (said, Clock())
    # The comment behind an offset, such as its zone's name, says nothing more.
    if bracketed and not clock.zone:
        clock = clock._replace(zone=_zone_in_brackets(bracketed[1]))
    return date, clock


def _around(said: str, match: re.Match[str]) -> str:
    before, after = said[: match.start()].rstrip(JOINTS), said[match.end() :].lstrip(JOINTS)
    return f"{before} {after}".strip()


def _clock(match: re.Match[str]) -> Clock:
    hour, minute, second, fraction, half, zone = match.groups()
    return Clock(
        _hour(int(hour), half.lower() if half else ""),
        int(minute or 0),
        int(second or 0),
        int(fraction[:6].ljust(6, "0")) if fraction else 0,
        zone or "",
    )


def _hour(hour: int, half: str) -> int:
    if (half == "a" and hour > 12) or (half == "p" and not hour):
        raise ValueError(f"{hour} {half}m")
    if half == "a":
        return hour % 12
    return hour + 12 if half == "p" and hour < 12 else hour


def _zone_in_brackets(said: str) -> str:
    if not IN_BRACKETS.fullmatch(said):
        raise ValueError(said)
    return said
