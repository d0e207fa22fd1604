"""Time zone names, checked against the system's list."""

from functools import cache
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError


# The system's list is read from many files.
@cache
def time_zone_names() -> frozenset[str]:
    return frozenset(available_timezones())


def is_time_zone(name: str) -> bool:
    return name in time_zone_names()


def must_be_a_time_zone(name: str) -> None:
    if not is_time_zone(name):
        raise ValidationError(f"{name} is not a time zone name such as Europe/London.")
