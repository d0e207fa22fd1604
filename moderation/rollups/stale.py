"""Mark the days that have to be counted again.

Marks are made in the transaction that changed something on that day.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import chain

from community.db.bulk import insert_rows
from community.ingest import Touched
from community.ingest.seen import in_chunks
from community.ingest.touched import EVER
from community.models import Channel, Message
from moderation.models import StaleDay
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
    mark_stale(chain(touched.moments, answer_moments(touched.conversations)))


def answer_moments(conversations: Mapping[int, datetime]) -> Iterator[Moment]:
    """Yield when staff wrote in these conversations, from each one's moment on.

    Earlier responses waited for nothing that changed.
    """
    since = min(conversations.values(), default=EVER)
    wrote = Message.objects.filter(from_staff=True, posted_at__gte=since)
    for keys in in_chunks(conversations):
        there = wrote.filter(conversation__in=keys).values_list("conversation", "channel", "posted_at").iterator()
        yield from ((channel, at) for conversation, channel, at in there if at >= conversations[conversation])
