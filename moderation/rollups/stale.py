"""Mark the days that have to be counted again.

Marks are made in the transaction that changed something on that day.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from django.db import connection
from django.db.models import Func, Max, Min, QuerySet
from django.db.models.functions import Substr, TruncHour

from community.db.bulk import insert_rows
from community.db.plain import Bare, read_rows
from community.ingest import Touched
from community.ingest.seen import in_chunks
from community.ingest.touched import EVER
from community.models import Channel, Message
from moderation.models import Case, CaseEvent, CaseMessage, Clock, Escalation, StaleDay
from moderation.policy.health.promises import OF_REPLIES
from moderation.rollups.days import dates_among

Moment = tuple[int, datetime | None]


def mark_stale(moments: Iterable[Moment]) -> None:
    """Mark the days of these moments in channels (by key).

    A moment of None is left out.
    """
    by_channel = defaultdict[int, set[datetime]](set)
    for channel, at in moments:
        if at:
            by_channel[channel].add(at)
    zoned = Channel.objects.filter(pk__in=by_channel).order_by("pk").values_list("pk", "community__time_zone")
    days = [(pk, day, zone) for pk, zone in zoned for day in dates_among(by_channel[pk], zone)]
    insert_rows(StaleDay, ("channel_id", "date", "zone"), days)


def mark_touched(touched: Touched) -> None:
    """Mark the days that a stored batch changes.

    It counts on its own days, and changes the response times of later staff messages.
    """
    there = touched.conversations
    mark_stale(chain(touched.moments, answer_moments(there), wait_moments(there)))


def mark_cases(cases: Iterable[int]) -> None:
    """Mark every day on which one of these cases (by key) counts for anything.

    It is called before what a change takes away is gone, and after what it brings is there.
    """
    mark_stale(moments_of_cases(cases))


def moments_of_cases(cases: Iterable[int]) -> Iterator[Moment]:
    return chain.from_iterable(map(case_moments, in_chunks(cases)))


def case_moments(cases: Sequence[int]) -> Iterator[Moment]:
    """Yield moments on all days on which these cases were opened and closed, and anything of theirs is counted."""
    for channel, *moments in read_rows(Case.objects.filter(pk__in=cases), ("channel_id", "opened_at", "closed_at")):
        yield from ((channel, at) for at in moments)
    clocks, decided = Clock.objects.filter(case__in=cases), CaseEvent.Kind.DECIDED
    # A decision about spam takes a removed message out of a mood.
    messages = CaseMessage.objects.filter(case__in=cases, message__removed_at__isnull=False)
    bounds = (
        hourly_bounds(clocks, "channel_id", "due_by"),
        hourly_bounds(clocks.filter(kept_at__isnull=False), "channel_id", "kept_at"),
        hourly_bounds(Escalation.objects.filter(case__in=cases), "case__channel_id", "made_at"),
        hourly_bounds(CaseEvent.objects.filter(case__in=cases, kind=decided), "case__channel_id", "at"),
        hourly_bounds(messages, "message__channel_id", "message__posted_at"),
    )
    for channel, first, last in bounds[0].union(*bounds[1:], all=True):
        yield from ((channel, first), (channel, last))


def hourly_bounds(rows: QuerySet[Any], channel: str, at: str) -> QuerySet[Any, tuple[Any, ...]]:
    """Return a channel with the first and the last moment of each hour, as a case may have thousands of copies."""
    # No two days begin within an hour of each other, so that these are on the days of all.
    hours = rows.order_by().annotate(hour=hour_of(at)).values(channel, "hour")
    return hours.annotate(first=Min(at), last=Max(at)).values_list(channel, "first", "last")


def hour_of(at: str) -> Func:
    """Return the hour of a moment, each time the same one."""
    # SQLite would ask Python for each row, and keeps moments as texts that begin with the hour.
    return Substr(Bare(at), 1, 13) if connection.vendor == "sqlite" else TruncHour(at, tzinfo=UTC)


def wait_moments(conversations: Iterable[int]) -> Iterator[Moment]:
    """Yield when answers fell due that were promised in these conversations."""
    promised = Clock.objects.filter(kind__in=OF_REPLIES)
    for keys in in_chunks(conversations):
        yield from promised.filter(case__conversation__in=keys).values_list("channel", "due_by")


def answer_moments(conversations: Mapping[int, datetime]) -> Iterator[Moment]:
    """Yield when staff wrote in these conversations, from each one's moment on.

    Earlier responses waited for nothing that changed.
    """
    since = min(conversations.values(), default=EVER)
    wrote = Message.objects.filter(from_staff=True, posted_at__gte=since)
    for keys in in_chunks(conversations):
        there = wrote.filter(conversation__in=keys).values_list("conversation", "channel", "posted_at").iterator()
        yield from ((channel, at) for conversation, channel, at in there if at >= conversations[conversation])
