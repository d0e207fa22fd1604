"""Django's admin: for superusers alone, and what happened stays as it happened."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.db.models import Model
from django.test import Client
from django.urls import URLResolver, reverse
from django.urls.resolvers import RoutePattern

from community.admin import History, Kept
from community.models import Channel, Community, ImportReject, ImportRun, ImportWarning, Message, MessageText
from moderation.models import (
    Assessment,
    Case,
    CaseEvent,
    Desk,
    Finding,
    GuidelineVersion,
    Membership,
    RuleSet,
    Team,
    User,
)
from tests.builders import make_case, make_finding, make_guideline, make_team, make_user

OURS = [model for model in admin.site._registry if model._meta.app_label in {"community", "moderation"}]
WRITTEN_BY_THE_DESK = [CaseEvent, Assessment, Finding, Case, GuidelineVersion, RuleSet, Message, MessageText]
WRITTEN_BY_THE_DESK += [ImportRun, ImportReject, ImportWarning]
PASSWORDS = {"usable_password": "true", "password1": "three quiet otters", "password2": "three quiet otters"}
NO_ROLES = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}


@pytest.fixture
def root(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create(email="root@example.org", name="Root", is_superuser=True))
    return client


@pytest.fixture
def event(case: Case) -> CaseEvent:
    make_finding(case.assessment, make_guideline(case.community, rules=(("phrase", "zip"),)), "zip")
    return case.events.get()


def page(model: type[Model], what: str = "changelist", *args: int) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{what}", args=args)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.model_name)
def test_every_list_opens(root: Client, event: CaseEvent, model: type[Model]) -> None:
    assert root.get(page(model)).status_code == 200


@pytest.mark.parametrize("model", OURS, ids=lambda model: model._meta.model_name)
def test_every_row_opens(root: Client, event: CaseEvent, model: type[Model]) -> None:
    for row in model._default_manager.all()[:1]:
        assert root.get(page(model, "change", row.pk)).status_code == 200


@pytest.mark.parametrize("model", WRITTEN_BY_THE_DESK, ids=lambda model: model._meta.model_name)
def test_what_happened_can_only_be_read(root: Client, model: type[Model]) -> None:
    assert isinstance(admin.site._registry[model], History)
    assert root.get(page(model, "add")).status_code == 403


@pytest.mark.parametrize("what", ["change", "delete"])
def test_an_event_is_neither_changed_nor_deleted(root: Client, event: CaseEvent, what: str) -> None:
    assert root.post(page(CaseEvent, what, event.pk), {"why": "Never.", "post": "yes"}).status_code == 403
    assert CaseEvent.objects.get() == event


@pytest.mark.parametrize("model", [Community, Desk])
def test_what_holds_a_history_is_not_deleted(root: Client, tarnfell: Community, model: type[Model]) -> None:
    assert isinstance(admin.site._registry[model], Kept)
    row = model._default_manager.get()
    assert root.post(page(model, "delete", row.pk), {"post": "yes"}).status_code == 403


def addresses(patterns: list[Any], path: str) -> Iterator[str]:
    """Every address of Django's admin, whichever library brought it along, with a 1 for what it takes."""
    for pattern in patterns:
        here = path + re.sub(r"<[^>]+>", "1", str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        elif isinstance(pattern.pattern, RoutePattern):
            yield here


# These are written as regular expressions, and the first two have a check of their own, which staff passes.
BY_EXPRESSION = [f"/admin/{name}/" for name in ("django_rq/dashboard/stats.json", "django_rq/dashboard/metrics")]
BY_EXPRESSION += ["/admin/moderation/", "/admin/nowhere/"]
EVERYWHERE = {*addresses(admin.site.urls[0], "/admin/"), *BY_EXPRESSION}
INSIDE = EVERYWHERE - {"/admin/login/"}


def test_there_is_something_to_walk_through() -> None:
    assert len(INSIDE) > 100


def test_who_has_not_signed_in_goes_to_the_one_sign_in_and_comes_back(db: None) -> None:
    for address in INSIDE:
        assert Client().get(f"{address}?q=1")["Location"] == f"/accounts/login/?next={address}%3Fq%3D1"


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_is_no_superuser_comes_in_nowhere(ada: User, method: str) -> None:
    User.objects.filter(pk=ada.pk).update(is_staff=True)
    client = Client()
    client.force_login(ada)
    for address in EVERYWHERE:
        assert getattr(client, method)(address).status_code == 403, address


@pytest.mark.parametrize("address", ["/admin/login/", "/admin/login/?next=/admin/django_rq/dashboard/"])
def test_who_is_in_already_is_led_to_the_first_page(root: Client, address: str) -> None:
    assert root.get(address)["Location"] == "/admin/"


def test_signing_out_of_the_admin_is_signing_out(root: Client) -> None:
    assert "Sign out?" in root.get("/admin/logout/").content.decode()
    assert root.post("/admin/logout/")["Location"] == "/"
    assert root.get("/admin/")["Location"] == "/accounts/login/?next=/admin/"


def test_a_new_user_can_sign_in_by_an_address_in_small_letters(root: Client) -> None:
    said = {"email": "Noa@Example.org", "name": "Noa"} | PASSWORDS | NO_ROLES
    assert root.post(page(User, "add"), said).status_code == 302
    noa = User.objects.get(name="Noa")
    assert (noa.email, noa.check_password("three quiet otters"), noa.is_superuser) == ("noa@example.org", True, False)


def test_two_users_cannot_share_an_address_in_other_letters(root: Client, ana: User) -> None:
    said = {"email": "ANA@example.org", "name": "Other"} | PASSWORDS | NO_ROLES
    assert "already exists" in root.post(page(User, "add"), said).content.decode()


def test_a_changed_address_stays_in_small_letters(root: Client) -> None:
    noa = make_user("noa")
    said = {"email": "Noa.B@Example.org", "name": "Noa", "is_active": "on"} | NO_ROLES
    assert root.post(page(User, "change", noa.pk), said).status_code == 302
    noa.refresh_from_db()
    assert noa.email == "noa.b@example.org"


def test_a_role_is_given_on_the_users_page(root: Client, tarnfell: Community) -> None:
    noa = make_user("noa")
    role = {"id": "", "user": noa.pk, "community": tarnfell.pk, "role": "moderator", "team": ""}
    said = {"email": noa.email, "name": "Noa", "is_active": "on"} | NO_ROLES | {"memberships-TOTAL_FORMS": "1"}
    said |= {f"memberships-0-{name}": value for name, value in role.items()}
    assert root.post(page(User, "change", noa.pk), said).status_code == 302
    assert Membership.objects.get(user=noa).role == "moderator"


def test_a_lead_is_of_a_team_of_the_own_community(root: Client, tarnfell: Community, emberloom: Community) -> None:
    own, foreign = make_team("pr", tarnfell), make_team("pr", emberloom)
    offered = root.get(page(Membership, "add")).content.decode()
    assert all(f">{team.community}: PR</option>" in offered for team in (own, foreign))
    said = {"user": make_user("noa").pk, "community": tarnfell.pk, "role": "lead"}
    refused = root.post(page(Membership, "add"), said | {"team": foreign.pk})
    assert "This is a team of Emberloom. Choose one of this community." in refused.content.decode()
    assert not Membership.objects.exists()
    assert root.post(page(Membership, "add"), said | {"team": own.pk}).status_code == 302
    assert Membership.objects.get().team == own


def test_a_team_is_added_here_and_renamed_and_keeps_slug_and_community(
    root: Client, tarnfell: Community, emberloom: Community
) -> None:
    said = {"community": tarnfell.pk, "slug": "events", "name": "Events"}
    assert root.post(page(Team, "add"), said).status_code == 302
    events = Team.objects.get(slug="events")
    other = {"community": emberloom.pk, "slug": "fairs", "name": "Fairs"}
    assert root.post(page(Team, "change", events.pk), other).status_code == 302
    events.refresh_from_db()
    assert (events.community, events.slug, events.name) == (tarnfell, "events", "Fairs")
    assert root.post(page(Team, "delete", events.pk), {"post": "yes"}).status_code == 403


MORE = {"rating_to": 1, "reopen_days": 0, "digest_minutes": 20}


def test_a_desk_that_is_made_here_has_teams(root: Client) -> None:
    bare = Community.objects.create(slug="bare", name="Bare")
    said = {"severity_from": 3, "compound_to": -0.4, "reports_from": 5, "undo_seconds": 20, **MORE}
    assert root.post(page(Desk, "add"), said | {"community": bare.pk}).status_code == 302
    assert bare.teams.count() == 4


def test_thresholds_are_set_here_and_the_rule_set_is_not(root: Client, tarnfell: Community) -> None:
    make_guideline(tarnfell)
    desk = tarnfell.desk
    said = {"community": tarnfell.pk, "severity_from": 3, "compound_to": -0.4, "reports_from": 5, "undo_seconds": 20}
    said |= MORE
    root.post(page(Desk, "change", desk.pk), said | {"rule_set": ""})
    desk.refresh_from_db()
    assert (desk.severity_from, desk.undo_seconds, desk.rating_to, desk.reopen_days) == (3, 20, 1, 0)
    assert desk.rule_set


def test_a_community_can_be_made_here(root: Client) -> None:
    said = {"name": "Emberloom", "slug": "emberloom", "time_zone": "Europe/Berlin", "languages": '["en", "de"]'}
    assert root.post(page(Community, "add"), said).status_code == 302
    made = Community.objects.get()
    assert (made.time_zone, made.languages) == ("Europe/Berlin", ["en", "de"])


def test_a_communitys_time_zone_is_changed_in_the_settings_alone(root: Client, tarnfell: Community) -> None:
    said = {"name": "Tarnfell", "slug": "tarnfell", "time_zone": "Asia/Tokyo", "languages": '["en"]'}
    assert root.post(page(Community, "change", tarnfell.pk), said).status_code == 302
    tarnfell.refresh_from_db()
    assert (tarnfell.name, tarnfell.time_zone) == ("Tarnfell", "Europe/London")


def test_a_channel_stays_in_its_community(root: Client, reviews: Channel, emberloom: Community) -> None:
    said = {"name": "Ratings", "slug": "reviews", "community": emberloom.pk, "language": ""}
    assert root.post(page(Channel, "change", reviews.pk), said).status_code == 302
    reviews.refresh_from_db()
    assert (reviews.name, reviews.community.slug) == ("Ratings", "tarnfell")


def test_a_channel_is_made_in_any_community(root: Client, emberloom: Community) -> None:
    said = {"name": "Fans", "slug": "fans", "community": emberloom.pk, "language": ""}
    assert root.post(page(Channel, "add"), said).status_code == 302
    assert Channel.objects.get().community == emberloom


@pytest.mark.parametrize("model", [Message, Assessment, CaseEvent])
def test_a_list_costs_the_same_for_any_number_of_rows(
    root: Client, tarnfell: Community, django_assert_max_num_queries: Callable[[int], Any], model: type[Model]
) -> None:
    for _ in range(12):
        make_case()
    with django_assert_max_num_queries(9):
        root.get(page(model))


def test_a_membership_ends_by_deactivating_and_is_not_deleted(root: Client, ana: User) -> None:
    place = Membership.objects.get(user=ana)
    assert root.post(page(Membership, "delete", place.pk), {"post": "yes"}).status_code == 403
    root.post(page(User, "delete", ana.pk), {"post": "yes"})
    assert Membership.objects.get() == place


def test_a_membership_is_not_deleted_on_the_users_page(root: Client, ana: User) -> None:
    place = Membership.objects.get(user=ana)
    role = {"id": place.pk, "user": ana.pk, "community": place.community_id, "role": "viewer", "DELETE": "on"}
    said = {"email": ana.email, "name": "Ana", "is_active": "on"}
    said |= {"memberships-TOTAL_FORMS": "1", "memberships-INITIAL_FORMS": "1"}
    said |= {f"memberships-0-{name}": str(value) for name, value in role.items()}
    assert root.post(page(User, "change", ana.pk), said).status_code == 302
    assert Membership.objects.get().role == "viewer"
