"""Moderation's part of storing messages.

In the same transaction it asks for assessments and closes cases whose messages are gone.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from community.db.bulk import insert_rows, upsert_rows
from community.ingest import Stored
from community.ingest.touched import EVER
from community.models import Message
from moderation.assessments import standing
from moderation.models import Case, CaseCopy, PendingAssessment
from moderation.rollups.stale import mark_touched
from moderation.work import bell

ASKED = ("message_id", "revision", "asked_at", "due_at", "is_history", "is_first")
# The same text keeps its tries, so that a message that kills workers still ends. A new text begins anew.
ASKED_AGAIN = ("asked_at", "due_at", "token", "is_first")
RENEWED = (*ASKED_AGAIN, "revision", "tries", "error", "died_at")


def stored(batch: Stored) -> None:
    """Ask for assessments of a stored batch, and ring for the workers."""
    ask_first(batch.created, is_history=batch.is_history)
    ask(batch.changed, is_history=batch.is_history)
    ask(batch.reported, ASKED_AGAIN, is_history=batch.is_history)
    threads = unheard(batch)
    take_back([message.pk for message in batch.removed], heard=threads)
    ask(unanswered(threads), ASKED_AGAIN)
    mark_touched(batch.touched)
    # A worker that comes before the commit would find nothing.
    transaction.on_commit(bell.ring)


def ask_first(messages: Iterable[Message], *, is_history: bool = False) -> None:
    """Ask about messages that were never assessed."""
    now = timezone.now()
    rows = [asked(message, now, is_history=is_history, is_first=True) for message in messages]
    insert_rows(PendingAssessment, ASKED, rows)


def ask(messages: Iterable[Message], changes: tuple[str, ...] = RENEWED, *, is_history: bool = False) -> None:
    """Ask about messages again, which ends any lease on their rows."""
    # A live message stays live when it comes again as history.
    changes = changes if is_history else (*changes, "is_history")
    # In the order in which the pipeline locks them, so that the two never deadlock.
    now, in_order = timezone.now(), sorted(messages, key=lambda message: message.pk)
    rows = [asked(message, now, is_history=is_history, is_first=False) for message in in_order]
    upsert_rows(PendingAssessment, ASKED, rows, unique="message_id", changes=changes)


def asked(message: Message, now: datetime, *, is_history: bool, is_first: bool) -> tuple[Any, ...]:
    """Return a pending row's columns.

    The other columns are those of a row that nobody has leased.
    """
    return (message.pk, message.revision, now, now, is_history, is_first)


def take_back(messages: Collection[int], *, heard: Collection[int] = ()) -> None:
    """Close what stands for deleted messages.

    In the `heard` threads, staff have fewer words now.
    """
    now = timezone.now()
    # A worker that judges one of them now loses its row before it looks for a case.
    PendingAssessment.objects.filter(message__among=messages).update(token=None, due_at=now)
    standing.follow(now, gone=messages, heard=heard)
    ask(left_alone(messages), ASKED_AGAIN)


def left_alone(messages: Collection[int]) -> list[Message]:
    """Return copies that are still out there, whose leading message is gone.

    They must be judged again, because nobody has decided about them.
    """
    copies = CaseCopy.objects.filter(case__message__among=messages, case__outcome=Case.Outcome.GONE)
    there = list(Message.objects.filter(copied_in__in=copies, removed_at=None).distinct())
    copies.filter(message__in=there).delete()
    return there


def unheard(batch: Stored) -> set[int]:
    """Return the threads in which staff have fewer words now, or others that were judged elsewhere."""
    moved = {thread for thread, since in batch.touched.conversations.items() if since == EVER}
    return moved | {message.conversation_id for message in batch.removed if message.from_staff}


def unanswered(threads: set[int]) -> list[Message]:
    """Return messages whose case was closed as answered and is not any more.

    Judged again, they open their cases again.
    """
    said = Message.objects.filter(conversation__among=threads, from_staff=False, removed_at=None)
    return list(said.filter(pk__in=Case.objects.unanswered_again().values("message"))) if threads else []
