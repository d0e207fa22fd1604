"""Recount the days that were marked as changed.

Reading comes before writing, so that a large day holds no lock. A change meanwhile has a mark of its own, which stays.
Of two who count the same day, the one whose marks were taken by the other gives way to the newer count.
"""

import logging
import time
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Max, Min

from community.db.bulk import insert
from community.ingest.seen import in_chunks
from community.models import Channel, Community, Message
from moderation.models import Case, CaseEvent, Clock, DayRollup, Escalation, PromiseDay, StaleDay, TeamDay
from moderation.policy.hours import Week
from moderation.rollups.casework import DECIDED
from moderation.rollups.counting import Counted, count_day
from moderation.rollups.days import dates_of, day_span
from moderation.targets import week_of

log = logging.getLogger(__name__)

DAYS_A_SWEEP = 500
SECONDS_A_SWEEP = 2.0
# Two days cover today in every time zone. They must not wait for a long history.
NEWEST = timedelta(days=2)
# Two time zones are up to 26 hours apart, so what falls on a date in one falls on one of these in the other.
DAYS_OF_ANOTHER_ZONE = 2
# Larger days take long to count, so an import must not have them counted at every sweep.
LARGE = 5_000
QUIET_AFTER = timedelta(seconds=10)
NEVER_LONGER_THAN = timedelta(seconds=60)
COUNTED = [field.name for field in DayRollup._meta.concrete_fields if field.name not in ("id", "channel", "date")]
CASE_MOMENTS = ("opened_at", "closed_at")
CLOCK_MOMENTS = ("due_by", "kept_at")
# What is counted beside the rollups, and stored and dropped with them.
BESIDE = (PromiseDay, TeamDay)


class Stale(NamedTuple):
    """A marked day of a channel (by key).

    `first` and `last` are when it was marked since it was counted.
    """

    channel: int
    date: date
    first: datetime
    last: datetime

    @property
    def is_marked(self) -> bool:
        return StaleDay.objects.filter(channel=self.channel, date=self.date).exists()

    def waits(self, now: datetime) -> bool:
        """Tell whether the day should wait, because it is large and still written to.

        It never waits longer than a minute.
        """
        # A mark from the future was made before the clock was set back.
        was_written_to = timedelta() <= now - self.last < QUIET_AFTER
        is_quiet = not was_written_to or now - self.first >= NEVER_LONGER_THAN
        return not is_quiet and is_large(self.channel, self.date)


def roll_up(now: datetime) -> int:
    """Recount marked days for about two seconds, the newest first, then the longest marked.

    While older days wait, the newest take no more than half of that time. Returns how many were counted.
    """
    begun, newest = time.monotonic(), (now - NEWEST).date()
    older = stale_days(DAYS_A_SWEEP, date__lt=newest)
    at_first = SECONDS_A_SWEEP / 2 if older else SECONDS_A_SWEEP
    counted = count_until(begun + at_first, stale_days(DAYS_A_SWEEP, date__gte=newest), now)
    return counted + count_until(begun + SECONDS_A_SWEEP, older, now)


def count_until(ends: float, marked: Sequence[Stale], now: datetime) -> int:
    counted = 0
    for each in marked:
        if time.monotonic() >= ends:
            break
        try:
            counted += not each.waits(now) and recount_day(each.channel, each.date)
        except Exception:
            if not connection.is_usable():
                raise
            # The day stays marked, and the others go on.
            log.exception("%s of channel %s could not be counted.", each.date, each.channel)
    return counted


def bring_up_to_date(community: Community) -> int:
    """Recount every marked day of a community.

    Returns how many there were.
    """
    counted = 0
    # Twice, because counting a day that was marked in another time zone marks the days around it.
    for _ in range(2):
        for each in stale_days(channel__community=community):
            # A faster process may not have seen all of its marks.
            while each.is_marked and not recount_day(each.channel, each.date):
                pass
            counted += 1
    return counted


def rebuild_rollups(community: Community) -> int:
    """Drop all counts of a community and count everything again."""
    with transaction.atomic():
        mark_everything(community)
        # Marked in the same transaction, so the sweep goes on with it if this is broken off.
        for table in (DayRollup, *BESIDE):
            table.objects.filter(community=community).delete()
    return bring_up_to_date(community)


@transaction.atomic
def mark_all_days(community: Community, around: int = 0) -> int:
    """Mark all days of a community, and return how many.

    The caller holds the community in a transaction and has changed its working hours. After a change of the time zone,
    the days up to `around` before and after each are marked with it.
    """
    # A day with anything to count is either counted or marked, so neither messages nor cases are read. Marks are read
    # first, because a day counted in between is then found counted.
    rows = [table.objects.filter(channel__community=community).order_by() for table in (StaleDay, DayRollup)]
    known = {pair for each in rows for pair in each.values_list("channel", "date").distinct()}
    found = {(channel, day) for channel, on in known for day in days_around(on, around)}
    insert([StaleDay(channel_id=channel, date=day) for channel, day in sorted(found)])
    return len(found)


