"""Add and change the stub feed of a community."""

from datetime import datetime
from typing import Any

from django.db import transaction

from community.connectors.stub import PLANS
from community.connectors.stub.plans import ChannelPlan
from community.models import Channel, Community, Feed
from moderation.administration import channels
from moderation.changes import Subject, hold_community, record_change, refuse_stale
from moderation.models import User
from moderation.refusal import Refused


def feed_values(feed: Feed) -> dict[str, Any]:
    return {"is_on": feed.is_on, "a_minute": feed.a_minute}


def why_no_stub(community: Community) -> str:
    """Return why the stub feed cannot be added here, or a blank."""
    if community.feeds.filter(kind=Feed.Kind.STUB).exists():
        return "The stub feed is there already."
    if community.slug not in PLANS:
        played = " and ".join(plan.name for plan in PLANS.values())
        return f"The stub feed plays two invented communities, {played}; it has nothing to say in {community}."
    return ""


@transaction.atomic
def add_stub(community: Community, by: User, now: datetime) -> Feed:
    """Add the stub feed, and create its missing channels."""
    community = hold_community(community, by)
    if why := why_no_stub(community):
        raise Refused(why)
    feed = Feed.objects.create(community=community, kind=Feed.Kind.STUB)
    record_change(community, by, now, Subject.FEED, feed.get_kind_display(), before={}, after=feed_values(feed))
    for plan in PLANS[community.slug].channels:
        _connect_channel(feed, plan, by, now)
    return feed


@transaction.atomic
def change_feed(feed: Feed, by: User, now: datetime, *, is_on: bool, a_minute: int, seen: str) -> bool:
    """Change whether a feed is read, and how fast.

    Returns whether anything differs.
    """
    community, feed = hold_community(feed.community, by), Feed.objects.get(pk=feed.pk)
    before = feed_values(feed)
    refuse_stale(community, Subject.FEED, feed.get_kind_display(), before, seen)
    feed.is_on, feed.a_minute = is_on, a_minute
    # The cursor is left out, because the sweep may move it meanwhile.
    feed.save(update_fields=["is_on", "a_minute"])
    return record_change(
        community, by, now, Subject.FEED, feed.get_kind_display(), before=before, after=feed_values(feed)
    )


def _connect_channel(feed: Feed, plan: ChannelPlan, by: User, now: datetime) -> None:
    made = {"name": plan.name, "is_private": plan.is_private, "is_answered": plan.is_answered}
    channel = Channel.objects.filter(community=feed.community, slug=plan.slug).first()
    before = channels.channel_values(channel) if channel else {}
    channel = channel or Channel(community=feed.community, slug=plan.slug, language=plan.language, **made)
    channel.feed = feed
    channel.save()
    record_change(
        feed.community, by, now, Subject.CHANNEL, channel.name, before=before, after=channels.channel_values(channel)
    )
