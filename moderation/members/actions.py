"""The verbs of an admin on a member."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from community.ingest.erased import key_hash
from community.ingest.members import identity_of_member
from community.models import Community, ErasedMember, ImportReject, Member, Message, MessageText
from moderation.access import Right
from moderation.changes import Subject, held_for_all, record_change
from moderation.members.persons import all_of_person
from moderation.models import Case, Finding, Recount, Upload, User
from moderation.models.people import may
from moderation.refusal import Refused

ERASED_ALREADY = "This member is erased already."


@dataclass(frozen=True, slots=True)
class Extent:
    """What an erasure takes out and looks through, by number."""

    members: Sequence[Member]
    messages: int
    earlier_texts: int
    cases: int
    open_cases: int
    findings: int
    # In which the name is looked for.
    others: int
    rejects: int
    uploads: int

    def as_json(self) -> dict[str, int]:
        counted = ("messages", "earlier_texts", "cases", "open_cases", "findings", "others", "rejects", "uploads")
        return {"members": len(self.members), **{name: getattr(self, name) for name in counted}}


def extent_of(member: Member) -> Extent:
    """Count what erasing a member is about, joined members included."""
    members = all_of_person(member)
    written, sources = Q(author__in=members), {each.source_id for each in members}
    messages, cases = Message.objects.filter(written), Case.objects.filter(message__author__in=members)
    return Extent(
        members,
        messages.count(),
        MessageText.objects.filter(message__author__in=members).count(),
        cases.count(),
        cases.filter(closed_at=None).count(),
        Finding.objects.filter(assessment__message__author__in=members).count(),
        Message.objects.filter(source__in=sources).exclude(written).count(),
        ImportReject.objects.filter(run__channel__source__in=sources).count(),
        Upload.objects.filter(channel__source__in=sources).exclude(path="").count(),
    )


@transaction.atomic
def begin_erasing(community: Community, member: Member, by: User | None, now: datetime) -> list[ErasedMember]:
    """Ask for a member to be erased, which the sweep carries out. `by` is None for whoever runs the server."""
    # Whoever imports holds it too, so that nothing of the person comes in from here on.
    held = held_for_all(community)
    if by and not may(by, Right.ERASE_MEMBERS, held):
        raise Refused(f"You are no longer an admin of {held}, so nobody was erased.")
    if not Member.objects.filter(pk=member.pk, erased_at=None).exists():
        raise Refused(ERASED_ALREADY)
    if Recount.objects.filter(community=held, kind=Recount.Kind.SPLIT, done_at=None).exists():
        # Their messages are being given to another member.
        raise Refused("A channel is leaving its source at this moment, so nobody was erased. Try again in a minute.")
    extent = extent_of(member)
    erasures = [_erasure_of(each, now) for each in extent.members]
    if any(is_new for _, is_new in erasures):
        # The record must not name whom it says that was erased.
        said = {"state": "erased", **extent.as_json()}
        record_change(held, by, now, Subject.MEMBER, str(member.pk), before={}, after=said)
    return [erasure for erasure, _ in erasures]


def _erasure_of(member: Member, now: datetime) -> tuple[ErasedMember, bool]:
    hashed = key_hash(member.source_id, identity_of_member(member))
    return ErasedMember.objects.get_or_create(
        member=member, defaults={"source": member.source, "key_hash": hashed, "asked_at": now}
    )
