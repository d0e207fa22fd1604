"""Give stored messages of a member the role that is set for their time."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from django.db.models import Q, QuerySet

from community.ingest.roles import roles_in
from community.ingest.touched import Standing, Touched
from community.models import Member, Message, StaffEntry
from community.records import RawMessage

ROLE_FIELDS = ["from_staff", "automated", "internal", "kind"]
# What a message counts as in words, by from_staff and automated.
COUNTED = {
    (False, False): "member",
    (True, False): "staff",
    (False, True): "automated",
    (True, True): "automated staff",
}


class Place(NamedTuple):
    """The last message that was looked at."""

    at: datetime | None
    pk: int


@dataclass
class Slice:
    """Some messages in order, and those of them that count as something else now."""

    looked: Sequence[Message]
    changed: list[Message] = field(default_factory=list)
    touched: Touched = field(default_factory=Touched)
    before: Counter[str] = field(default_factory=Counter)
    after: Counter[str] = field(default_factory=Counter)

    @property
    def place(self) -> Place | None:
        return Place(self.looked[-1].posted_at, self.looked[-1].pk) if self.looked else None

    def add(self, message: Message, stood: Standing, counted: str) -> None:
        self.changed.append(message)
        self.before[counted] += 1
        self.after[counted_as(message)] += 1
        self.touched.followed(message, stood)


def recount_slice(member: Member, after: Place, most: int, *, by_default: bool = False) -> Slice:
    """Look at a member's next messages, and change what they count as.

    The source's own word stays, and so does what no admin and no list speaks about, unless the member's own role is to
    decide it `by_default`.
    """
    # Addresses are not kept, so nobody knows any more who was staff by a domain.
    by_default = by_default and not member.source.staff_entries.filter(kind=StaffEntry.Kind.DOMAIN).exists()
    part = Slice(next_messages(Message.objects.filter(author=member), after, most))
    roles = roles_in(member.source, [member])
    for message in part.looked:
        said = RawMessage(message.external_id, from_staff=message.said_staff, automated=message.said_automated)
        if not (by_default or roles.role_set(said, member, message.posted_at)):
            continue
        stood, counted = Standing.of(message), counted_as(message)
        message.from_staff, message.automated = roles.facts_of(said, member, message.posted_at)
        if counted_as(message) != counted:
            keep_private(message)
            part.add(message, stood, counted)
    Message.objects.bulk_update(part.changed, ROLE_FIELDS, batch_size=200)
    return part


def next_messages(rows: QuerySet[Message], after: Place, most: int) -> list[Message]:
    """Return the next messages in the order of an index by author or channel and time."""
    if after.at:
        beyond = Q(posted_at__gt=after.at) | Q(posted_at=after.at, pk__gt=after.pk)
        # The first condition is the index's own.
        rows = rows.filter(posted_at__gte=after.at).filter(beyond)
    return list(rows.order_by("posted_at", "pk")[:most])


def keep_private(message: Message) -> None:
    """Turn a note among staff whose author is none into a message to staff."""
    if message.internal and not message.from_staff:
        message.internal, message.kind = False, Message.Kind.DIRECT


def counted_as(message: Message) -> str:
    return COUNTED[message.from_staff, message.automated]
