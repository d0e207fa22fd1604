"""What moderation does in the transaction that stores messages: ask for assessments, close what is gone."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from community.bulk import insert
from community.ingest import Stored
from community.ingest.touched import EVER
from community.models import Message
from moderation import casework, jobs
from moderation.metrics.marks import mark_touched
from moderation.models import Case, CaseCopy, PendingAssessment

# The same text asked about again keeps its tries, so that poison still ends dead; a new text begins anew.
ASKED_AGAIN = ("asked_at", "due_at", "token", "is_first")
RENEWED = (*ASKED_AGAIN, "revision", "tries", "error", "died_at")


def stored(batch: Stored) -> None:
    """A pending row for each message that has something new to be judged, and a ring once the rows are committed."""
    now = timezone.now()
    insert([pending(message, now, is_history=batch.is_history, is_first=True) for message in batch.created])
    ask(batch.changed, is_history=batch.is_history)
    ask(batch.reported, ASKED_AGAIN, is_history=batch.is_history)
    take_back([message.pk for message in batch.removed])
    threads = unheard(batch)
    casework.heard(threads, now)
    ask(unanswered(threads), ASKED_AGAIN)
    mark_touched(batch.touched)
    transaction.on_commit(jobs.ring)


def ask(messages: list[Message], changes: tuple[str, ...] = RENEWED, *, is_history: bool = False) -> None:
    """Ask again: that ends any lease on the row. In order of key, as the pipeline holds them."""
    # History that comes on top of what came live does not make it history.
    changes = changes if is_history else (*changes, "is_history")
    now, in_order = timezone.now(), sorted(messages, key=lambda message: message.pk)
    rows = [pending(message, now, is_history=is_history) for message in in_order]
    PendingAssessment.objects.bulk_create(rows, update_conflicts=True, unique_fields=["message"], update_fields=changes)


def take_back(messages: list[int]) -> None:
    """Messages that are gone: whoever judges one of them now has lost it before its case is looked for."""
    now = timezone.now()
    PendingAssessment.objects.filter(message__in=messages).update(token=None, due_at=now)
    casework.gone(messages, now)
    ask(left_alone(messages), ASKED_AGAIN)


def left_alone(messages: list[int]) -> list[Message]:
    """Copies whose leading message is gone: still out there, so judged again, as nobody has decided about them."""
    copies = CaseCopy.objects.filter(case__message__in=messages, case__outcome=Case.Outcome.GONE)
    there = list(Message.objects.filter(copied_in__in=copies, removed_at=None).distinct())
    copies.filter(message__in=there).delete()
    return there


def unheard(batch: Stored) -> set[int]:
    """The threads in which staff have fewer words now, or others that were judged elsewhere."""
    moved = {thread for thread, since in batch.touched.threads.items() if since == EVER}
    return moved | {message.thread_id for message in batch.removed if message.from_staff}


def pending(message: Message, now: datetime, *, is_history: bool, is_first: bool = False) -> PendingAssessment:
    asked = {"asked_at": now, "due_at": now, "is_history": is_history, "is_first": is_first}
    return PendingAssessment(message_id=message.pk, revision=message.revision, **asked)


def unanswered(threads: set[int]) -> list[Message]:
    """What was closed as answered, and is not any more: judged again, its case opens again."""
    said = Message.objects.filter(Q(root__in=threads) | Q(pk__in=threads), from_staff=False, removed_at=None)
    return list(said.filter(pk__in=Case.objects.unanswered_again().values("message"))) if threads else []
