"""The days and the channel that an address asks for.

Where they cannot be shown, the usual days are shown with the reason.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlencode

from community.models import Channel
from moderation.rollups.words import day_name

USUAL, PRESETS = 30, (7, 30, 90)
# Twenty years.
MOST = 7_305
# Up to how many days are shown one by one, and week by week; more are shown by month.
BY_DAY, BY_WEEK = 366, 1_098
FIRST = date(1990, 1, 1)


class NotShown(Exception):
    """Days that cannot be shown, with a sentence why."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `start` to `end`, both included, and none after `today`.

    Where the address could not be followed, `why_days` and `why_channel` say why, each in a sentence.
    """

    start: date
    end: date
    today: date
    channel: Channel | None = None
    why_days: str = ""
    why_channel: str = ""

    @property
    def complaint(self) -> str:
        """The sentence about what could not be followed, and what is shown instead."""
        said = [f"{self.why_channel} All are shown."] if self.why_channel else []
        return " ".join([*said, f"{self.why_days} These are the last {USUAL} days."] if self.why_days else said)

    @property
    def refusal(self) -> str:
        """The same sentence for a file, which shows nothing instead."""
        return " ".join(filter(None, (self.why_channel, self.why_days)))

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1

    @property
    def unit(self) -> str:
        """What the figures are shown by."""
        return "day" if self.days <= BY_DAY else "week" if self.days <= BY_WEEK else "month"

    def unit_of(self, day: date) -> date:
        """Return the day with which a day's week or month begins."""
        return {"day": day, "week": day - timedelta(days=day.weekday()), "month": day.replace(day=1)}[self.unit]

    @property
    def before(self) -> tuple[date, date]:
        """The first and the last of as many days just before."""
        return self.start - timedelta(days=self.days), self.start - timedelta(days=1)

    @property
    def is_usual(self) -> bool:
        return (self.start, self.end) == (first_of_days(self.today, USUAL), self.today)

    @property
    def query(self) -> str:
        """The query that shows the same again."""
        # Without dates, because the usual days are other ones tomorrow.
        return self.with_days({} if self.is_usual else {"from": self.start.isoformat(), "to": self.end.isoformat()})

    @property
    def presets(self) -> list[tuple[int, str, bool]]:
        """The choices back from today.

        Each has the number of days, its query, and whether it is shown now.
        """
        return [(days, self.preset(days), (self.days, self.end) == (days, self.today)) for days in PRESETS]

    def preset(self, days: int) -> str:
        if days == USUAL:
            return self.with_days({})
        return self.with_days({"from": first_of_days(self.today, days).isoformat(), "to": self.today.isoformat()})

    def with_days(self, said: Mapping[str, str]) -> str:
        more = {"channel": self.channel.slug} if self.channel else {}
        return f"?{urlencode({**said, **more})}" if said or more else ""


def read_span(asked: Mapping[str, str], channels: Iterable[Channel], today: date) -> Span:
    """Read the span of an address, whatever it says."""
    said = asked.get("channel", "")
    channel = next((each for each in channels if each.slug == said), None)
    why_channel = "There is no such channel here." if said and not channel else ""
    try:
        start, end = days_asked(asked.get("from", ""), asked.get("to", ""), today)
    except NotShown as why:
        return Span(first_of_days(today, USUAL), today, today, channel, str(why), why_channel)
    return Span(start, end, today, channel, "", why_channel)


def days_asked(first: str, last: str, today: date) -> tuple[date, date]:
    """Return the requested days up to today, or the usual ones."""
    end = min(read_day(last), today) if last else today
    start = read_day(first) if first else max(first_of_days(end, USUAL), FIRST)
    if start > today:
        raise NotShown(f"{day_name(start)} has not come yet.")
    if start > end:
        raise NotShown("The first day is after the last.")
    if (end - start).days >= MOST:
        raise NotShown("At most twenty years are shown at once.")
    return start, end


def read_day(said: str) -> date:
    try:
        found = date.fromisoformat(said)
    except ValueError:
        raise NotShown("A day is written as 2026-11-16.") from None
    if found < FIRST:
        raise NotShown(f"Days before {day_name(FIRST)} are not shown.")
    return found


def first_of_days(end: date, days: int) -> date:
    """Return the first of so many days that end with this one."""
    return end - timedelta(days=days - 1)
