"""Take out what is older than a community keeps it, in slices."""

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from community.db.deadlock import persistently
from community.models import Community, ImportReject, Message
from community.models.messages import EMPTIED
from moderation.administration.desks import RETENTION_NAME
from moderation.changes import Subject, held_for_all, record_change
from moderation.members.erasing import overwriting
from moderation.members.own import empty_messages
from moderation.models import Case, CaseMessage, Desk, PendingAssessment, Upload
from moderation.uploads import files

A_SLICE = 2_000
# Uploads, each with a file on the disk.
FILES_A_SLICE = 50
# What a sweep may take for it in its lane, and when it begins no other slice.
SECONDS_A_SWEEP, SECONDS = 60.0, 30.0
AGAIN = timedelta(days=1)
# Longer than any month, so that nothing goes too soon.
MONTH = timedelta(days=31)
WHY = "It is older than the desk keeps it."


class Kept(NamedTuple):
    """A class of what is kept for some months.

    `find` returns the rows of a community that are older than a moment, and `take_out` takes some out by key.
    """

    name: str
    label: str
    # Since when a row is old.
    dated: str
    find: Callable[
        [Community, datetime], QuerySet[Message] | QuerySet[Case] | QuerySet[ImportReject] | QuerySet[Upload]
    ]
    take_out: Callable[[Community, Collection[int], datetime], None]
    a_slice: int = A_SLICE

    @property
    def setting(self) -> str:
        return f"keep_{self.name}"


def old_messages(community: Community, before: datetime) -> QuerySet[Message]:
    """Return the messages without a case that were posted before."""
    there = Message.objects.filter(community=community, posted_at__lt=before).exclude(digest=EMPTIED)
    tables = (CaseMessage, PendingAssessment)
    in_case, pending = [Exists(table._default_manager.filter(message=OuterRef("pk"))) for table in tables]
    return there.exclude(in_case | pending)


def old_cases(community: Community, before: datetime) -> QuerySet[Case]:
    """Return the cases that were closed before, where no newer one is about the same message."""
    newer = Case.objects.filter(rows__message=OuterRef("message")).filter(Q(closed_at=None) | Q(closed_at__gte=before))
    closed = Case.objects.filter(community=community, closed_at__lt=before).exclude(message__digest=EMPTIED)
    return closed.exclude(Exists(newer))


def old_rejects(community: Community, before: datetime) -> QuerySet[ImportReject]:
    return ImportReject.objects.filter(run__community=community, run__started_at__lt=before)


def old_uploads(community: Community, before: datetime) -> QuerySet[Upload]:
    done = Upload.objects.filter(community=community, made_at__lt=before).exclude(state__in=Upload.WORK)
    return done.exclude(path="", look={}, found={}, reasons=[])


@transaction.atomic
def empty_old_messages(community: Community, keys: Collection[int], now: datetime) -> None:
    held_for_all(community)
    # A case may have opened since they were found.
    needed = set(CaseMessage.objects.filter(message__among=keys).values_list("message", flat=True))
    empty_messages(set(keys) - needed, now, why=WHY)


@transaction.atomic
def empty_old_cases(community: Community, keys: Collection[int], now: datetime) -> None:
    """Empty the messages of closed cases, with the copies that are in no other case."""
    held_for_all(community)
    rows = CaseMessage.objects.filter(case__in=Case.objects.closed().filter(pk__among=keys))
    elsewhere = CaseMessage.objects.filter(message=OuterRef("message")).exclude(case__among=keys)
    # What was written by the person of the case goes with it, unless it is in a newer case, with which it goes later.
    newer = Q(role=CaseMessage.Role.OWN, case__closed_at__gt=OuterRef("case__closed_at"))
    busy = elsewhere.filter(Q(case__closed_at=None) | newer)
    own = rows.filter(role=CaseMessage.Role.OWN).exclude(Exists(busy))
    copies = rows.filter(role=CaseMessage.Role.COPY).exclude(Exists(elsewhere))
    messages = {pk for some in (own, copies) for pk in some.values_list("message", flat=True)}
    empty_messages(messages, now, why=WHY)


def delete_old_rejects(_community: Community, keys: Collection[int], _now: datetime) -> None:
    ImportReject.objects.filter(pk__among=keys).delete()


def throw_old_uploads_away(_community: Community, keys: Collection[int], _now: datetime) -> None:
    uploads = Upload.objects.exclude(state__in=Upload.WORK)
    for pk, path in uploads.filter(pk__among=keys).values_list("pk", "path"):
        # Guarded, because somebody may go on with it at this moment.
        if uploads.filter(pk=pk).update(path="", look={}, found={}, reasons=[]):
            files.throw_away(path)


CLASSES = (
    Kept("messages", "Messages without a case", "posted_at", old_messages, empty_old_messages),
    Kept("cases", "Closed cases", "closed_at", old_cases, empty_old_cases),
    Kept("rejects", "Rejected records", "run__started_at", old_rejects, delete_old_rejects),
    Kept("uploads", "Uploaded files", "made_at", old_uploads, throw_old_uploads_away, FILES_A_SLICE),
)


def desks_due(now: datetime) -> QuerySet[Desk]:
    """Return the desks that keep something for some months and were not looked at today."""
    bounded = Q()
    for kept in CLASSES:
        bounded |= Q((f"{kept.setting}__isnull", False))
    return Desk.objects.filter(bounded).filter(Q(retention_due_at=None) | Q(retention_due_at__lte=now))


def retain_all(now: datetime) -> int:
    """Take out what is older than its desk keeps it. Returns how much that was."""
    end, gone = time.monotonic() + SECONDS, 0
    with overwriting():
        for desk in desks_due(now).select_related("community").order_by("pk"):
            gone += retain(desk, now, end)
    return gone


def retain(desk: Desk, now: datetime, end: float) -> int:
    counts: Counter[str] = Counter()
    for kept, keys in old_slices(desk, now):
        if time.monotonic() >= end:
            break
        persistently(partial(kept.take_out, desk.community, keys, now))
        counts[kept.name] += len(keys)
    else:
        # Settings that were saved meanwhile are looked at once more.
        Desk.objects.filter(pk=desk.pk, retention_due_at=desk.retention_due_at).update(retention_due_at=now + AGAIN)
    if counts:
        record_change(desk.community, None, now, Subject.RETENTION, RETENTION_NAME, before={}, after=counts)
    return counts.total()


def old_slices(desk: Desk, now: datetime) -> Iterator[tuple[Kept, list[int]]]:
    for kept in CLASSES:
        if (months := getattr(desk, kept.setting)) is None:
            continue
        last, old = 0, kept.find(desk.community, now - months * MONTH).order_by("pk")
        while keys := list(old.filter(pk__gt=last).values_list("pk", flat=True)[: kept.a_slice]):
            yield kept, keys
            last = keys[-1]


def count_old(community: Community, kept: Kept, months: Sequence[int], now: datetime, most: int) -> list[int]:
    """Count what would go today after so many months each, at most one more than `most`."""
    # The oldest first, so that one query tells of all.
    old = kept.find(community, now - min(months) * MONTH).order_by(kept.dated)
    dates = list(old.values_list(kept.dated, flat=True)[: most + 1])
    return [sum(date < now - each * MONTH for date in dates) for each in months]
