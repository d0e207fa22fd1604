"""Give up a message that could not be checked, and put it before a person."""

from datetime import datetime

from django.db import transaction

from community.db.plain import read_rows
from community.models import Message
from moderation.assessments.finish import still_held
from moderation.assessments.known import known_of_message
from moderation.assessments.lease import Lease, Row
from moderation.assessments.messages import Said
from moderation.assessments.plan import plan_unchecked
from moderation.assessments.store import store_plan
from moderation.models import PendingAssessment
from moderation.rollups.stale import mark_stale


@transaction.atomic
def give_up(held: Lease, now: datetime) -> int:
    """Mark a row without tries left as dead, and open its case."""
    if still_held(held):
        row = held.rows[0]
        dead = PendingAssessment.objects.filter(pk=row.pk)
        # The row is kept, so that people see what could not be checked.
        dead.update(died_at=now, token=None)
        leave_unchecked(row, dead.values_list("error", flat=True).get(), now)
    return 0


def leave_unchecked(row: Row, error: str, now: datetime) -> None:
    """Open a case on top of the queue for a message that could not be checked."""
    (columns,) = read_rows(Message.objects.filter(pk=row.message_id), Said._fields)
    message = Said(*columns)
    subject = message.as_subject(row)
    known = known_of_message(subject, now)
    plan = plan_unchecked(subject, error, known, now)
    store_plan(plan, known, now)
    mark_stale(plan.moments)
