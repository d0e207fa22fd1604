"""Escalations at once: two sweeps, two leads, a person and a rule, a change in the middle; each thing happens once."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from community.models import Channel
from moderation.cases import actions as case_actions
from moderation.cases.undo import undo_last
from moderation.escalations import actions as escalation_actions
from moderation.escalations import rules
from moderation.models import Case, CaseEvent, Escalation, Firing, Outbox, User
from moderation.outbox import delivery
from moderation.work import sweep
from tests.assessments.test_meanwhile import meanwhile
from tests.builders import (
    NOON,
    make_assessment,
    make_case,
    make_channel,
    make_clock,
    make_escalation_rule,
    make_message,
    make_user,
)
from tests.cases.test_races import at_once, refused
from tests.commands.importing import database_url

pytestmark = pytest.mark.django_db(transaction=True)
LATER = NOON + timedelta(minutes=1)
two_writers = pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets in one writer at a time")


@pytest.fixture
def desk(transactional_db: None, queue_folder: object) -> Channel:
    return make_channel(slug="reviews")


@pytest.fixture
def lee(desk: Channel) -> User:
    return make_user("lee", "lead", team="pr")


@pytest.fixture
def ana(desk: Channel) -> User:
    return make_user("ana", "moderator")


def due_cases(channel: Channel, count: int, **fields: Any) -> list[Case]:
    def one() -> Case:
        message = make_message(channel=channel)
        made = make_assessment(message, assessed_at=NOON)
        return make_case(message, assessment=made, **{"rules_due_at": NOON, "opened_at": NOON, **fields})

    return [one() for _ in range(count)]


def test_two_sweeps_at_once_fire_each_cause_once(desk: Channel, lee: User) -> None:
    make_escalation_rule(severity_from=3)
    due_cases(desk, 40)
    at_once(*[lambda: sweep.sweep_once(NOON)["escalate"]] * 2)
    rules.ask_rules(NOON)
    rows = (Firing, Escalation, Outbox, CaseEvent.objects.filter(kind="escalated"))
    counts = [getattr(row, "objects", row).count() for row in rows]
    assert counts == [40, 40, 40, 40]
    assert not Case.objects.exclude(rules_due_at=None).exists()


def test_two_sweeps_at_once_fire_for_each_clock_of_a_kind_once(desk: Channel, lee: User) -> None:
    make_escalation_rule(clock="late")
    for case in due_cases(desk, 10, action=NOON + timedelta(hours=1)):
        make_clock(case, "action", NOON + timedelta(hours=2), message=make_message(channel=desk))
    at_once(*[lambda: sweep.sweep_once(NOON + timedelta(hours=3))["escalate"]] * 2)
    assert Firing.objects.count() == Firing.objects.values("case", "cause").distinct().count() == 20


def test_sweeps_at_once_share_the_work_in_small_batches(
    desk: Channel, lee: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "BATCH", 3)
    make_escalation_rule(severity_from=3)
    make_escalation_rule(name="Law", severity_from=1, team="legal")
    due_cases(desk, 20)
    at_once(*[lambda: rules.ask_rules(NOON)] * 4)
    rules.ask_rules(NOON)
    assert (Firing.objects.count(), Escalation.objects.count(), Outbox.objects.count()) == (40, 40, 20)


def test_a_person_and_a_rule_at_once_ask_the_team_once(desk: Channel, lee: User, ana: User) -> None:
    """Either the rule adds its cause to the question, or the person is told that the team has the case."""
    make_escalation_rule(severity_from=3)
    for case in due_cases(desk, 10):
        answers = at_once(
            lambda: rules.ask_rules(NOON),
            lambda case=case: escalation_actions.escalate(case, ana, NOON, team="pr", asks="May we answer?").pk,
        )
        rules.ask_rules(NOON)
        asked = Escalation.objects.get(case=case)
        assert (asked.made_by is None) == bool(refused(answers))
        assert (asked.firings.count(), asked.mails.count()) == (1, 1)


def test_two_people_at_once_ask_a_team_once(desk: Channel, lee: User, ana: User) -> None:
    (case,), ben = due_cases(desk, 1), make_user("ben", "moderator")
    answers = at_once(
        *(lambda by=by: escalation_actions.escalate(case, by, NOON, team="pr", asks="Hm?").pk for by in (ana, ben))
    )
    assert refused(answers) == ["refused: PR has this case already. Write a note: it is seen there."]
    assert (Escalation.objects.count(), Outbox.objects.count()) == (1, 1)


LEADS: dict[str, Callable[[Escalation, User], object]] = {
    "acknowledge": lambda made, by: escalation_actions.acknowledge(made, by, NOON),
    "answer": lambda made, by: escalation_actions.answer(made, by, NOON, text="Yes."),
    "close": lambda made, by: escalation_actions.close(made, by, NOON, why="Done."),
    "hand on": lambda made, by: escalation_actions.hand_on(made, by, NOON, team="legal", why="Yours.") and None,
}


@pytest.mark.parametrize("verb", LEADS)
def test_of_two_leads_at_once_one_is_first(verb: str, desk: Channel, lee: User, ana: User) -> None:
    (case,), lena = due_cases(desk, 1), make_user("lena", "lead", team="pr")
    made = escalation_actions.escalate(case, ana, NOON, team="pr", asks="Hm?")
    answers = at_once(*(lambda by=by: LEADS[verb](made, by) for by in (lee, lena)))
    assert len(refused(answers)) == 1
    assert case.events.exclude(kind__in=("opened", "escalated")).count() == 1


def test_an_undo_and_an_acknowledgement_at_once_never_both_happen(desk: Channel, lee: User, ana: User) -> None:
    for case in due_cases(desk, 10):
        made = escalation_actions.escalate(case, ana, NOON, team="pr", asks="Hm?")
        answers = at_once(
            lambda case=case: undo_last(case, ana, NOON) and None,
            lambda made=made: escalation_actions.acknowledge(made, lee, NOON),
        )
        assert len(refused(answers)) == 1
        made.refresh_from_db()
        assert (made.acknowledged_at is None) == case.events.filter(kind="undone").exists()


def test_two_sweeps_at_once_send_each_mail_once(desk: Channel, lee: User, ana: User, settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    for case in due_cases(desk, 20):
        escalation_actions.escalate(case, ana, NOON, team="pr", asks="Hm?")
    at_once(*[lambda: delivery.deliver_due(NOON + timedelta(seconds=10))] * 2)
    assert set(Outbox.objects.values_list("state", "tries")) == {("done", 1)}
    assert CaseEvent.objects.filter(kind="delivered").count() == 20


@two_writers
def test_a_case_that_changes_while_the_rules_are_asked_is_asked_about_again(
    desk: Channel, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_escalation_rule(unclaimed_minutes=1_000)
    (case,) = due_cases(desk, 1, assignee=ana, claimed_at=NOON)
    later = NOON + timedelta(seconds=1)
    with meanwhile(monkeypatch, rules, "set_next_look", lambda: case_actions.release(case, ana, later)):
        rules.ask_rules(NOON)
    case.refresh_from_db()
    assert (case.rules_due_at, case.unclaimed_at) == (later, later)


@two_writers
def test_rules_that_change_while_they_are_asked_are_asked_again(
    desk: Channel, lee: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    (case,) = due_cases(desk, 1)

    def new_rule() -> None:
        make_escalation_rule(severity_from=3)
        rules.rules_changed(case.community)

    with meanwhile(monkeypatch, rules, "judge_cases", new_rule):
        rules.ask_batch(NOON)
    assert not Firing.objects.exists()
    rules.ask_rules(NOON)
    assert Firing.objects.count() == 1


@two_writers
def test_a_case_that_somebody_holds_does_not_hold_up_the_others(
    desk: Channel, lee: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another sweep has the first batch: this one goes on with the rest, and the first is not fired twice."""
    monkeypatch.setattr(rules, "BATCH", 5)
    make_escalation_rule(severity_from=3)
    due_cases(desk, 10)
    with meanwhile(monkeypatch, rules, "fire_rules", lambda: rules.ask_batch(NOON)):
        rules.ask_batch(NOON)
    assert (Firing.objects.count(), Escalation.objects.count()) == (10, 10)


