"""The days and conversations that a batch touched, for whoever counts them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from django.db.models import QuerySet

from community.ingest.seen import in_chunks
from community.models import Message

EVER = datetime.min.replace(tzinfo=UTC)


class Standing(NamedTuple):
    """The conversation and moment where a message counts, and as what."""

    conversation: int
    posted_at: datetime
    from_staff: bool
    # A machine's, or a note among staff.
    is_aside: bool
    is_removed: bool

    @property
    def is_answer(self) -> bool:
        return self.from_staff and not (self.is_aside or self.is_removed)

    @classmethod
    def of(cls, message: Message) -> "Standing":
        is_aside, is_removed = message.automated or message.internal, message.removed_at is not None
        return cls(message.conversation_id, message.posted_at, message.from_staff, is_aside, is_removed)


@dataclass
class Touched:
    """Moments of changed messages by channel, and conversations from a moment on.

    `moments` also hold where a message was before it moved. `conversations` are those in which a message came, went, or
    counts as something else, by key. The value is the earliest such moment, or EVER where stored messages moved in or
    out. `silenced` are those in which an answer is none any more, with the latest moment of one.
    """

    moments: set[tuple[int, datetime]] = field(default_factory=set)
    conversations: dict[int, datetime] = field(default_factory=dict)
    silenced: dict[int, datetime] = field(default_factory=dict)
    # Conversations that are gone, by the one that they became part of.
    merged: dict[int, int] = field(default_factory=dict)
    # Conversations that are no more, merged or emptied.
    gone: set[int] = field(default_factory=set)

    def came(self, messages: Sequence[Message], new: Collection[int]) -> None:
        """Add new messages, of which some are in these new conversations."""
        for message in messages:
            self.moments.add((message.channel_id, message.posted_at))
            # All messages of a new conversation are here, and mark its days by themselves.
            if message.conversation_id not in new:
                self.conversation(message.conversation_id, message.posted_at)

    def followed(self, message: Message, before: Standing) -> None:
        """Add a stored message that says something else now."""
        self.moments |= {(message.channel_id, at) for at in (before.posted_at, message.posted_at)}
        now = Standing.of(message)
        if now != before:
            self.conversation(now.conversation, min(before.posted_at, now.posted_at))
        if now.conversation != before.conversation:
            self.moved(before.conversation, now.conversation)
        # One that is told to be older may have come before its question.
        stays = now.is_answer and now.conversation == before.conversation and now.posted_at >= before.posted_at
        if before.is_answer and not stays:
            # A thread may have moved as a whole because of that.
            self.lost_answer(before.posted_at, before.conversation, now.conversation)

    def moved(self, *conversations: int) -> None:
        """Add conversations that stored messages have left or entered."""
        self.conversations |= dict.fromkeys(conversations, EVER)

    def lost_answer(self, at: datetime, *conversations: int) -> None:
        """Add an answer that is gone from these conversations, or counts as none any more."""
        for conversation in conversations:
            self.silenced[conversation] = max(at, self.silenced.get(conversation, EVER))

    def linked(self, conversations: Mapping[int, int]) -> None:
        """Add stored messages, by key, with the conversations they stand in now.

        All replies below them moved with them.
        """
        self.moved(*conversations.values())
        for keys in in_chunks(conversations):
            self.found(Message.objects.filter(pk__in=keys))

    def beginnings(self, messages: Collection[int | None]) -> None:
        """Add stored messages, by key, that begin a conversation now or did so before."""
        for keys in in_chunks(pk for pk in messages if pk):
            channels = Message.objects.filter(pk__in=keys).values_list("channel", "posted_at")
            self.moments |= set(channels)

    def found(self, messages: QuerySet[Message]) -> None:
        for conversation, channel, at in messages.values_list("conversation", "channel", "posted_at").iterator():
            self.moments.add((channel, at))
            self.conversation(conversation, at)

    def conversation(self, conversation: int, at: datetime) -> None:
        self.conversations[conversation] = min(at, self.conversations.get(conversation, at))
