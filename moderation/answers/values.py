"""What of messages, members and answers tells whom staff answer."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from moderation.policy.answers import Way

# So many messages before a staff message are looked at for who writes there.
RECENT = 12
# Where a message stands in its conversation.
Place = tuple[datetime, int]


class StaffMessage(NamedTuple):
    """The columns of a message that may answer somebody, with the keys of the nearest before it."""

    pk: int
    source: int
    channel: int
    conversation: int
    author: int | None
    kind: str
    text: str
    from_staff: bool
    automated: bool
    internal: bool
    posted_at: datetime
    received_at: datetime
    removed_at: datetime | None
    parent: int | None
    parent_external_id: str
    member: int | None
    before: tuple[int, ...] = ()

    @property
    def may_answer(self) -> bool:
        return self.from_staff and not (self.automated or self.internal or self.removed_at)

    @property
    def given_at(self) -> datetime:
        # A platform whose clock is ahead of ours: nobody answered after we had the answer.
        return min(self.posted_at, self.received_at)

    @property
    def place(self) -> Place:
        return self.posted_at, self.pk


class Near(NamedTuple):
    """A message near one of staff."""

    pk: int
    source: int
    channel: int
    conversation: int
    author: int | None
    guest_name: str
    posted_at: datetime
    parent: int | None
    from_staff: bool
    automated: bool
    internal: bool

    @property
    def is_of_a_member(self) -> bool:
        return not (self.from_staff or self.automated or self.internal)

    @property
    def place(self) -> Place:
        return self.posted_at, self.pk


class Wait(NamedTuple):
    """A message that waits for an answer, and when it ended to for another reason than one."""

    message: Near
    ended_at: datetime | None = None


class Around(NamedTuple):
    """Messages by key, those that waited by conversation, and the texts of these."""

    near: Mapping[int, Near]
    waits: Mapping[int, Sequence[Wait]]
    texts: Mapping[int, str]


class Given(NamedTuple):
    """An answer that somebody was given."""

    message: int
    conversation: int
    author: int | None
    target: int | None
    posted_at: datetime


class Known(NamedTuple):
    """A member with what tells whom a name or an id means."""

    pk: int
    source: int
    external_id: str
    name: str
    role: str
    person: int | None = None


class Whom(NamedTuple):
    """Somebody who is answered, or nobody yet where both are empty."""

    author: int | None
    target: int | None
    way: Way
