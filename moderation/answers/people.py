"""Who may be addressed in the conversations of staff messages."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from community.ingest.identities import name_key
from community.models import Member, MemberName, Message
from moderation.answers.around import Near, StaffMessage
from moderation.policy.answers import Named
from moderation.policy.answers.address import names_to_look_up

NOBODY_JOINED: Mapping[int, tuple[int, ...]] = {}
NO_NAMES: Mapping[tuple[int, int], str] = {}
# No name begins with it.
BY_ID = "\0"


class Known(NamedTuple):
    """A member with what tells whom a name or an id means."""

    pk: int
    source: int
    external_id: str
    name: str
    role: str
    person: int | None = None


class People:
    """Who may be addressed, each by one key.

    Members who are joined as one person in a source share it. Somebody without an identity is known by their message,
    below zero. `here` are the pairs of conversations and members who wrote there, and `called` the names in channels.
    """

    def __init__(
        self,
        members: Iterable[Known],
        here: Iterable[tuple[int, int]],
        staff: Collection[int] = frozenset(),
        joined: Mapping[int, tuple[int, ...]] = NOBODY_JOINED,
        called: Mapping[tuple[int, int], str] = NO_NAMES,
    ) -> None:
        self.members = {each.pk: each for each in members}
        self.staff, self.joined, self.called = staff, joined, called
        self.here = defaultdict[int, set[int]](set)
        for conversation, author in here:
            self.here[conversation].add(author)
        # For those who wrote elsewhere in the source alone.
        self.borne = defaultdict[tuple[int, str], set[int]](set)
        for each in self.members.values():
            self.borne[each.source, name_key(each.name)].add(each.pk)
            self.borne[each.source, f"{BY_ID}{each.external_id}"].add(each.pk)

    def key_of(self, message: Near) -> int:
        return self.key_of_author(message.author) if message.author else -message.pk

    def key_of_author(self, author: int) -> int:
        return min(self.keys_of_person(author))

    def keys_of_person(self, author: int) -> tuple[int, ...]:
        """Return the members who are the same person in the same source, this one too."""
        return self.joined.get(author, (author,))

    def named_in(self, said: StaffMessage, guests: Iterable[Near]) -> list[Named]:
        """Return whom a message may address."""
        ids, names = names_to_look_up(said.text)
        asked = (*(f"{BY_ID}{each}" for each in ids), *map(name_key, names))
        here = self.here[said.conversation]
        keys = sorted(here.union(*(self.borne.get((said.source, each), ()) for each in asked)))
        return [
            *(self._named(self.members[key], said, is_here=key in here) for key in keys if key in self.members),
            *(Named(-guest.pk, (guest.guest_name,)) for guest in guests if guest.guest_name),
        ]

    def _named(self, member: Known, said: StaffMessage, *, is_here: bool) -> Named:
        names = (member.name, self.called.get((member.pk, said.channel), ""))
        is_staff = member.role != Member.Role.MEMBER or member.pk in self.staff or member.pk == said.author
        key = self.key_of_author(member.pk)
        return Named(key, tuple(filter(None, names)), member.external_id, is_staff=is_staff, is_here=is_here)


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
