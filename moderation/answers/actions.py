"""The verbs of an answer, which say whether a staff message answered the person of a case."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Min, QuerySet

from community.models import Member, Message
from moderation.answers.recording import record_answers
from moderation.cases.actions import follow_up, log_event
from moderation.cases.holding import as_json, lock_case, why_taken
from moderation.cases.kept_before import promise_as_before, reckon_kept_before
from moderation.cases.message_row import Settled
from moderation.cases.parts import close_if_done, settle_rows, standing_rows
from moderation.models import Answer, Case, CaseEvent, CaseMessage, User
from moderation.policy.answers import Way
from moderation.policy.values import Opening
from moderation.refusal import Refused

DID = {True: "answered", False: "did not answer"}


@transaction.atomic
def say_answered(case: Case, message: int, by: User, now: datetime, *, answered: bool = True) -> None:
    """Record that a staff message answered this case's person, or that it did not."""
    held = lock_case(case)
    if held.closed_at or held.assignee not in (None, by):
        raise Refused(why_taken(case, by, "changed"))
    said = _staff_message(case, message)
    authors = _one_person(case)
    earlier = _said_of(message, authors, case).filter(by__isnull=False).select_related("by").first()
    if earlier:
        raise Refused(f"{earlier.by} said already that it {DID[earlier.answered]} this person. Undo that first.")
    _put_down(case, said, authors, by, now, answered=answered)
    record_answers([message], now)
    was = as_json(held)
    if answered:
        was["rows"] = settle_rows(_rows_answered(case, said), Settled.ANSWERED, now)
    # As what the machine tells of it would be.
    reckoned = reckon_kept_before(case, now) if answered else []
    facts: dict[str, Any] = {"message": message, "did": DID[answered], "reckoned": reckoned, "was": was}
    event = log_event(case, CaseEvent.Kind.SAID, by, now, answered=answered, **facts)
    if was.get("rows") and close_if_done(case, now, Case.Outcome.ANSWERED):
        log_event(case, CaseEvent.Kind.CLOSED, None, now, outcome=Case.Outcome.ANSWERED, cause=event.pk)
    follow_up([case], now)


def unsay(event: CaseEvent, now: datetime) -> None:
    """Take back what was said of an answer, so that it is told again from what was written.

    The caller holds the case, and lets its clocks follow.
    """
    message = event.facts["message"]
    _said_of(message, _one_person(event.case), event.case).filter(by__isnull=False).delete()
    record_answers([message], now)
    promise_as_before(event.facts.get("reckoned", ()))


def _put_down(case: Case, said: Message, authors: Sequence[int], by: User, now: datetime, *, answered: bool) -> None:
    """Put what a person says in the place of what the machine said, or may be saying at this moment."""
    fields = {"way": Way.BY_HAND, "answered": answered, "by": by, "at": now}
    place = {"conversation_id": said.conversation_id, "posted_at": said.posted_at}
    whom = [{"author_id": author} for author in authors] or [{"target_id": case.message_id}]
    given_at = min(said.posted_at, said.received_at)
    Answer.objects.bulk_create(
        [Answer(message=said, given_at=given_at, **each, **place, **fields) for each in whom],
        update_conflicts=True,
        unique_fields=["message", "author" if authors else "target"],
        update_fields=list(fields),
    )


def _rows_answered(case: Case, said: Message) -> Iterator[CaseMessage]:
    """Yield what the person had asked before and waits for nothing else."""
    for row in standing_rows(case):
        is_own = row.role == CaseMessage.Role.OWN and row.message.posted_at < said.posted_at
        if is_own and row.waits and row.opened_for == [Opening.ANSWER]:
            yield row


def _staff_message(case: Case, message: int) -> Message:
    there = Message.objects.answers().filter(conversation=case.message.conversation_id, removed_at=None)
    found = there.filter(pk=message).first()
    if found is None:
        raise Refused("This message is no answer any more: it was deleted, changed or moved. Look at it again.")
    if found.posted_at < _first_said_at(case):
        raise Refused("It was written before this person wrote, so it cannot answer them.")
    return found


def _first_said_at(case: Case) -> datetime:
    first = case.rows.filter(left_at=None, role="own").aggregate(at=Min("message__posted_at"))["at"]
    return min(filter(None, (first, case.posted_at)))


def _one_person(case: Case) -> Sequence[int]:
    """Return the case's author with the members of the same source who are the same person."""
    author = case.author
    if author is None:
        return []
    if author.person_id is None:
        return [author.pk]
    same = Member.objects.filter(source=author.source_id, person=author.person_id)
    return list(same.order_by("pk").values_list("pk", flat=True))


def _said_of(message: int, authors: Collection[int], case: Case) -> QuerySet[Answer]:
    said = Answer.objects.filter(message=message)
    return said.filter(author__in=authors) if authors else said.filter(author=None, target=case.message_id)
