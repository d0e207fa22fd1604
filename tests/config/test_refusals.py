"""What people are refused in normal work is in the log, and no warning; what an operator should look at is one."""

import logging
from io import StringIO

import pytest
from django.core.exceptions import DisallowedHost
from django.http import HttpResponse
from django.test import Client
from django.utils.log import log_response

from config.children import WORTH_SHOWING
from moderation.cases import actions
from moderation.models import Case, User
from tests.builders import NOON


def is_on_the_terminal(log: StringIO) -> bool:
    return bool(WORTH_SHOWING.search(log.getvalue().encode()))


@pytest.mark.parametrize(
    ("status", "level"),
    [
        (403, "INFO"),
        (404, "INFO"),
        (409, "INFO"),
        (413, "INFO"),
        (422, "INFO"),
        (400, "WARNING"),
        (405, "WARNING"),
        (429, "WARNING"),
        (500, "ERROR"),
        (503, "ERROR"),
        (507, "ERROR"),
    ],
)
def test_the_level_of_a_refusal(log: StringIO, status: int, level: str) -> None:
    log_response("Refused: %s", "/c/tarnfell/queue/", response=HttpResponse(status=status))
    assert f" {level} django.request Refused: /c/tarnfell/queue/" in log.getvalue()
    assert is_on_the_terminal(log) == (level != "INFO")


def test_whoever_was_too_late_is_told_so_on_the_page_and_nobody_on_the_terminal(
    log: StringIO, case: Case, ana: User, ben: User
) -> None:
    actions.claim(case, ben, NOON)
    browser = Client()
    browser.force_login(ana)
    assert browser.post(f"/c/tarnfell/cases/{case.pk}/claim/").status_code == 409
    assert " INFO django.request Conflict: " in log.getvalue()
    assert not is_on_the_terminal(log)


def test_a_wrong_host_name_stays_on_the_terminal(log: StringIO, db: None) -> None:
    assert Client(SERVER_NAME="evil.example").get("/").status_code == 400
    assert DisallowedHost.__name__ in log.getvalue()
    assert is_on_the_terminal(log)


def test_so_does_a_form_without_its_token(log: StringIO, db: None) -> None:
    assert Client(enforce_csrf_checks=True).post("/accounts/login/").status_code == 403
    assert is_on_the_terminal(log)


def test_whoever_logs_only_warnings_is_not_told_of_them(log: StringIO, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.getLogger(), "level", logging.WARNING)
    log_response("Refused: %s", "/", response=HttpResponse(status=409))
    assert log.getvalue() == ""
    log_response("Refused: %s", "/", response=HttpResponse(status=429))
    assert "WARNING" in log.getvalue()
