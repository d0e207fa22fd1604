"""When messages that were taken back had come in first."""

from collections.abc import Iterable
from datetime import datetime

from community.db.bulk import insert
from community.ingest.seen import in_chunks
from community.models import Channel, Message, TakenBack


def remember_receipts(messages: Iterable[Message]) -> None:
    """Keep when these messages came in, before they go."""
    insert([TakenBack(channel_id=m.channel_id, external_id=m.external_id, received_at=m.received_at) for m in messages])


def recall_receipts(channel: Channel, external_ids: Iterable[str]) -> dict[str, datetime]:
    """Return when messages had come in that come again, and forget it, as their rows will say it."""
    taken = TakenBack.objects.filter(channel=channel)
    # In most channels nothing was ever taken back.
    if not taken.exists():
        return {}
    found: dict[str, datetime] = {}
    for ids in in_chunks(external_ids):
        again = taken.filter(external_id__in=ids)
        found |= dict(again.values_list("external_id", "received_at"))
        again.delete()
    return found
