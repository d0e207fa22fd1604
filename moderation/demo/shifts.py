"""When the demo's people look at what has come in."""

from collections.abc import Iterable, Iterator
from datetime import datetime, time, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from community.models import Feed
from community.records import RawMessage
from moderation.guidelines.publishing import compiled_rule_set, current_rule_sets
from moderation.policy.values import Facts, Severity

# By day of the week, Monday 0.
SHIFTS = {**dict.fromkeys(range(5), (time(9), time(15))), 5: (time(10),), 6: ()}
SHIFT = timedelta(hours=3)
# What is critical rings at somebody's desk, and is looked at so many minutes later, at these hours.
HEARD_AFTER, HEARD_FROM, HEARD_UNTIL = (8, 70), time(7), time(22)


class Look(NamedTuple):
    """A moment at which somebody looks, at one alarm alone or for a shift."""

    at: datetime
    is_shift: bool


def looks(feed: Feed, said: Iterable[RawMessage], since: datetime, until: datetime) -> list[Look]:
    """Return when somebody looks, in order. What comes in on a Sunday waits for Monday's first shift."""
    begins = list(shifts(feed, since, until))
    alarms = [moment for moment in alarmed_at(feed, said) if since < moment < until and is_free(moment, begins)]
    return sorted([Look(at, is_shift=True) for at in begins] + [Look(at, is_shift=False) for at in alarms])


def shifts(feed: Feed, since: datetime, until: datetime) -> Iterator[datetime]:
    """Yield when shifts begin."""
    zone = ZoneInfo(feed.community.time_zone)
    day, last = since.astimezone(zone).date(), until.astimezone(zone).date()
    while day <= last:
        begin = [datetime.combine(day, begins, zone) for begins in SHIFTS[day.weekday()]]
        yield from (moment for moment in begin if since < moment < until)
        day += timedelta(days=1)


def is_free(moment: datetime, begins: list[datetime]) -> bool:
    """Tell whether nobody is in a shift then: what a shift brings is written down as it begins."""
    return not any(begin <= moment <= begin + SHIFT for begin in begins)


def alarmed_at(feed: Feed, said: Iterable[RawMessage]) -> Iterator[datetime]:
    """Yield when somebody looks because of something critical."""
    zone, in_force = ZoneInfo(feed.community.time_zone), current_rule_sets([feed.community_id])
    rules = compiled_rule_set(in_force[feed.community_id].rule_set)
    for record in said:
        found = rules.findings(Facts(record.text, record.title), None, "en").findings
        if record.posted_at and any(each.severity >= Severity.CRITICAL for each in found):
            after = timedelta(minutes=Random(record.external_id).randint(*HEARD_AFTER))
            at = (record.posted_at + after).astimezone(zone)
            if SHIFTS[at.weekday()] and HEARD_FROM <= at.time() < HEARD_UNTIL:
                yield at
