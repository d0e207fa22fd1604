"""The sweep asks the rules in batches, as long as its time lasts."""

import time
from typing import Any

import pytest

from community.models import Community
from moderation.escalations import rules
from moderation.models import Case, CaseEvent, Escalation, Outbox, User
from moderation.policy.values import Severity
from moderation.work import sweep
from tests.builders import (
    NOON,
    make_assessment,
    make_community,
    make_escalation_rule,
    make_finding,
    make_guideline,
    make_message,
    make_row,
)
from tests.escalations.ruled import MINUTE, a_case, causes, due_at


def test_the_sweep_asks_the_rules(tarnfell: Community) -> None:
    make_escalation_rule(severity_from=Severity.HIGH)
    a_case()
    assert sweep.sweep_once(NOON)["escalate"] == 1
    assert causes() == ["severity 3"]


def test_a_sweep_goes_on_until_nothing_is_due_or_its_time_is_used(
    tarnfell: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "BATCH", 2)
    for _ in range(5):
        a_case()
    monkeypatch.setattr(rules, "SECONDS", 0.0)
    assert rules.ask_rules(NOON) == 2
    monkeypatch.setattr(rules, "SECONDS", 60.0)
    began = time.monotonic()
    assert rules.ask_rules(NOON) == 3
    assert time.monotonic() - began < 60


def test_a_batch_takes_as_many_questions_for_thirty_cases_as_for_three(
    tarnfell: Community, lee: User, django_assert_max_num_queries: Any
) -> None:
    make_escalation_rule(severity_from=Severity.HIGH)
    make_escalation_rule(name="Late", clock="late", clock_minutes=5)
    make_escalation_rule(name="Law", category="legal-threat", team="legal")
    for number in (3, 30):
        for _ in range(number):
            a_case()
        with django_assert_max_num_queries(30):
            assert rules.ask_batch(NOON) == number


def test_without_rules_a_batch_is_only_told_that_there_is_nothing_to_ask(
    tarnfell: Community, django_assert_max_num_queries: Any
) -> None:
    cases = [a_case() for _ in range(10)]
    with django_assert_max_num_queries(5):
        rules.ask_batch(NOON)
    assert {due_at(case) for case in cases} == {None}


def test_what_a_change_made_due_in_the_meantime_stays_due(tarnfell: Community) -> None:
    case = a_case()
    Case.objects.update(rules_due_at=NOON + MINUTE)
    rules.set_next_look([case], {}, NOON)
    assert due_at(case) == NOON + MINUTE


def test_a_team_without_a_lead_gets_no_mail(tarnfell: Community, lee: User) -> None:
    lee.memberships.update(ended_at=NOON)
    make_escalation_rule(severity_from=Severity.HIGH)
    make_community("emberloom")
    a_case()
    rules.ask_rules(NOON)
    assert (Escalation.objects.count(), Outbox.objects.count()) == (1, 0)
    assert CaseEvent.objects.filter(kind="escalated").exists()


def test_a_rule_asks_about_the_conversation_of_the_message_that_it_fired_for(tarnfell: Community, lee: User) -> None:
    """Moira threatens in one conversation, and writes to the press in another."""
    make_escalation_rule(severity_from=Severity.HIGH)
    make_escalation_rule(name="Press", category="press")
    case = a_case(severity=Severity.HIGH)
    said = make_message("I am a reporter.")
    assessment = make_assessment(said)
    make_finding(assessment, make_guideline(slug="press", rules=(("phrase", "reporter"),)), "reporter")
    make_row(case, said, severity=Severity.LOW, priority=20, assessment=assessment)
    rules.ask_batch(NOON)
    asked = Escalation.objects.order_by("pk").values_list("rule__name", "message__text", "team__slug")
    assert list(asked) == [("Press", "I am a reporter.", "pr"), ("Threats", "My lawyer will write.", "pr")]
    # Both are told, of one conversation each.
    assert [mail.message.text for mail in Outbox.objects.order_by("pk")] == [
        "I am a reporter.",
        "My lawyer will write.",
    ]
