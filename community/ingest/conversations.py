"""Conversations in memory, joined by thread, by other party and by replies."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from community.models import Message


class Rank(NamedTuple):
    """The place of a message among those that may begin a conversation. The least one does."""

    has_parent: bool
    posted_at: datetime
    pk: int

    @classmethod
    def of(cls, message: Message) -> "Rank":
        return cls(message.parent_id is not None, message.posted_at, message.pk)


@dataclass(slots=True)
class Node:
    """A conversation, stored or new."""

    pk: int
    channel: int
    thread: str = ""
    is_named_by_root: bool = False
    member: int | None = None
    root: int | None = None
    is_new: bool = False

    @property
    def is_keyed(self) -> bool:
        return bool(self.thread) or self.member is not None


@dataclass
class Conversations:
    """A set of conversations, of which some become one.

    `placed` is the conversation of each message that is known here.
    """

    nodes: dict[int, Node] = field(default_factory=dict)
    placed: dict[int, int] = field(default_factory=dict)
    merged: dict[int, int] = field(default_factory=dict)

    def add(self, nodes: Iterable[Node]) -> None:
        for node in nodes:
            self.nodes.setdefault(node.pk, node)

    def find(self, pk: int) -> int:
        path = []
        while pk in self.merged:
            path.append(pk)
            pk = self.merged[pk]
        # Shortens the path, because a long chain with its parents last would be walked over and over.
        for step in path:
            self.merged[step] = pk
        return pk

    def node_of(self, message: int) -> Node:
        return self.nodes[self.find(self.placed[message])]

    def merge(self, one: Node, into: Node) -> None:
        if one is not into:
            self.merged[one.pk] = into.pk

    def join(self, child: int, parent: int, *, by: int | None = None) -> None:
        """Put a reply that nothing else places, with all below it, into its parent's conversation.

        What a member wrote in private, `by` their key, is not put among the direct messages of another member.
        """
        below, above = self.node_of(child), self.node_of(parent)
        if not below.is_keyed and (by is None or above.member in (None, by)):
            self.merge(below, above)
