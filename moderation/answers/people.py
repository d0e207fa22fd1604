"""Who may be addressed in the conversations of staff messages."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from community.ingest.identities import name_key
from moderation.answers.values import Known, Near, StaffMessage
from moderation.policy.answers import Named
from moderation.policy.answers.address import names_to_look_up

NOBODY_JOINED: Mapping[int, tuple[int, ...]] = {}
NO_NAMES: Mapping[tuple[int, int], str] = {}
# No name begins with it.
BY_ID = "\0"
MEMBER = "member"


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
        is_staff = member.role != MEMBER or member.pk in self.staff or member.pk == said.author
        key = self.key_of_author(member.pk)
        return Named(key, tuple(filter(None, names)), member.external_id, is_staff=is_staff, is_here=is_here)
