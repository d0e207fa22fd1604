"""Take back what an import stored, some messages at a time."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from operator import attrgetter

from django.db.models import F, Q, QuerySet

from community.ingest.arriving import Arriving
from community.ingest.changes import PARTY, state_before
from community.ingest.detaching import settle_roots
from community.ingest.links import link_messages
from community.ingest.members import Members
from community.ingest.memory import remember_receipts
from community.ingest.roles import Roles
from community.ingest.rows import Rows, Stored
from community.ingest.told_roles import settle_roles
from community.ingest.touched import Standing, Touched
from community.ingest.writing import write_rows
from community.models import Channel, Conversation, Member, Message, RunChange

MEMBERS = ("author_id", PARTY)


def put_back(channel: Channel, changes: Sequence[RunChange], now: datetime, *, is_history: bool) -> Stored:
    """Make stored messages what they were before an import.

    The caller holds the community's lock and a transaction, as for `remove_messages`.
    """
    told = _who_have_roles(change.message for change in changes)
    rows = Rows(channel, None, now, Members({}, {}), Roles({}, {}), {}, Touched())
    named = {change.was[name] for change in changes for name in MEMBERS if change.was.get(name)}
    there = set(Member.objects.filter(pk__among=list(named)).values_list("pk", flat=True))
    for change in changes:
        # A text that was erased, or was too old to keep, does not come back.
        state = {} if change.message.is_emptied else state_before(change.was)
        # A member may be gone with what they wrote since.
        gone = {name for name in MEMBERS if state.get(name) and state[name] not in there}
        rows.put_back(change.message, {name: value for name, value in state.items() if name not in gone})
        change.message.run_id = change.before_id
    write_rows(rows)
    settle_roles(told, Message.objects.all())
    return rows.stored(is_history=is_history)


def remove_messages(messages: Sequence[Message]) -> Touched:
    """Delete messages of one channel, with conversations and members that are empty then.

    The replies that stay wait for their parents again.
    """
    touched = Touched({(message.channel_id, message.posted_at) for message in messages})
    for stood in filter(attrgetter("is_answer"), map(Standing.of, messages)):
        touched.lost_answer(stood.posted_at, stood.conversation)
    remember_receipts(messages)
    keys = [message.pk for message in messages]
    conversations = {message.conversation_id for message in messages}
    authors = {message.author_id for message in messages}
    authors |= set(Conversation.objects.filter(pk__among=list(conversations)).values_list("member", flat=True))
    replies = Message.objects.filter(parent__among=keys).exclude(pk__among=keys)
    orphans = list(replies.values_list("pk", flat=True))
    replies.update(waiting_for=F("parent_external_id"))
    Message.objects.filter(pk__among=keys).delete()
    settle_roots(conversations, touched)
    _place_anew([*orphans, *_threaded(conversations).values_list("pk", flat=True)], touched)
    left = Conversation.objects.filter(pk__among=list(conversations))
    touched.moved(*left.values_list("pk", flat=True))
    _delete_nobodies(pk for pk in authors if pk)
    # What comes again later and says nothing of staff is not to count by what was taken back.
    settle_roles(_who_have_roles(messages), Message.objects.all())
    return touched


def _who_have_roles(messages: Iterable[Message]) -> set[int]:
    """Return the authors of whom these messages say whether they are staff or automated."""
    said = (message for message in messages if message.said_staff is not None or message.said_automated)
    return {message.author_id for message in said if message.author_id}


def _threaded(conversations: Collection[int]) -> QuerySet[Message]:
    """Return messages of threads, of which one may hold one direct message of one member now, or not any more."""
    return Message.objects.filter(conversation__among=list(conversations)).exclude(thread_external_id="")


def _place_anew(messages: Iterable[int], touched: Touched) -> None:
    """Place messages as if they came now, apart from those whose thread holds them where they are."""
    found = Message.objects.filter(pk__among=list(dict.fromkeys(messages))).select_related("channel", "conversation")
    held = Q(conversation__thread_external_id=F("thread_external_id")) & ~Q(thread_external_id="")
    by_channel: dict[Channel, list[Message]] = {}
    for message in found.exclude(held & ~Q(kind=Message.Kind.DIRECT)).order_by("pk"):
        by_channel.setdefault(message.channel, []).append(message)
    for channel, some in by_channel.items():
        arriving = [Arriving(each, is_new=False, party=_party(each)) for each in some]
        links = link_messages(channel, [], arriving, touched)
        links.write()
        links.tell(touched)
        settle_roots(links.unsettled, touched)


def _party(message: Message) -> int | None:
    if message.kind != Message.Kind.DIRECT:
        return None
    is_ours = message.from_staff or message.automated
    return message.conversation.member_id if is_ours else message.author_id


def _delete_nobodies(members: Iterable[int]) -> None:
    """Delete members of whom nothing is left and nobody has said anything."""
    alone = {"messages": None, "conversations": None, "roles": None, "person": None}
    nobodies = Member.objects.filter(pk__among=list(members), **alone)
    Member.objects.filter(pk__in=list(nobodies.values_list("pk", flat=True))).delete()
