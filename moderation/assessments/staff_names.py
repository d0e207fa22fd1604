"""Find authors who bear the name of somebody on their source's staff."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from django.db.models import Q

from community.ingest.seen import in_chunks
from community.models import Member, MemberRole, StaffEntry
from moderation.assessments.messages import Said
from moderation.policy.naming import name_keys

STAFF = Member.Role.STAFF


class Named(NamedTuple):
    """A member's source, key, name and person."""

    source: int
    pk: int
    name: str
    person: int | None


COLUMNS = ("source", "pk", "name", "person")


def staff_names_borne(messages: Sequence[Said], now: datetime) -> dict[int, str]:
    """Return the name of the member of staff whom each author resembles, by message."""
    theirs = [message for message in messages if not message.from_staff]
    sources = {message.source_id for message in theirs}
    staff, listed = staff_of(sources, now), names_listed(sources, now)
    if not (staff or listed):
        return {}
    ours: dict[tuple[int, str], list[Named]] = defaultdict(list)
    for each in (*staff.values(), *listed):
        for key in name_keys(each.name):
            ours[each.source, key].append(each)
    authors = {each.pk: each for each in members_named({message.author_id for message in theirs} - {None})}
    borne = {}
    for message in theirs:
        author = authors.get(message.author_id or 0)
        name = author.name if author else message.guest_name
        for other in chain.from_iterable(ours.get((message.source_id, key), ()) for key in name_keys(name)):
            if author is None or is_another(author, other, staff):
                borne[message.id] = other.name
    return borne


def is_another(author: Named, other: Named, staff: Collection[int]) -> bool:
    return author.pk not in staff and (author.person is None or author.person != other.person)


def staff_of(sources: Collection[int], now: datetime) -> dict[int, Named]:
    """Return whoever is staff in these sources by any word, by key."""
    there = Member.objects.filter(source__in=sources)
    holds = Q(until=None) | Q(until__gt=now)
    by_hand = MemberRole.objects.filter(holds, member__source__in=sources, role=STAFF)
    listed = StaffEntry.objects.filter(holds, source__in=sources, role=STAFF)
    said = there.with_role().filter(role=STAFF)
    set_here = by_hand.values_list("member__source", "member", "member__name", "member__person")
    found = [Named(*row) for row in (*said.values_list(*COLUMNS), *set_here)]
    ids = set(listed.filter(kind=StaffEntry.Kind.ID).values_list("source", "value"))
    for some in in_chunks(value for _, value in ids):
        rows = there.with_id().filter(external_id__in=some).values_list("external_id", *COLUMNS)
        # An id says nothing in another source.
        found += [Named(source, *row) for value, source, *row in rows if (source, value) in ids]
    return {each.pk: each for each in found}


def names_listed(sources: Collection[int], now: datetime) -> list[Named]:
    """Return the names of staff in sources without ids, whoever bears them first."""
    holds = Q(until=None) | Q(until__gt=now)
    listed = StaffEntry.objects.filter(holds, source__in=sources, role=STAFF, kind=StaffEntry.Kind.NAME)
    return [Named(source, 0, value, None) for source, value in listed.values_list("source", "value")]


def members_named(keys: Iterable[int | None]) -> Iterable[Named]:
    rows = Member.objects.filter(pk__among=[key for key in keys if key])
    return (Named(*row) for row in rows.values_list(*COLUMNS))
