"""Add channels, and change how they are treated."""

from datetime import datetime
from typing import Any

from django.db import transaction

from community import channels
from community.models import Channel, Community, Feed, Message, Source
from moderation.changes import Subject, hold_community, record_change, refuse_stale
from moderation.models import User
from moderation.refusal import Refused


def channel_values(channel: Channel) -> dict[str, Any]:
    return {
        "name": channel.name,
        "is_private": channel.is_private,
        "is_answered": channel.is_answered,
        "language": channel.language,
        "feed": channel.feed.kind if channel.feed else "",
        "source": channel.source.name,
    }


@transaction.atomic
def add_channel(
    community: Community, by: User, now: datetime, *, name: str, source: Source | None = None, **written: Any
) -> Channel:
    """Add a channel of this source, or of one of its own."""
    community = hold_community(community, by)
    _refuse_second_channel(community, name, None)
    _refuse_foreign(community, feed=written["feed"], source=source)
    # Two names may lead to one address, such as “Gear help” and “Gear-help”.
    if Channel.objects.filter(community=community, slug=channels.channel_slug(name)).exists():
        raise Refused(f"Another channel has the address “{channels.channel_slug(name)}” already. Choose another name.")
    try:
        channel = channels.make_channel(community, name, source)
    except channels.Unknown as unknown:
        raise Refused(str(unknown)) from None
    return _write_channel(channel, by, now, {}, name=name, **written)


@transaction.atomic
def change_channel(
    channel: Channel, by: User, now: datetime, *, name: str, seen: str, source: Source | None = None, **written: Any
) -> bool:
    """Change a channel, but not its address.

    Returns whether anything differs.
    """
    community = hold_community(channel.community, by)
    channel = Channel.objects.select_related("community", "feed", "source").get(pk=channel.pk)
    before = channel_values(channel)
    refuse_stale(community, Subject.CHANNEL, channel.name, before, seen)
    _refuse_second_channel(community, name, channel)
    _refuse_foreign(community, feed=written["feed"], source=source)
    if source and source != channel.source:
        _move_empty(channel, source)
    return before != channel_values(_write_channel(channel, by, now, before, name=name, **written))


def _write_channel(channel: Channel, by: User, now: datetime, before: dict[str, Any], **written: Any) -> Channel:
    for field in ("name", "is_private", "is_answered", "language", "feed"):
        setattr(channel, field, written[field])
    if record_change(
        channel.community, by, now, Subject.CHANNEL, channel.name, before=before, after=channel_values(channel)
    ):
        channel.save()
    return channel


def _refuse_second_channel(community: Community, name: str, channel: Channel | None) -> None:
    others = Channel.objects.filter(community=community, name__iexact=name)
    if (others.exclude(pk=channel.pk) if channel else others).exists():
        raise Refused(f"There is a channel named “{name}” already.")


def _move_empty(channel: Channel, source: Source) -> None:
    """Put a channel into another source, as long as nobody wrote there."""
    # Ids of one source would be read as those of another, so that strangers become one.
    if Message.objects.filter(channel=channel).exists():
        raise Refused(
            f"{channel} has messages, whose authors are known by the ids of {channel.source}. It stays there. "
            "Give it a source of its own under Sources and members."
        )
    channel.source = source


def _refuse_foreign(community: Community, **rows: Feed | Source | None) -> None:
    for name, row in rows.items():
        if row and row.community_id != community.pk:
            raise Refused(f"That {name} belongs to another community.")
