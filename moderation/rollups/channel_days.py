"""One day of a channel, with its bounds and working hours."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from community.models import Channel, Message
from moderation.policy.hours import Week
from moderation.rollups.days import day_span
from moderation.targets import week_of


@dataclass(frozen=True, slots=True)
class ChannelDay:
    """One day of a channel.

    It lasts from `since` until before `until`.
    """

    channel: Channel
    on: date
    since: datetime
    until: datetime
    week: Week

    @classmethod
    def of(cls, channel: Channel, on: date) -> "ChannelDay":
        return cls(channel, on, *day_span(on, channel.community.time_zone), week_of(channel.community))

    @property
    def zone(self) -> str:
        return self.channel.community.time_zone

    def when(self, column: str) -> Q:
        return Q((f"{column}__gte", self.since), (f"{column}__lt", self.until))

    @property
    def messages(self) -> QuerySet[Message]:
        return Message.objects.people().filter(self.when("posted_at"), channel=self.channel, removed_at=None)
