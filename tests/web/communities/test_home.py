"""The way in, the frame around every page, and the pages that say no."""

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path

from community.models import Community
from config import urls
from moderation.models import Case, Membership, User
from tests.builders import make_user
from tests.web.shared.markup import page_of


def test_a_moderator_comes_to_the_queue(client: Client, ana: User) -> None:
    client.force_login(ana)
    assert client.get("/").url == "/c/tarnfell/queue/"


def test_home_is_the_community_that_was_used_last(client: Client, ana: User, emberloom: Community) -> None:
    Membership.objects.create(user=ana, community=emberloom, role="moderator")
    client.force_login(ana)
    client.get("/c/tarnfell/queue/")
    assert client.get("/").url == "/c/tarnfell/queue/"
    client.get("/c/emberloom/queue/")
    assert client.get("/").url == "/c/emberloom/queue/"


@pytest.mark.parametrize("place", ["emberloom", "nowhere", "<script>"])
def test_what_the_browser_remembers_gives_no_right(client: Client, ana: User, emberloom: Community, place: str) -> None:
    client.force_login(ana)
    client.cookies["place"] = place
    assert client.get("/").url == "/c/tarnfell/queue/"


def test_a_viewer_comes_to_the_health_page(client: Client, vic: User) -> None:
    client.force_login(vic)
    assert client.get("/").url == "/c/tarnfell/health/"


def test_who_views_two_communities_comes_to_the_one_that_was_used_last(
    client: Client, vic: User, emberloom: Community
) -> None:
    Membership.objects.create(user=vic, community=emberloom, role="viewer")
    client.force_login(vic)
    assert client.get("/").url == "/c/emberloom/health/"
    client.get("/c/tarnfell/health/")
    assert client.get("/").url == "/c/tarnfell/health/"


def test_who_is_in_no_community_is_told_so(client: Client, db: None) -> None:
    client.force_login(make_user("ned"))
    page = page_of(client.get("/"))
    assert "You are not in a community yet" in page
    assert "/admin/" not in page


def test_a_superuser_without_a_community_is_shown_where_to_make_one(client: Client, db: None) -> None:
    client.force_login(User.objects.create_superuser("sue@example.org", "a long enough password", name="Sue"))
    assert 'href="/admin/"' in page_of(client.get("/"))


@pytest.mark.parametrize(
    ("who", "doors"),
    [
        ("ana", ["queue", "to-do", "health", "guidelines"]),
        ("mia", ["queue", "to-do", "health", "guidelines"]),
        ("ada", ["queue", "to-do", "health", "guidelines"]),
        ("vic", ["health"]),
        ("lee", ["health"]),
    ],
)
def test_the_frame_offers_what_the_role_may_see(
    client: Client, request: pytest.FixtureRequest, who: str, doors: list[str]
) -> None:
    client.force_login(request.getfixturevalue(who))
    page = page_of(client.get("/c/tarnfell/health/"))
    known = ("queue", "to-do", "health", "guidelines")
    assert [door for door in known if f'<a href="/c/tarnfell/{door}/"' in page.partition("</nav>")[0]] == doors


def test_the_menu_names_every_community_and_marks_this_one(client: Client, ana: User, emberloom: Community) -> None:
    Membership.objects.create(user=ana, community=emberloom, role="viewer")
    client.force_login(ana)
    page = page_of(client.get("/c/tarnfell/queue/"))
    assert '<a href="/c/tarnfell/queue/" aria-current="true">Tarnfell Outdoor<small>Moderator</small></a>' in page
    assert '<a href="/c/emberloom/health/">Emberloom<small>Viewer</small></a>' in page


def test_a_community_of_others_is_in_no_menu(client: Client, ana: User, emberloom: Community) -> None:
    client.force_login(ana)
    assert "Emberloom" not in page_of(client.get("/c/tarnfell/queue/"))


def test_the_queue_is_marked_as_the_page_one_is_on(client: Client, ana: User) -> None:
    client.force_login(ana)
    page = page_of(client.get("/c/tarnfell/queue/"))
    assert '<a href="/c/tarnfell/queue/" aria-current="page"><svg' in page
    assert '<a href="/c/tarnfell/to-do/"><svg' in page


def test_a_message_can_carry_its_undo(client: Client, ana: User, case: Case) -> None:
    client.force_login(ana)
    client.post(f"/c/tarnfell/cases/{case.pk}/close/", {"why": "seen", "revision": 1})
    page = page_of(client.get("/c/tarnfell/queue/"))
    assert f'<form method="post" action="/c/tarnfell/cases/{case.pk}/undo/">' in page


@pytest.mark.parametrize("address", ["/", "/c/tarnfell/queue/", "/accounts/login/"])
def test_no_page_holds_a_script_or_a_style_of_its_own(client: Client, ana: User, case: Case, address: str) -> None:
    if address != "/accounts/login/":
        client.force_login(ana)
    page = page_of(client.get(address, follow=True))
    assert "<style" not in page
    assert " style=" not in page
    assert page.count("<script") == page.count("<script src=") + page.count('<script type="module" src=')


def without_token(response: HttpResponse) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page_of(response))


def test_a_foreign_and_an_absent_address_answer_the_same(client: Client, ana: User, emberloom: Community) -> None:
    client.force_login(ana)
    foreign, absent = client.get("/c/emberloom/queue/"), client.get("/c/nowhere/queue/")
    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert without_token(foreign) == without_token(absent)
    assert "There is no such page here" in page_of(foreign)


def test_the_wrong_role_is_told_why(client: Client, vic: User) -> None:
    client.force_login(vic)
    response = client.get("/c/tarnfell/queue/")
    assert response.status_code == 403
    assert "Your role in Tarnfell Outdoor does not let you see cases." in page_of(response)


def test_a_form_from_elsewhere_is_refused_in_words(ana: User, case: Case) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(ana)
    response = client.post(f"/c/tarnfell/cases/{case.pk}/claim/")
    assert response.status_code == 403
    assert "What you sent was not saved" in page_of(response)


def test_a_host_that_is_not_ours_is_refused_in_words(client: Client, db: None) -> None:
    response = client.get("/accounts/login/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "That could not be understood" in page_of(response)


def breaks(request: Any) -> HttpResponse:
    raise RuntimeError("The database did not answer.")


class Broken:
    """The desk's addresses, and one behind which everything fails."""

    handler500 = urls.handler500
    urlpatterns = [path("broken/<path:rest>", breaks), *urls.urlpatterns]


@override_settings(ROOT_URLCONF=Broken)
def test_a_fault_says_what_was_not_done_and_leaves_its_reference_in_the_log(
    client: Client, ana: User, caplog: pytest.LogCaptureFixture
) -> None:
    client.force_login(ana)
    client.raise_request_exception = False
    response = client.post("/broken/<b>")
    page = page_of(response)
    assert response.status_code == 500
    assert "That could not be finished" in page
    assert "The database did not answer" not in page
    assert "&lt;b&gt;" in page
    reference = page.partition("<code>")[2].partition("</code>")[0]
    assert f"fault {reference}: POST /broken/" in caplog.text


@override_settings(ROOT_URLCONF=Broken)
def test_a_page_that_could_not_be_made_changed_nothing(client: Client, ana: User) -> None:
    client.force_login(ana)
    client.raise_request_exception = False
    page = page_of(client.get("/broken/x"))
    assert "Nothing was changed" in page
    assert 'href="/broken/x">Try again' in page
