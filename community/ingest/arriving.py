"""A message on its way to its place."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import QuerySet

from community.models import Channel, Message


@dataclass(frozen=True, slots=True)
class Arriving:
    """A message to place.

    `party` is the key of the member with whom a direct message is exchanged. `names_root` where the source gives
    threads the ids of their first messages.
    """

    message: Message
    is_new: bool
    party: int | None = None
    names_root: bool = False

    @property
    def parent_id(self) -> str:
        """The external id of the parent, blank for a message that names itself."""
        parent = self.message.parent_external_id
        return "" if parent == self.message.external_id else parent

    @property
    def thread(self) -> str:
        return self.message.thread_external_id

    @property
    def firsts(self) -> Iterator[str]:
        """The external ids of those that may begin this message's thread."""
        if self.thread and self.parent_id:
            yield self.parent_id
        if self.thread and self.names_root and self.thread != self.message.external_id:
            yield self.thread

    @property
    def is_direct(self) -> bool:
        return self.message.kind == Message.Kind.DIRECT

    @property
    def is_hidden(self) -> bool:
        return self.is_direct or self.message.internal

    @property
    def writer(self) -> int | None:
        """The key of the member who wrote it in private."""
        return self.message.author_id if self.is_direct and not self.is_ours else None

    @property
    def is_ours(self) -> bool:
        return self.message.from_staff or self.message.automated


def who_waits(channel: Channel) -> QuerySet[Message]:
    """Return the messages of the source whose parent has not come, or has come in another channel only.

    Narrow it by `waiting_for` alone. With a further column SQLite would rather read the whole channel by that one's
    index.
    """
    # The second condition is the partial index's.
    return Message.objects.filter(source=channel.source_id).exclude(waiting_for="")
