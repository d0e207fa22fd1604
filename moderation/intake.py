"""What moderation does in the transaction that stores messages: ask for assessments, close what is gone."""

from django.db import transaction
from django.utils import timezone

from community.bulk import insert
from community.ingest import Stored
from community.models import Message
from moderation import casework, jobs
from moderation.models import PendingAssessment


def stored(batch: Stored) -> None:
    """A pending row for each message that has something new to be judged, and a ring once the rows are committed."""
    insert([pending(message, is_history=batch.is_history) for message in batch.created])
    ask([*batch.changed, *batch.reported], is_history=batch.is_history)
    casework.gone((message.pk for message in batch.removed), timezone.now())
    transaction.on_commit(jobs.ring)


def ask(messages: list[Message], *, is_history: bool = False) -> None:
    """Ask again: a newer revision takes over the row of an older one, and ends any lease that a worker holds on it."""
    PendingAssessment.objects.bulk_create(
        [pending(message, is_history=is_history) for message in messages],
        update_conflicts=True,
        unique_fields=["message"],
        update_fields=["revision", "is_history", "asked_at", "due_at", "token", "tries", "error", "died_at"],
    )


def pending(message: Message, *, is_history: bool) -> PendingAssessment:
    return PendingAssessment(message_id=message.pk, revision=message.revision, is_history=is_history)
