"""Change the days on which the desk is closed, for the cases to come."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from community.models import Community
from moderation.administration.public_holidays import holidays_to_come
from moderation.administration.targets import working_time_changed
from moderation.changes import Subject, Values, hold_community, record_change, refuse_stale
from moderation.models import ClosedDay, User
from moderation.policy.closings import MOST_DAYS, Closing
from moderation.refusal import Refused

CLOSED = "Closed days"
NAMELESS = "without a name"


def closed_days_of(community: Community) -> tuple[Closing, ...]:
    rows = ClosedDay.objects.filter(community=community).values_list("date", "name")
    return tuple(Closing(day, name) for day, name in rows)


def values_of(days: Iterable[Closing]) -> dict[str, Any]:
    """Write closed days as values of a form and of the record, one field a date."""
    return {str(day.date): day.name or NAMELESS for day in days}


@transaction.atomic
def set_closed_days(community: Community, by: User, now: datetime, *, days: tuple[Closing, ...], seen: str) -> bool:
    """Set the closed days from now on.

    Returns whether anything differs.
    """
    community = hold_community(community, by)
    before = values_of(closed_days_of(community))
    refuse_stale(community, Subject.HOURS, CLOSED, before, seen)
    return _write(community, by, now, before, days)


@transaction.atomic
def add_public_holidays(community: Community, by: User, now: datetime, *, country: str, region: str) -> int:
    """Close the desk on the public holidays that are still to come this year and the next.

    Returns how many days that adds. A date that is closed already keeps its name.
    """
    community = hold_community(community, by)
    standing = closed_days_of(community)
    taken, today = {day.date for day in standing}, now.astimezone(ZoneInfo(community.time_zone)).date()
    found = holidays_to_come(country, region, today, community.languages)
    more = [day for day in found if day.date not in taken]
    if len(standing) + len(more) > MOST_DAYS:
        raise Refused(f"At most {MOST_DAYS:,} closed days are kept. Take out those of earlier years first.")
    _write(community, by, now, values_of(standing), sorted((*standing, *more)))
    return len(more)


def _write(community: Community, by: User, now: datetime, before: Values, days: Iterable[Closing]) -> bool:
    days = tuple(days)
    if not record_change(community, by, now, Subject.HOURS, CLOSED, before=before, after=values_of(days)):
        return False
    ClosedDay.objects.filter(community=community).delete()
    ClosedDay.objects.bulk_create(ClosedDay(community=community, date=day.date, name=day.name) for day in days)
    working_time_changed(community)
    return True