def days_around(on: date, number: int) -> list[date]:
    """Return a date with so many before and after it."""
    return [on + timedelta(days=each) for each in range(-number, number + 1)]


@transaction.atomic
def mark_everything(community: Community) -> int:
    """Mark every day of which any table has anything, and return how many.

    It takes one step down an index for each day, whatever the number of messages.
    """
    found = set(days_decided(community)) | set(days_asked(community))
    for channel in community.channels.values_list("pk", flat=True):
        found |= {(channel, day) for day in days_of(channel, community.time_zone)}
    zone = community.time_zone
    insert([StaleDay(channel_id=channel, date=day, zone=zone) for channel, day in sorted(found)])
    return len(found)


def recount_day(channel: int, on: date) -> bool:
    """Recount one day and remove its earlier marks.

    Returns False when somebody else was faster.
    """
    marks = dict(StaleDay.objects.filter(channel=channel, date=on).values_list("pk", "zone"))
    # Read after the marks, because a later change of time zone or hours sets a new mark.
    marked = Channel.objects.select_related("community").get(pk=channel)
    week = week_of(marked.community)
    found = count_day(marked, on)
    with transaction.atomic():
        if not (marks and is_still(week, marked.community) and all(take_marks(keys) for keys in in_chunks(marks))):
            transaction.set_rollback(True)
            return False
        store_counted(channel, on, found)
        zone = marked.community.time_zone
        if any(each and each != zone for each in marks.values()):
            mark_around(channel, on, zone)
    return True


def is_still(week: Week, community: Community) -> bool:
    """Tell whether time zone and hours are unchanged, and lock them."""
    # A change of them locks the community too, and marks what is counted or marked by then.
    return week_of(Community.objects.select_for_update(no_key=True).get(pk=community.pk)) == week


def mark_around(channel: int, on: date, zone: str) -> None:
    """Mark the days around a date.

    What was marked in another time zone may fall on one of them in this one.
    """
    near = days_around(on, DAYS_OF_ANOTHER_ZONE)
    insert([StaleDay(channel_id=channel, date=day, zone=zone) for day in near if day != on])


def take_marks(marks: Sequence[int]) -> bool:
    """Remove these marks if all of them are still there."""
    there = StaleDay.objects.filter(pk__in=marks)
    # Locked in one order, so that two who count the same day never deadlock.
    held = list(there.order_by("pk").select_for_update().values_list("pk", flat=True))
    there.delete()
    return len(held) == len(marks)


def store_counted(channel: int, on: date, found: Counted | None) -> None:
    for table in BESIDE:
        table.objects.filter(channel=channel, date=on).delete()
    if found is None:
        DayRollup.objects.filter(channel=channel, date=on).delete()
        return
    DayRollup.objects.bulk_create(
        [found.rollup], update_conflicts=True, unique_fields=["channel", "date"], update_fields=COUNTED
    )
    PromiseDay.objects.bulk_create(found.promises)
    TeamDay.objects.bulk_create(found.teams)


def stale_days(most: int | None = None, **where: Any) -> list[Stale]:
    """Return the marked days, the longest marked first."""
    days = StaleDay.objects.filter(**where).values_list("channel", "date")
    marked = days.annotate(first=Min("marked_at"), last=Max("marked_at")).order_by("first", "channel", "date")
    return [Stale(*row) for row in marked[:most]]


def is_large(channel: int, on: date) -> bool:
    zone = Channel.objects.values_list("community__time_zone", flat=True).get(pk=channel)
    since, until = day_span(on, zone)
    there = Message.objects.filter(channel=channel, posted_at__gte=since, posted_at__lt=until)
    return there.order_by("posted_at").values_list("pk")[LARGE : LARGE + 1].exists()


def days_of(channel: int, zone: str) -> Iterator[date]:
    yield from DayRollup.objects.filter(channel=channel).order_by().values_list("date", flat=True)
    yield from dates_of(Message.objects.filter(channel=channel), "posted_at", zone)
    for column in CASE_MOMENTS:
        yield from dates_of(Case.objects.filter(channel=channel), column, zone)
    for column in CLOCK_MOMENTS:
        yield from dates_of(Clock.objects.filter(channel=channel), column, zone)


def days_decided(community: Community) -> Iterator[tuple[int, date]]:
    """Yield the channels and days of the community's decisions."""
    events, zone = CaseEvent.objects.filter(kind=DECIDED), community.time_zone
    # The index has decisions by their time alone, without the community.
    for day in dates_of(events, "at", zone):
        since, until = day_span(day, zone)
        there = events.filter(at__gte=since, at__lt=until, case__community=community)
        for channel in there.order_by().values_list("case__channel", flat=True).distinct():
            yield channel, day


def days_asked(community: Community) -> Iterator[tuple[int, date]]:
    """Yield the channels and days of the community's escalations."""
    asked, zone = Escalation.objects.filter(community=community), community.time_zone
    for day in dates_of(asked, "made_at", zone):
        since, until = day_span(day, zone)
        there = asked.filter(made_at__gte=since, made_at__lt=until)
        for channel in there.order_by().values_list("case__channel", flat=True).distinct():
            yield channel, day
