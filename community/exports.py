"""Stored messages as lines that an import into an empty installation reads the same."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from community.message_lines import message_line
from community.models import Channel, Community, Conversation, Message
from community.records import RawMessage

# Few enough for flat memory, and enough that a query costs little.
A_QUERY = 800
SAME = (
    *("external_id", "text", "title", "kind", "from_staff", "automated", "internal", "posted_at", "edited_at"),
    *("parent_external_id", "thread_external_id", "removed_by_others", "rating", "reactions", "reports", "views"),
    *("url", "language"),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """The messages to export, of all channels or of one.

    Those posted from `since` on and before `until`, each open where it is None.
    """

    community: Community
    channel: Channel | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def channels(self) -> Iterable[Channel]:
        return [self.channel] if self.channel else self.community.channels.order_by("pk")

    def messages(self, channel: Channel) -> QuerySet[Message]:
        found = Message.objects.filter(channel=channel)
        found = found.filter(posted_at__gte=self.since) if self.since else found
        return found.filter(posted_at__lt=self.until) if self.until else found


def export_lines(wanted: Wanted) -> Iterator[dict[str, object]]:
    """Yield a line for each message, channel by channel, and parents before their replies as far as times tell."""
    sources = name_sources(wanted.community)
    for channel in wanted.channels:
        place: dict[str, object] = {"channel": channel.slug, "source": sources[channel.source_id]}
        for few in in_pages(wanted.messages(channel)):
            named = threads_named(channel, few)
            yield from (stored_line(message, place, named) for message in few)


def in_pages(messages: QuerySet[Message]) -> Iterator[Sequence[Message]]:
    """Yield messages of one channel by the time of posting, some at a time."""
    told = messages.select_related("author", "conversation__root", "conversation__member")
    # The texts of first messages are not told here.
    told = told.defer(*(f"conversation__root__{name}" for name in ("text", "tags", "attachments")))
    page = told.order_by("posted_at", "pk")
    rest = page
    # Pages by their last row, so that no transaction stays open while somebody reads slowly.
    while few := list(rest[:A_QUERY]):
        yield few
        last = few[-1]
        rest = page.filter(posted_at__gte=last.posted_at).exclude(posted_at=last.posted_at, pk__lte=last.pk)


def threads_named(channel: Channel, messages: Iterable[Message]) -> set[str]:
    """Return the ids of first messages that are thread ids in this channel too."""
    roots = {m.conversation.root.external_id for m in messages if m.conversation.root}
    threads = Conversation.objects.filter(channel=channel).exclude(thread_external_id="")
    return set(threads.filter(thread_external_id__in=roots).values_list("thread_external_id", flat=True))


def stored_line(message: Message, place: dict[str, object], named: set[str]) -> dict[str, object]:
    conversation = message.conversation
    is_named_by_root = conversation.is_named_by_root and bool(message.thread_external_id)
    return (
        message_line(record_of(message))
        | {"conversation_id": conversation_id(conversation, named)}
        | place
        | {
            "revision": message.revision,
            # What an import needs besides, to make the same of it.
            "thread_id": message.thread_external_id or None,
            "thread_is_root": is_named_by_root,
            "recipient_id": recipient_of(message) or None,
            "is_guest": message.author is None and bool(message.guest_name),
            "removed_by_others": message.removed_by_others,
            "tags": message.tags,
            "attachments": message.attachments,
        }
    )


def record_of(message: Message) -> RawMessage:
    """Return a stored message as a record, with staff and machines as they count here."""
    same = {name: getattr(message, name) for name in SAME}
    author = message.author
    name = author.name if author else message.guest_name
    return RawMessage(
        **same,
        author_id=author.external_id if author else "",
        author_name=name,
        # Whoever reads it again shows no message without words.
        deleted=message.removed_at is not None or message.is_emptied,
    )


def conversation_id(conversation: Conversation, named: set[str]) -> str | None:
    """Return the thread's id, or else that of the first message.

    Where a thread of the channel has the first message's id, a word in front keeps the two apart.
    """
    if conversation.thread_external_id or not conversation.root:
        return conversation.thread_external_id or None
    root = conversation.root.external_id
    return f"root:{root}" if root in named else root


def recipient_of(message: Message) -> str:
    """Return to whom we wrote, for a direct message that nothing else places."""
    is_ours = message.from_staff or message.automated
    party = message.conversation.member
    return party.external_id if party and is_ours and message.kind == Message.Kind.DIRECT else ""


def name_sources(community: Community) -> dict[int, str]:
    """Return a name of each source by key, no two the same."""
    names: dict[int, str] = {}
    for pk, kind, host_key, name in community.sources.order_by("pk").values_list("pk", "kind", "host_key", "name"):
        # A file's server goes by its key, by which other files of it are known.
        names[pk] = unlike(host_key if kind == "file" and host_key else name, names.values())
    return names


def unlike(name: str, others: Iterable[str]) -> str:
    taken, number, own = set(others), 1, name
    while own in taken:
        number += 1
        own = f"{name} ({number})"
    return own
