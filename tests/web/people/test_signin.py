"""Signing in: by e-mail and password, by invitation only, with limits, and a way back for who forgot."""

import re
import socket
import time
from datetime import datetime, timedelta
from typing import Any

import pytest
from allauth.account.forms import default_token_generator
from django.core import mail
from django.core.cache import cache
from django.test import Client

from moderation.models import Case, User
from moderation.web.people.signin import UNHURRIED
from tests.arrived import mails_arrived
from tests.patience import busy
from tests.web.shared.markup import page_of

LOGIN = "/accounts/login/"
RESET = "/accounts/password/reset/"
PASSWORD = "a long enough password"


@pytest.fixture(autouse=True)
def no_tries_so_far() -> None:
    cache.clear()


@pytest.fixture
def ana(ana: User) -> User:
    ana.set_password(PASSWORD)
    ana.save()
    return ana


@pytest.fixture
def mail_server(settings: Any) -> None:
    settings.EMAIL_HOST = "mail.example"


def sign_in(client: Client, password: str = PASSWORD, **more: str) -> Any:
    return client.post(LOGIN, {"login": "ana@example.org", "password": password, **more})


def reset_link() -> str:
    (letter,) = mails_arrived()
    found = re.search(r"http://testserver(\S+)", str(letter.body))
    assert found
    return found[1]


def test_the_right_password_leads_to_the_desk(client: Client, ana: User) -> None:
    assert sign_in(client).url == "/"
    assert client.get("/c/tarnfell/queue/").status_code == 200


def test_signing_in_leads_where_one_wanted_to_go(client: Client, ana: User, case: Case) -> None:
    wanted = client.get(f"/c/tarnfell/cases/{case.pk}/").url
    assert wanted == f"{LOGIN}?next=/c/tarnfell/cases/{case.pk}/"
    page = page_of(client.get(wanted))
    assert f'name="next" value="/c/tarnfell/cases/{case.pk}/"' in page
    assert sign_in(client, next=f"/c/tarnfell/cases/{case.pk}/").url == f"/c/tarnfell/cases/{case.pk}/"


def test_signing_in_leads_to_no_other_site(client: Client, ana: User) -> None:
    assert sign_in(client, next="https://evil.example/").url == "/"


@pytest.mark.parametrize("email", ["ana@example.org", "nobody@example.org"])
def test_a_wrong_password_and_an_unknown_address_are_refused_alike(client: Client, ana: User, email: str) -> None:
    page = page_of(client.post(LOGIN, {"login": email, "password": "wrong"}))
    assert "That e-mail and password do not match." in page
    assert f'value="{email}"' in page
    assert "wrong" not in page


@pytest.mark.parametrize(("more", "stays"), [({}, False), ({"remember": "on"}, True)])
def test_staying_signed_in_is_asked_for(client: Client, ana: User, more: dict[str, str], stays: bool) -> None:
    sign_in(client, **more)
    assert bool(client.cookies["sessionid"]["max-age"]) == stays


def test_too_many_tries_must_wait(client: Client, ana: User) -> None:
    for _ in range(5):
        sign_in(client, "wrong")
    assert "Wait 5 minutes" in page_of(sign_in(client))
    assert client.get("/").status_code == 302


def test_a_flood_of_tries_gets_a_page_of_ours(client: Client, ana: User) -> None:
    responses = [client.post(LOGIN, {"login": f"{n}@example.org", "password": "x"}) for n in range(31)]
    assert responses[-1].status_code == 429
    assert "That was too often" in page_of(responses[-1])


def test_an_account_that_was_switched_off_does_not_sign_in(client: Client, ana: User) -> None:
    User.objects.filter(pk=ana.pk).update(is_active=False)
    assert "This account is switched off" in page_of(client.get(sign_in(client).url))
    assert client.get("/").status_code == 302


def test_signing_out_needs_a_form(client: Client, ana: User) -> None:
    client.force_login(ana)
    assert "Sign out?" in page_of(client.get("/accounts/logout/"))
    assert client.get("/").url == "/c/tarnfell/queue/"
    client.post("/accounts/logout/")
    assert client.get("/").url.startswith(LOGIN)


@pytest.mark.parametrize(
    "address",
    ["signup/", "email/", "confirm-email/", "password/change/", "password/set/", "reauthenticate/", "login/code/", ""],
)
def test_nothing_else_of_allauth_has_an_address(client: Client, ana: User, address: str) -> None:
    assert client.get(f"/accounts/{address}").status_code == 404
    client.force_login(ana)
    assert client.get(f"/accounts/{address}").status_code == 404


