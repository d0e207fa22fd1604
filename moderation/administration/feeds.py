"""Add and change the feeds of a community, as their connectors can be set."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from community.channels import source_of_feed
from community.connectors.fields import SecretField
from community.connectors.kinds import CONNECTORS, label_of, settings_of
from community.connectors.values import NewChannel
from community.db.secrets import Secrets
from community.models import Channel, Community, Feed
from moderation.administration import channels
from moderation.changes import Subject, hold_community, record_change, refuse_stale
from moderation.models import User
from moderation.refusal import Refused

GIVEN_ANEW = "given anew"


class Offer(NamedTuple):
    """A kind of feed, what it would do here, and why it cannot be added."""

    kind: str
    label: str
    about: str
    why_not: str


def offered_feeds(community: Community) -> list[Offer]:
    return [
        Offer(kind, connector.label, connector.about(community), why_no_feed(community, kind))
        for kind, connector in CONNECTORS.items()
    ]


def why_no_feed(community: Community, kind: str) -> str:
    """Tell why a feed of this kind cannot be added here, or nothing when it can."""
    if kind not in CONNECTORS:
        return "There is no such feed."
    if community.feeds.filter(kind=kind).exists():
        return f"The {label_of(kind).lower()} is there already."
    return CONNECTORS[kind].why_not(community)


def feed_values(feed: Feed) -> dict[str, Any]:
    """Read what an admin may set and see, which is no secret."""
    fields, values = CONNECTORS[feed.kind].settings_form.base_fields, settings_of(feed)
    return {"is_on": feed.is_on, **{name: values[name] for name in fields if name in values}}


@transaction.atomic
def add_feed(community: Community, by: User, now: datetime, *, kind: str) -> Feed:
    """Add a feed, and make the channels that it writes in where they are missing."""
    community = hold_community(community, by)
    if why := why_no_feed(community, kind):
        raise Refused(why)
    feed = Feed.objects.create(community=community, kind=kind, settings=dict(CONNECTORS[kind].defaults))
    record_change(community, by, now, Subject.FEED, label_of(kind), before={}, after=feed_values(feed))
    for wanted in CONNECTORS[kind].new_channels(community):
        _connect_channel(feed, wanted, by, now)
    return feed


@transaction.atomic
def change_feed(feed: Feed, by: User, now: datetime, *, is_on: bool, seen: str, **written: Any) -> bool:
    """Set a feed, and whether it is read. Returns whether anything differs."""
    community, feed = hold_community(feed.community, by), Feed.objects.get(pk=feed.pk)
    before, label = feed_values(feed), label_of(feed.kind)
    refuse_stale(community, Subject.FEED, label, before, seen)
    secrets = _take_secrets(feed, written)
    feed.is_on, feed.settings, feed.secrets = is_on, feed.settings | written, Secrets(feed.secrets | secrets)
    after = feed_values(feed) | dict.fromkeys(secrets, GIVEN_ANEW)
    if not record_change(community, by, now, Subject.FEED, label, before=before, after=after):
        return False
    # Not the cursor: the sweep moves it on while this is saved.
    feed.save(update_fields=["is_on", "settings", "secrets"])
    return True


def _take_secrets(feed: Feed, written: dict[str, Any]) -> dict[str, str]:
    """Take the secrets out of what was written. Returns those that were given."""
    fields = CONNECTORS[feed.kind].settings_form.base_fields
    taken = {name: written.pop(name, "") for name, field in fields.items() if isinstance(field, SecretField)}
    return {name: value for name, value in taken.items() if value}


def _connect_channel(feed: Feed, wanted: NewChannel, by: User, now: datetime) -> None:
    channel = Channel.objects.filter(community=feed.community, slug=wanted.slug).first()
    before = channels.channel_values(channel) if channel else {}
    channel = channel or Channel(community=feed.community, source=source_of_feed(feed), **wanted.columns)
    channel.feed = feed
    channel.save()
    record_change(
        feed.community, by, now, Subject.CHANNEL, channel.name, before=before, after=channels.channel_values(channel)
    )
