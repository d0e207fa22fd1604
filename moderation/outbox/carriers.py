"""The carriers that there are: mail, a person by hand, and each feed's connector."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from community.connectors.kinds import CONNECTORS
from community.connectors.values import Action
from community.models import Channel, Feed
from moderation.models import Outbox
from moderation.models.outbox import OutboxQuerySet
from moderation.outbox.carrier import Carrier
from moderation.outbox.mail import Mail


class ByHand(Carrier):
    """A person, for whom what is due comes to stand under "to do on the platform"."""

    name = "by hand"
    seconds_a_row = 10
    waits = (30, 60, 90, 120)

    def rows(self) -> OutboxQuerySet:
        return _rows_in(Channel.objects.exclude(feed__kind__in=CONNECTORS))

    def carry_out(self, _row: Outbox, _now: datetime, /) -> Outbox.State:
        return Outbox.State.TO_DO


class ThroughFeed(Carrier):
    """The connector of a feed, for the channels that it reads."""

    def __init__(self, feed: Feed) -> None:
        self.feed, self.connector = feed, CONNECTORS[feed.kind]
        self.name = f"through feed {feed.pk}"
        self.seconds_a_row, self.waits = self.connector.budget.seconds_a_row, self.connector.budget.waits

    def rows(self) -> OutboxQuerySet:
        return _rows_in(Channel.objects.filter(feed=self.feed))

    def carry_out(self, row: Outbox, now: datetime, /) -> Outbox.State:
        action = Action(
            stable_id=str(row.stable_id),
            kind=row.kind,
            target_external_id=row.message.external_id,
            channel=row.channel.slug,
            text=row.text,
            at=now,
        )
        self.connector.carry_out(self.feed, action)
        return Outbox.State.DONE


def all_carriers() -> list[Carrier]:
    feeds = Feed.objects.filter(kind__in=CONNECTORS).select_related("community").order_by("pk")
    return [ByHand(), Mail(), *map(ThroughFeed, feeds)]


def _rows_in(channels: QuerySet[Channel]) -> OutboxQuerySet:
    # A lease locks what it joins, and a channel is not its to lock. Asked row by row, so that the index of what waits
    # is walked and not that of the channel, which has all that was ever carried out.
    own = Exists(channels.filter(pk=OuterRef("channel")))
    return Outbox.objects.exclude(kind=Outbox.Kind.MAIL).filter(own)
