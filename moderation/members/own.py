"""Empty messages, and all that was made and said of them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from community.db.bulk import update_rows
from community.models import Message, StubAction
from community.models.messages import EMPTIED
from moderation.assessments import intake
from moderation.cases.actions import follow_up
from moderation.cases.parts import lead_again
from moderation.members.held import PERSONAL, How, Table
from moderation.models import Assessment, Case, CaseEvent, CaseMessage, Escalation, Finding, Outbox, PendingAssessment
from moderation.policy.members import ERASED

State = Outbox.State


def empty_messages(messages: Collection[int], now: datetime, *, why: str) -> None:
    """Take the texts out of these messages, within a transaction that holds their community.

    Rows, times and numbers stay, so that nothing counts differently. `why` is what the record of a case says that is
    open no longer.
    """
    _hold_waiting(messages)
    cases = _held_cases(messages)
    _cancel_what_waits(messages)
    for label, table in PERSONAL.items():
        for way in table.own:
            _empty_rows(table, apps.get_model(label)._default_manager.filter(**{f"{way}__among": messages}))
    _empty_the_rest(messages)
    # After the record was emptied, so that why it was closed stays readable.
    _close_cases(cases, messages, now, why)
    _ask_about_copies(messages)


def _hold_waiting(messages: Collection[int]) -> None:
    """Wait for a worker that is writing what it judged. One that has not begun to write loses its rows."""
    # In the order in which the pipeline locks them, so that the two never deadlock.
    waiting = PendingAssessment.objects.filter(message__among=messages).order_by("message_id")
    list(waiting.select_for_update().values_list("pk"))


def _held_cases(messages: Collection[int]) -> list[Case]:
    places = CaseMessage.objects.filter(message__among=messages)
    cases = Case.objects.filter(pk__in=places.values("case")).order_by("pk")
    return list(cases.select_for_update(of=("self",), no_key=True))


def _close_cases(cases: Collection[Case], messages: Collection[int], now: datetime, why: str) -> None:
    """Settle these messages where they stand, and close the cases of which nothing is left."""
    places = CaseMessage.objects.filter(message__among=messages)
    places.filter(settled_at=None, left_at=None).update(settled_at=now, settled_as=CaseMessage.Settled.GONE)
    own = CaseMessage.objects.filter(case__among=[case.pk for case in cases], role=CaseMessage.Role.OWN)
    standing = set(own.filter(settled_at=None, left_at=None).values_list("case", flat=True))
    for case in cases:
        if case.pk in standing:
            lead_again(case)
    # Where it is a copy, the case is somebody else's.
    theirs = set(own.filter(message__among=messages).values_list("case", flat=True)) - standing
    # A team cannot answer about nothing.
    Escalation.objects.open().filter(case__among=theirs).update(closed_at=now)
    still_open = [case for case in cases if not case.closed_at]
    ending = [case for case in still_open if case.pk in theirs]
    outcome = Case.Outcome.GONE
    Case.objects.filter(pk__among=[case.pk for case in ending]).update(closed_at=now, outcome=outcome)
    said = {"kind": CaseEvent.Kind.CLOSED, "at": now, "why": why, "facts": {"outcome": outcome.value}}
    CaseEvent.objects.bulk_create(CaseEvent(case=case, **said) for case in ending)
    if still_open:
        follow_up(still_open, now)


def _cancel_what_waits(messages: Collection[int]) -> None:
    """Cancel what was to go out, as it would go out without its text."""
    waiting = Outbox.objects.filter(state__in=(State.WAITING, State.TO_DO))
    for way in PERSONAL["moderation.Outbox"].own:
        waiting.filter(**{f"{way}__among": messages}).update(state=State.CANCELLED, token=None)


def _empty_rows(table: Table, rows: QuerySet[Any]) -> None:
    if table.names(How.DELETED):
        rows.delete()
        return
    if plain := {name: left for name, left in table.left.items() if left != ERASED}:
        rows.update(**plain)
    for name, left in table.left.items():
        if left == ERASED:
            rows.exclude(**{name: ""}).update(**{name: ERASED})


def _empty_the_rest(messages: Collection[int]) -> None:
    """Empty what has a form of its own, and what is drawn from the texts."""
    Message.objects.filter(pk__among=messages).update(digest=EMPTIED)
    Finding.objects.filter(assessment__message__among=messages).update(start=0, end=0)
    Case.objects.filter(message__among=messages).update(fingerprint=0)
    sent = Outbox.objects.filter(Q(message__among=messages) | Q(case__message__among=messages))
    StubAction.objects.filter(stable_id__in=sent.values("stable_id")).exclude(text="").update(text=ERASED)
    assessed = Assessment.objects.filter(message__among=messages)
    rows = [(pk, [term | {"why": ""} for term in terms], 0) for pk, terms in assessed.values_list("pk", "terms")]
    update_rows(Assessment, ("id", "terms", "fingerprint"), rows)


def _ask_about_copies(messages: Collection[int]) -> None:
    """Have others who wrote the same judged anew, as nobody has decided about them."""
    intake.ask(intake.left_alone(messages, timezone.now()), intake.ASKED_AGAIN)
