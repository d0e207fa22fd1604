"""Teams: which ones a community begins with, that they go nowhere else, and that a named one stays."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.db.models import RestrictedError
from django.test import Client

from community.connectors.stub import PLANS
from community.models import Community
from moderation import demo
from moderation.administration import communities, escalation_rules, invitations, people
from moderation.bench import communities as bench
from moderation.changes import mark_of_values
from moderation.escalations import actions
from moderation.models import Change, Desk, Escalation, EscalationRule, Invitation, Membership, Team, User
from moderation.models.escalations import rule_values
from moderation.refusal import Refused
from tests.builders import NOON, make_case, make_escalation, make_escalation_rule, make_message, make_team, make_user

PLAN = next(iter(PLANS.values()))
FOUR = [("support", "Support"), ("pr", "PR"), ("product", "Product"), ("legal", "Legal")]
ADMIN = {"email": "ada@example.org", "name": "Ada", "community": "Tarnfell", "time_zone": "UTC"}
SECRET = {"secret_hash": "x", "expires_at": NOON}


def teams_of(community: Community) -> list[tuple[str, str]]:
    return [(team.slug, team.name) for team in community.teams.all()]


def made_by_an_admin() -> None:
    communities.add(None, NOON, name="Brackwater", admin=make_user("ada"))


def come_to_in_the_browser() -> None:
    """Made in Django's admin, or by an import, and looked at for the first time."""
    bare = Community.objects.create(slug="bare", name="Bare")
    client = Client()
    client.force_login(make_user("mia"))
    Membership.objects.create(user=User.objects.get(), community=bare, role="moderator")
    assert client.get("/c/bare/queue/").status_code == 200


def taken_over_from_an_import() -> None:
    Community.objects.create(slug="tarnfell", name="tarnfell")
    call_command("setup", **ADMIN)


def copied_from_a_bare_one() -> None:
    bare = Community.objects.create(slug="bare", name="Bare")
    communities.add(None, NOON, name="Brackwater", like=bare, admin=make_user("ada"))


@pytest.mark.parametrize(
    "made",
    [
        made_by_an_admin,
        come_to_in_the_browser,
        taken_over_from_an_import,
        copied_from_a_bare_one,
        lambda: call_command("setup", **ADMIN),
        lambda: demo.found_community(PLAN),
        lambda: bench.make(PLAN),
    ],
)
def test_every_community_begins_with_four_teams(
    db: None, made: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARLEY_ADMIN_PASSWORD", "three quiet otters")
    made()
    assert [teams_of(community) for community in Community.objects.all()] == [FOUR] * Community.objects.count()
    assert Community.objects.exists()


def test_who_comes_again_makes_none_twice(tarnfell: Community) -> None:
    Team.objects.filter(slug="pr").update(name="Press")
    Desk.objects.all().delete()
    Desk.objects.open_for(tarnfell)
    assert teams_of(tarnfell) == [FOUR[0], ("pr", "Press"), *FOUR[2:]]


def test_a_community_like_another_has_its_teams_and_points_at_its_own(tarnfell: Community, ada: User) -> None:
    Team.objects.filter(slug="pr").update(name="Press")
    make_team("events", tarnfell)
    make_user("eve", "lead", tarnfell, team="events")
    make_escalation_rule(tarnfell, "Fairs", team="events", clock="late")
    made = communities.add(ada, NOON, name="Brackwater", like=tarnfell, with_people=True)
    assert teams_of(made) == [FOUR[0], ("pr", "Press"), *FOUR[2:], ("events", "Events")]
    theirs = made.teams.get(slug="events")
    assert Membership.objects.get(user__name="Eve", community=made).team == theirs
    assert EscalationRule.objects.get(community=made).team == theirs


# ── another community's ─────────────────────────────────────────────────


@pytest.fixture
def foreign(emberloom: Community) -> Team:
    """Events, a team of Emberloom; Tarnfell has none of that name."""
    return make_team("events", emberloom)


def role(ada: User) -> None:
    found = Membership.objects.get(user=make_user("noor", "viewer"))
    seen = mark_of_values(people.membership_values(found))
    people.change_role(found, ada, NOON, role="lead", team="events", seen=seen)


def invitation(ada: User) -> None:
    invitations.invite(ada.memberships.get().community, ada, NOON, email="eve@example.org", role="lead", team="events")


def rule(ada: User) -> None:
    of = dict.fromkeys(escalation_rules.FIELDS) | {"category": "", "clock": "late", "clock_minutes": 0}
    of |= {"name": "Fairs", "is_on": True, "reason": "Look.", "team": "events"}
    escalation_rules.add_rule(ada.memberships.get().community, ada, NOON, **of)


def other_rule(ada: User) -> None:
    found = make_escalation_rule(clock="late")
    values = rule_values(found)
    escalation_rules.change_rule(found, ada, NOON, seen=mark_of_values(values), **values | {"team": "events"})


def escalation(ada: User) -> None:
    actions.escalate(make_case(), ada, NOON, team="events", asks="May we?")


def handing_on(ada: User) -> None:
    actions.hand_on(make_escalation(make_case()), ada, NOON, team="events", why="Yours.")


@pytest.mark.parametrize("verb", [role, invitation, rule, other_rule, escalation, handing_on])
def test_another_communitys_team_is_refused(foreign: Team, ada: User, verb: Callable[[User], None]) -> None:
    with pytest.raises(Refused, match="Tarnfell Outdoor has no team “events”"), transaction.atomic():
        verb(ada)
    for model in (Membership, Invitation, EscalationRule, Escalation):
        assert not model._default_manager.filter(team=foreign).exists()
    assert not Change.objects.exists()


def test_a_lead_of_a_team_of_the_same_name_elsewhere_sees_nothing_here(ana: User, emberloom: Community) -> None:
    lex = make_user("lex", "lead", emberloom, team="pr")
    actions.escalate(make_case(), ana, NOON, team="pr", asks="May we?")
    assert not Escalation.objects.visible_to(lex).exists()


# ── what the database holds together ────────────────────────────────────


@pytest.mark.parametrize(("role", "team"), [("lead", None), ("viewer", "pr"), ("admin", "pr")])
def test_a_team_is_for_leads_and_leads_have_one(tarnfell: Community, ada: User, role: str, team: str | None) -> None:
    place: dict[str, Any] = {"community": tarnfell, "role": role, "team": make_team(team) if team else None}
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(user=make_user("noor"), **place)
    with pytest.raises(IntegrityError), transaction.atomic():
        Invitation.objects.create(email="noor@example.org", made_by=ada, **place, **SECRET)


def test_a_community_has_one_team_of_a_slug(tarnfell: Community, emberloom: Community) -> None:
    make_team("events", emberloom)
    Team.objects.create(community=tarnfell, slug="events", name="Events")
    with pytest.raises(IntegrityError), transaction.atomic():
        Team.objects.create(community=tarnfell, slug="events", name="Fairs")


@pytest.mark.parametrize(
    "names_it",
    [
        lambda: make_user("lee", "lead", team="pr"),
        lambda: make_escalation_rule(clock="late"),
        lambda: make_escalation(make_case(make_message())),
    ],
)
def test_a_team_that_anything_names_stays(tarnfell: Community, names_it: Callable[[], object]) -> None:
    names_it()
    with pytest.raises(RestrictedError):
        make_team("pr").delete()


def test_a_community_takes_its_teams_along(tarnfell: Community, lee: User) -> None:
    tarnfell.delete()
    assert not Team.objects.exists()
