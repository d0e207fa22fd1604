"""The rhythm of a day and a week, and the office hours of staff."""

from datetime import date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

# Shares of the hours from midnight on; a shop's customers write in the evening, players later still.
HOURS = {
    "tarnfell": (3, 1, 1, 1, 1, 2, 8, 18, 24, 26, 28, 30, 38, 32, 28, 28, 30, 36, 44, 56, 64, 58, 36, 14),
    "emberloom": (30, 18, 10, 5, 3, 2, 3, 6, 9, 12, 15, 18, 22, 22, 22, 24, 30, 36, 42, 52, 60, 66, 64, 48),
}
HOURS_SUMMED = {slug: tuple(accumulate(shares)) for slug, shares in HOURS.items()}
# Monday to Sunday.
DAYS = {
    "tarnfell": (1.12, 0.9, 0.88, 0.9, 0.92, 0.98, 1.3),
    "emberloom": (0.85, 0.85, 0.85, 0.9, 1.1, 1.25, 1.2),
}
OFFICE_OPENS, OFFICE_CLOSES = 9, 17


def some_moment(day: date, slug: str, zone: ZoneInfo, random: Random) -> datetime:
    hour = random.choices(range(24), cum_weights=HOURS_SUMMED[slug])[0]
    moment = datetime.combine(day, time(hour), zone)
    return moment + timedelta(seconds=random.randrange(3600))


def when_awake(at: datetime, slug: str, zone: ZoneInfo, random: Random) -> datetime:
    """Return the moment, or the next morning when nearly everybody sleeps."""
    hour = at.astimezone(zone).hour
    if HOURS[slug][hour] > 8 or random.random() < 0.1:
        return at
    return at + timedelta(hours=(8 - hour) % 24, minutes=random.uniform(-50, 90))


def when_in_office(at: datetime, zone: ZoneInfo, random: Random) -> datetime:
    """Return the moment, or one soon after the office opens next."""
    here = at.astimezone(zone)
    if here.weekday() < 5 and OFFICE_OPENS <= here.hour < OFFICE_CLOSES:
        return at
    # After closing time the answer waits for the next working day.
    day = here.date() if here.hour < OFFICE_OPENS else here.date() + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return datetime.combine(day, time(OFFICE_OPENS), zone) + timedelta(minutes=random.uniform(2, 110))
