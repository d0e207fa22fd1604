"""Stores what a feed has said, and says again what is stored."""

from collections.abc import Iterable
from datetime import datetime

from community.connectors.connector import OnStored
from community.ingest import ingest_batch
from community.models import Feed, Message
from community.records import RawMessage


def store_records(feed: Feed, records: Iterable[RawMessage], now: datetime, on_stored: OnStored) -> None:
    by_channel: dict[str, list[RawMessage]] = {}
    for record in records:
        by_channel.setdefault(record.channel, []).append(record)
    channels = {channel.slug: channel for channel in feed.channels.select_related("community", "source")}
    # What it says in a channel that an admin has taken from it is left out.
    for slug, batch in by_channel.items():
        if slug not in channels:
            continue
        ingest_batch(channels[slug], batch, run=None, now=now, is_history=False, on_stored=on_stored)


def as_said(message: Message) -> RawMessage:
    """A stored message as its source would say it again."""
    same = {name: getattr(message, name) for name in RawMessage._fields if hasattr(message, name)}
    author, roles = message.author, {"from_staff": message.said_staff, "automated": message.said_automated}
    who = {"author_id": author.external_id, "author_name": author.name} if author else {}
    lists = {"tags": tuple(message.tags), "attachments": tuple(message.attachments)}
    return RawMessage(**same | who | roles | lists | {"channel": message.channel.slug})
