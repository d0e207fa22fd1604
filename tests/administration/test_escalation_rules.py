"""Escalation rules: another condition begins them anew, and every change has every open case asked again."""

from datetime import timedelta
from typing import Any

import pytest

from community.models import Community
from moderation.administration import escalation_rules
from moderation.changes import mark_of_values
from moderation.models import Change, Desk, EscalationRule, User
from moderation.models.escalations import CONDITIONS, FIELDS, rule_values
from moderation.refusal import Refused
from tests.builders import NOON

LATER = NOON + timedelta(days=1)
WRITTEN: dict[str, Any] = {
    "name": "Late",
    "is_on": True,
    "severity_from": 3,
    "category": "",
    "clock": "late",
    "clock_minutes": 30,
    "unclaimed_minutes": None,
    "people": None,
    "people_minutes": 60,
    "bad_percent": None,
    "team": "pr",
    "reason": "Please look.",
}


@pytest.fixture
def rule(tarnfell: Community, ada: User) -> EscalationRule:
    rule = escalation_rules.add_rule(tarnfell, ada, NOON, **WRITTEN)
    Desk.objects.update(rules_reached=None)
    return rule


def change(rule: EscalationRule, by: User, **written: Any) -> bool:
    rule.refresh_from_db()
    seen = mark_of_values(rule_values(rule))
    return escalation_rules.change_rule(rule, by, LATER, **{"seen": seen} | WRITTEN | written)


def test_a_new_rule_is_in_force_from_now_and_asked_about_every_open_case(tarnfell: Community, ada: User) -> None:
    rule = escalation_rules.add_rule(tarnfell, ada, LATER, **WRITTEN)
    assert rule.in_force_from == LATER
    assert Desk.objects.get().rules_reached == 0
    said = Change.objects.get()
    assert (said.subject, said.name, said.before) == ("escalation", "Late", {})
    assert said.after == {field: value for field, value in WRITTEN.items() if value is not None}


OTHER = {
    "severity_from": 2,
    "category": "legal-threat",
    "clock": "at risk",
    "clock_minutes": 60,
    "unclaimed_minutes": 15,
}
# Of a rule that counts people, and so names nothing of a case.
COUNTED = WRITTEN | {"severity_from": None, "clock": "", "clock_minutes": 0, "people": 20, "bad_percent": 50}
OTHERS_COUNTED = {"people": 30, "people_minutes": 90, "bad_percent": 40}


@pytest.mark.parametrize("field", OTHER)
def test_a_rule_with_another_condition_begins_anew(rule: EscalationRule, ada: User, field: str) -> None:
    assert change(rule, ada, **{field: OTHER[field]})
    rule.refresh_from_db()
    assert (rule.in_force_from, Desk.objects.get().rules_reached) == (LATER, 0)
    assert Change.objects.first().after == {field: OTHER[field]}


@pytest.mark.parametrize("written", [{"name": "Too late"}, {"team": "legal"}, {"reason": "Please answer."}])
def test_a_rule_that_is_only_told_otherwise_goes_on(rule: EscalationRule, ada: User, written: dict[str, Any]) -> None:
    assert change(rule, ada, **written)
    rule.refresh_from_db()
    assert (rule.in_force_from, Desk.objects.get().rules_reached) == (NOON, 0)
    assert Change.objects.first().after == written


def test_every_field_is_either_a_condition_or_how_it_is_told() -> None:
    told = {"name", "team", "reason"}
    assert set(FIELDS) == {*CONDITIONS, *told}
    assert {*OTHER, *OTHERS_COUNTED} == {*CONDITIONS} - {"is_on"}


@pytest.mark.parametrize("field", OTHERS_COUNTED)
def test_a_rule_that_counts_people_begins_anew_too(tarnfell: Community, ada: User, field: str) -> None:
    rule = escalation_rules.add_rule(tarnfell, ada, NOON, **COUNTED)
    assert change(rule, ada, **COUNTED | {field: OTHERS_COUNTED[field]})
    rule.refresh_from_db()
    assert rule.in_force_from == LATER


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ({"category": "legal-threat"}, "Make two rules"),
        ({"unclaimed_minutes": 5}, "Make two rules"),
        ({"people": 1}, "at least two people"),
        ({"people": None}, "how many people"),
    ],
)
def test_a_rule_counts_people_or_asks_about_a_case(
    tarnfell: Community, ada: User, written: dict[str, Any], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        escalation_rules.add_rule(tarnfell, ada, NOON, **COUNTED | written)


def test_saving_what_stands_there_does_not_begin_it_anew(rule: EscalationRule, ada: User) -> None:
    assert not change(rule, ada)
    rule.refresh_from_db()
    assert (rule.in_force_from, Desk.objects.get().rules_reached, Change.objects.count()) == (NOON, None, 1)


def test_a_rule_that_is_switched_on_again_begins_anew(rule: EscalationRule, ada: User) -> None:
    escalation_rules.switch_rule(rule, ada, NOON, is_on=False)
    escalation_rules.switch_rule(rule, ada, LATER, is_on=True)
    rule.refresh_from_db()
    assert (rule.is_on, rule.in_force_from) == (True, LATER)
    assert [change.after for change in Change.objects.all()[:2]] == [{"is_on": True}, {"is_on": False}]
    with pytest.raises(Refused, match="switched on already"):
        escalation_rules.switch_rule(rule, ada, LATER, is_on=True)


def test_two_rules_do_not_share_a_name(rule: EscalationRule, ada: User) -> None:
    with pytest.raises(Refused, match="named “late” already"):
        escalation_rules.add_rule(rule.community, ada, LATER, **WRITTEN | {"name": "late"})


def test_a_rule_that_asks_for_nothing_is_refused(rule: EscalationRule, ada: User) -> None:
    with pytest.raises(Refused, match="at least one thing"):
        change(rule, ada, severity_from=None, clock="", clock_minutes=0)
    rule.refresh_from_db()
    assert rule.severity_from == 3


def test_what_was_not_seen_is_not_overwritten(rule: EscalationRule, ada: User) -> None:
    with pytest.raises(Refused, match="Ada changed this"):
        change(rule, ada, seen="something else", team="legal")
