"""Carry an erasure out in slices, which go on after a break."""

import time
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial

from django.contrib.admin.models import LogEntry
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from community.db.deadlock import persistently
from community.models import Conversation, ErasedMember, Member, Message, StubAction
from community.models.messages import EMPTIED
from moderation.changes import held_for_all
from moderation.members import brought, others, own, remembered
from moderation.members.persons import NAMELESS, Person

A_SLICE = 2_000
# What a sweep may take for it in its lane, and when it begins no other slice.
SECONDS_A_SWEEP, SECONDS = 60.0, 30.0
WHY = "The author was erased."
# The next rows after a key. Returns the last key of them, None at the end, or the same key while it has to wait.
Pass = Callable[[Person, int], int | None]


def passes() -> list[Pass]:
    """Return what is done for a person, in order."""
    named = [partial(others.take_names_out, label) for label in others.tables_of_others()]
    # The name goes last, as it tells what to look for after a break.
    kept = [remembered.forget_changes, remembered.forget_receipts, remembered.empty_reasons, remembered.empty_samples]
    return [empty_own_messages, *kept, *named, brought.empty_rejects, brought.throw_files_away, erase_member]


def go_on(erasure: ErasedMember, *, seconds: float | None = None, on_slice: Callable[[], None] | None = None) -> bool:
    """Erase slice after slice, for at most `seconds`. Returns whether all is done."""
    end = None if seconds is None else time.monotonic() + seconds
    with overwriting():
        while erasure.finished_at is None and (end is None or time.monotonic() < end):
            if not take_slice(erasure):
                return False
            if on_slice:
                on_slice()
    return erasure.finished_at is not None


def go_on_with_all(_now: datetime) -> int:
    """Go on with all erasures, the oldest first. Returns how many were finished."""
    end, done = time.monotonic() + SECONDS, 0
    for erasure in ErasedMember.objects.filter(finished_at=None).exclude(member=None).order_by("asked_at", "pk"):
        done += go_on(erasure, seconds=end - time.monotonic())
    return done


def take_slice(erasure: ErasedMember) -> bool:
    """Do the next slice. Returns False when it has to wait for an import."""
    todo = passes()
    member = Member.objects.select_related("source").get(erasure=erasure)
    reached = todo[erasure.stage](Person(member), erasure.reached)
    if reached == erasure.reached:
        return False
    if reached is None:
        erasure.stage, reached = erasure.stage + 1, 0
    erasure.reached = reached
    if erasure.stage == len(todo):
        erasure.finished_at = timezone.now()
    erasure.save(update_fields=["stage", "reached", "finished_at"])
    return True


def empty_own_messages(person: Person, after: int) -> int | None:
    """Empty the next messages of a person. What is done already is known by itself, so the number only counts."""
    left = person.messages.exclude(digest=EMPTIED).order_by("posted_at")
    keys = list(left.values_list("pk", flat=True)[:A_SLICE])
    if not keys:
        return None
    keys += answers_in_private(keys)
    others.take_quotes_out(person, keys)
    persistently(partial(empty_slice, person, keys, timezone.now()))
    return after + 1


@transaction.atomic
def empty_slice(person: Person, keys: Collection[int], now: datetime) -> None:
    # No import writes them meanwhile.
    held_for_all(person.member.source.community)
    hide_ids(person, keys)
    own.empty_messages(keys, now, why=WHY)


def answers_in_private(messages: Collection[int]) -> list[int]:
    """Return what staff wrote in the private conversations of a person, where nobody else writes."""
    ours = Q(from_staff=True) | Q(automated=True)
    private = Message.objects.filter(pk__among=messages, kind=Message.Kind.DIRECT)
    conversations = set(private.values_list("conversation", flat=True))
    there = Message.objects.filter(conversation__among=conversations).exclude(pk__among=messages)
    shared = set(there.exclude(ours).exclude(digest=EMPTIED).values_list("conversation", flat=True))
    answers = there.filter(ours, conversation__among=conversations - shared).exclude(digest=EMPTIED)
    return list(answers.values_list("pk", flat=True))


def hide_ids(person: Person, keys: Collection[int]) -> None:
    """Replace the ids of messages and threads that hold the person's own id or name."""
    rows = Message.objects.filter(pk__among=keys)
    columns = ("channel", "external_id", "parent_external_id", "thread_external_id")
    for channel, *ids in rows.values_list(*columns):
        for told in ids:
            if person.is_in(told):
                _hide_id(person, channel, told)


def _hide_id(person: Person, channel: int, told: str) -> None:
    hidden = person.hidden_id(told)
    messages, here = Message.objects.filter(source=person.source), Q(channel=channel)
    messages.filter(here, external_id=told).update(external_id=hidden)
    messages.filter(parent_external_id=told).update(parent_external_id=hidden)
    messages.filter(waiting_for=told).update(waiting_for=hidden)
    messages.filter(here, thread_external_id=told).update(thread_external_id=hidden)
    Conversation.objects.filter(here, thread_external_id=told).update(thread_external_id=hidden)
    StubAction.objects.filter(here, target_external_id=told).update(target_external_id=hidden)


@transaction.atomic
def erase_member(person: Person, _after: int) -> None:
    """Take id and name off the member, and what settings and Django's own log say of both."""
    # Whoever changes a setting holds it too, so that nobody names the person any more.
    held_for_all(person.member.source.community)
    remembered.forget_settings(person)
    for entry in LogEntry.objects.filter(content_type__app_label__in=("community", "moderation")):
        said = {name: person.traces.take_out(getattr(entry, name)).text for name in ("object_repr", "change_message")}
        LogEntry.objects.filter(pk=entry.pk).exclude(**said).update(**said)
    gone = {"external_id": "", "name": "", "name_key": NAMELESS.format(person.member.pk)}
    Member.objects.filter(pk=person.member.pk).update(erased_at=timezone.now(), **gone)


@contextmanager
def overwriting() -> Iterator[None]:
    """Have SQLite overwrite what is deleted, in the file and in its log."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = ON")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = OFF")
            if not connection.in_atomic_block:
                # A reader may keep it from that, and then it is cut later.
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
