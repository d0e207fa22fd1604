"""No log entry holds what makes an address secret, whoever writes it and wherever in it the address stands."""

import logging
from io import StringIO

import pytest
from django.conf import settings
from django.test import Client

KEY = "qL3-x_9Zd0aVbN7mKpRt5uWcYeFgHiJ2oXsTzQ4lMk8"


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (f"Not Found: /invitation/{KEY}/", "Not Found: /invitation/…/"),
        (f'"GET /invitation/{KEY}/ HTTP/1.1" 200', '"GET /invitation/…/ HTTP/1.1" 200'),
        (f"/accounts/login/?next=%2Finvitation%2F{KEY}%2F", "/accounts/login/?next=%2Finvitation%2F…%2F"),
        (f"/accounts/password/reset/key/1-{KEY}/", "/accounts/password/reset/key/…/"),
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


@pytest.mark.parametrize("name", ["django.server", "django.request", "django.security.csrf", "rq.worker"])
def test_nothing_is_written_but_through_the_one_console(name: str) -> None:
    logger: logging.Logger | None = logging.getLogger(name)
    found = set()
    while logger:
        found |= {handler.name for handler in logger.handlers if type(handler).__module__ != "_pytest.logging"}
        logger = logger.parent if logger.propagate else None
    assert found == {"console"}
    assert set(settings.LOGGING["handlers"]) == {"console"}
