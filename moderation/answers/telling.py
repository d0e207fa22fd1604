"""Tell whom staff messages answer, in the order in which they were written."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from operator import attrgetter

from moderation.answers.people import People
from moderation.answers.values import Around, Given, Near, Place, StaffMessage, Wait, Whom
from moderation.policy.answers import Above, Addressees, By, Waiting, Way, Written, whom_it_answers
from moderation.policy.priority import DIRECT

# Whoever writes on within this time goes on with the same thing.
GOES_ON_WITHIN = timedelta(minutes=10)


class Telling:
    """Staff messages with what stands around them, and the answers so far."""

    def __init__(
        self, written: Sequence[StaffMessage], around: Around, people: People, given: Iterable[Given] = ()
    ) -> None:
        self.written, self.around, self.people = written, around, people
        # How many messages waited when each was written.
        self.waits_before: dict[int, int] = {}
        # Whom each message answers, and when each was answered, by conversation and key.
        self.given = defaultdict[int, tuple[int, ...]](tuple)
        self.answered = defaultdict[tuple[int, int], list[Place]](list)
        for each in given:
            key = people.key_of_author(each.author) if each.author else -(each.target or 0)
            self.given[each.message] = tuple({*self.given[each.message], key})
            self.answered[each.conversation, key].append((each.posted_at, each.message))

    def told(self) -> Iterator[tuple[int, list[Whom]]]:
        for said in self.written:
            whom = self._tell(said)
            self.given[said.pk] = whom.whom
            for key in whom.whom:
                self.answered[said.conversation, key].append(said.place)
            yield said.pk, list(self._as_columns(whom))

    def _tell(self, said: StaffMessage) -> Addressees:
        found = (self.around.near[key] for key in said.before if key in self.around.near)
        # Some were posted at the same moment, and after it.
        near = sorted((each for each in found if each.place < said.place), key=attrgetter("place"), reverse=True)
        waits = [wait.message for wait in self._waits(said)]
        self.waits_before[said.pk] = len(waits)
        parent = self.around.near.get(said.parent or 0)
        members = [each for each in (*waits, *near, *([parent] if parent else ())) if each.is_of_a_member]
        guests = {each.pk: each for each in members if not each.author}
        return whom_it_answers(
            Written(
                said.text,
                people=self.people.named_in(said, guests.values()),
                waits=[self._waiting(each) for each in waits],
                parent=self._above(parent) if parent else None,
                continued=self._continued(said, near),
                spoke_last=next((self._waiting(each) for each in near if each.is_of_a_member), None),
                is_orphan=parent is None and bool(said.parent_external_id),
                is_single=self._is_single(said, members),
                after_colleague=self._is_after_colleague(said, near),
            )
        )

    def _waits(self, said: StaffMessage) -> Iterator[Wait]:
        """Yield what waited when this was written."""
        for wait in self.around.waits.get(said.conversation, ()):
            is_over = wait.ended_at is not None and wait.ended_at < said.given_at
            if wait.message.place < said.place and not is_over and not self._was_answered(wait.message, said):
                yield wait

    def _was_answered(self, message: Near, said: StaffMessage) -> bool:
        given = self.answered.get((said.conversation, self.people.key_of(message)), ())
        return any(message.place < at < said.place for at in given)

    def _waiting(self, message: Near) -> Waiting:
        return Waiting(self.people.key_of(message), message.parent, self.around.texts.get(message.pk, ""))

    def _above(self, parent: Near) -> Above:
        if parent.automated or parent.internal:
            return Above(By.ASIDE, (), parent.pk, parent.parent)
        if parent.from_staff:
            return Above(By.STAFF, self.given[parent.pk], parent.pk, parent.parent)
        return Above(By.MEMBER, (self.people.key_of(parent),), parent.pk, parent.parent)

    def _continued(self, said: StaffMessage, near: Sequence[Near]) -> Above | None:
        """Return the message directly before, where the same person of staff wrote it a moment ago."""
        before = near[0] if near else None
        if before is None or not before.from_staff or before.author != said.author or before.author is None:
            return None
        return self._above(before) if said.posted_at - before.posted_at <= GOES_ON_WITHIN else None

    def _is_after_colleague(self, said: StaffMessage, near: Sequence[Near]) -> bool:
        """Tell whether the message directly before is a colleague's of which nobody can tell whom it answers."""
        before = near[0] if near else None
        is_colleagues = before is not None and before.from_staff and before.author != said.author
        return bool(is_colleagues and before and not self.given[before.pk])

    def _is_single(self, said: StaffMessage, members: Sequence[Near]) -> bool:
        """Tell whether it is a private conversation with one member."""
        is_private = said.kind == DIRECT or said.member is not None
        return is_private and len({self.people.key_of(each) for each in members}) == 1

    def _as_columns(self, whom: Addressees) -> Iterator[Whom]:
        if not whom.whom:
            yield Whom(None, None, Way.UNKNOWN)
        for key in whom.whom:
            if key < 0:
                yield Whom(None, -key, whom.way)
            else:
                # Who is one person was answered under each of their names.
                yield from (Whom(author, None, whom.way) for author in self.people.keys_of_person(key))
