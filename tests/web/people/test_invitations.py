"""Accepting an invitation in the browser that opened it: a new account or an old one, and once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from community.models import Community
from moderation.administration import invitations
from moderation.models import Invitation, Membership, User
from tests.builders import make_user
from tests.web.administration.browsing import text
from tests.web.shared.browsing import as_

PASSWORD = "a long enough password"
NEW = {"name": "Noor Haddad", "password": PASSWORD}


@pytest.fixture
def link(tarnfell: Community, ada: User) -> str:
    """A link by which Noor may moderate Tarnfell."""
    now = timezone.now()
    token = invitations.invite(tarnfell, ada, now, email="noor@example.org", role="moderator", team="")
    return f"/invitation/{token}/"


def press(client: Client, link: str) -> str:
    """Open the link and press its button, as a person does; returns where that leads."""
    client.get(link)
    return client.post(link)["Location"]


@pytest.fixture
def opened(client: Client, link: str) -> str:
    """Where the invitation stands in the browser in which Noor opened it."""
    return press(client, link)


def test_a_stranger_to_the_desk_is_told_who_invites_and_as_what(client: Client, opened: str) -> None:
    page = text(client.get(opened))
    assert "Join Tarnfell Outdoor" in page
    assert "Ada invites noor@example.org as moderator." in page
    assert "at least 10 characters" in page


def test_a_new_person_is_signed_in_and_at_work(client: Client, opened: str) -> None:
    answer = client.post(opened, NEW | {"email": "evil@example.org", "role": "admin", "is_superuser": "on"})
    assert (answer.status_code, answer["Location"]) == (303, "/c/tarnfell/queue/")
    assert client.get(answer["Location"]).status_code == 200
    user = User.objects.get(name="Noor Haddad")
    assert (user.email, user.is_superuser, user.memberships.get().role) == ("noor@example.org", False, "moderator")
    login = {"login": "noor@example.org", "password": PASSWORD}
    assert Client().post("/accounts/login/", login).url == "/"


@pytest.mark.parametrize(("role", "door"), [("viewer", "/c/tarnfell/health/"), ("moderator", "/c/tarnfell/queue/")])
def test_the_first_page_is_that_of_the_role(client: Client, opened: str, role: str, door: str) -> None:
    Invitation.objects.update(role=role)
    assert client.post(opened, NEW)["Location"] == door


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"name": ""}, "This field is required."),
        ({"password": ""}, "This field is required."),
        ({"password": "short"}, "too short"),
        ({"password": "password12"}, "too common"),
        ({"password": "noor haddad"}, "too similar to the name"),
        ({"password": "noor@example.org"}, "too similar to the email"),
    ],
)
def test_what_will_not_do_is_said_and_the_name_stays(client: Client, opened: str, typed: Any, why: str) -> None:
    answer = client.post(opened, NEW | typed)
    assert answer.status_code == 422
    assert why in text(answer)
    assert (NEW | typed)["name"] in text(answer)
    assert PASSWORD not in text(answer)
    assert not User.objects.filter(email="noor@example.org").exists()
    assert Invitation.objects.get().accepted_at is None


def test_somebody_with_an_account_signs_in_first_and_comes_back(
    client: Client, opened: str, emberloom: Community
) -> None:
    noor = make_user("noor", "viewer", emberloom)
    noor.set_password(PASSWORD)
    noor.save()
    page = text(client.get(opened))
    assert "There is an account with this e-mail." in page
    assert 'name="password"' not in page
    assert f'href="/accounts/login/?next={opened}"' in page
    assert client.post(opened, NEW).status_code == 200
    signed_in = client.post("/accounts/login/", {"login": noor.email, "password": PASSWORD, "next": opened})
    assert signed_in.url == opened
    assert ">Accept<" in text(client.get(opened))
    assert client.post(opened)["Location"] == "/c/tarnfell/queue/"
    assert set(noor.memberships.values_list("role", flat=True)) == {"viewer", "moderator"}


def test_somebody_else_cannot_accept_and_is_shown_the_way_out(link: str, pat: User) -> None:
    client = as_(pat)
    opened = press(client, link)
    page = text(client.get(opened))
    assert "You are signed in as pat@example.org, and this invitation is for another e-mail." in page
    assert f'name="next" value="{opened}"' in page
    assert client.post(opened).status_code == 409
    assert not Membership.objects.filter(user=pat, community__slug="tarnfell").exists()
    assert client.post("/accounts/logout/", {"next": opened})["Location"] == opened
    assert "Make my account" in text(client.get(opened))


def test_a_member_meanwhile_is_told_so(link: str, tarnfell: Community) -> None:
    client = as_(make_user("noor", "viewer", tarnfell))
    answer = client.post(press(client, link))
    assert answer.status_code == 409
    assert "You are in Tarnfell Outdoor already." in text(answer)


def dead_links(link: str) -> dict[str, str]:
    return {
        "unknown": "/invitation/nobody-has-this/",
        "cut": link[:-3] + "/",
        "long": f"/invitation/{'a' * 5000}/",
        "odd": "/invitation/%00%F0%9F%98%80/",
        "used": link,
        "withdrawn": link,
        "expired": link,
    }


@pytest.mark.parametrize("why", ["unknown", "cut", "long", "odd", "used", "withdrawn", "expired"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_link_that_opens_nothing_says_what_to_do_and_not_why(
    client: Client, link: str, why: str, method: str
) -> None:
    opened, now = press(client, link), timezone.now()
    changes = {"used": {"accepted_at": now}, "withdrawn": {"withdrawn_at": now}, "expired": {"expires_at": now}}
    dead = client.get("/invitation/nobody/")
    addresses = [dead_links(link)[why]]
    if why in changes:
        Invitation.objects.update(**changes[why])
        addresses.append(opened)
    for address in addresses:
        answer = getattr(client, method)(address, NEW if method == "post" else {})
        assert (answer.status_code, answer.content) == (404, dead.content)
    assert "Ask the admin who sent it for a new one." in text(answer)
    assert not User.objects.filter(email="noor@example.org").exists()


def test_a_link_of_somebody_who_may_not_invite_any_more_is_dead(client: Client, link: str, ada: User) -> None:
    opened = press(client, link)
    Membership.objects.filter(user=ada).update(role="manager")
    answers = [client.get(link), client.post(link), client.get(opened), client.post(opened, NEW)]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert not User.objects.filter(email="noor@example.org").exists()


def test_a_link_is_used_once(client: Client, link: str, opened: str) -> None:
    client.post(opened, NEW)
    Membership.objects.filter(user__email="noor@example.org").update(ended_at=timezone.now())
    assert [client.post(link).status_code, client.post(opened).status_code] == [404, 404]


def test_an_invitation_taken_between_looking_and_accepting_is_refused(
    link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    noor = make_user("noor")
    found = Invitation.objects.select_related("community", "made_by").get()
    monkeypatch.setattr(invitations, "find_opened", lambda *_: found)
    Invitation.objects.update(withdrawn_at=timezone.now() - timedelta(seconds=1))
    answer = as_(noor).post(f"/invitation/{found.pk}/accept/")
    assert answer.status_code == 409
    assert "can no longer be used" in text(answer)


@pytest.mark.parametrize("address", ["link", "dead"])
def test_neither_caches_nor_other_sites_learn_the_link(client: Client, link: str, address: str) -> None:
    answer = client.get(link if address == "link" else "/invitation/nobody/")
    assert "no-store" in answer["Cache-Control"]
    # Nor our own log of the pages that its style sheets were asked from.
    assert answer["Referrer-Policy"] == "strict-origin"


def test_nothing_in_an_invitation_becomes_markup(client: Client, link: str, tarnfell: Community, ada: User) -> None:
    evil = "<script>alert(1)</script>"
    Community.objects.filter(pk=tarnfell.pk).update(name=evil)
    User.objects.filter(pk=ada.pk).update(name=evil)
    pages = [client.get(link), Client().get(link)]
    pages += [client.post(press(client, link), {"name": evil, "password": "x"}), Client().get(link)]
    assert [page.status_code for page in pages] == [200, 200, 422, 410]
    shown = [page.content.decode() for page in pages]
    assert [("<script>alert" in page, "&lt;script&gt;alert" in page) for page in shown] == [(False, True)] * 4
