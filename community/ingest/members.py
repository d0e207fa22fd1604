"""Find or create the members that a batch names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from community.ingest.identities import Identity, identity_of, name_key, party_of
from community.ingest.seen import in_chunks
from community.models import Member, Source
from community.records import RawMessage

Role = Member.Role


@dataclass(slots=True)
class Author:
    """The name and role that one batch gives an author.

    A record that leaves them out takes neither back.
    """

    name: str = ""
    role: str = ""


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
        return self.by_identity[identity].pk if identity else None


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
    return Members(members | {_identity(member): member for member in Member.objects.bulk_create(new)}, renamed)


def _columns(author: Author) -> dict[str, str]:
    return {"name": author.name, "name_key": name_key(author.name), "role": author.role or Role.MEMBER}


def _identity(member: Member) -> Identity:
    return Identity(member.external_id, "" if member.external_id else member.name_key)


def stored_members(source: Source, identities: Iterable[Identity]) -> dict[Identity, Member]:
    """Return those of these identities that are members already."""
    wanted = list(identities)
    members = Member.objects.filter(source=source)
    ids = filter(None, (key.id for key in wanted))
    by_id = [members.with_id().filter(external_id__in=some) for some in in_chunks(ids)]
    nameless = members.filter(external_id="")
    by_name = [nameless.filter(name_key__in=keys) for keys in in_chunks(key.name_key for key in wanted if not key.id)]
    return {_identity(member): member for rows in (*by_id, *by_name) for member in rows}


def _authors_told(records: Iterable[RawMessage]) -> dict[Identity, Author]:
    told: dict[Identity, Author] = {}
    for record in records:
        if identity := identity_of(record):
            author = told.setdefault(identity, Author())
            author.name = record.author_name or author.name
            author.role = role_told(record) or author.role
        if party := party_of(record):
            told.setdefault(party, Author())
    return told


def role_told(record: RawMessage) -> str:
    """Return the role that a record gives its author, blank where it says none."""
    if record.automated:
        return Role.AUTOMATED
    if record.from_staff is None:
        return ""
    return Role.STAFF if record.from_staff else Role.MEMBER


def _update_members(members: dict[Identity, Member], told: dict[Identity, Author]) -> dict[int, str]:
    """Store new names and roles, and return the earlier names of those that differ to a reader."""
    changed, renamed = [], {}
    for identity, member in members.items():
        author = told[identity]
        name, role = author.name or member.name, author.role or member.role
        if (name, role) != (member.name, member.role):
            if member.name and name_key(name) != member.name_key:
                renamed[member.pk] = member.name
            member.name, member.name_key, member.role = name, name_key(name), role
            changed.append(member)
    Member.objects.bulk_update(changed, ["name", "name_key", "role"], batch_size=200)
    return renamed
