"""Find or create the members that a batch names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from community.ingest.seen import in_chunks
from community.ingest.touched import Touched
from community.models import Community, Member, Message
from community.records import RawMessage


@dataclass(slots=True)
class Author:
    """The name and staff flag that one batch gives an author.

    A record that leaves them out takes neither back.
    """

    name: str = ""
    is_staff: bool = False


def author_key(record: RawMessage) -> str:
    """Return the author's external id, or the name in its place.

    Blank when the source names nobody.
    """
    return record.author_id or record.author_name


def members_by_author(
    community: Community, records: Iterable[RawMessage], now: datetime, touched: Touched
) -> dict[str, Member]:
    """Return the member of each author key, and create missing ones.

    The caller holds the community's lock, so nobody else creates them meanwhile.
    """
    said = _authors_said(records)
    members = {
        member.external_id: member
        for ids in in_chunks(said)
        for member in Member.objects.filter(community=community, external_id__in=ids)
    }
    _update_members(members, said, touched)
    new = [
        Member(community=community, external_id=key, name=author.name, is_staff=author.is_staff, first_seen_at=now)
        for key, author in said.items()
        if key not in members
    ]
    return members | {member.external_id: member for member in Member.objects.bulk_create(new)}


def _authors_said(records: Iterable[RawMessage]) -> dict[str, Author]:
    said: dict[str, Author] = {}
    for record in records:
        if key := author_key(record):
            author = said.setdefault(key, Author())
            author.name = record.author_name or author.name
            author.is_staff |= bool(record.from_staff)
    return said


def _update_members(members: dict[str, Member], said: dict[str, Author], touched: Touched) -> None:
    changed, risen = [], []
    for key, member in members.items():
        author = said[key]
        name = author.name or member.name
        is_staff = member.is_staff or author.is_staff
        if is_staff and not member.is_staff:
            risen.append(member.pk)
        if (name, is_staff) != (member.name, member.is_staff):
            member.name, member.is_staff = name, is_staff
            changed.append(member)
    Member.objects.bulk_update(changed, ["name", "is_staff"], batch_size=200)
    # Earlier messages become staff's too, so that the order of an import does not matter.
    theirs = Message.objects.filter(author__in=risen, from_staff=False)
    touched.found(theirs)
    theirs.update(from_staff=True)
