"""Feeds that are read by themselves: the stub's stream, and what it plays back of the actions it was told."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from datetime import datetime, timedelta

from django.db import transaction

from community.connectors.stub import PLANS, Action, Stub, play_back
from community.ingest import Stored, ingest_batch
from community.models import Channel, Feed, Message, StubAction
from community.records import RawMessage

# A feed that slept for a weekend does not pour it out at once.
MESSAGES_A_READING = 60
ACTIONS_A_READING = 200
# Two sweeps' clocks may differ by so much; more means that the clock was set back since.
CLOCKS_APART = timedelta(minutes=1)
# Which actions change what everybody sees of a message: whether it is gone.
SHOWN = {"hide": True, "remove": True, "restore": False}


def read(feed: Feed, now: datetime, on_stored: Callable[[Stored], None]) -> int:
    """Store what the feed has new. Returns how many records came; 0 also when another reader was faster."""
    due = messages_due(feed, now)
    with transaction.atomic():
        if not advance(feed, due, now):
            return 0
        told = list(
            feed.actions.filter(played_at=None).select_related("channel").order_by("told_at", "pk")[:ACTIONS_A_READING]
        )
        stub = Stub(PLANS[feed.community.slug], feed.seed)
        records = [*still_gone(feed, stub.stream(feed.cursor, due, now)), *filter(None, map(played_back, told))]
        store(feed, records, now, on_stored)
        feed.actions.filter(pk__in=[action.pk for action in told]).update(played_at=now)
    return len(records)


def messages_due(feed: Feed, now: datetime) -> int:
    """How many the feed's speed has made since it was last read; begins anew after a clock that was set back."""
    if feed.read_at is None or feed.read_at > now + CLOCKS_APART:
        return 1
    seconds = max((now - feed.read_at).total_seconds(), 0)
    return min(int(seconds * feed.a_minute / 60), MESSAGES_A_READING)


def advance(feed: Feed, due: int, now: datetime) -> bool:
    """Move the cursor on for exactly one of two readers."""
    here = Feed.objects.filter(pk=feed.pk, is_on=True, cursor=feed.cursor)
    if due == 0:
        return here.filter(actions__played_at=None, actions__isnull=False).exists()
    return bool(here.update(cursor=feed.cursor + due, read_at=now))


def store(feed: Feed, records: Iterable[RawMessage], now: datetime, on_stored: Callable[[Stored], None]) -> None:
    by_channel: dict[str, list[RawMessage]] = {}
    for record in records:
        by_channel.setdefault(record.channel, []).append(record)
    channels = {channel.slug: channel for channel in feed.channels.select_related("community")}
    # What it says in a channel that an admin has taken from it is left out.
    for slug, batch in by_channel.items():
        if slug not in channels:
            continue
        ingest_batch(channels[slug], batch, run=None, now=now, is_history=False, on_stored=on_stored)


def still_gone(feed: Feed, records: list[RawMessage]) -> list[RawMessage]:
    """News of a message that the platform was told to take down do not bring it back."""
    acted = feed.actions.filter(target_external_id__in=[record.external_id for record in records], kind__in=SHOWN)
    gone = {action.target_external_id: SHOWN[action.kind] for action in acted.order_by("told_at", "pk")}
    return [replace(record, deleted=True) if gone.get(record.external_id) else record for record in records]


def played_back(action: StubAction) -> RawMessage | None:
    """What the platform shows of an action: the reply, or the message gone or back again; nothing of a warning."""
    if action.kind in SHOWN:
        message = Message.objects.filter(channel=action.channel, external_id=action.target_external_id).first()
        return replace(as_said(message), deleted=SHOWN[action.kind]) if message else None
    return play_back(
        Action(
            stable_id=str(action.stable_id),
            kind=action.kind,
            target_external_id=action.target_external_id,
            channel=action.channel.slug,
            text=action.text,
            at=action.told_at,
        )
    )


def as_said(message: Message) -> RawMessage:
    """A stored message as its source would say it again."""
    same = {field.name: getattr(message, field.name) for field in fields(RawMessage) if hasattr(message, field.name)}
    author = message.author
    who = {"author_id": author.external_id, "author_name": author.name} if author else {}
    return RawMessage(**same | who | {"channel": message.channel.slug, "tags": tuple(message.tags)})


def tell(
    feed: Feed, channel: Channel, *, stable_id: uuid.UUID, kind: str, target: str, text: str, now: datetime
) -> None:
    """Tell the stub platform to do something; told twice under one id, it is done once."""
    StubAction.objects.get_or_create(
        stable_id=stable_id,
        defaults={
            "feed": feed,
            "kind": kind,
            "channel": channel,
            "target_external_id": target,
            "text": text,
            "told_at": now,
        },
    )
