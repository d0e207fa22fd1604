"""What a target comes to in the hours that are set, by an example."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from moderation.policy.hours import ALWAYS, Week, due_after, is_always
from moderation.policy.written import minutes_in_words, written_minutes

# Somebody asks on the coming Thursday morning, near enough to a weekend for it to show.
ASKED_ON, ASKED_AT = 3, time(10)
DAYS, HOUR = 7, 60
# Returns what so many minutes come to, at any hour or in working time.
Reckoner = Callable[[int, bool], str]


def reckoner(week: Week, now: datetime) -> Reckoner:
    return lambda minutes, is_at_any_hour: comes_to(minutes, week, now, is_at_any_hour)


def comes_to(minutes: int, week: Week, now: datetime, is_at_any_hour: bool = False) -> str:
    """Write what a target comes to, as “1d = 24 working hours: asked Thu 10:00, due Sat 11:00”."""
    zone = ZoneInfo(week.zone)
    today = now.astimezone(zone).date()
    ahead = (ASKED_ON - today.weekday()) % DAYS or DAYS
    asked = datetime.combine(today + timedelta(days=ahead), ASKED_AT, zone)
    amount = f"{written_minutes(minutes)} = {amount_in_words(minutes, is_at_any_hour or is_always(week))}"
    try:
        due = due_after(asked, timedelta(minutes=minutes), ALWAYS if is_at_any_hour else week).astimezone(zone)
    except (ValueError, OverflowError):
        return f"{amount}: not due within a hundred years"
    return f"{amount}: asked {asked:%a %H:%M}, due {moment_after(asked, due)}"


def amount_in_words(minutes: int, is_by_the_clock: bool) -> str:
    """Write an amount in hours, because a day of working time is not 24 of them."""
    if is_by_the_clock:
        return minutes_in_words(minutes)
    hours, rest = divmod(minutes, HOUR)
    said = [
        f"{count:,} {unit}{'' if count == 1 else 's'}" for count, unit in ((hours, "hour"), (rest, "minute")) if count
    ]
    return f"{said[0].replace(' ', ' working ', 1)}{' '.join(['', *said[1:]])}"


def moment_after(asked: datetime, due: datetime) -> str:
    """Write when it is due, with the day of the month where the weekday may mislead."""
    if due - asked < timedelta(days=DAYS - 1):
        return f"{due:%a %H:%M}"
    year = "" if due.year == asked.year else f" {due.year}"
    return f"{due:%a} {due.day} {due:%b}{year}, {due:%H:%M}"
