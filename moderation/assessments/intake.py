"""What moderation does in the transaction that stores messages: ask for assessments, close what is gone."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
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
# The same text asked about again keeps its tries, so that poison still ends dead; a new text begins anew.
ASKED_AGAIN = ("asked_at", "due_at", "token", "is_first")
RENEWED = (*ASKED_AGAIN, "revision", "tries", "error", "died_at")


def stored(batch: Stored) -> None:
    """A pending row for each message that has something new to be judged, and a ring once the rows are committed."""
    ask_first(batch.created, is_history=batch.is_history)
    ask(batch.changed, is_history=batch.is_history)
    ask(batch.reported, ASKED_AGAIN, is_history=batch.is_history)
    threads = unheard(batch)
    take_back([message.pk for message in batch.removed], heard=threads)
    ask(unanswered(threads), ASKED_AGAIN)
    mark_touched(batch.touched)
    transaction.on_commit(bell.ring)


def ask_first(messages: Iterable[Message], *, is_history: bool = False) -> None:
    """Ask about messages of which nothing was ever said."""
    now = timezone.now()
    rows = [asked(message, now, is_history=is_history, is_first=True) for message in messages]
    insert_rows(PendingAssessment, ASKED, rows)


def ask(messages: Iterable[Message], changes: tuple[str, ...] = RENEWED, *, is_history: bool = False) -> None:
    """Ask again: that ends any lease on the row. In order of key, as the pipeline holds them."""
    # History that comes on top of what came live does not make it history.
    changes = changes if is_history else (*changes, "is_history")
    now, in_order = timezone.now(), sorted(messages, key=lambda message: message.pk)
    rows = [asked(message, now, is_history=is_history, is_first=False) for message in in_order]
    upsert_rows(PendingAssessment, ASKED, rows, unique="message_id", changes=changes)


def asked(message: Message, now: datetime, *, is_history: bool, is_first: bool) -> tuple[Any, ...]:
    """A pending row's columns; the others are as for a row that nobody has leased yet."""
    return (message.pk, message.revision, now, now, is_history, is_first)


def take_back(messages: Collection[int], *, heard: Collection[int] = ()) -> None:
    """Messages that are gone: whoever judges one of them now has lost it before its case is looked for.

    In the `heard` threads, staff have fewer words now.
    """
    now = timezone.now()
    PendingAssessment.objects.filter(message__among=messages).update(token=None, due_at=now)
    standing.follow(now, gone=messages, heard=heard)
    ask(left_alone(messages), ASKED_AGAIN)


def left_alone(messages: Collection[int]) -> list[Message]:
    """Copies whose leading message is gone: still out there, so judged again, as nobody has decided about them."""
    copies = CaseCopy.objects.filter(case__message__among=messages, case__outcome=Case.Outcome.GONE)
    there = list(Message.objects.filter(copied_in__in=copies, removed_at=None).distinct())
    copies.filter(message__in=there).delete()
    return there


def unheard(batch: Stored) -> set[int]:
    """The threads in which staff have fewer words now, or others that were judged elsewhere."""
    moved = {thread for thread, since in batch.touched.threads.items() if since == EVER}
    return moved | {message.thread_id for message in batch.removed if message.from_staff}


def unanswered(threads: set[int]) -> list[Message]:
    """What was closed as answered, and is not any more: judged again, its case opens again."""
    said = Message.objects.filter(Q(root__among=threads) | Q(pk__among=threads), from_staff=False, removed_at=None)
    return list(said.filter(pk__in=Case.objects.unanswered_again().values("message"))) if threads else []
