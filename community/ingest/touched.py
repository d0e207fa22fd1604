"""The days and threads that a batch touched, for whoever counts them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import QuerySet

from community.ingest.seen import in_chunks
from community.models import Message

EVER = datetime.min.replace(tzinfo=UTC)


class Place(NamedTuple):
    """The thread and moment where a message counts, and as what."""

    thread: int
    posted_at: datetime
    from_staff: bool
    is_removed: bool

    @classmethod
    def of(cls, message: Message) -> "Place":
        return cls(message.thread_id, message.posted_at, message.from_staff, message.removed_at is not None)


@dataclass
class Touched:
    """Moments of changed messages by channel, and threads from a moment on.

    `moments` also hold where a message was before it moved. `threads` are those in which a message came, went, or
    counts as something else, by key. The value is the earliest such moment, or EVER where stored messages moved in or
    out.
    """

    moments: set[tuple[int, datetime]] = field(default_factory=set)
    threads: dict[int, datetime] = field(default_factory=dict)

    def came(self, messages: Sequence[Message]) -> None:
        """Add new messages."""
        new = {message.pk for message in messages}
        for message in messages:
            self.moments.add((message.channel_id, message.posted_at))
            # All messages of a new thread are here, and mark its days by themselves.
            if message.thread_id not in new:
                self.thread(message.thread_id, message.posted_at)

    def followed(self, message: Message, before: Place) -> None:
        """Add a stored message that says something else now."""
        self.moments |= {(message.channel_id, at) for at in (before.posted_at, message.posted_at)}
        now = Place.of(message)
        if now != before:
            self.thread(now.thread, min(before.posted_at, now.posted_at))
        if now.thread != before.thread:
            self.moved(before.thread, now.thread)

    def moved(self, *threads: int) -> None:
        """Add threads that stored messages have left or entered."""
        self.threads |= dict.fromkeys(threads, EVER)

    def linked(self, threads: Mapping[int, int]) -> None:
        """Add stored messages, by key, with the threads they stand in now.

        All replies below them moved with them.
        """
        self.moved(*threads.values())
        for keys in in_chunks(threads):
            self.found(Message.objects.filter(pk__in=keys))

    def found(self, messages: QuerySet[Message]) -> None:
        for pk, root, channel, at in messages.values_list("pk", "root", "channel", "posted_at").iterator():
            self.moments.add((channel, at))
            self.thread(root or pk, at)

    def thread(self, thread: int, at: datetime) -> None:
        self.threads[thread] = min(at, self.threads.get(thread, at))
