"""Erase what imports and admins keep of a person besides messages."""

from typing import Any

from django.db import transaction
from django.db.models import Q

from community.models import (
    ImportWarning,
    MemberName,
    MemberRole,
    MessageText,
    RunChange,
    StaffEntry,
    TakenBack,
)
from community.models import Person as Joined
from moderation.administration.roles import name_of_member
from moderation.changes import Subject, held_for_all
from moderation.members import others
from moderation.members.persons import Person
from moderation.models import Change, Recount, TakeBack
from moderation.policy.members import ERASED

A_SLICE = 2_000
IDS = ("parent_external_id", "thread_external_id")
# What an admin sets about a member, and says why.
REASONED = (Subject.ROLE, Subject.STAFF_ENTRY, Subject.JOINED)


@transaction.atomic
def forget_changes(person: Person, after: int) -> int | None:
    """Forget what imports found where the person wrote or was answered, in the next rows. Returns as a pass does."""
    # An import adds to what it found before.
    held_for_all(person.member.source.community)
    rows = RunChange.objects.filter(message__source=person.source, pk__gt=after).order_by("pk")
    some = list(rows[:A_SLICE])
    for change in some:
        if change.was.get("author_id") == person.member.pk:
            _forget_what_they_wrote(change)
        elif hidden := {name: person.hidden_id(said) for name in IDS if person.is_in(said := change.was.get(name))}:
            RunChange.objects.filter(pk=change.pk).update(was=change.was | hidden)
    return some[-1].pk if len(some) == A_SLICE else None


def _forget_what_they_wrote(change: RunChange) -> None:
    """Forget a text that an import then gave to another author."""
    said = {name: change.was[name] for name in ("title", "text") if change.was.get(name)}
    if said:
        MessageText.objects.filter(message=change.message_id, **said).delete()
    RunChange.objects.filter(pk=change.pk).update(was={})


def forget_receipts(person: Person, after: int) -> int | None:
    """Forget when messages came in whose ids hold the person's, in the next rows. Returns as a pass does."""
    rows = TakenBack.objects.filter(channel__source=person.source, pk__gt=after).order_by("pk")
    some = list(rows.values_list("pk", "external_id")[:A_SLICE])
    TakenBack.objects.filter(pk__among=[pk for pk, told in some if person.is_in(told)]).delete()
    return some[-1][0] if len(some) == A_SLICE else None


def empty_samples(person: Person, _after: int) -> None:
    """Empty the examples and errors of the source's imports, as none says whose record it is of."""
    ImportWarning.objects.filter(run__channel__source=person.source).exclude(sample="").update(sample=ERASED)
    TakeBack.objects.filter(run__channel__source=person.source).exclude(error="").update(error=ERASED)


def empty_reasons(person: Person, after: int) -> int | None:
    """Empty the reasons of changes about the person, in the next rows of the record. Returns as a pass does."""
    changes = Change.objects.filter(community=person.community, subject__in=REASONED, pk__gt=after).order_by("pk")
    some = list(changes[:A_SLICE])
    _empty_reasons(person, some)
    return some[-1].pk if len(some) == A_SLICE else None


def _empty_reasons(person: Person, changes: list[Change]) -> None:
    own = name_of_member(person.member)
    for change in changes:
        told = [change.name, change.before, change.after]
        if change.name == own or person.traces.take_out_of(told) != told:
            left = {"before": _without_reason(change.before), "after": _without_reason(change.after)}
            Change.objects.filter(pk=change.pk).update(**left)


def _without_reason(values: dict[str, Any]) -> dict[str, Any]:
    return values | {"why": ERASED} if values.get("why") else values


def forget_settings(person: Person) -> None:
    """Take out what settings say of the person, within a transaction that holds their community."""
    member = person.member
    MemberName.objects.filter(member=member).delete()
    MemberRole.objects.filter(member=member).update(why="")
    Joined.objects.filter(members=member).update(why="")
    Recount.objects.filter(member=member).update(name=ERASED)
    named = Q(value=member.external_id) | Q(value=member.name) | Q(value=member.name_key)
    StaffEntry.objects.filter(named, source=person.source).exclude(value="").delete()
    _take_out_of_newest(person)


def _take_out_of_newest(person: Person) -> None:
    """Take the person out of what was put on the record since the erasure was asked for."""
    since = Change.objects.filter(community=person.community, at__gte=person.member.erasure.asked_at)
    _empty_reasons(person, list(since.filter(subject__in=REASONED)))
    others.take_out_of_rows("moderation.Change", since, person.traces)
