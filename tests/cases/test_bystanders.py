"""A verb changes the case that it is said of, and nothing of any other."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from moderation.cases import actions
from moderation.cases.undo import undo_last
from moderation.escalations import actions as escalation_actions
from moderation.models import Case, CaseEvent, Escalation, Outbox, User
from tests.builders import NOON, make_case, make_message

LATER = NOON + timedelta(minutes=2)
TABLES = (CaseEvent, Outbox, Escalation)
Verb = Callable[[Case, User], Any]


def decided(case: Case, by: User) -> None:
    actions.decide(case, by, NOON, action="hide", guideline=None, reason="Rude.", revision=1)


def to_do(case: Case, by: User) -> None:
    decided(case, by)
    case.outbox.update(state="to_do")


def claimed(case: Case, by: User) -> None:
    actions.claim(case, by, NOON)


def closed(case: Case, by: User) -> None:
    actions.close(case, by, NOON, why="Spam.")


def asked(case: Case, by: User) -> None:
    escalation_actions.escalate(case, by, NOON, team="pr", asks="May we?")


def nothing(case: Case, by: User) -> None:
    """Leave it open, and nobody's."""


def replied(case: Case, by: User) -> None:
    actions.reply(case, by, NOON, text="We are on it.", close=True)


def released(case: Case, by: User) -> None:
    actions.release(case, by, LATER)


def reopened(case: Case, by: User) -> None:
    actions.reopen(case, by, LATER, why="It was not.")


def undone(case: Case, by: User) -> None:
    undo_last(case, by, LATER)


def carried_out(case: Case, by: User) -> None:
    actions.carried_out(case.outbox.get(), by, LATER)


STATES = (nothing, claimed, closed, decided, to_do, asked)


def of_others(case: Case) -> list[Any]:
    rows = [list(Case.objects.exclude(pk=case.pk).order_by("pk").values())]
    return rows + [list(table.objects.exclude(case=case).order_by("pk").values()) for table in TABLES]


@pytest.mark.parametrize(
    ("before", "verb"),
    [
        (nothing, claimed),
        (claimed, released),
        (nothing, decided),
        (nothing, replied),
        (nothing, closed),
        (closed, reopened),
        (to_do, carried_out),
        (decided, undone),
        (claimed, decided),
        (asked, undone),
    ],
)
def test_no_other_case_is_changed(case: Case, ana: User, before: Verb, verb: Verb) -> None:
    for make_so in STATES:
        make_so(make_case(make_message()), ana)
    before(case, ana)
    others = of_others(case)
    was = Case.objects.values().get(pk=case.pk), case.events.count()
    verb(Case.objects.get(pk=case.pk), ana)
    assert of_others(case) == others
    assert (Case.objects.values().get(pk=case.pk), case.events.count()) != was
