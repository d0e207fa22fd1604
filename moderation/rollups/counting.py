"""Count one day of a channel from the tables.

Deleted messages count nowhere.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import CharField, Count, F, Func, Q, QuerySet, Sum

from community.ingest.seen import in_chunks
from community.models import Channel, Message
from moderation.models import Assessment, Case, CaseEvent, DayRollup
from moderation.policy.histogram import Histogram
from moderation.policy.hours import Week, working_time
from moderation.rollups.days import day_span
from moderation.rollups.packing import pack_keys
from moderation.rollups.responses import Span, every_response, first_responses
from moderation.targets import week_of

NEGATIVE = -0.05
# Compounds have this many decimals, so rounding a sum removes the effect of its order.
DECIMALS = 4
# SQLite uses a partial index only for its very words, and not for a parameter.
DECIDED = Func(template="'decided'", output_field=CharField())


@dataclass(frozen=True, slots=True)
class ChannelDay:
    """One day of a channel, with its bounds and working hours.

    It lasts from `since` until before `until`.
    """

    channel: Channel
    since: datetime
    until: datetime
    week: Week

    @classmethod
    def of(cls, channel: Channel, on: date) -> "ChannelDay":
        return cls(channel, *day_span(on, channel.community.time_zone), week_of(channel.community))

    def when(self, column: str) -> Q:
        return Q((f"{column}__gte", self.since), (f"{column}__lt", self.until))

    @property
    def messages(self) -> QuerySet[Message]:
        return Message.objects.people().filter(self.when("posted_at"), channel=self.channel, removed_at=None)


def count_day(channel: Channel, on: date) -> DayRollup | None:
    """Count a day without storing it.

    Returns None when there is nothing to count.
    """
    day = ChannelDay.of(channel, on)
    counts = count_messages(day) | count_sentiment(day) | count_cases(day) | {"decisions": count_decisions(day)}
    if not any(counts.values()):
        return None
    columns = counts | count_responses(day) | {"members": packed_members(day)}
    return DayRollup(community_id=channel.community_id, channel=channel, date=on, **columns)


def count_messages(day: ChannelDay) -> dict[str, Any]:
    return day.messages.aggregate(
        member_messages=Count("pk", filter=Q(from_staff=False)),
        staff_messages=Count("pk", filter=Q(from_staff=True)),
        posts=Count("pk", filter=Q(conversation__root=F("pk"))),
        replies=Count("pk", filter=~Q(conversation__root=F("pk"))),
        # In this order, because Django finds no column under the name of a sum.
        reactions_known=Count("reactions"),
        reactions=Sum("reactions", default=0),
    )


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


def count_cases(day: ChannelDay) -> dict[str, int]:
    here = Case.objects.filter(channel=day.channel)
    counts = {
        "cases_opened": here.filter(day.when("opened_at")).count(),
        "cases_closed": here.filter(day.when("closed_at")).count(),
    }
    for clock in ("first_action", "first_reply"):
        at, by = f"{clock}_at", f"{clock}_by"
        # A target counts on the day of the answer that settled it.
        settled = here.filter(day.when(at), **{f"{by}__isnull": False})
        in_time = Q((f"{at}__lte", F(by)))
        counts |= settled.aggregate(
            **{f"{clock}_met": Count("pk", filter=in_time), f"{clock}_missed": Count("pk", filter=~in_time)}
        )
    return counts


def count_decisions(day: ChannelDay) -> dict[str, int]:
    """Count the day's decisions by kind, without those that were undone."""
    made = CaseEvent.objects.filter(day.when("at"), kind=DECIDED, case__channel=day.channel)
    found = {pk: (case, action) for pk, case, action in made.values_list("pk", "case", "facts__action")}
    back = CaseEvent.objects.filter(kind=CaseEvent.Kind.UNDONE)
    undone = {
        event
        for keys in in_chunks(case for case, _ in found.values())
        for event in back.filter(case__in=keys).values_list("facts__event", flat=True)
    }
    counts = Counter(action for pk, (_, action) in found.items() if pk not in undone)
    return dict(sorted(counts.items()))


def count_responses(day: ChannelDay) -> dict[str, Any]:
    wrote = day.messages.filter(from_staff=True)
    return spread_spans("first", first_responses(wrote), day.week) | spread_spans(
        "every", every_response(wrote), day.week
    )


def spread_spans(name: str, spans: list[Span], week: Week) -> dict[str, Any]:
    wall = Histogram.of((end - start).total_seconds() for start, end in spans)
    working = Histogram.of(working_time(start, end, week).total_seconds() for start, end in spans)
    return {f"{name}_wall": wall.as_json(), f"{name}_working": working.as_json()}
