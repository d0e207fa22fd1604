"""Count one day of a channel from the tables.

Deleted messages count nowhere but in moods.
"""

from datetime import date
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import Count, F, Q, Sum

from community.models import Channel, Message
from moderation.models import Assessment, DayRollup, PromiseDay, TeamDay
from moderation.policy.histogram import Histogram
from moderation.policy.hours import Week, working_time
from moderation.rollups.casework import count_casework, count_teams
from moderation.rollups.channel_days import ChannelDay
from moderation.rollups.moods import packed_moods
from moderation.rollups.packing import pack_keys
from moderation.rollups.promises import count_promises, packed_waits
from moderation.rollups.responses import Span, every_response, first_responses
from moderation.rollups.spans import count_durations

NEGATIVE = -0.05
# Compounds have this many decimals, so rounding a sum removes the effect of its order.
DECIMALS = 4
# A message whose parent has not arrived is a reply, though it is the first of its conversation here.
BEGINS = Q(conversation__root=F("pk"), waiting_for="")


class Counted(NamedTuple):
    """The rows of one day of a channel."""

    rollup: DayRollup
    promises: list[PromiseDay]
    teams: list[TeamDay]


def count_day(channel: Channel, on: date) -> Counted | None:
    """Count a day without storing it.

    Returns None when there is nothing to count.
    """
    day = ChannelDay.of(channel, on)
    counts = count_messages(day) | count_sentiment(day) | count_casework(day)
    packed = {"members": packed_members(day), "waits": packed_waits(day), "moods": packed_moods(day)}
    spans = count_durations(day) | count_responses(day) | {"report_wall": counts.pop("report_wall")}
    promises, teams = count_promises(day), count_teams(day)
    if not (promises or teams or any(chain(counts.values(), packed.values(), (each["n"] for each in spans.values())))):
        return None
    rollup = DayRollup(community_id=channel.community_id, channel=channel, date=on, **counts, **packed, **spans)
    return Counted(rollup, promises, teams)


def count_messages(day: ChannelDay) -> dict[str, Any]:
    said = day.messages.aggregate(
        member_messages=Count("pk", filter=Q(from_staff=False)),
        staff_messages=Count("pk", filter=Q(from_staff=True)),
        posts=Count("pk", filter=BEGINS),
        replies=Count("pk", filter=~BEGINS),
        # In this order, because Django finds no column under the name of a sum.
        reactions_known=Count("reactions"),
        reactions=Sum("reactions", default=0),
    )
    alive = Message.objects.filter(day.when("posted_at"), channel=day.channel, removed_at=None)
    return said | {"automated_messages": alive.filter(automated=True).count()}


def packed_members(day: ChannelDay) -> bytes:
    wrote = day.messages.filter(from_staff=False).values_list("author", "pk").iterator()
    # Each message of an unknown author is a person of its own, with a key that no member has. Made distinct in Python,
    # because SQLite would walk the index of all authors.
    return pack_keys(author or -pk for author, pk in wrote)


def count_sentiment(day: ChannelDay) -> dict[str, Any]:
    """Count the sentiment of members' messages by their current text."""
    current = Assessment.objects.filter(
        day.when("message__posted_at"),
        message__channel=day.channel,
        message__removed_at=None,
        message__from_staff=False,
        message__automated=False,
        # A message whose current text still waits to be assessed is in no count.
        revision=F("message__revision"),
    )
    found = current.aggregate(
        scored=Count("compound"),
        compound_sum=Sum("compound", default=0.0),
        negative=Count("pk", filter=Q(compound__lte=NEGATIVE)),
        not_scored=Count("pk", filter=Q(compound=None)),
    )
    return found | {"compound_sum": round(found["compound_sum"], DECIMALS)}


def count_responses(day: ChannelDay) -> dict[str, Any]:
    wrote = day.messages.filter(from_staff=True)
    return spread_spans("first", first_responses(wrote), day.week) | spread_spans(
        "every", every_response(wrote), day.week
    )


def spread_spans(name: str, spans: list[Span], week: Week) -> dict[str, Any]:
    wall = Histogram.of((end - start).total_seconds() for start, end in spans)
    working = Histogram.of(working_time(start, end, week).total_seconds() for start, end in spans)
    return {f"{name}_wall": wall.as_json(), f"{name}_working": working.as_json()}
