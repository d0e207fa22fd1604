"""Find or create the members that a batch names."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from community.ingest.identities import Identity, identity_of, name_key, party_of
from community.ingest.seen import in_chunks
from community.models import Member, Source
from community.records import RawMessage

Role = Member.Role


@dataclass(slots=True)
class Author:
    """The name that one batch gives an author, and what it says of staff and machines.

    A record that leaves them out takes nothing back.
    """

    name: str = ""
    # Whether staff and whether automated, as each record says it.
    said: list[tuple[bool | None, bool | None]] = field(default_factory=list)

    def take_up(self, record: RawMessage) -> None:
        self.name = record.author_name or self.name
        told = (record.from_staff, None if record.is_auto_reply else record.automated)
        if told != (None, None) and told not in self.said[-1:]:
            self.said.append(told)

    def role_after(self, role: str) -> str:
        """Return the role of whoever had this one before."""
        for from_staff, automated in self.said:
            if automated:
                role = Role.AUTOMATED
            elif from_staff is not None:
                role = Role.STAFF if from_staff else Role.MEMBER
            elif role == Role.AUTOMATED:
                # A corrected file says that it is none.
                role = Role.MEMBER
        return role


class Members(NamedTuple):
    """The members of a batch by identity, and the earlier names of those who have another one now."""

    by_identity: dict[Identity, Member]
    renamed: dict[int, str]

    def author(self, record: RawMessage) -> Member | None:
        identity = identity_of(record)
        return self.by_identity[identity] if identity else None

    def party(self, record: RawMessage) -> int | None:
        """Return the key of the member to whom a direct message was sent."""
        identity = party_of(record)
        # Whom a record names that did not say that it is a direct one is no member for that.
        found = self.by_identity.get(identity) if identity else None
        return found.pk if found else None


def members_of_batch(source: Source, records: Iterable[RawMessage], now: datetime) -> Members:
    """Return the members that these records name, and create missing ones.

    The caller holds the community's lock, so nobody else creates them meanwhile.
    """
    told = _authors_told(records)
    members = stored_members(source, told)
    renamed = _update_members(members, told)
    new = [
        Member(source=source, external_id=key.id, first_seen_at=now, **_columns(author))
        for key, author in told.items()
        if key not in members
    ]
    made = {identity_of_member(member): member for member in Member.objects.bulk_create(new)}
    return Members(members | made, renamed)


def _columns(author: Author) -> dict[str, str]:
    return {"name": author.name, "name_key": name_key(author.name), "role": author.role_after(Role.MEMBER)}


def identity_of_member(member: Member) -> Identity:
    return Identity(member.external_id, "" if member.external_id else member.name_key)


def stored_members(source: Source, identities: Iterable[Identity]) -> dict[Identity, Member]:
    """Return those of these identities that are members already."""
    wanted = list(identities)
    members = Member.objects.filter(source=source)
    ids = filter(None, (key.id for key in wanted))
    by_id = [members.with_id().filter(external_id__in=some) for some in in_chunks(ids)]
    nameless = members.filter(external_id="")
    by_name = [nameless.filter(name_key__in=keys) for keys in in_chunks(key.name_key for key in wanted if not key.id)]
    return {identity_of_member(member): member for rows in (*by_id, *by_name) for member in rows}


def _authors_told(records: Iterable[RawMessage]) -> dict[Identity, Author]:
    told: dict[Identity, Author] = {}
    for record in records:
        if identity := identity_of(record):
            told.setdefault(identity, Author()).take_up(record)
        if party := party_of(record):
            told.setdefault(party, Author())
    return told


def _update_members(members: dict[Identity, Member], told: dict[Identity, Author]) -> dict[int, str]:
    """Store new names and roles, and return the earlier names of those that differ to a reader."""
    changed, renamed = [], {}
    for identity, member in members.items():
        author = told[identity]
        name, role = author.name or member.name, author.role_after(member.role)
        if (name, role) != (member.name, member.role):
            if member.name and name_key(name) != member.name_key:
                renamed[member.pk] = member.name
            member.name, member.name_key, member.role = name, name_key(name), role
            changed.append(member)
    Member.objects.bulk_update(changed, ["name", "name_key", "role"], batch_size=200)
    return renamed
