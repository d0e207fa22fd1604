"""The screen of a new community, who finds it, what it keeps, and where one lands."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from community.models import Channel, Community
from moderation.models import Change, Membership, User
from moderation.policy.starter import STARTER
from tests.builders import make_community, make_guideline
from tests.web.administration.browsing import at, fill, text
from tests.web.shared.browsing import as_

NEW = "/c/tarnfell/settings/community/new/"
QUEUE = "/c/brackwater/queue/"


def make(browser: Client, **typed: Any) -> HttpResponse:
    return fill(browser, NEW, **{"name": "Brackwater"} | typed)


def test_who_makes_one_lands_in_its_first_steps(desk: Client, tarnfell: Community, ada: User) -> None:
    answer = make(desk)
    assert (answer.status_code, answer["Location"]) == (303, QUEUE)
    page = text(desk.get(QUEUE))
    assert f"Brackwater is there, with {len(STARTER)} guidelines. These are its first steps." in page
    assert "Make a channel</a>" in page
    assert Membership.objects.get(community__slug="brackwater").user == ada


def test_like_another_one_everything_that_is_set_comes_along(desk: Client, tarnfell: Community, ana: User) -> None:
    make_guideline(tarnfell)
    make(desk, like="tarnfell", with_people="on")
    assert "with 1 guideline and 2 people." in text(desk.get(QUEUE))
    made = Community.objects.get(slug="brackwater")
    assert (made.time_zone, made.languages, made.guidelines.count()) == ("Europe/London", ["en"], 1)


def test_without_the_tick_nobody_else_comes_along(desk: Client, tarnfell: Community, ana: User) -> None:
    make(desk, like="tarnfell")
    assert Membership.objects.filter(community__slug="brackwater").count() == 1


def test_the_form_offers_the_communities_of_which_one_is_admin(
    desk: Client, tarnfell: Community, emberloom: Community, ada: User
) -> None:
    Membership.objects.create(user=ada, community=emberloom, role="moderator")
    make_community("brackwater")
    page = text(desk.get(NEW))
    options = page.partition('<select name="like"')[2].partition("</select>")[0]
    assert '<option value="" selected>Start with the starter guidelines</option>' in options
    assert '<option value="tarnfell">Tarnfell Outdoor</option>' in options
    assert options.count("<option") == 2


@pytest.mark.parametrize(
    ("like", "status"), [("emberloom", 404), ("nowhere", 404), ("forum", 403), ("\0", 422), ("tarnfell", 303)]
)
def test_a_community_of_others_cannot_be_copied(desk: Client, ada: User, pat: User, like: str, status: int) -> None:
    Membership.objects.create(user=ada, community=make_community("forum"), role="manager")
    assert make(desk, like=like).status_code == status
    assert Community.objects.filter(slug="brackwater").exists() == (status == 303)


@pytest.mark.parametrize(
    ("typed", "status", "why"),
    [
        ({"name": ""}, 422, "This field is required."),
        ({"name": "x" * 121}, 422, "at most 120"),
        ({"time_zone": "Mars/Olympus"}, 422, "not a time zone name"),
        ({"languages": "en klingon"}, 422, "No language has the code klingon."),
        ({"name": "TARNFELL"}, 409, "Another community is named “TARNFELL” already."),
        ({"with_people": "on", "like": ""}, 409, "Say which community the people come from."),
    ],
)
def test_a_refusal_says_why_and_keeps_what_was_typed(
    desk: Client, tarnfell: Community, typed: dict[str, str], status: int, why: str
) -> None:
    sent = {"name": "Brackwater", "time_zone": "Asia/Tokyo", "languages": "ja", "like": "tarnfell"} | typed
    answer = make(desk, **sent)
    page = text(answer)
    assert (answer.status_code, why in page) == (status, True)
    form = answer.context["form"]
    assert {name: form[name].value() for name in sent} == sent | (
        {"with_people": True} if "with_people" in sent else {}
    )
    assert Community.objects.count() == 1
    assert not Change.objects.exists()


def test_what_another_form_owns_is_not_taken(desk: Client, tarnfell: Community) -> None:
    make(desk, slug="elsewhere", id="1", admin="2", by="2")
    assert Community.objects.exclude(pk=tarnfell.pk).get().slug == "brackwater"


def test_the_settings_and_the_switcher_lead_there(desk: Client, tarnfell: Community, reviews: Channel) -> None:
    assert text(desk.get(at("settings"))).count(f'href="{NEW}"') == 2
    assert text(desk.get(at("queue"))).count(f'href="{NEW}"') == 1


def test_the_switcher_leads_to_where_one_may(
    desk: Client, tarnfell: Community, emberloom: Community, ada: User
) -> None:
    """Ada only moderates Emberloom, which comes first in her list."""
    Membership.objects.create(user=ada, community=emberloom, role="moderator")
    page = text(desk.get("/c/emberloom/queue/"))
    assert f'href="{NEW}"' in page
    assert "/c/emberloom/settings/" not in page


@pytest.mark.parametrize("name", ["ana", "mia", "lee", "vic"])
def test_nobody_else_is_led_there(name: str, request: pytest.FixtureRequest, tarnfell: Community) -> None:
    assert "New community" not in text(as_(request.getfixturevalue(name)).get(at("health")))


def test_the_new_one_is_where_this_browser_begins_next_time(desk: Client, tarnfell: Community) -> None:
    make(desk)
    desk.get(QUEUE)
    assert desk.get("/")["Location"] == QUEUE
