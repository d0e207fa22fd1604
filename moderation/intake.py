"""What moderation does in the transaction that stores messages: ask for assessments, close what is gone."""

from django.db import transaction
from django.utils import timezone

from community.ingest import Stored
from community.models import Message
from moderation import casework, jobs
from moderation.models import PendingAssessment


def stored(batch: Stored) -> None:
    """A pending row for each message that has something new to be judged, and a ring once the rows are committed."""
    asked = [*batch.created, *batch.changed, *batch.reported]
    if asked:
        ask(asked, is_history=batch.is_history)
    if batch.removed:
        casework.gone((message.pk for message in batch.removed), timezone.now())


def ask(messages: list[Message], *, is_history: bool = False) -> None:
    # A newer revision takes over the row of an older one, and with it ends any lease that a worker holds.
    PendingAssessment.objects.bulk_create(
        [PendingAssessment(message=message, revision=message.revision, is_history=is_history) for message in messages],
        update_conflicts=True,
        unique_fields=["message"],
        update_fields=["revision", "is_history", "asked_at", "due_at", "token", "tries", "error", "died_at"],
    )
    transaction.on_commit(jobs.ring)
