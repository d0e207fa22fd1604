"""Write the parents and conversations of a batch, in a fixed number of statements."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from community.db.bulk import free_keys, insert_rows
from community.ingest.adoption import Adopted, adopt_threads
from community.ingest.arrivals import Arrivals
from community.ingest.arriving import Arriving, who_waits
from community.ingest.conversations import Node, Rank
from community.ingest.detaching import delete_conversations, detach_messages, settle_roots, split_threads, write_roots
from community.ingest.seen import in_chunks
from community.ingest.singles import direct_threads
from community.ingest.touched import Touched
from community.models import Channel, Conversation, Message


@dataclass(frozen=True, slots=True)
class Links:
    """New parents, waits and conversations of stored messages.

    They are written after the new messages, which they point to.
    """

    rows: Mapping[int, tuple[int | None, str]]
    merged: Mapping[int, int]
    new: Sequence[Node]
    named: Sequence[int]
    roots: Mapping[int, int]
    # The thread of each stored message that turned out to begin it.
    adopted: Mapping[int, str]
    # The conversation of each stored message that has another parent or conversation now.
    moved: Mapping[int, int]
    # Messages that begin a conversation now or did so before.
    beginnings: Collection[int]
    # Conversations whose first message only a look at all of them tells.
    unsettled: Collection[int]

    def tell(self, touched: Touched) -> None:
        """Say what stored messages count differently, after this was written."""
        touched.linked(self.moved)
        touched.moved(*self.merged.values())
        touched.merged |= self.merged
        touched.gone |= self.merged.keys()
        touched.beginnings(self.beginnings)

    def write(self) -> None:
        # Keys are checked at the end of the transaction, so that the new ones can take the place of those that merged.
        delete_conversations(self.merged.keys())
        columns = ("id", "channel_id", "thread_external_id", "is_named_by_root", "member_id", "root_id")
        insert_rows(
            Conversation,
            columns,
            [(n.pk, n.channel, n.thread, n.is_named_by_root, n.member, self.roots.get(n.pk)) for n in self.new],
        )
        with connection.cursor() as cursor:
            for statement, values in (
                (
                    "UPDATE community_message SET parent_id = %s, waiting_for = %s WHERE id = %s",
                    [(*row, pk) for pk, row in self.rows.items()],
                ),
                (
                    "UPDATE community_message SET conversation_id = %s WHERE conversation_id = %s",
                    [(into, one) for one, into in self.merged.items()],
                ),
                (
                    "UPDATE community_message SET thread_external_id = %s WHERE id = %s",
                    [(thread, pk) for pk, thread in self.adopted.items()],
                ),
            ):
                if values:
                    cursor.executemany(statement, values)
        Conversation.objects.filter(pk__among=list(self.named)).update(is_named_by_root=True)
        fresh = {node.pk for node in self.new}
        write_roots({pk: root for pk, root in self.roots.items() if pk not in fresh})


def link_messages(channel: Channel, created: Sequence[Arriving], moved: Sequence[Arriving], touched: Touched) -> Links:
    """Set the parents and conversations of these messages.

    Returns the changes to stored ones.
    """
    every = [*moved, *created]
    adopted = adopt_threads(channel, every)
    direct = direct_threads(channel, every, adopted)
    free = iter(free_keys(Conversation, len(every) + len(moved) + len(adopted) + 2 * len(direct)))
    detach_messages(channel, [each.message for each in moved], free, touched)
    split_threads(
        channel, {thread: found.stored for thread, found in direct.items() if found.must_split}, free, touched
    )
    singles = {thread: found.single for thread, found in direct.items() if found.single}
    arrivals = Arrivals(channel, every, _placed_now(adopted), singles)
    for first in adopted:
        arrivals.adopt(first, free)
    for thread in singles:
        arrivals.rejoin(thread, free)
    for each in every:
        arrivals.arrive(each, free)
    return _links_of(arrivals, every, adopted, {each.message.pk for each in created})


def _placed_now(adopted: Sequence[Adopted]) -> list[Adopted]:
    """Return the stored first messages where they are after threads were split."""
    now = dict(Message.objects.filter(pk__among=[each.pk for each in adopted]).values_list("pk", "conversation"))
    return [each._replace(conversation=now[each.pk]) for each in adopted]


def _links_of(arrivals: Arrivals, every: Sequence[Arriving], adopted: Sequence[Adopted], new: set[int]) -> Links:
    found, linked, wants = arrivals.all, arrivals.linked, arrivals.wants
    for each in every:
        each.message.parent_id = linked.get(each.message.pk)
        each.message.waiting_for = wants[each.message.pk]
        each.message.conversation_id = found.node_of(each.message.pk).pk
    stored = wants.keys() - new
    alive = [node for pk, node in found.nodes.items() if pk not in found.merged]
    first = _first_messages(arrivals, [each.message for each in every], [each.pk for each in adopted])
    roots = {pk: rank.pk for pk, rank in first.items() if found.nodes[pk].root != rank.pk}
    left = {node.root for pk, node in found.nodes.items() if node.root and (pk in found.merged or pk in roots)}
    return Links(
        rows={pk: (linked.get(pk), wants[pk]) for pk in stored},
        merged={one: found.find(one) for one in found.merged if not found.nodes[one].is_new},
        new=[node for node in alive if node.is_new],
        named=[node.pk for node in alive if node.is_named_by_root and not node.is_new],
        roots=roots,
        adopted={each.pk: each.thread for each in adopted},
        moved={pk: found.node_of(pk).pk for pk in (*stored, *(each.pk for each in adopted))},
        beginnings=left | set(roots.values()),
        # A first message that has a parent now, or none without one.
        unsettled={pk for pk, rank in first.items() if rank.has_parent or found.nodes[pk].root in linked},
    )


def _first_messages(arrivals: Arrivals, messages: Iterable[Message], adopted: Iterable[int]) -> dict[int, Rank]:
    """Return the first message, as far as it is known here, of each conversation that has another message now."""
    found, first = arrivals.all, dict[int, Rank]()
    touched = {found.node_of(pk).pk for pk in (*arrivals.wants, *adopted)}
    stored = {node.root: found.find(pk) for pk, node in found.nodes.items() if node.root and found.find(pk) in touched}
    for conversation, rank in (*_stored_ranks(stored, arrivals), *((m.conversation_id, Rank.of(m)) for m in messages)):
        first[conversation] = min(rank, first.get(conversation, rank))
    return first


def _stored_ranks(roots: Mapping[int, int], arrivals: Arrivals) -> Iterator[tuple[int, Rank]]:
    for some in in_chunks(roots):
        for pk, parent, posted_at in Message.objects.filter(pk__in=some).values_list("pk", "parent", "posted_at"):
            yield roots[pk], Rank(parent is not None or pk in arrivals.linked, posted_at, pk)


def relink_from_channels(channel: Channel, created: Iterable[Message], touched: Touched) -> None:
    """Move replies from another channel's message to the channel's own one.

    They were linked there before the channel's own message came.
    """
    lent = who_waits(channel).values_list("channel", "parent", "pk")
    for ids in in_chunks(message.external_id for message in created):
        keys = [pk for at, parent, pk in lent.filter(waiting_for__in=ids) if parent and at == channel.pk]
        if moved := list(Message.objects.filter(pk__among=keys).order_by("pk")):
            links = link_messages(channel, [], [Arriving(message, is_new=False) for message in moved], touched)
            links.write()
            links.tell(touched)
            settle_roots(links.unsettled, touched)
