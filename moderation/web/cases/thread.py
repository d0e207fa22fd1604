"""Reads the conversation around a message, oldest first and bounded."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet

from community.models import Message
from moderation.web.cases.judging import Reading
from moderation.web.shared.attachments import Attachment, attachments_of
from moderation.web.shared.plain import LONGEST_READ
from moderation.web.shared.source import Source, source_of

AROUND = 10
AROUND_AT_MOST = 100
# A longer thread is not counted to its end.
COUNTED = 200
DEEPEST = 4


@dataclass(frozen=True)
class Said:
    """One message of a conversation, and whether some that stand before it are not shown."""

    message: Message
    depth: int
    is_it: bool
    gap: bool = False

    @property
    def source(self) -> Source | None:
        return source_of(self.message.url)

    @cached_property
    def reading(self) -> Reading:
        """The text without what was found in it, which only the case's own message shows."""
        return Reading(self.message.revision, self.message.title, self.message.text, None)

    @property
    def is_read(self) -> bool:
        return len(self.message.text) <= LONGEST_READ

    @property
    def attachments(self) -> list[Attachment]:
        return attachments_of(self.message)

    @property
    def is_private(self) -> bool:
        """Tell whether it is private where others are not."""
        return self.message.kind == Message.Kind.DIRECT and not self.message.channel.is_private


@dataclass(frozen=True, slots=True)
class Conversation:
    """What is shown of a thread. `total` stops at one more than is counted."""

    said: tuple[Said, ...]
    total: int
    cut_after: bool

    @property
    def count(self) -> str:
        if self.total > COUNTED:
            return f"more than {COUNTED} messages"
        return "1 message" if self.total == 1 else f"{self.total} messages"


def conversation_around(it: Message, *, whole: bool = False, seen: QuerySet[Message] | None = None) -> Conversation:
    """The first message of the thread and ten to each side of this one, or a hundred when `whole`.

    `seen` are the messages that whoever looks may see, all when it is None.
    """
    around = AROUND_AT_MOST if whole else AROUND
    known = Message.objects.all() if seen is None else seen
    thread = known.filter(conversation=it.conversation_id).select_related("author", "channel")
    before = list(_messages_before(thread, it)[: around + 1])
    after = list(_messages_after(thread, it)[: around + 1])
    opening = list(thread.filter(begins__isnull=False)) if len(before) > around else []
    near = [*reversed(before[:around]), it, *after[:around]]
    shown = {message.pk: message for message in (*opening, *near)}
    depths = indentation_of({pk: message.parent_id for pk, message in shown.items()})
    gap_at = near[0].pk if len(before) > around else None
    said = tuple(Said(message, depths[pk], pk == it.pk, pk == gap_at) for pk, message in shown.items())
    is_whole = gap_at is None and len(after) <= around
    return Conversation(said, len(said) if is_whole else thread[: COUNTED + 1].count(), len(after) > around)


def indentation_of(parents: Mapping[int, int | None]) -> dict[int, int]:
    """The depth of each message under its nearest shown parent. A circle of replies ends where it began."""
    return {pk: min(_count_ancestors(pk, parents), DEEPEST) for pk in parents}


def _count_ancestors(pk: int, parents: Mapping[int, int | None]) -> int:
    seen = {pk}
    parent = parents[pk]
    # A parent that is not shown still makes this a reply.
    while parent is not None and parent not in seen:
        seen.add(parent)
        parent = parents.get(parent)
    return len(seen) - 1


def _messages_before(thread: QuerySet[Message], it: Message) -> QuerySet[Message]:
    earlier = Q(posted_at__lt=it.posted_at) | Q(pk__lt=it.pk)
    return thread.filter(earlier, posted_at__lte=it.posted_at).exclude(pk=it.pk).order_by("-posted_at", "-pk")


def _messages_after(thread: QuerySet[Message], it: Message) -> QuerySet[Message]:
    later = Q(posted_at__gt=it.posted_at) | Q(pk__gt=it.pk)
    return thread.filter(later, posted_at__gte=it.posted_at).exclude(pk=it.pk).order_by("posted_at", "pk")