@two_writers
def test_a_cause_is_not_spent_on_an_escalation_that_is_being_closed(
    desk: Channel, lee: User, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lead closes after the sweep has found it open, so the sweep's cause is on it before it closes."""
    make_escalation_rule(severity_from=3)
    (case,) = due_cases(desk, 1)
    standing = escalation_actions.escalate(case, ana, NOON, team="pr", asks="Hm?")
    Case.objects.update(rules_due_at=NOON)

    def close() -> None:
        escalation_actions.close(standing, lee, LATER, why="Done.")

    with meanwhile(monkeypatch, escalation_actions, "_escalated_event", close):
        rules.ask_rules(NOON)
    fired, closed = case.events.get(facts__added=True), case.events.get(kind="settled")
    assert fired.pk < closed.pk


@two_writers
@pytest.mark.parametrize("verb", ["answer", "close"])
def test_handing_on_overwrites_nothing_that_the_other_team_does_meanwhile(
    desk: Channel, lee: User, ana: User, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    lex = make_user("lex", "lead", team="legal")
    (case,) = due_cases(desk, 1)
    ours, theirs = (escalation_actions.escalate(case, ana, NOON, team=team, asks="Hm?") for team in ("pr", "legal"))

    def act() -> None:
        if verb == "answer":
            escalation_actions.answer(theirs, lex, LATER, text="No.")
        else:
            escalation_actions.close(theirs, lex, LATER, why="No.")

    with meanwhile(monkeypatch, Escalation, "save", act):
        escalation_actions.hand_on(ours, lee, NOON, team="legal", why="Yours.")
    theirs.refresh_from_db()
    assert theirs.answer == "No." if verb == "answer" else theirs.closed_at


SWEEP = """
import os, signal, django
django.setup()
from datetime import datetime
from moderation.escalations import rules
real = rules.set_next_look
def killed(*arguments):
    real(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)
rules.set_next_look = killed
rules.ask_rules(datetime.fromisoformat(os.environ["AT"]))
"""


def test_a_sweep_that_is_killed_after_all_was_written_has_written_nothing(desk: Channel, lee: User) -> None:
    make_escalation_rule(severity_from=3)
    due_cases(desk, 5)
    there = {
        **os.environ,
        "DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "AT": NOON.isoformat(),
    }
    done = subprocess.run([sys.executable, "-c", SWEEP], env=there, check=False, timeout=120)
    assert done.returncode == -signal.SIGKILL
    assert (Firing.objects.count(), Outbox.objects.count()) == (0, 0)
    rules.ask_rules(timezone.now())
    assert (Firing.objects.count(), Outbox.objects.count(), Escalation.objects.count()) == (5, 5, 5)
