"""No log entry holds what makes an address secret, whoever writes it and wherever in it the address stands."""

import logging
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client

from config import settings as written
from moderation.models import User

KEY = "qL3-x_9Zd0aVbN7mKpRt5uWcYeFgHiJ2oXsTzQ4lMk8"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (f"Not Found: /invitation/{KEY}/", "Not Found: /invitation/…/"),
        (f'"GET /invitation/{KEY}/ HTTP/1.1" 200', '"GET /invitation/…/ HTTP/1.1" 200'),
        (f"/accounts/login/?next=%2Finvitation%2F{KEY}%2F", "/accounts/login/?next=%2Finvitation%2F…%2F"),
        (f"/accounts/login/?next=%252Finvitation%252F{KEY}%252F", "/accounts/login/?next=%252Finvitation%252F…%252F"),
        (f"/invitation/{KEY}", "/invitation/…"),
        (f"/invitation/{KEY[:20]}%71{KEY[20:]}/", "/invitation/…/"),
        (f"/invitation/{KEY[:20]}.{KEY[20:]}=?from=mail", "/invitation/…?from=mail"),
        ("/invitation/12/accept/", "/invitation/…/accept/"),
        (f"Referer https://desk.example/invitation/{KEY}/ is odd", "Referer https://desk.example/invitation/…/ is odd"),
        (f"to='/invitation/{KEY}/'", "to='/invitation/…/'"),
        (f"/accounts/password/reset/key/1-{KEY}/", "/accounts/password/reset/key/…/"),
        (
            f"?next=%2Faccounts%2Fpassword%2Freset%2Fkey%2F1-{KEY}%2F",
            "?next=%2Faccounts%2Fpassword%2Freset%2Fkey%2F…%2F",
        ),
        ("/c/tarnfell/settings/people/invitations/3/withdraw/", "/c/tarnfell/settings/people/invitations/3/withdraw/"),
    ],
)
def test_an_address_is_told_without_its_key(log: StringIO, said: str, shown: str) -> None:
    logging.getLogger("parley.test").error("%s", said)
    assert log.getvalue().strip().endswith(f"ERROR parley.test {shown}")


def test_a_traceback_is_told_without_it_too(log: StringIO) -> None:
    try:
        raise ValueError(f"/invitation/{KEY}/")
    except ValueError:
        logging.getLogger("parley.test").exception("It failed.")
    assert "ValueError: /invitation/…/" in log.getvalue()
    assert KEY not in log.getvalue()


def test_a_refused_form_is_told_without_it(log: StringIO, db: None) -> None:
    assert Client(enforce_csrf_checks=True).post(f"/invitation/{KEY}/").status_code == 403
    assert "Forbidden (CSRF cookie not set.): /invitation/…/" in log.getvalue()


@pytest.mark.parametrize("host", ["", "mail.example"])
def test_asking_for_a_new_password_writes_no_link_anywhere(
    log: StringIO, capfd: pytest.CaptureFixture[str], settings: Any, ana: User, host: str
) -> None:
    settings.EMAIL_HOST = host
    # As a server without a mail server has it, which the tests' own would hide.
    settings.EMAIL_BACKEND = settings.EMAIL_BACKEND if host else written.EMAIL_BACKEND
    Client().post("/accounts/password/reset/", {"email": "ana@example.org"})
    assert len(mail.outbox) == bool(host)
    said = log.getvalue() + "".join(capfd.readouterr())
    assert "/reset/key/" not in said


def test_even_what_is_mailed_without_a_server_is_not_printed(capfd: pytest.CaptureFixture[str], settings: Any) -> None:
    settings.EMAIL_BACKEND = written.EMAIL_BACKEND
    mail.send_mail("A link", f"/accounts/password/reset/key/1-{KEY}/", None, ["ana@example.org"])
    assert KEY not in "".join(capfd.readouterr())


@pytest.mark.parametrize("name", ["django.server", "django.request", "django.security.csrf", "rq.worker"])
def test_nothing_is_written_but_through_the_one_console(name: str) -> None:
    logger: logging.Logger | None = logging.getLogger(name)
    found = set()
    while logger:
        found |= {handler.name for handler in logger.handlers if type(handler).__module__ != "_pytest.logging"}
        logger = logger.parent if logger.propagate else None
    assert found == {"console"}
    assert set(settings.LOGGING["handlers"]) == {"console"}
