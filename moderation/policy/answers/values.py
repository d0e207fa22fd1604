"""Values from which it is told whom a staff message answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Way(StrEnum):
    """How it is known whom a message answers."""

    MENTION = "mention"
    PARENT = "parent"
    ONLY = "only"
    BY_HAND = "by_hand"
    UNKNOWN = "unknown"


WAY_WORDS = {
    Way.MENTION: "names the person",
    Way.PARENT: "answers the message above it",
    Way.ONLY: "only this person waited here",
    Way.BY_HAND: "somebody of ours said so",
    Way.UNKNOWN: "nobody can tell",
}


class Addressees(NamedTuple):
    """The keys of those who are answered, and how that is known."""

    whom: tuple[int, ...]
    way: Way


UNKNOWN = Addressees((), Way.UNKNOWN)


class By(StrEnum):
    """Who wrote a message."""

    MEMBER = "member"
    STAFF = "staff"
    # A machine's message and a note among staff answer nobody.
    ASIDE = "aside"


class Named(NamedTuple):
    """Somebody who may be addressed.

    `who` is a key that members joined as one person share. `is_here` is false for those who wrote in other
    conversations of the source alone.
    """

    who: int
    names: tuple[str, ...]
    id: str = ""
    is_staff: bool = False
    is_here: bool = True


class Above(NamedTuple):
    """The message that a staff message replies to, or goes on from.

    `whom` wrote it, or is answered by it where staff wrote it.
    """

    by: By
    whom: tuple[int, ...] = ()
    message: int = 0
    parent: int | None = None

    @property
    def is_root(self) -> bool:
        return self.parent is None


class Waiting(NamedTuple):
    """A message of a member before that of staff, by its author, its own parent and what it says."""

    who: int
    parent: int | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A staff message with all that tells whom it answers.

    `is_orphan` says that its parent has not come. `continued` is the message directly before, where the same person
    wrote it a moment ago, and `spoke_last` what a member wrote last. `after_colleague` says that somebody else of staff
    wrote the message directly before, of which nobody can tell whom it answers. `is_single` says that one member alone
    writes here.
    """

    text: str
    people: Sequence[Named] = ()
    waits: Sequence[Waiting] = ()
    parent: Above | None = None
    continued: Above | None = None
    spoke_last: Waiting | None = None
    after_colleague: bool = False
    is_orphan: bool = False
    is_single: bool = False
