"""Give first messages the thread's id that only their replies name."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from community.ingest.arriving import Arriving, who_waits
from community.ingest.seen import in_chunks
from community.models import Channel, Conversation, Message


class Adopted(NamedTuple):
    """A stored first message and the thread that it turns out to begin."""

    pk: int
    thread: str
    conversation: int
    is_direct: bool
    author: int | None
    is_ours: bool
    # Whose conversation it is in, if it is a direct one.
    member: int | None


def adopt_threads(channel: Channel, arriving: Sequence[Arriving]) -> list[Adopted]:
    """Set the thread of arriving first messages, and return the stored ones that have one now.

    Many exports leave the first message without it.
    """
    _tell_arriving(channel, arriving)
    threads: dict[str, str] = {}
    for each in arriving:
        for first in each.firsts:
            threads.setdefault(first, each.thread)
    here = {each.message.external_id for each in arriving}
    return list(_stored_firsts(channel, {first: thread for first, thread in threads.items() if first not in here}))


def _tell_arriving(channel: Channel, arriving: Sequence[Arriving]) -> None:
    firsts = {each.message.external_id: each for each in arriving if not (each.thread or each.parent_id)}
    told = ((first, each.thread) for each in arriving for first in each.firsts)
    # Those that came before say it first, so that it does not depend on how messages were cut into batches.
    for external_id, thread in (*_threads_waiting(channel, list(firsts)), *told):
        if each := firsts.pop(external_id, None):
            each.message.thread_external_id = thread


def _threads_waiting(channel: Channel, firsts: Iterable[str]) -> Iterable[tuple[str, str]]:
    waiting = who_waits(channel).order_by("pk").values_list("channel", "waiting_for", "thread_external_id")
    # The index's condition.
    named = Conversation.objects.filter(channel=channel, is_named_by_root=True).exclude(thread_external_id="")
    for ids in in_chunks(firsts):
        told = waiting.filter(waiting_for__in=ids)
        yield from ((first, thread) for at, first, thread in told if at == channel.pk and thread)
        for thread in named.filter(thread_external_id__in=ids).values_list("thread_external_id", flat=True):
            yield thread, thread


def _stored_firsts(channel: Channel, threads: dict[str, str]) -> Iterable[Adopted]:
    firsts = Message.objects.filter(channel=channel, thread_external_id="", parent_external_id="")
    columns = ("kind", "author", "from_staff", "automated", "conversation__member")
    for ids in in_chunks(threads):
        rows = firsts.filter(external_id__in=ids).values_list("pk", "external_id", "conversation", *columns)
        for pk, external_id, conversation, kind, author, from_staff, automated, member in rows:
            direct, ours = kind == Message.Kind.DIRECT, from_staff or automated
            yield Adopted(pk, threads[external_id], conversation, direct, author, ours, member)
