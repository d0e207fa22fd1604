"""Promises of a case, what is done for it, and when each was kept."""

from datetime import datetime, timedelta

from community.models import Message
from moderation.assessments import pipeline
from moderation.cases import actions
from moderation.cases.clocks import settle_clocks
from moderation.models import Case, CaseMessage, Clock, Outbox, PendingAssessment, User
from tests.builders import NOON

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def assess(*messages: Message) -> None:
    """Judge these; what has a case from then on has had it since noon."""
    for message in messages:
        about = {"revision": message.revision, "is_first": not message.rows.exists()}
        PendingAssessment.objects.create(message=message, **about)
    pipeline.drain()
    CaseMessage.objects.filter(revision=1).update(joined_at=NOON)


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def clock(kind: str = "action") -> Clock:
    """The only clock of its kind."""
    return Clock.objects.get(kind=kind)


def kept() -> tuple[datetime | None, datetime | None]:
    """When something was done first, and when somebody was answered."""
    return clock().kept_at, clock("reply").kept_at


def arrive(case: Case, at: datetime, **fields: object) -> None:
    """The replies to the person arrive."""
    Outbox.objects.filter(kind="reply").update(state="done", done_at=at, **fields)
    settle_clocks([case.pk], at)


def hide(case: Case, by: User, at: datetime, **fields: object) -> None:
    actions.decide(case, by, at, action="hide", guideline=None, reason="A threat.", revision=case.revision, **fields)  # type: ignore[arg-type]
