"""What counting a role from the start would change, without changing it."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from community.ingest.recounting import COUNTED, counted_as
from community.ingest.roles import Roles, Span, roles_in
from community.models import Member, MemberRole, Message, StaffEntry
from community.records import RawMessage

LOOKED = 5_000


@dataclass
class Foreseen:
    """How many messages were looked at, and what the changing ones count as before and after."""

    looked: int = 0
    changed: int = 0
    # Not every message was looked at.
    is_part: bool = False
    before: dict[str, int] = field(default_factory=dict)
    after: dict[str, int] = field(default_factory=dict)
    first_at: datetime | None = None
    last_at: datetime | None = None


def foresee_role(role: MemberRole) -> Foreseen:
    rows = role.member.roles.order_by("pk")
    spans = [Span(each.role, None if each == role else each.since, each.until) for each in rows]
    roles = roles_in(role.member.source, [role.member])
    return _foresee(role.member, replace(roles, of_members={role.member.pk: spans}))


def foresee_entry(entry: StaffEntry, member: Member) -> Foreseen:
    roles = roles_in(entry.source, [member])
    until_now, from_start = Span(entry.role, entry.since, entry.until), Span(entry.role, None, entry.until)
    listed = {key: [from_start if span == until_now else span for span in spans] for key, spans in roles.listed.items()}
    return _foresee(member, replace(roles, listed=listed))


def _foresee(member: Member, roles: Roles) -> Foreseen:
    columns = ("external_id", "posted_at", "from_staff", "automated", "said_staff", "said_automated")
    messages = list(Message.objects.filter(author=member).order_by("posted_at", "pk").only(*columns)[: LOOKED + 1])
    seen = Foreseen(min(len(messages), LOOKED), is_part=len(messages) > LOOKED)
    for message in messages[:LOOKED]:
        _look(seen, message, member, roles)
    return seen


def _look(seen: Foreseen, message: Message, member: Member, roles: Roles) -> None:
    said = RawMessage(message.external_id, from_staff=message.said_staff, automated=message.said_automated)
    at = message.posted_at
    if not roles.role_set(said, member, at):
        return
    before, after = counted_as(message), COUNTED[roles.facts_of(said, member, at)]
    if before != after:
        seen.changed += 1
        for counts, name in ((seen.before, before), (seen.after, after)):
            counts[name] = counts.get(name, 0) + 1
        seen.first_at, seen.last_at = seen.first_at or at, at
