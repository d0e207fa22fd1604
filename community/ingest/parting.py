"""Give stored messages of a channel the source and the members that it has now."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

from community.ingest.identities import name_key
from community.ingest.members import identity_of_member
from community.ingest.recounting import ROLE_FIELDS, Place, Slice, counted_as, keep_private, next_messages
from community.ingest.roles import Roles, roles_in
from community.ingest.seen import in_chunks
from community.ingest.told_roles import roles_told, settle_roles
from community.ingest.touched import Standing
from community.models import Channel, Conversation, Member, MemberName, Message
from community.records import RawMessage

Role = Member.Role
# The member of the new source for each of another one, by key.
Twins = Mapping[int, Member]


def part_slice(channel: Channel, after: Place, most: int) -> tuple[Slice, Twins]:
    """Move the next messages of a channel to its source, and return them with the new members of their authors.

    Messages that count as something else now are the slice's changed ones.
    """
    part = Slice(next_messages(Message.objects.filter(channel=channel), after, most))
    foreign = [message for message in part.looked if message.source_id != channel.source_id]
    conversations = {message.conversation_id for message in foreign}
    twins = _twins(channel, _members_of(foreign, conversations))
    _cut_links(channel, foreign, part)
    _move(channel, foreign, twins, part)
    _move_conversations(channel, conversations, twins)
    return part, twins


def forget_roles(left: Collection[int], channel: Channel) -> list[Member]:
    """Take from members, by key, the role that only this channel gave, and return those who have another now."""
    return settle_roles(left, Message.objects.exclude(channel=channel))


def _members_of(messages: Iterable[Message], conversations: Collection[int]) -> list[Member]:
    authors = {message.author_id for message in messages}
    parties = Conversation.objects.filter(pk__among=list(conversations)).values_list("member", flat=True)
    return list(Member.objects.filter(pk__among=[key for key in {*authors, *parties} if key]))


def _twins(channel: Channel, members: Iterable[Member]) -> Twins:
    """Return the members of the channel's source who stand for these, and make missing ones."""
    old = [member for member in members if member.source_id != channel.source_id]
    there = {identity_of_member(member): member for member in _stored(channel, old)}
    names = dict(MemberName.objects.filter(channel=channel).values_list("member", "name"))
    roles = roles_told(Message.objects.filter(channel=channel), [member.pk for member in old])
    new = [
        Member(
            source=channel.source,
            external_id=member.external_id,
            name=(name := names.get(member.pk, member.name)),
            name_key=name_key(name) if member.external_id else member.name_key,
            role=roles.get(member.pk, Role.MEMBER),
            first_seen_at=member.first_seen_at,
            erased_at=member.erased_at,
        )
        for member in old
        if identity_of_member(member) not in there
    ]
    there |= {identity_of_member(member): member for member in Member.objects.bulk_create(new)}
    return {member.pk: there[identity_of_member(member)] for member in old}


def _stored(channel: Channel, members: Sequence[Member]) -> Iterable[Member]:
    here = Member.objects.filter(source=channel.source_id)
    ids = in_chunks(member.external_id for member in members if member.external_id)
    keys = in_chunks(member.name_key for member in members if not member.external_id)
    by_id = (here.with_id().filter(external_id__in=some) for some in ids)
    by_name = (here.filter(external_id="", name_key__in=some) for some in keys)
    return chain.from_iterable((*by_id, *by_name))


def _cut_links(channel: Channel, messages: Sequence[Message], part: Slice) -> None:
    """Part these messages from replies and parents in other channels, whose ids are another source's."""
    above = {message.parent_id for message in messages} - {None}
    strange = Message.objects.filter(pk__among=list(above)).exclude(channel=channel)
    foreign = set(strange.values_list("pk", flat=True))
    for message in messages:
        if message.parent_id in foreign:
            message.parent_id, message.waiting_for = None, message.parent_external_id
            part.touched.conversation(message.conversation_id, message.posted_at)
    below = Message.objects.filter(parent__among=[message.pk for message in messages]).exclude(channel=channel)
    cut = list(below)
    for reply in cut:
        reply.parent_id, reply.waiting_for = None, reply.parent_external_id
        part.touched.moments.add((reply.channel_id, reply.posted_at))
        part.touched.conversation(reply.conversation_id, reply.posted_at)
    Message.objects.bulk_update(cut, ["parent", "waiting_for"], batch_size=200)


def _move(channel: Channel, messages: Sequence[Message], twins: Twins, part: Slice) -> None:
    roles = roles_in(channel.source, twins.values())
    for message in messages:
        author = twins.get(message.author_id or 0)
        message.source_id, message.author_id = channel.source_id, author.pk if author else message.author_id
        # Who is active on that day is another member now.
        part.touched.moments.add((message.channel_id, message.posted_at))
        if author:
            _count_anew(message, author, roles, part)
    Message.objects.bulk_update(messages, ["source", "author", "parent", "waiting_for", *ROLE_FIELDS], batch_size=200)


def _count_anew(message: Message, author: Member, roles: Roles, part: Slice) -> None:
    said = RawMessage(message.external_id, from_staff=message.said_staff, automated=message.said_automated)
    stood, counted = Standing.of(message), counted_as(message)
    message.from_staff, message.automated = roles.facts_of(said, author, message.posted_at)
    if counted_as(message) != counted:
        keep_private(message)
        part.add(message, stood, counted)


def _move_conversations(channel: Channel, conversations: Collection[int], twins: Twins) -> None:
    """Let direct conversations be those of the new members."""
    theirs = list(Conversation.objects.filter(pk__among=list(conversations), member__among=list(twins)))
    taken = set(
        Conversation.objects.filter(
            channel=channel, member__among=[twins[each.member_id].pk for each in theirs if each.member_id]
        ).values_list("member", flat=True)
    )
    for each in theirs:
        twin = twins[each.member_id or 0].pk
        # What came in meanwhile has a conversation of its own, and a member has one in a channel.
        each.member_id = None if twin in taken else twin
    Conversation.objects.bulk_update(theirs, ["member"], batch_size=200)
