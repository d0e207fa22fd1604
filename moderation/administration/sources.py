"""Rename sources, and list who is staff or automated there."""

from datetime import datetime

from django.db import transaction

from community.ingest.identities import name_key
from community.models import Community, Member, Source, StaffEntry
from moderation.administration.spans import refuse_backwards, span_values
from moderation.changes import Subject, Values, hold_community, record_change, refuse_stale
from moderation.models import User
from moderation.refusal import Refused

Kind = StaffEntry.Kind
# A list is read whole for each batch of an import.
MOST_ENTRIES = 2_000


def source_values(source: Source) -> Values:
    return {"name": source.name}


def entry_values(entry: StaffEntry) -> Values:
    return {"kind": entry.kind, "role": entry.role, **span_values(entry)}


@transaction.atomic
def rename_source(source: Source, by: User, now: datetime, *, name: str, seen: str) -> bool:
    """Rename a source, and return whether anything differs."""
    community = hold_community(source.community, by)
    source = Source.objects.get(pk=source.pk, community=community)
    before = source_values(source)
    refuse_stale(community, Subject.SOURCE, source.name, before, seen)
    _refuse_second_source(community, name, source)
    named, source.name = source.name, name
    if differs := record_change(community, by, now, Subject.SOURCE, named, before=before, after=source_values(source)):
        source.save(update_fields=["name"])
    return differs


@transaction.atomic
def add_entry(
    source: Source,
    by: User,
    now: datetime,
    *,
    kind: str,
    value: str,
    role: str,
    since: datetime | None = None,
    until: datetime | None = None,
    why: str = "",
    is_confirmed: bool = False,
) -> StaffEntry:
    """Put somebody on the list, from now on unless another moment is said."""
    community = hold_community(source.community, by)
    source = Source.objects.get(pk=source.pk, community=community)
    entry = StaffEntry(source=source, kind=kind, value=_as_listed(kind, value), role=role, why=why)
    entry.since, entry.until = since or now, until
    refuse_backwards(entry)
    if kind == Kind.NAME:
        _refuse_name(source, entry.value, is_confirmed=is_confirmed)
    _refuse_second_entry(entry)
    entry.save()
    record_change(community, by, now, Subject.STAFF_ENTRY, _named(entry), before={}, after=entry_values(entry))
    return entry


@transaction.atomic
def end_entry(entry: StaffEntry, by: User, now: datetime) -> None:
    """End an entry, which stays for what was written until now."""
    community = hold_community(entry.source.community, by)
    entry = StaffEntry.objects.select_related("source").get(pk=entry.pk, source__community=community)
    if entry.until and entry.until <= now:
        raise Refused(f"{entry.value} is off the list already.")
    before, entry.until = entry_values(entry), now
    if entry.since and entry.since > now:
        # It would begin later and so end before it begins.
        entry.since = now
    entry.save(update_fields=["since", "until"])
    record_change(community, by, now, Subject.STAFF_ENTRY, _named(entry), before=before, after=entry_values(entry))


def member_of_entry(entry: StaffEntry) -> Member | None:
    """Return whom an entry by id or name means, if they have written yet."""
    members = Member.objects.filter(source=entry.source_id)
    if entry.kind == Kind.ID:
        return members.with_id().filter(external_id=entry.value).first()
    return members.filter(external_id="", name_key=name_key(entry.value)).first() if entry.kind == Kind.NAME else None


def _as_listed(kind: str, value: str) -> str:
    value = value.strip()
    if kind != Kind.DOMAIN:
        return value
    domain = value.removeprefix("@").lower()
    if "@" in domain or "*" in domain or "." not in domain.strip("."):
        raise Refused(f"Write one exact domain, such as tarnfell.example, and not “{value}”.")
    return domain


def _named(entry: StaffEntry) -> str:
    return f"{entry.value} in {entry.source}"


def _refuse_second_source(community: Community, name: str, source: Source) -> None:
    if Source.objects.filter(community=community, name__iexact=name).exclude(pk=source.pk).exists():
        raise Refused(f"There is a source named “{name}” already.")


def _refuse_name(source: Source, name: str, *, is_confirmed: bool) -> None:
    """Refuse a name where people have ids, or that nobody has confirmed."""
    members = Member.objects.filter(source=source)
    if members.with_id().exists():
        raise Refused(f"Members of {source} have ids, and anybody can take a name there. List the id instead.")
    if not is_confirmed:
        raise Refused(f"Anybody who takes the name “{name}” would count. Confirm that only this person has it here.")


def _refuse_second_entry(entry: StaffEntry) -> None:
    same = StaffEntry.objects.filter(source=entry.source, kind=entry.kind)
    if same.count() >= MOST_ENTRIES:
        raise Refused(f"A list has up to {MOST_ENTRIES:,} entries of a kind.")
    for other in same.filter(value__iexact=entry.value) if entry.kind != Kind.ID else same.filter(value=entry.value):
        if _overlap(entry, other):
            raise Refused(f"{entry.value} is on the list for that time already. End that entry first.")


def _overlap(one: StaffEntry, other: StaffEntry) -> bool:
    begins_before = other.since is None or one.until is None or other.since < one.until
    ends_after = one.since is None or other.until is None or one.since < other.until
    return begins_before and ends_after
