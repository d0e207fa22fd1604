"""Find direct threads that hold one message of one member."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from community.ingest.adoption import Adopted
from community.ingest.arriving import Arriving
from community.ingest.seen import in_chunks
from community.models import Channel, Conversation, Message


class Stored(NamedTuple):
    """A stored message of a thread."""

    thread: str
    pk: int
    author: int | None
    from_staff: bool
    automated: bool
    # Whose conversation it is in, if it is a direct one.
    member: int | None


COLUMNS = ("thread_external_id", "pk", "author", "from_staff", "automated", "conversation__member")


@dataclass(slots=True)
class DirectThread:
    """The messages under the id of a thread with a direct one, stored and arriving."""

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
    """Return the threads of these messages that hold a direct one, by id."""
    moving = {each.message.pk for each in arriving if not each.is_new}
    places = dict(_places_of_direct(channel, {each.thread for each in arriving}, moving))
    direct = {each.thread for each in arriving if each.is_direct} | {each.thread for each in adopted if each.is_direct}
    direct |= places.keys()
    found = {thread: DirectThread() for thread in direct if thread}
    for each in arriving:
        if each.thread in found:
            found[each.thread].count(each.message.author_id, is_ours=each.is_ours)
    for first in adopted:
        if first.thread in found:
            found[first.thread].add(first.pk, first.author, is_ours=first.is_ours, member=first.member)
    for one in _stored_messages(channel, found, places.values()):
        if one.pk not in moving:
            is_ours = one.from_staff or one.automated
            found[one.thread].add(one.pk, one.author, is_ours=is_ours, member=one.member)
    return found


def _places_of_direct(channel: Channel, threads: Iterable[str], moving: Collection[int]) -> Iterator[tuple[str, int]]:
    """Yield the conversation of each of these threads' direct messages, with the thread."""
    # Both conditions are the partial index's.
    stored = Message.objects.filter(channel=channel, kind=Message.Kind.DIRECT).exclude(thread_external_id="")
    for some in in_chunks(filter(None, threads)):
        rows = stored.filter(thread_external_id__in=some).exclude(pk__in=moving)
        yield from rows.values_list("thread_external_id", "conversation")


def _stored_messages(channel: Channel, threads: Collection[str], conversations: Iterable[int]) -> Iterator[Stored]:
    """Yield the messages of these threads whatever their kind, from these conversations and the threads' own."""
    places = set(conversations)
    named = Conversation.objects.filter(channel=channel).exclude(thread_external_id="")
    for some in in_chunks(threads):
        places |= set(named.filter(thread_external_id__in=some).values_list("pk", flat=True))
    for keys in in_chunks(places):
        rows = Message.objects.filter(conversation__in=keys).exclude(thread_external_id="")
        yield from (one for one in map(Stored._make, rows.values_list(*COLUMNS)) if one.thread in threads)
