"""Load who may be addressed in the conversations of staff messages."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from community.ingest.identities import name_key
from community.models import Member, MemberName, Message
from moderation.answers.people import People
from moderation.answers.values import Known, Near, StaffMessage
from moderation.policy.answers.address import names_to_look_up


def load_people(written: Sequence[StaffMessage], near: Collection[Near], others: Iterable[int] = ()) -> People:
    """Load the authors near these messages, some others, and whomever the texts may name."""
    authors = {each.author for each in near if each.author}
    members = _load_members({*authors, *others}, written)
    here, staff = _load_places({each.conversation for each in written}, near, members.keys() - authors)
    return People(members.values(), here, staff, _load_joined(members.values()), _load_names(members))


def _load_members(authors: Collection[int], written: Sequence[StaffMessage]) -> dict[int, Known]:
    asked = [names_to_look_up(each.text) for each in written]
    sources = {each.source for each in written}
    ids = {each for some, _ in asked for each in some}
    names = {key for _, some in asked for each in some if (key := name_key(each))}
    members = Member.objects.filter(erased_at=None)
    found = (
        members.filter(pk__among=list(authors)),
        members.with_id().filter(source__in=sources, external_id__among=ids),
        members.filter(source__in=sources, name_key__among=names),
    )
    return {row[0]: Known(*row) for some in found for row in some.values_list(*Known._fields)}


def _load_places(
    conversations: Collection[int], near: Collection[Near], unknown: Collection[int]
) -> tuple[set[tuple[int, int]], set[int]]:
    """Return which members wrote in which conversation, and who wrote as staff."""
    here = {(each.conversation, each.author) for each in near if each.author}
    staff = {each.author for each in near if each.author and each.from_staff}
    there = Message.objects.filter(conversation__among=list(conversations), author__among=list(unknown))
    for conversation, author, from_staff in there.values_list("conversation", "author", "from_staff").distinct():
        here.add((conversation, author))
        staff |= {author} if from_staff else set()
    return here, staff


def _load_joined(members: Iterable[Known]) -> dict[int, tuple[int, ...]]:
    persons = {each.person for each in members if each.person}
    groups = defaultdict[tuple[int, int], list[int]](list)
    rows = Member.objects.filter(person__in=persons).order_by("pk").values_list("pk", "source", "person")
    for pk, source, person in rows if persons else ():
        groups[source, person].append(pk)
    return {pk: tuple(group) for group in groups.values() for pk in group}


def _load_names(members: Iterable[int]) -> dict[tuple[int, int], str]:
    rows = MemberName.objects.filter(member__among=list(members)).order_by()
    return {(member, channel): name for member, channel, name in rows.values_list("member", "channel", "name")}
