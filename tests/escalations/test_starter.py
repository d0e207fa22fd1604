"""The escalation rules of a new community, and the offer of them to one that was there before."""

import pytest
from django.core.management import call_command
from django.test import Client

from community.models import Community
from moderation.administration import communities
from moderation.escalations import starter
from moderation.models import Change, EscalationRule, Team, User
from moderation.policy.starter import STARTER
from moderation.refusal import Refused
from tests.builders import NOON, make_escalation_rule

PAGE = "/c/tarnfell/settings/escalation/"


def asked_about(category: str) -> set[str]:
    return set(EscalationRule.objects.filter(category=category, is_on=True).values_list("team__slug", flat=True))


def test_setup_says_who_is_asked_about_what(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARLEY_ADMIN_PASSWORD", "three quiet otters")
    said = {"email": "ada@example.org", "name": "Ada Rowe", "community": "Tarnfell", "time_zone": "Europe/London"}
    call_command("setup", **said)
    assert {category: asked_about(category) for category in ("legal-threat", "self-harm", "threats", "press")} == {
        "legal-threat": {"legal"},
        "self-harm": {"support"},
        "threats": {"support"},
        "press": {"pr"},
    }
    assert asked_about("product-safety") == {"product", "pr"}
    many = EscalationRule.objects.get(people__isnull=False)
    assert (many.people, many.people_minutes, many.bad_percent, many.team.slug) == (20, 60, None, "pr")


def test_each_starter_rule_has_a_starter_guideline_that_can_set_it_off() -> None:
    wanted = {rule.conditions["category"] for rule in starter.STARTER_RULES if "category" in rule.conditions}
    assert wanted <= {guideline.category for guideline in STARTER}


def test_a_further_community_has_them_on_its_record(ada: User) -> None:
    made = communities.add(None, NOON, name="Brackwater", admin=ada)
    names = {rule.name for rule in starter.STARTER_RULES}
    assert set(made.escalation_rules.values_list("name", flat=True)) == names
    assert set(Change.objects.filter(community=made, subject="escalation").values_list("name", flat=True)) == names
    assert set(made.escalation_rules.values_list("in_force_from", flat=True)) == {NOON}


def test_one_like_another_has_that_ones_rules_and_no_others(tarnfell: Community, ada: User) -> None:
    make_escalation_rule(name="Threats", severity_from=3)
    made = communities.add(ada, NOON, name="Brackwater", like=tarnfell)
    assert list(made.escalation_rules.values_list("name", flat=True)) == ["Threats"]


def test_a_community_without_them_is_offered_what_is_missing(tarnfell: Community, ada: User, client: Client) -> None:
    make_escalation_rule(name="Press to PR", severity_from=3)
    client.force_login(ada)
    page = client.get(PAGE).content.decode()
    assert "Add the starter rules" in page
    assert "<li>Legal threats to Legal</li>" in page
    assert "<li>Press to PR</li>" not in page
    client.post(f"{PAGE}starter/")
    assert EscalationRule.objects.count() == len(starter.STARTER_RULES)
    assert set(Change.objects.values_list("actor", flat=True)) == {ada.pk}
    assert "Add the starter rules" not in client.get(PAGE).content.decode()


def test_they_are_added_once(tarnfell: Community, ada: User) -> None:
    starter.add_starter_rules(tarnfell, ada, NOON)
    with pytest.raises(Refused, match="there already"):
        starter.add_starter_rules(tarnfell, ada, NOON)


def test_a_rule_for_a_team_that_is_gone_is_left_out(tarnfell: Community, ada: User) -> None:
    Team.objects.filter(slug="legal").delete()
    starter.add_starter_rules(tarnfell, ada, NOON)
    assert not EscalationRule.objects.filter(category="legal-threat").exists()


def test_a_rule_whose_category_nobody_looks_for_says_so(tarnfell: Community, ada: User, client: Client) -> None:
    starter.add_starter_rules(tarnfell, ada, NOON)
    client.force_login(ada)
    assert "No guideline has the category “press”" in client.get(PAGE).content.decode()
