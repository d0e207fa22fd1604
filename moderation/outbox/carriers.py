"""The carriers that there are: mail, webhooks, each feed's connector, a source's program, and a person by hand."""

from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from community.connectors.kinds import carrying_connectors
from community.connectors.values import Action
from community.models import Channel, Feed
from moderation.models import Outbox, PushToken
from moderation.models.outbox import OutboxQuerySet
from moderation.outbox.carrier import Carrier
from moderation.outbox.mail import Mail
from moderation.outbox.webhook import Webhook

HAS_PROGRAM = Exists(PushToken.objects.live().filter(source=OuterRef("source")))


class ByHand(Carrier):
    """A person, for whom what is due comes to stand under "to do on the platform"."""

    name = "by hand"
    seconds_a_row = 10
    waits = (30, 60, 90, 120)

    def rows(self) -> OutboxQuerySet:
        return _rows_in(without_connector().exclude(HAS_PROGRAM))

    def carry_out(self, _row: Outbox, _now: datetime, /) -> Outbox.State:
        return Outbox.State.TO_DO


class ByProgram(Carrier):
    """A program that has a token for the source, and fetches what is due (`fetching.py`)."""

    name = "by program"
    seconds_a_row = 10
    waits = (30, 60, 90, 120)

    def rows(self) -> OutboxQuerySet:
        return _rows_in(without_connector().filter(HAS_PROGRAM))

    def carry_out(self, _row: Outbox, _now: datetime, /) -> Outbox.State:
        return Outbox.State.OFFERED


class ThroughFeed(Carrier):
    """The connector of a feed, for the channels that it reads."""

    def __init__(self, feed: Feed) -> None:
        self.feed, self.connector = feed, carrying_connectors()[feed.kind]
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
    feeds = Feed.objects.filter(kind__in=carrying_connectors()).select_related("community").order_by("pk")
    return [ByHand(), ByProgram(), Mail(), Webhook(), *map(ThroughFeed, feeds)]


def has_program(channel: str) -> Exists:
    """Ask whether a program fetches what is decided in the channel of this column."""
    return Exists(without_connector().filter(HAS_PROGRAM, pk=OuterRef(channel)))


def without_connector() -> QuerySet[Channel]:
    """Return the channels for which no connector carries anything out."""
    return Channel.objects.exclude(feed__kind__in=carrying_connectors())


def _rows_in(channels: QuerySet[Channel]) -> OutboxQuerySet:
    # A lease locks what it joins, and a channel is not its to lock. Asked row by row, so that the index of what waits
    # is walked and not that of the channel, which has all that was ever carried out.
    own = Exists(channels.filter(pk=OuterRef("channel")))
    return Outbox.objects.for_platform().filter(own)
