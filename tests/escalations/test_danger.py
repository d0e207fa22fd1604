"""Where somebody may be in danger a crowd is told to the team for that, and never to PR."""

import pytest
from django.test import Client
from django.utils import timezone

from community.models import Channel, Message
from moderation.escalations.danger import dangers_in
from moderation.models import Escalation, EscalationRule, Team, User
from tests.builders import (
    NOON,
    make_assessment,
    make_escalation_rule,
    make_finding,
    make_guideline,
    make_member,
    make_message,
    make_reply,
    make_team,
)
from tests.escalations.test_gatherings import MINUTE, ask, comments, receive, root

SENTENCE = "20 different people wrote in this conversation within 60 minutes."
NOW = NOON + 20 * MINUTE


@pytest.fixture
def rule(reviews: Channel) -> EscalationRule:
    make_team("support"), make_team("legal")
    return make_escalation_rule(name="Many people", people=20, people_minutes=60, team="pr")


def gather(reviews: Channel, found: str = "", *, at: int = 0) -> None:
    """Twenty people write, and something is found in what came at this place, the root before all others."""
    receive(reviews, [root(), *comments(19)])
    if found:
        message = Message.objects.order_by("posted_at")[at]
        make_finding(make_assessment(message), make_guideline(slug=found), message.text)
    ask(NOW)


def asked() -> str:
    return Escalation.objects.get().team.slug


@pytest.mark.parametrize("at", [0, 7])
@pytest.mark.parametrize(("found", "words"), [("self-harm", "Self-harm"), ("threats", "A threat to life")])
def test_support_is_asked_and_not_pr(reviews: Channel, rule: EscalationRule, at: int, found: str, words: str) -> None:
    gather(reviews, found, at=at)
    escalation = Escalation.objects.get()
    reason = f"{SENTENCE} {words} was found there, so Support is asked and not PR."
    assert (escalation.team.slug, escalation.asks) == ("support", f"{reason}\n\n{rule.reason}")
    event = escalation.case.events.get(kind="escalated")
    assert (event.why, event.facts["team"]) == (reason, "support")


@pytest.mark.parametrize("found", ["", "harassment", "legal-threat"])
def test_whatever_else_was_found_is_told_to_the_rules_own_team(
    reviews: Channel, rule: EscalationRule, found: str
) -> None:
    gather(reviews, found)
    assert (asked(), Escalation.objects.get().asks) == ("pr", rule.reason)


@pytest.mark.parametrize(
    ("team", "is_on", "category", "expected"),
    [
        ("legal", True, "self-harm", "legal"),
        ("legal", False, "self-harm", "support"),
        ("legal", True, "threats", "support"),
        ("pr", True, "self-harm", "support"),
    ],
)
def test_it_is_the_team_that_the_rule_of_that_category_names(
    rule: EscalationRule, team: str, is_on: bool, category: str, expected: str
) -> None:
    make_escalation_rule(name="In danger", category=category, team=team, is_on=is_on)
    gather(Channel.objects.get(), "self-harm")
    assert asked() == expected


def test_a_rule_that_asks_that_team_anyway_says_no_more(reviews: Channel, rule: EscalationRule) -> None:
    rule.team = make_team("legal")
    rule.save()
    for team in ("support", "legal"):
        make_escalation_rule(name=f"To {team}", category="self-harm", team=team)
    gather(reviews, "self-harm")
    assert (asked(), Escalation.objects.get().case.events.get(kind="escalated").why) == ("legal", SENTENCE)


def test_where_no_other_team_is_nobody_is_asked_and_the_case_is_there(reviews: Channel, rule: EscalationRule) -> None:
    Team.objects.exclude(slug="pr").delete()
    gather(reviews, "self-harm")
    assert not Escalation.objects.exists()
    assert Message.objects.get(external_id="root").cases.get().opened_for == ["gathering"]


def test_what_an_edit_took_out_is_no_danger(reviews: Channel) -> None:
    message = make_message("I cannot go on.")
    make_finding(make_assessment(message), make_guideline(slug="self-harm"), "go on")
    Message.objects.update(revision=2)
    assert dangers_in([message.conversation_id]) == {}


def test_self_harm_is_told_before_a_threat(reviews: Channel) -> None:
    message = make_message("I cannot go on.")
    for slug, said in (("threats", message), ("self-harm", make_reply(message, "Me neither, I cannot go on."))):
        make_finding(make_assessment(said), make_guideline(slug=slug), "go on")
    assert dangers_in([message.conversation_id]) == {message.conversation_id: "self-harm"}


@pytest.mark.parametrize(("found", "is_said"), [("self-harm", True), ("harassment", False)])
def test_the_preview_says_who_would_have_been_asked(
    client: Client, rule: EscalationRule, ada: User, found: str, is_said: bool
) -> None:
    EscalationRule.objects.update(people=2)
    first = make_message("I cannot go on.", posted_at=timezone.now() - 60 * MINUTE)
    make_reply(first, "Stay.", author=make_member(external_id="kim"))
    make_finding(make_assessment(first), make_guideline(slug=found), "go on")
    client.force_login(ada)
    page = client.get(f"/c/tarnfell/settings/escalation/{rule.pk}/?preview=1").content.decode()
    assert ("Self-harm was found there, so Support is asked and not PR." in page) is is_said
