"""The sweep asks the escalation rules: what fires, once per cause, what is let be, and when a case is due again."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from community.models import Community
from moderation.cases import actions as case_actions
from moderation.escalations import actions as escalation_actions
from moderation.escalations import rules
from moderation.models import Case, Desk, Escalation, EscalationRule, Firing, Guideline, Outbox, User, WorkingHours
from moderation.policy.values import Severity
from tests.builders import NOON, make_escalation_rule, make_finding, make_guideline, make_team
from tests.escalations.ruled import HOUR, INSTANT, MINUTE, a_case, causes, due_at, keep

# ── what fires ──────────────────────────────────────────────────────────


def test_a_rule_that_holds_asks_its_team_and_says_why(tarnfell: Community, lee: User) -> None:
    rule = make_escalation_rule(severity_from=Severity.HIGH, reason="PR reads threats first.")
    case = a_case()
    assert rules.ask_rules(NOON) == 1
    asked = Escalation.objects.get()
    assert (asked.case, asked.team.slug, asked.rule, asked.made_by, asked.asks) == (
        case, "pr", rule, None, "PR reads threats first.",
    )  # fmt: skip
    event = case.events.get(kind="escalated")
    assert (event.actor, event.why) == (None, "Its severity is high.")
    cause = "severity 3 + found 2026-11-16T12:00:00.000000Z"
    assert event.facts == {
        "escalation": asked.pk, "team": "pr", "rule": "Threats", "cause": cause, "added": False, "was": {},
    }  # fmt: skip
    assert (due_at(case), Firing.objects.get().escalation) == (None, asked)
    mail = Outbox.objects.get()
    assert (mail.kind, mail.recipient, mail.escalation, mail.cause, mail.due_at) == ("mail", lee, asked, event, NOON)


def test_a_category_that_was_found_fires(tarnfell: Community) -> None:
    make_escalation_rule(category="legal-threat")
    found, clean = a_case(), a_case("The zip broke.")
    assert found.assessment
    make_finding(found.assessment, make_guideline(), "My lawyer")
    rules.ask_rules(NOON)
    assert list(Escalation.objects.values_list("case", flat=True)) == [found.pk]
    assert due_at(clean) is None


def test_a_category_is_that_of_the_version_that_found_it(tarnfell: Community) -> None:
    """A guideline that gets another category changes nothing about what was found before."""
    make_escalation_rule(category="legal")
    threat, found = make_guideline(), a_case()
    assert found.assessment
    make_finding(found.assessment, threat, "My lawyer")
    Guideline.objects.update(category="legal")
    rules.ask_rules(NOON)
    assert not Escalation.objects.exists()
    threat.versions.update(category="legal")
    Case.objects.update(rules_due_at=NOON)
    rules.ask_rules(NOON)
    assert Escalation.objects.exists()


def test_what_could_not_be_checked_has_no_severity_and_no_category(tarnfell: Community) -> None:
    make_escalation_rule(severity_from=Severity.LOW)
    a_case(is_unchecked=True)
    rules.ask_rules(NOON)
    assert causes() == []


@pytest.mark.parametrize(
    ("fields", "moment", "found"),
    [
        ({"clock": "at-risk"}, NOON + 45 * MINUTE, ["first action at risk", "first reply at risk"]),
        ({"clock": "late"}, NOON + HOUR + INSTANT, ["first action late", "first reply late"]),
        ({"clock": "late", "clock_minutes": 30}, NOON + 90 * MINUTE, ["first action late", "first reply late"]),
        ({"unclaimed_minutes": 20}, NOON + 20 * MINUTE, ["unclaimed since 2026-11-16T12:00:00Z"]),
    ],
)
def test_time_fires_a_rule_at_its_moment_and_not_before(
    tarnfell: Community, fields: dict[str, Any], moment: datetime, found: list[str]
) -> None:
    make_escalation_rule(**fields)
    case = a_case()
    rules.ask_rules(NOON)
    assert (causes(), due_at(case)) == ([], moment)
    assert rules.ask_rules(moment - INSTANT) == 0
    assert rules.ask_rules(moment) == 1
    assert (causes(), due_at(case), Escalation.objects.count()) == (found, None, 1)


def test_lateness_is_counted_in_the_hours_of_the_desk(tarnfell: Community) -> None:
    """Noon of a Monday; the desk works on weekdays from 9 to 13."""
    WorkingHours.objects.bulk_create(
        WorkingHours(community=tarnfell, weekday=day, opens=540, closes=780) for day in range(5)
    )
    make_escalation_rule(unclaimed_minutes=120)
    case = a_case()
    rules.ask_rules(NOON)
    assert due_at(case) == NOON + timedelta(days=1, hours=-2)


def test_a_case_that_somebody_has_is_not_unclaimed_and_one_that_is_given_back_is_anew(
    tarnfell: Community, ana: User
) -> None:
    make_escalation_rule(unclaimed_minutes=20)
    case = a_case()
    case_actions.claim(case, ana, NOON + 10 * MINUTE)
    rules.ask_rules(NOON + HOUR)
    assert causes() == []
    case_actions.release(case, ana, NOON + HOUR)
    rules.ask_rules(NOON + HOUR)
    rules.ask_rules(NOON + 80 * MINUTE)
    assert causes() == ["unclaimed since 2026-11-16T13:00:00Z"]


def test_a_clock_that_was_stopped_and_a_case_that_was_closed_never_fire(tarnfell: Community, ana: User) -> None:
    make_escalation_rule(clock="late")
    kept = a_case()
    keep(kept, "action")
    keep(kept, "reply")
    closed = a_case()
    case_actions.close(closed, ana, NOON, why="Nothing to do.")
    assert rules.ask_rules(NOON + 9 * HOUR) == 1
    assert causes() == []


def test_a_rule_that_is_off_and_one_of_another_community_say_nothing(tarnfell: Community, emberloom: Community) -> None:
    make_escalation_rule(severity_from=Severity.LOW, is_on=False)
    make_escalation_rule(emberloom, severity_from=Severity.LOW)
    case = a_case()
    rules.ask_rules(NOON)
    assert (causes(), due_at(case)) == ([], None)


# ── once ────────────────────────────────────────────────────────────────


def test_a_cause_fires_once_however_often_the_rules_are_asked(tarnfell: Community) -> None:
    make_escalation_rule(severity_from=Severity.HIGH)
    case = a_case()
    for hour in range(3):
        Case.objects.update(rules_due_at=NOON)
        rules.ask_rules(NOON + hour * HOUR)
    assert causes() == ["severity 3"]
    assert case.events.filter(kind="escalated").count() == 1


def test_a_cause_fires_once_also_after_the_team_has_closed_it(tarnfell: Community, lee: User) -> None:
    make_escalation_rule(severity_from=Severity.HIGH)
    a_case()
    rules.ask_rules(NOON)
    escalation_actions.close(Escalation.objects.get(), lee, NOON, why="Harmless.")
    Case.objects.update(rules_due_at=NOON)
    rules.ask_rules(NOON + HOUR)
    assert (causes(), Escalation.objects.open().count()) == (["severity 3"], 0)


def test_a_further_cause_is_added_to_what_the_team_has_and_mails_nobody_twice(tarnfell: Community, lee: User) -> None:
    make_escalation_rule(severity_from=Severity.HIGH)
    make_escalation_rule(name="Late", clock="late", reason="Nobody answers.")
    case = a_case()
    keep(case, "action")
    rules.ask_rules(NOON)
    rules.ask_rules(NOON + 2 * HOUR)
    assert causes() == ["severity 3", "first reply late"]
    assert (Escalation.objects.count(), Outbox.objects.count()) == (1, 1)
    assert [event.facts["added"] for event in case.events.filter(kind="escalated")] == [False, True]
    assert Escalation.objects.get().firings.count() == 2


def test_two_rules_that_hold_at_once_ask_the_same_team_once_and_another_one_too(tarnfell: Community) -> None:
    make_escalation_rule(severity_from=Severity.HIGH)
    make_escalation_rule(name="All", severity_from=Severity.LOW)
    make_escalation_rule(name="Law", severity_from=Severity.LOW, team="legal")
    a_case()
    rules.ask_rules(NOON)
    assert Firing.objects.count() == 3
    assert sorted(Escalation.objects.values_list("team__slug", flat=True)) == ["legal", "pr"]


def test_a_kill_in_the_middle_leaves_nothing_and_the_next_sweep_does_all_of_it(
    tarnfell: Community, lee: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_escalation_rule(severity_from=Severity.HIGH)
    case = a_case()

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(rules, "set_next_look", killed)
        with pytest.raises(KeyboardInterrupt):
            rules.ask_rules(NOON)
    assert (Firing.objects.count(), Outbox.objects.count(), due_at(case)) == (0, 0, NOON)
    rules.ask_rules(NOON)
    assert (Firing.objects.count(), Outbox.objects.count(), due_at(case)) == (1, 1, None)


# ── what was before the rule ────────────────────────────────────────────


def test_a_new_rule_leaves_alone_what_happened_before_it(tarnfell: Community) -> None:
    case = a_case()
    make_escalation_rule(severity_from=Severity.HIGH, in_force_from=NOON + MINUTE)
    make_escalation_rule(name="Late", clock="late", in_force_from=NOON + MINUTE, team="support")
    rules.rules_changed(tarnfell)
    rules.ask_rules(NOON + 2 * MINUTE)
    assert (causes(), due_at(case)) == ([], NOON + HOUR + INSTANT)
    rules.ask_rules(NOON + 2 * HOUR)
    assert causes() == ["first action late", "first reply late"]


def test_editing_a_rule_never_fires_old_causes_again(tarnfell: Community) -> None:
    rule = make_escalation_rule(severity_from=Severity.HIGH, clock="at-risk")
    fired, waiting = a_case(), a_case()
    waiting.clocks.update(risk_at=NOON + 5 * HOUR)
    rules.ask_rules(NOON)
    rules.ask_rules(NOON + HOUR)
    before = causes()
    EscalationRule.objects.filter(pk=rule.pk).update(
        severity_from=Severity.LOW, team=make_team("legal"), in_force_from=NOON + 2 * HOUR
    )
    rules.rules_changed(tarnfell)
    rules.ask_rules(NOON + 2 * HOUR)
    assert causes() == before
    rules.ask_rules(NOON + 5 * HOUR)
    assert causes() == [*before, "severity 1 + first action at risk", "severity 1 + first reply at risk"]
    assert {firing.case for firing in Firing.objects.all()} == {fired, waiting}


def test_what_is_found_later_in_an_open_case_is_a_cause_of_its_own(tarnfell: Community) -> None:
    make_escalation_rule(severity_from=Severity.HIGH)
    a_case()
    rules.ask_rules(NOON)
    Case.objects.update(rules_due_at=NOON + HOUR)
    rules.ask_rules(NOON + HOUR)
    assert causes() == ["severity 3"]
    Case.objects.update(found_at=NOON + HOUR, rules_due_at=NOON + HOUR)
    rules.ask_rules(NOON + HOUR)
    assert causes() == ["severity 3", "severity 3"]


# ── all of them again ───────────────────────────────────────────────────


def test_changed_rules_are_asked_about_every_open_case_of_their_community(
    tarnfell: Community, emberloom: Community, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "ASKED_AGAIN", 2)
    cases = [a_case(rules_due_at=None) for _ in range(5)]
    closed = a_case()
    case_actions.close(closed, ana, NOON, why="Nothing to do.")
    make_escalation_rule(severity_from=Severity.HIGH)
    rules.rules_changed(tarnfell)
    assert Desk.objects.get(community=tarnfell).rules_reached == 0
    assert rules.ask_rules(NOON + MINUTE) == 5
    assert set(Firing.objects.values_list("case", flat=True)) == {case.pk for case in cases}
    assert set(Desk.objects.values_list("rules_reached", flat=True)) == {None}


def test_the_way_through_all_cases_goes_on_where_it_was_left(
    tarnfell: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "ASKED_AGAIN", 2)
    cases = [a_case(rules_due_at=None) for _ in range(5)]
    assert not rules.ask_some_again(NOON)
    rules.rules_changed(tarnfell)
    for reached in (cases[1].pk, cases[3].pk, None):
        assert rules.ask_some_again(NOON)
        assert Desk.objects.get(community=tarnfell).rules_reached == reached
    assert [due_at(case) for case in cases] == [NOON] * 5
    assert not rules.ask_some_again(NOON)


def test_rules_that_change_again_on_the_way_are_asked_about_all_once_more(
    tarnfell: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "ASKED_AGAIN", 2)
    cases = [a_case(rules_due_at=None) for _ in range(3)]
    rules.rules_changed(tarnfell)
    rules.ask_some_again(NOON)
    rules.rules_changed(tarnfell)
    assert Desk.objects.get(community=tarnfell).rules_reached == 0
    rules.ask_some_again(NOON + MINUTE)
    assert due_at(cases[0]) == NOON + MINUTE


def test_what_falls_due_comes_before_those_that_are_asked_again(
    tarnfell: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "SECONDS", 0.0)
    others, late = [a_case(rules_due_at=None) for _ in range(3)], a_case()
    rules.rules_changed(tarnfell)
    assert rules.ask_rules(NOON) == 1
    assert due_at(late) is None
    assert Desk.objects.get(community=tarnfell).rules_reached == 0
    assert {due_at(case) for case in others} == {None}
