"""A person says how grave a case is."""

from datetime import timedelta

import pytest

from community.models import Community
from moderation.cases.severity import correct_severity
from moderation.cases.undo import undo_last
from moderation.models import Case, Clock, ResponseTarget, User
from moderation.policy.values import Severity
from moderation.refusal import Refused
from tests.builders import NOON, make_case

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
WHY = "It is a joke among friends."


@pytest.fixture
def case(tarnfell: Community) -> Case:
    ResponseTarget.objects.create(community=tarnfell, severity=Severity.LOW, first_action=24 * 60)
    return make_case(opened_for=["finding", "answer"], action=NOON + HOUR, reply=NOON + 2 * HOUR)


def running() -> dict[str, timedelta]:
    return {clock.kind: clock.due_by - NOON for clock in Clock.objects.running()}


def test_its_promises_become_those_of_the_severity_from_the_same_start(case: Case, ana: User) -> None:
    correct_severity(case, ana, NOON + MINUTE, severity=Severity.LOW, why=WHY)
    case.refresh_from_db()
    assert (case.severity, case.due_by, case.assignee) == (Severity.LOW, NOON + 24 * HOUR, ana)
    # Of a reply nothing is promised for a low one.
    assert running() == {"action": 24 * HOUR}
    assert set(Clock.objects.exclude(ended_at=None).values_list("kind", "ended_as")) == {
        ("action", "relaxed"),
        ("reply", "relaxed"),
    }


def test_undo_gives_the_promises_back(case: Case, ana: User) -> None:
    correct_severity(case, ana, NOON + MINUTE, severity=Severity.LOW, why=WHY)
    undo_last(case, ana, NOON + 2 * MINUTE)
    case.refresh_from_db()
    assert (case.severity, case.due_by, case.assignee) == (Severity.HIGH, NOON + HOUR, None)
    assert running() == {"action": HOUR, "reply": 2 * HOUR}


@pytest.fixture
def stricter(tarnfell: Community) -> None:
    ResponseTarget.objects.create(community=tarnfell, severity=Severity.CRITICAL, first_action=10, first_reply=300)


def test_a_graver_one_brings_promises_forward_and_relaxes_nothing(case: Case, ana: User, stricter: None) -> None:
    before = set(Clock.objects.values_list("pk", flat=True))
    correct_severity(case, ana, NOON + MINUTE, severity=Severity.CRITICAL, why=WHY)
    # Of a reply more time is promised for a critical one, which nobody gets for that.
    assert running() == {"action": 10 * MINUTE, "reply": 2 * HOUR}
    assert set(Clock.objects.running().values_list("pk", flat=True)) == before
    clock = Clock.objects.get(kind="action")
    assert (clock.severity, clock.within, clock.risk_at) == (Severity.CRITICAL, 10, NOON + 7.5 * MINUTE)
    assert not Clock.objects.filter(ended_as="relaxed").exists()
    assert case.events.get(kind="corrected").facts["relaxed"] == []
    undo_last(case, ana, NOON + 2 * MINUTE)
    assert running() == {"action": HOUR, "reply": 2 * HOUR}
    assert Clock.objects.get(kind="action").severity == Severity.HIGH


def test_a_graver_one_without_targets_keeps_what_was_promised(case: Case, ana: User) -> None:
    correct_severity(case, ana, NOON + MINUTE, severity=Severity.CRITICAL, why=WHY)
    assert running() == {"action": HOUR, "reply": 2 * HOUR}


def test_a_milder_one_that_is_due_no_later_relaxes_nothing(case: Case, ana: User) -> None:
    ResponseTarget.objects.update(first_action=30)
    correct_severity(case, ana, NOON + MINUTE, severity=Severity.LOW, why=WHY)
    assert running() == {"action": 30 * MINUTE}
    assert Clock.objects.get(ended_as="relaxed").kind == "reply"


def test_it_is_on_the_record_with_the_reason(case: Case, ana: User) -> None:
    correct_severity(case, ana, NOON + MINUTE, severity=Severity.CRITICAL, why=WHY)
    event = case.events.get(kind="corrected")
    assert (event.why, event.actor, event.facts["is"]) == (WHY, ana, "critical")


def test_what_is_so_already_is_not_corrected(case: Case, ana: User) -> None:
    with pytest.raises(Refused, match="Its severity is high already"):
        correct_severity(case, ana, NOON, severity=Severity.HIGH, why=WHY)


def test_what_somebody_else_has_is_not_corrected(case: Case, ana: User, ben: User) -> None:
    Case.objects.update(assignee=ben)
    with pytest.raises(Refused, match="has claimed this case"):
        correct_severity(case, ana, NOON, severity=Severity.LOW, why=WHY)
    assert running() == {"action": HOUR, "reply": 2 * HOUR}
