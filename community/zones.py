"""Time zone names, checked against the system's list."""

from functools import cache
from zoneinfo import available_timezones


# The system's list is read from many files.
@cache
def time_zone_names() -> frozenset[str]:
    return frozenset(available_timezones())


def is_time_zone(name: str) -> bool:
    return name in time_zone_names()
