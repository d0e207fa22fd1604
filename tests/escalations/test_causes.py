"""A rule about a category fires once for each finding of it, and not again because something else was found."""

import pytest

from community.models import Community
from moderation.cases import actions as case_actions
from moderation.escalations import actions, rules
from moderation.models import Case, CaseEvent, Escalation, Firing, User
from tests.builders import (
    NOON,
    make_assessment,
    make_copy,
    make_escalation_rule,
    make_finding,
    make_guideline,
    make_member,
    make_message,
    make_row,
)
from tests.escalations.ruled import HOUR, a_case


@pytest.fixture
def case(tarnfell: Community) -> Case:
    """Moira threatens, and the rule has fired for it."""
    make_escalation_rule(category="legal-threat")
    case = a_case()
    assert case.assessment
    make_finding(case.assessment, make_guideline(), "My lawyer")
    rules.ask_rules(NOON)
    assert Firing.objects.count() == 1
    return case


def further(case: Case, text: str, excerpt: str, category: str = "legal-threat") -> None:
    """Something more is found in a further message of hers."""
    message = make_message(text)
    made = make_assessment(message)
    guideline = case.community.guidelines.filter(slug=category).first() or make_guideline(slug=category)
    make_finding(made, guideline, excerpt)
    make_row(case, message, opened_for=["finding"], severity=3, assessment=made)


def look_again(hours: int = 1) -> int:
    """Something was found, so that the rules are asked. Returns how often any has fired by then."""
    at = NOON + hours * HOUR
    Case.objects.update(found_at=at, rules_due_at=at)
    rules.ask_rules(at)
    return Firing.objects.count()


def test_what_was_found_of_another_category_is_no_cause(case: Case) -> None:
    further(case, "You are idiots.", "idiots", "harassment")
    assert look_again() == 1


def test_a_further_finding_of_the_category_is_one_also_of_the_same_words(case: Case) -> None:
    further(case, "My lawyer, I said.", "My lawyer")
    assert look_again() == 2
    further(case, "You are idiots.", "idiots", "harassment")
    assert look_again(2) == 2


def test_each_rule_fires_for_its_own_category(case: Case) -> None:
    make_escalation_rule(name="Insults", category="harassment", team="legal")
    further(case, "You are idiots.", "idiots", "harassment")
    assert look_again() == 2
    assert [firing.rule.name for firing in Firing.objects.order_by("pk")] == ["Threats", "Insults"]


def test_after_a_closed_escalation_the_same_finding_asks_nobody_again(case: Case, lee: User) -> None:
    actions.close(Escalation.objects.get(), lee, NOON, why="Done.")
    further(case, "You are idiots.", "idiots", "harassment")
    assert look_again() == 1
    further(case, "I call a lawyer.", "a lawyer")
    assert look_again(2) == 2
    assert [each.state for each in case.escalations.order_by("pk")] == ["closed", "new"]


def test_what_was_decided_meanwhile_makes_the_rest_no_new_cause(case: Case, ana: User) -> None:
    further(case, "I call a lawyer.", "a lawyer")
    assert look_again() == 2
    first, _ = case.rows.order_by("pk")
    case_actions.decide(case, ana, NOON + HOUR, action="hide", guideline=None, reason="", revision=1, chosen=[first.pk])
    assert look_again(2) == 2


def test_a_copy_is_no_further_finding(case: Case) -> None:
    message = make_message("My lawyer will write.", author=make_member(external_id="kim"))
    made = make_assessment(message)
    make_finding(made, case.community.guidelines.get(), "My lawyer")
    make_copy(case, message, assessment=made)
    assert look_again() == 1


def test_what_fired_before_findings_were_kept_fires_once_more(case: Case) -> None:
    event = CaseEvent.objects.get(kind="escalated")
    assert len(event.facts.pop("findings")) == 1
    event.save()
    assert look_again() == 2
    assert look_again(2) == 2


def test_a_rule_that_asks_for_a_severity_alone_goes_by_when_something_was_found(case: Case) -> None:
    make_escalation_rule(name="Grave", severity_from=3)
    assert look_again() == 2
    assert look_again(2) == 3
