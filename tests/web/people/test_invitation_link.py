"""The link of an invitation opens one browser; found in a log after that, it is of no use."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from community.models import Community
from moderation.administration import invitations
from moderation.models import Change, Invitation, User
from tests.builders import NOON
from tests.web.administration.browsing import at, text
from tests.web.people.test_invitations import NEW, press
from tests.web.shared.browsing import as_
from tests.web.shared.markup import page_of

INVITED = {"email": "noor@example.org", "role": "moderator", "team": ""}


@pytest.fixture
def link(tarnfell: Community, ada: User) -> str:
    return f"/invitation/{invitations.invite(tarnfell, ada, timezone.now(), **INVITED)}/"


def accept_address() -> str:
    return f"/invitation/{Invitation.objects.get().pk}/accept/"


def test_looking_shows_a_button_and_no_secret(client: Client, link: str) -> None:
    page = text(client.get(link))
    assert "Ada invites you to Tarnfell Outdoor." in page
    assert '<button class="btn is-main" type="submit">Open the invitation</button>' in page
    assert link.split("/")[2] not in page
    assert "noor@example.org" not in page


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_program_that_previews_links_opens_nothing(client: Client, link: str, method: str) -> None:
    program = Client()
    for looking in (program, program, Client()):
        assert getattr(looking, method)(link).status_code == 200
    assert Invitation.objects.get().opened_at is None
    assert client.post(press(client, link), NEW)["Location"] == "/c/tarnfell/queue/"


def test_the_button_leads_to_an_address_without_the_secret(client: Client, link: str) -> None:
    assert press(client, link) == accept_address()
    assert "Make my account" in text(client.get(accept_address()))


def test_a_link_from_a_log_opens_nothing_once_it_was_opened(client: Client, link: str) -> None:
    press(client, link)
    thief = Client()
    for answer in (thief.get(link), thief.post(link), thief.post(link, NEW)):
        assert answer.status_code == 410
        assert "This link was opened already" in text(answer)
        assert "ask Ada for a new link" in text(answer)
    assert [thief.get(accept_address()).status_code, thief.post(accept_address(), NEW).status_code] == [404, 404]
    assert not User.objects.filter(email="noor@example.org").exists()
    assert client.post(accept_address(), NEW)["Location"] == "/c/tarnfell/queue/"


def test_who_looked_first_and_pressed_second_has_not_opened_it(client: Client, link: str) -> None:
    phone = Client()
    phone.get(link)
    press(client, link)
    assert phone.post(link).status_code == 410
    assert phone.get(accept_address()).status_code == 404


def test_it_is_said_when_it_was_opened_in_the_clock_of_the_community(client: Client, link: str) -> None:
    press(client, link)
    Invitation.objects.update(opened_at=NOON)
    page = text(Client().get(link))
    assert "in another browser on 16 Nov 2026, 12:00 Europe/London" in page
    assert not any(secret in page for secret in ("noor@", "moderator", "Tarnfell"))


def test_the_link_followed_again_in_the_same_browser_leads_on(client: Client, link: str) -> None:
    press(client, link)
    again = [client.get(link), client.post(link)]
    assert [(answer.status_code, answer["Location"]) for answer in again] == [(303, accept_address())] * 2


def test_a_press_whose_answer_was_lost_is_pressed_again(client: Client, link: str) -> None:
    client.get(link)
    before = client.cookies.copy()
    client.post(link)
    client.cookies = before
    assert client.post(link)["Location"] == accept_address()
    assert client.get(accept_address()).status_code == 200


def test_a_press_from_nowhere_shows_the_button(client: Client, link: str) -> None:
    assert "Open the invitation" in text(client.post(link))
    assert Invitation.objects.get().opened_at is None


def test_the_browser_keeps_its_secret_to_invitations_and_from_scripts(client: Client, link: str) -> None:
    client.get(link)
    invitation = Invitation.objects.get()
    cookie = client.cookies[f"invitation-{invitation.pk}"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/invitation/", True, "Lax")
    client.post(link)
    kept = str(Invitation.objects.values().get()) + str(list(Change.objects.values()))
    assert cookie.value.split(":")[0] not in kept


@pytest.mark.parametrize("planted", ["known", "known:1aaaaa:forged", ""])
def test_a_secret_that_somebody_planted_is_not_taken(client: Client, link: str, planted: str) -> None:
    client.cookies[f"invitation-{Invitation.objects.get().pk}"] = planted
    client.post(link)
    assert Invitation.objects.get().opened_at is None


def test_a_secret_of_one_invitation_is_not_taken_for_another(
    client: Client, link: str, emberloom: Community, pat: User
) -> None:
    other = f"/invitation/{invitations.invite(emberloom, pat, timezone.now(), **INVITED)}/"
    first, second = Invitation.objects.order_by("pk")
    client.get(link)
    client.cookies[f"invitation-{second.pk}"] = client.cookies[f"invitation-{first.pk}"].value
    client.post(other)
    second.refresh_from_db()
    assert second.opened_at is None


def test_two_invitations_are_open_in_one_browser(client: Client, link: str, emberloom: Community, pat: User) -> None:
    other = f"/invitation/{invitations.invite(emberloom, pat, timezone.now(), **INVITED)}/"
    addresses = [press(client, link), press(client, other)]
    assert ["Join" in text(client.get(address)) for address in addresses] == [True, True]
    assert "Join Tarnfell Outdoor" in text(client.get(addresses[0]))


def test_the_secret_is_gone_from_the_browser_when_the_place_is_taken(client: Client, link: str) -> None:
    answer = client.post(press(client, link), NEW)
    (cookie,) = (cookie for name, cookie in answer.cookies.items() if name.startswith("invitation-"))
    assert (cookie.value, cookie["path"], cookie["max-age"]) == ("", "/invitation/", 0)


@pytest.mark.parametrize("number", ["0", "987654", "9" * 40])
def test_an_invitation_that_nobody_has_is_as_dead_as_any(client: Client, link: str, number: str) -> None:
    press(client, link)
    assert client.get(f"/invitation/{number}/accept/").status_code == 404


def test_without_its_token_the_button_is_refused(link: str) -> None:
    client = Client(enforce_csrf_checks=True)
    page = page_of(client.get(link))
    assert client.post(link).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert token
    assert client.post(link, {"csrfmiddlewaretoken": token[1]})["Location"] == accept_address()


def test_one_who_presses_as_it_is_withdrawn_learns_so(
    client: Client, link: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get(link)
    opening = invitations.open_link

    def late(*args: Any) -> None:
        Invitation.objects.update(withdrawn_at=timezone.now() - timedelta(seconds=1))
        opening(*args)

    monkeypatch.setattr(invitations, "open_link", late)
    assert "This invitation opens nothing" in text(client.post(link, follow=True))


def test_an_admin_sees_whether_it_was_opened_and_sends_another_link(client: Client, link: str, ada: User) -> None:
    desk = as_(ada)
    assert "link not opened" in text(desk.get(at("settings-people")))
    opened = press(client, link)
    assert "link opened <time" in text(desk.get(at("settings-people")))
    page = text(desk.post(at("settings-invitation-renew", pk=Invitation.objects.get().pk), follow=True))
    assert "noor@example.org has a new link, and the earlier one leads nowhere any more." in page
    assert "No mail server is set up, so give them the link yourself." in page
    assert "link not opened" in page
    other = re.search(r'value="http://testserver(/invitation/[\w-]{43}/)"', page)
    assert other
    assert [client.get(link).status_code, client.get(opened).status_code] == [404, 404]
    assert client.post(press(client, other[1]), NEW)["Location"] == "/c/tarnfell/queue/"


def test_the_record_says_that_it_was_opened(client: Client, link: str, ada: User) -> None:
    press(client, link)
    page = text(as_(ada).get(at("settings-record")))
    assert 'State:</span> <del dir="auto">not opened</del>' in page
    assert '<ins dir="auto">opened</ins>' in page


def test_what_is_not_open_any_more_gets_no_other_link(link: str, ada: User) -> None:
    Invitation.objects.update(accepted_at=timezone.now())
    pk = Invitation.objects.get().pk
    page = text(as_(ada).post(at("settings-invitation-renew", pk=pk), follow=True))
    assert "was accepted, withdrawn or too old already" in page
    assert Invitation.objects.get().pk == pk
