"""Tries to sign in: counted by account and address, so that who guesses is stopped and who belongs here is not."""

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client

from moderation.models import User
from moderation.web.people import tries
from tests.arrived import mails_arrived
from tests.patience import busy, eventually
from tests.web.administration.browsing import text

LOGIN, RESET = "/accounts/login/", "/accounts/password/reset/"
PASSWORD, NEW = "a long enough password", "another long password"
OFFICE, HOME, STRANGER = "203.0.113.7", "198.51.100.20", "192.0.2.66"


@pytest.fixture(autouse=True)
def ana(ana: User, settings: Any) -> User:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # The flood's limit, by the minute, comes before the ones that are tested here.
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"login": None}
    ana.set_password(PASSWORD)
    ana.save()
    return ana


def sign_in(address: str, password: str = PASSWORD, who: str = "ana") -> Any:
    written = {"login": f"{who}@example.org", "password": password}
    return Client().post(LOGIN, written, REMOTE_ADDR=address)


def is_in(answer: Any) -> bool:
    return answer.status_code == 302 and answer["Location"] == "/"


def guess(times: int, address: str, who: str = "ana") -> None:
    for n in range(times):
        sign_in(address, f"wrong {n}", who)


def guess_from_everywhere(times: int) -> None:
    for n in range(times):
        tries.begin("ana@example.org", f"198.18.{n // 250}.{n % 250}")


def test_whoever_guesses_does_not_lock_the_owner_out_elsewhere() -> None:
    guess(5, STRANGER)
    assert not is_in(sign_in(STRANGER))
    assert is_in(sign_in(OFFICE))


def test_whoever_guesses_on_one_account_locks_no_other_one_at_their_address(ben: User) -> None:
    ben.set_password(PASSWORD)
    ben.save()
    guess(40, OFFICE)
    assert is_in(sign_in(OFFICE, who="ben"))


def test_many_accounts_from_one_address_are_that_address() -> None:
    for n in range(30):
        guess(1, STRANGER, f"n{n}")
    assert "from your address. Wait 5 minutes, then" in text(sign_in(STRANGER))
    assert is_in(sign_in(OFFICE))


def test_an_office_that_signs_in_at_nine_is_not_limited() -> None:
    assert all(is_in(sign_in(OFFICE)) for _ in range(40))


def test_a_guess_from_ever_new_addresses_is_stopped_and_where_ana_works_is_not() -> None:
    sign_in(OFFICE)
    guess_from_everywhere(100)
    assert not is_in(sign_in(HOME))
    assert is_in(sign_in(OFFICE))


def test_where_ana_works_nobody_may_guess_either() -> None:
    sign_in(OFFICE)
    guess(5, OFFICE)
    assert not is_in(sign_in(OFFICE))


def test_an_address_is_known_for_the_account_that_signed_in_there_alone(ben: User) -> None:
    ben.set_password(PASSWORD)
    ben.save()
    sign_in(OFFICE, who="ben")
    guess_from_everywhere(100)
    assert not is_in(sign_in(OFFICE))


def test_the_right_password_among_wrong_ones_buys_no_further_guesses() -> None:
    for _ in range(2):
        guess(4, STRANGER)
        sign_in(STRANGER)
    assert "Wait 5 minutes" in text(sign_in(STRANGER))


def test_capitals_are_no_other_account() -> None:
    guess(3, OFFICE)
    guess(2, OFFICE, "ANA")
    assert not is_in(sign_in(OFFICE))


def test_another_name_of_this_server_is_no_other_count(settings: Any) -> None:
    settings.ALLOWED_HOSTS = [".example"]
    for n in range(5):
        Client().post(LOGIN, {"login": "ana@example.org", "password": "wrong"}, headers={"host": f"n{n}.example"})
    answer = Client().post(LOGIN, {"login": "ana@example.org", "password": PASSWORD}, headers={"host": "n6.example"})
    assert "Wait 5 minutes" in text(answer)


@pytest.mark.parametrize("who", ["ana", "nobody"])
@pytest.mark.parametrize(
    ("name", "where", "what_to_do"),
    [
        ("PAIR", "for this account from your address", "Wait 5 minutes and try again, or ask for a new password now."),
        ("ADDRESS", "from your address", "Wait 5 minutes, then try again."),
        ("ACCOUNT", "for this account from many addresses", "Wait 60 minutes and try again, or ask for a new"),
    ],
)
def test_the_page_says_how_long_to_wait_and_not_whether_there_is_such_an_account(
    monkeypatch: pytest.MonkeyPatch, name: str, where: str, what_to_do: str, who: str
) -> None:
    monkeypatch.setattr(tries, name, getattr(tries, name)._replace(tries=0))
    assert f"Too many wrong passwords {where}. {what_to_do}" in text(sign_in(OFFICE, who=who))


def test_a_limit_passes_by_itself_after_the_time_that_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tries, "PAIR", tries.PAIR._replace(seconds=int(3 * busy())))
    guess(5, OFFICE)
    assert not is_in(sign_in(OFFICE))
    assert eventually(lambda: is_in(sign_in(OFFICE)))


@pytest.mark.parametrize(("attack", "times"), [(partial(guess, address=HOME), 5), (guess_from_everywhere, 100)])
def test_a_new_password_opens_at_once_where_it_was_chosen(
    attack: Callable[[int], None], times: int, settings: Any
) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    attack(times)
    browser = Client(REMOTE_ADDR=HOME)
    browser.post(RESET, {"email": "ana@example.org"})
    link = re.search(r"http://testserver(\S+)", str(mails_arrived()[0].body))
    assert link
    form = browser.get(link[1])["Location"]
    browser.post(form, {"password1": NEW, "password2": NEW})
    assert is_in(sign_in(HOME, NEW))
