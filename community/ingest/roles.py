"""Whether a message is by staff or automated, as its source, an admin or a list says."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from community.ingest.identities import name_key
from community.ingest.seen import in_chunks
from community.models import Member, MemberRole, Source, StaffEntry
from community.records import RawMessage

Role = Member.Role
Kind = StaffEntry.Kind


class Span(NamedTuple):
    """A role from and until a moment, each open where it is None."""

    role: str
    since: datetime | None
    until: datetime | None

    def holds_at(self, at: datetime) -> bool:
        return (self.since is None or self.since <= at) and (self.until is None or at < self.until)


class RoleFacts(NamedTuple):
    """Whether a message counts as staff's and as automated."""

    from_staff: bool
    automated: bool


@dataclass(frozen=True, slots=True)
class Roles:
    """What admins have said of roles in a source, of members by key and of a list's values by their kind."""

    of_members: dict[int, list[Span]]
    listed: dict[tuple[str, str], list[Span]]

    def facts_of(self, record: RawMessage, author: Member | None, at: datetime) -> RoleFacts:
        """Return what a message counts as. The source's own word comes before every other."""
        role = self._role_at(record, author, at)
        from_staff = role == Role.STAFF if record.from_staff is None else record.from_staff
        automated = role == Role.AUTOMATED if record.automated is None else record.automated
        return RoleFacts(from_staff, automated)

    def role_set(self, record: RawMessage, author: Member, at: datetime) -> str:
        """Return the role that an admin or a list gives at that time, blank where neither does."""
        # Of two that hold at once, the later one was said with the other in sight.
        said = [span.role for span in self.of_members.get(author.pk, ()) if span.holds_at(at)]
        if said:
            return said[-1]
        spans = (span for key in _keys(record, author) for span in self.listed.get(key, ()))
        return next((span.role for span in spans if span.holds_at(at)), "")

    def _role_at(self, record: RawMessage, author: Member | None, at: datetime) -> str:
        return Role.MEMBER if author is None else self.role_set(record, author, at) or author.role


def _keys(record: RawMessage, author: Member) -> Iterable[tuple[str, str]]:
    if author.external_id:
        yield Kind.ID, author.external_id
    else:
        # Anybody can take a name, so it says something only where nobody has an id.
        yield Kind.NAME, author.name_key
    if record.verified_email:
        yield Kind.DOMAIN, record.verified_email.rpartition("@")[2].lower()


def roles_in(source: Source, authors: Iterable[Member]) -> Roles:
    """Load what was said of these authors' roles."""
    of_members: dict[int, list[Span]] = defaultdict(list)
    columns = ("role", "since", "until")
    for some in in_chunks(author.pk for author in authors):
        for member, *span in MemberRole.objects.filter(member__in=some).values_list("member", *columns).order_by("pk"):
            of_members[member].append(Span(*span))
    listed: dict[tuple[str, str], list[Span]] = defaultdict(list)
    for kind, value, *span in StaffEntry.objects.filter(source=source).values_list("kind", "value", *columns):
        key = name_key(value) if kind == Kind.NAME else value.lower() if kind == Kind.DOMAIN else value
        listed[kind, key].append(Span(*span))
    return Roles(of_members, listed)
