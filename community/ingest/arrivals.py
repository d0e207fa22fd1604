"""Place messages that arrive in a channel, each by its parent and in its conversation."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import QuerySet

from community.ingest.adoption import Adopted
from community.ingest.arriving import Arriving, who_waits
from community.ingest.conversations import Conversations, Node
from community.ingest.seen import in_chunks
from community.models import Channel, Conversation, Message

PLACE = ("pk", "channel", "conversation", "kind", "internal", "channel__is_private")
WAITER = (*PLACE, "parent", "waiting_for", "author", "from_staff", "automated")


class Target(NamedTuple):
    """A message that others may answer."""

    pk: int
    is_own: bool


class Waiter(NamedTuple):
    """A message whose parent has not come."""

    pk: int
    is_own: bool
    # Who wrote it in private, unless we did.
    by: int | None


class Arrivals:
    """Messages that arrive in a channel and are linked both ways.

    Each looks for its parent, and is found by the replies that wait for it. `linked` is the parent of each message
    whose wait is over, `wants` the external id that each still waits for. `singles` are the members whose
    conversations direct threads belong to.
    """

    def __init__(
        self, channel: Channel, arriving: Sequence[Arriving], adopted: Sequence[Adopted], singles: Mapping[str, int]
    ) -> None:
        self.channel, self.singles = channel, singles
        self.all = Conversations()
        self.linked: dict[int, int] = {}
        self.wants: dict[int, str] = {}
        # Messages that not everybody may read, and those of other channels.
        self.hidden = {each.message.pk for each in arriving if each.is_hidden or channel.is_private}
        self.foreign: set[int] = set()
        self.all.placed = {each.message.pk: each.message.conversation_id for each in arriving if not each.is_new}
        self.all.placed |= {each.pk: each.conversation for each in adopted}
        self.targets = self._load_targets(each.parent_id for each in arriving)
        self.waiting = self._load_waiters(each.message.external_id for each in arriving if each.is_new)
        self._load_nodes(arriving)
        own = [node for node in self.all.nodes.values() if node.channel == channel.pk]
        self.by_thread = {node.thread: node for node in own if node.thread}
        self.by_member = {node.member: node for node in own if node.member}

    def _load_targets(self, external_ids: Iterable[str]) -> dict[str, Target]:
        """Return the messages stored under these ids in the source. The channel's own is preferred."""
        found: dict[str, Target] = {}
        stored = Message.objects.filter(source=self.channel.source_id).order_by("pk")
        for ids in in_chunks(filter(None, external_ids)):
            for external_id, *place in stored.filter(external_id__in=ids).values_list("external_id", *PLACE):
                pk, is_own = self._know(*place)
                if external_id not in found or is_own:
                    found[external_id] = Target(pk, is_own)
        return found

    def _load_waiters(self, external_ids: Iterable[str]) -> dict[str, list[Waiter]]:
        found: dict[str, list[Waiter]] = {}
        for ids in in_chunks(external_ids):
            rows = who_waits(self.channel).filter(waiting_for__in=ids).order_by("pk")
            for *place, parent, target, author, from_staff, automated in rows.values_list(*WAITER):
                if parent:
                    continue
                pk, is_own = self._know(*place)
                is_theirs = place[3] == Message.Kind.DIRECT and not (from_staff or automated)
                found.setdefault(target, []).append(Waiter(pk, is_own, author if is_theirs else None))
        return found

    def _know(self, *place: Any) -> tuple[int, bool]:
        """Remember where a stored message is, and return its key and whether it is the channel's own."""
        pk, channel, conversation, kind, internal, is_private = place
        self.all.placed[pk] = conversation
        if is_private or internal or kind == Message.Kind.DIRECT:
            self.hidden.add(pk)
        if channel != self.channel.pk:
            self.foreign.add(pk)
        return pk, channel == self.channel.pk

    def _load_nodes(self, arriving: Sequence[Arriving]) -> None:
        here = Conversation.objects.filter(channel=self.channel)
        threads = {each.thread for each in arriving}
        members = {each.party for each in arriving} | set(self.singles.values())
        # The index's condition.
        named = here.exclude(thread_external_id="")
        for some in in_chunks(filter(None, threads)):
            self._add_stored(named.filter(thread_external_id__in=some))
        for keys in in_chunks(filter(None, members)):
            self._add_stored(here.filter(member__in=keys))
        for keys in in_chunks(self.all.placed.values()):
            self._add_stored(Conversation.objects.filter(pk__in=keys))

    def _add_stored(self, rows: QuerySet[Conversation]) -> None:
        columns = ("pk", "channel", "thread_external_id", "is_named_by_root", "member", "root")
        self.all.add(Node(*row) for row in rows.values_list(*columns))

    def adopt(self, each: Adopted, free: Iterator[int]) -> None:
        """Put a stored first message into its thread, with the replies that it has."""
        node, single = self.all.node_of(each.pk), self.singles.get(each.thread)
        if not node.is_keyed:
            self.all.merge(node, self._of_member(single, free) if single else self._of_thread(each.thread, free))

    def rejoin(self, thread: str, free: Iterator[int]) -> None:
        """Put a stored direct thread that holds one message of one member with that member's others."""
        if node := self.by_thread.pop(thread, None):
            self.all.merge(node, self._of_member(self.singles[thread], free))

    def arrive(self, each: Arriving, free: Iterator[int]) -> None:
        """Place one message, with those that wait for it."""
        pk, node = each.message.pk, self._keyed_node(each, free)
        if each.is_new:
            self.all.placed[pk] = (node or self._add(free)).pk
        elif node:
            self.all.merge(self.all.node_of(pk), node)
        self._find_parent(each)
        if each.is_new:
            self._meet_waiters(each)

    def _keyed_node(self, each: Arriving, free: Iterator[int]) -> Node | None:
        """Return the conversation that the thread or the other party says, if any does."""
        if each.thread:
            if each.thread in self.singles:
                return self._of_member(self.singles[each.thread], free)
            node = self._of_thread(each.thread, free)
            node.is_named_by_root |= each.names_root
            return node
        return self._of_member(each.party, free) if each.is_direct and each.party and not each.parent_id else None

    def _of_thread(self, thread: str, free: Iterator[int]) -> Node:
        node = self.by_thread[thread] = self.by_thread.get(thread) or self._add(free, thread=thread)
        return node

    def _of_member(self, member: int, free: Iterator[int]) -> Node:
        node = self.by_member[member] = self.by_member.get(member) or self._add(free, member=member)
        return node

    def _add(self, free: Iterator[int], *, thread: str = "", member: int | None = None) -> Node:
        node = Node(next(free), self.channel.pk, thread, member=member, is_new=True)
        self.all.add([node])
        return node

    def _find_parent(self, each: Arriving) -> None:
        pk, want = each.message.pk, each.parent_id
        target = self.targets.get(want)
        # Ids may be unique in a channel only, so a link into another one holds until the channel's own message comes.
        self.wants[pk] = "" if target and target.is_own else want
        if target:
            self._link(pk, target.pk, each.writer)
        elif want:
            self.waiting.setdefault(want, []).append(Waiter(pk, is_own=True, by=each.writer))

    def _meet_waiters(self, each: Arriving) -> None:
        pk, external_id = each.message.pk, each.message.external_id
        self.targets[external_id] = Target(pk, is_own=True)
        for waiter in self.waiting.pop(external_id, ()):
            self._link(waiter.pk, pk, waiter.by)
            self.wants[waiter.pk] = "" if waiter.is_own else external_id

    def _link(self, child: int, parent: int, by: int | None) -> None:
        self.linked[child] = parent
        # An id of another channel may be a namesake, so only what everybody may read is joined across channels.
        ends = {child, parent}
        if not (self.foreign & ends and self.hidden & ends):
            self.all.join(child, parent, by=by)
