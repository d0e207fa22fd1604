"""Take stored messages out of their conversations, with the replies below them."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from django.db import connection

from community.ingest.conversations import Rank
from community.ingest.seen import in_chunks
from community.ingest.touched import Touched
from community.models import Channel, Conversation, Message


def detach_messages(channel: Channel, messages: Iterable[Message], free: Iterator[int], touched: Touched) -> None:
    """Give each message a conversation of its own, until it is placed anew.

    Those that it leaves are settled, as their first message may be gone.
    """
    for message in messages:
        left, taken = message.conversation_id, next(free)
        Conversation.objects.bulk_create([Conversation(pk=taken, channel=channel)])
        _move([*_below([message.pk], {left}), message.pk], taken)
        message.conversation_id, message.parent_id = taken, None
        Message.objects.filter(pk=message.pk).update(parent=None)
        touched.moved(left)
        settle_roots([left, taken], touched)


def split_threads(
    channel: Channel, threads: Mapping[str, Collection[int]], free: Iterator[int], touched: Touched
) -> None:
    """Take direct threads, by id with their messages, out of the conversations of their members."""
    there = Message.objects.filter(pk__among=[pk for messages in threads.values() for pk in messages])
    left = set(there.values_list("conversation", flat=True))
    # What is not direct may be in a conversation under the thread's id.
    known = _conversations_of(channel, threads)
    for thread, messages in threads.items():
        taken = known.get(thread) or next(free)
        if thread not in known:
            Conversation.objects.bulk_create([Conversation(pk=taken, channel=channel, thread_external_id=thread)])
        _move([*_below(messages, left), *messages], taken)
        left.add(taken)
    touched.moved(*left)
    settle_roots(left, touched)


def _conversations_of(channel: Channel, threads: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    stored = Conversation.objects.filter(channel=channel).exclude(thread_external_id="")
    for some in in_chunks(threads):
        found |= dict(stored.filter(thread_external_id__in=some).values_list("thread_external_id", "pk"))
    return found


def _below(messages: Collection[int], conversations: Collection[int]) -> list[int]:
    """Return the replies below these messages, as far as no thread's id keeps them where they are."""
    found, level = set(messages), list(messages)
    while level:
        below = Message.objects.filter(
            parent__among=level, conversation__among=list(conversations), thread_external_id=""
        )
        # One query for each level, because replies store their parents but no paths.
        level = [pk for pk in below.values_list("pk", flat=True) if pk not in found]
        found |= set(level)
    return list(found - set(messages))


def _move(messages: Collection[int], conversation: int) -> None:
    for some in in_chunks(messages):
        Message.objects.filter(pk__in=some).update(conversation=conversation)


def settle_roots(conversations: Collection[int], touched: Touched) -> None:
    """Find the first message of each conversation anew, and delete those without any."""
    before = dict(Conversation.objects.filter(pk__among=list(conversations)).values_list("pk", "root"))
    first: dict[int, Rank] = {}
    columns = ("conversation", "parent", "posted_at", "pk")
    for some in in_chunks(conversations):
        for conversation, parent, posted_at, pk in Message.objects.filter(conversation__in=some).values_list(*columns):
            rank = Rank(parent is not None, posted_at, pk)
            first[conversation] = min(rank, first.get(conversation, rank))
    empty = set(conversations) - first.keys()
    delete_conversations(empty)
    touched.gone |= empty
    roots = {conversation: rank.pk for conversation, rank in first.items() if before.get(conversation) != rank.pk}
    write_roots(roots)
    touched.beginnings({*roots.values(), *(before.get(conversation) for conversation in (*empty, *roots))})


def delete_conversations(conversations: Collection[int]) -> None:
    # Past Django's collector, which looks for messages that are moved in this transaction.
    rows = Conversation.objects.filter(pk__among=list(conversations))
    rows._raw_delete(rows.db)


def write_roots(roots: Mapping[int, int]) -> None:
    """Store the first message of each conversation."""
    with connection.cursor() as cursor:
        if roots:
            clear = "UPDATE community_conversation SET root_id = NULL WHERE id = %s AND root_id <> %s"
            # Before others take their places, as a message begins one conversation at most.
            cursor.executemany(clear, list(roots.items()))
            cursor.executemany(
                "UPDATE community_conversation SET root_id = %s WHERE id = %s",
                [(root, pk) for pk, root in roots.items()],
            )
