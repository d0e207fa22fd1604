"""Marks the days of channels that have to be counted again, in the transaction that changed something there."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from community.bulk import insert
from community.models import Channel
from moderation.models import StaleDay

Moment = tuple[int, datetime | None]


def mark(moments: Iterable[Moment]) -> None:
    """Something changed at these moments of these channels (by key); a moment that never came changes nothing."""
    found = {(channel, at) for channel, at in moments if at}
    if not found:
        return
    channels = Channel.objects.filter(pk__in={channel for channel, _ in found})
    zones = {pk: ZoneInfo(zone) for pk, zone in channels.values_list("pk", "community__time_zone")}
    days = {(channel, at.astimezone(zones[channel]).date()) for channel, at in found if channel in zones}
    insert([StaleDay(channel_id=channel, date=date) for channel, date in sorted(days)])
