"""Stores records as a feed does, and remembers what whoever stands above was told."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from community.ingest import Counts, Seen, Stored, ingest_batch
from community.models import Channel, Conversation, Message
from community.records import RawMessage, Record

NOW = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)


def raw(external_id: str = "m1", text: str = "The zip broke.", **said: object) -> RawMessage:
    return RawMessage(external_id, text, **said)  # type: ignore[arg-type]


@dataclass
class Told:
    batches: list[Stored] = field(default_factory=list)

    def __call__(self, stored: Stored) -> None:
        self.batches.append(stored)

    def ids(self, kind: str) -> list[str]:
        return [message.external_id for batch in self.batches for message in getattr(batch, kind)]


def store(
    channel: Channel, *records: Record, now: datetime = NOW, told: Told | None = None, **options: object
) -> Counts:
    said = {"run": None, "is_history": False, "on_stored": told or Told(), **options}
    return ingest_batch(channel, records, now=now, **said)  # type: ignore[arg-type]


def store_in_batches(channel: Channel, records: Sequence[RawMessage], size: int) -> Counts:
    seen, counts = Seen(), Counts()
    for start in range(0, len(records), size):
        counts += store(channel, *records[start : start + size], seen=seen)
    return counts


def stored(external_id: str = "m1") -> Message:
    return Message.objects.get(external_id=external_id)


def threads() -> dict[str, tuple[str | None, str | None]]:
    """Each message's parent and the first of its conversation unless it is that itself, by external ids."""
    rows = Message.objects.values_list("external_id", "parent__external_id", "conversation__root__external_id")
    return {external_id: (parent, None if root == external_id else root) for external_id, parent, root in rows}


def forget() -> None:
    Conversation.objects.update(root=None)
    Message.objects.all().delete()
    Conversation.objects.all().delete()
