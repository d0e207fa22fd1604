"""Find direct threads that hold one message of one member."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from community.ingest.adoption import Adopted
from community.ingest.arriving import Arriving
from community.ingest.seen import in_chunks
from community.models import Channel, Message


@dataclass(slots=True)
class DirectThread:
    """The messages under a direct thread's id, stored and arriving."""

    stored: list[int] = field(default_factory=list)
    # Of members' messages, and None where the author is unknown.
    authors: list[int | None] = field(default_factory=list)
    # A stored message is with others of its member.
    is_joined: bool = False

    @property
    def single(self) -> int | None:
        """The member whose conversation the thread belongs to, if it is one."""
        return self.authors[0] if len(self.authors) == 1 else None

    @property
    def must_split(self) -> bool:
        return self.is_joined and self.single is None

    def add(self, pk: int, author: int | None, *, is_ours: bool, member: int | None) -> None:
        """Add a stored message, which may be in the conversation of a member."""
        self.stored.append(pk)
        self.count(author, is_ours=is_ours)
        self.is_joined |= member is not None

    def count(self, author: int | None, *, is_ours: bool) -> None:
        if not is_ours:
            self.authors.append(author)


def direct_threads(
    channel: Channel, arriving: Sequence[Arriving], adopted: Sequence[Adopted]
) -> dict[str, DirectThread]:
    """Return the direct threads of these messages by id."""
    found: dict[str, DirectThread] = {}
    for each in arriving:
        if each.is_direct and each.thread:
            found.setdefault(each.thread, DirectThread()).count(each.message.author_id, is_ours=each.is_ours)
    for first in adopted:
        if first.thread in found and first.is_direct:
            found[first.thread].add(first.pk, first.author, is_ours=first.is_ours, member=first.member)
    moving = {each.message.pk for each in arriving if not each.is_new}
    stored = Message.objects.filter(channel=channel, kind=Message.Kind.DIRECT).exclude(thread_external_id="")
    columns = ("pk", "thread_external_id", "author", "from_staff", "automated", "conversation__member")
    for some in in_chunks(found):
        rows = stored.filter(thread_external_id__in=some).exclude(pk__in=moving).values_list(*columns)
        for pk, thread, author, from_staff, automated, member in rows:
            found[thread].add(pk, author, is_ours=from_staff or automated, member=member)
    return found
