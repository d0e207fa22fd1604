"""Know who is staff where the records themselves say nothing of it."""

from collections.abc import Iterable

from django.utils import timezone

from community.ingest.identities import Identity, identity_of, name_key
from community.ingest.members import stored_members
from community.ingest.roles import roles_in
from community.models import Member, MemberRole, Source, StaffEntry
from community.records import RawMessage


def has_roles(source: Source) -> bool:
    """Tell whether anybody in a source is more than a member, by an admin, a list or earlier records."""
    roles = Member.objects.filter(source=source).exclude(role=Member.Role.MEMBER)
    said = MemberRole.objects.filter(member__source=source)
    return any(rows.exists() for rows in (roles, said, StaffEntry.objects.filter(source=source)))


def staff_among(source: Source, records: Iterable[RawMessage]) -> set[Identity]:
    """Return the authors who count as staff in records that do not say."""
    named = [(record, author) for record in records if record.from_staff is None and (author := identity_of(record))]
    members = stored_members(source, dict.fromkeys(author for _, author in named))
    for record, author in named:
        if author not in members:
            members[author] = _new_member(author, record)
    roles, now = roles_in(source, (member for member in members.values() if member.pk)), timezone.now()
    return {
        author
        for record, author in named
        if roles.facts_of(record, members[author], record.posted_at or now).from_staff
    }


def _new_member(author: Identity, record: RawMessage) -> Member:
    return Member(external_id=author.id, name_key=name_key(record.author_name))