def test_a_new_password_is_asked_for_and_chosen_by_mail(client: Client, ana: User, mail_server: None) -> None:
    assert "Look at your e-mail" in page_of(client.post(RESET, {"email": "ana@example.org"}, follow=True))
    link = reset_link()
    assert mails_arrived()[0].subject == "Parley: choose a new password"
    form = client.get(link, follow=True)
    chosen = {"password1": "another long password", "password2": "another long password"}
    done = client.post(form.request["PATH_INFO"], chosen, follow=True)
    assert "Your new password is saved" in page_of(done)
    assert sign_in(client, "another long password").url == "/"
    again = page_of(client.get(link, follow=True))
    assert "This link can no longer be used" in again


def test_the_link_of_the_mail_leads_to_an_address_without_its_key(client: Client, ana: User, mail_server: None) -> None:
    client.post(RESET, {"email": "ana@example.org"})
    link = re.fullmatch(r"(\S+/1?\w+-(\w+-\w+)/)", reset_link())
    assert link
    first = client.get(link[1])
    assert (first.status_code, first.url) == (302, link[1].replace(link[2], "set-password"))
    assert link[2] not in page_of(client.get(first.url))
    assert "This link can no longer be used" in page_of(Client().get(first.url))


@pytest.mark.parametrize(("hours", "opens"), [(3.9, True), (4.1, False)])
def test_the_link_is_good_for_four_hours(
    ana: User, mail_server: None, monkeypatch: pytest.MonkeyPatch, hours: float, opens: bool
) -> None:
    client = Client()
    client.post(RESET, {"email": "ana@example.org"})
    asked_at = datetime.now()  # noqa: DTZ005 - as Django's generator counts
    monkeypatch.setattr(default_token_generator, "_now", lambda: asked_at + timedelta(hours=hours))
    page = page_of(client.get(reset_link(), follow=True))
    assert ("Choose a new password" in page) is opens


@pytest.mark.parametrize("email", ["ana@example.org", "nobody@example.org"])
def test_without_a_mail_server_the_page_says_who_can_help_and_not_who_is_here(
    client: Client, ana: User, email: str
) -> None:
    asked, answered = client.get(RESET), client.post(RESET, {"email": email})
    assert "Ask your admin for one: whoever runs this server can make a link" in page_of(asked)
    assert answered.content == asked.content
    assert mail.outbox == []


def test_a_weak_password_is_refused_with_its_reason(client: Client, ana: User, mail_server: None) -> None:
    client.post(RESET, {"email": "ana@example.org"})
    form = client.get(reset_link(), follow=True)
    page = page_of(client.post(form.request["PATH_INFO"], {"password1": "password", "password2": "password"}))
    assert "too common" in page
    assert sign_in(client).url == "/"


def test_an_unknown_address_is_answered_the_same(client: Client, ana: User, mail_server: None) -> None:
    known = client.post(RESET, {"email": "ana@example.org"}, follow=True)
    unknown = client.post(RESET, {"email": "nobody@example.org"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert known.content == unknown.content
    assert [letter.to for letter in mails_arrived()] == [["ana@example.org"]]


@pytest.mark.parametrize("does_it_listen", [True, False])
def test_a_mail_server_that_is_slow_or_gone_does_not_tell_who_has_an_account(
    client: Client, ana: User, settings: Any, does_it_listen: bool
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = silent.getsockname()
        settings.EMAIL_TIMEOUT, settings.EMAIL_USE_TLS = 2, False
        if not does_it_listen:
            silent.close()
        began = time.monotonic()
        known = client.post(RESET, {"email": "ana@example.org"}, follow=True)
        assert time.monotonic() - began < busy()
        unknown = client.post(RESET, {"email": "nobody@example.org"}, follow=True)
        assert (known.redirect_chain, known.content) == (unknown.redirect_chain, unknown.content)
        mails_arrived()


@pytest.mark.parametrize("who", ["ana", "nobody"])
def test_how_soon_the_answer_comes_does_not_tell_who_has_an_account(client: Client, ana: User, who: str) -> None:
    began = time.monotonic()
    client.post(RESET, {"email": f"{who}@example.org"})
    assert time.monotonic() - began >= UNHURRIED
