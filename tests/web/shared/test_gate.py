"""Whose session is over comes back, after signing in, to a page that can be looked at."""

import pytest
from django.test import Client
from django.urls import reverse

from moderation.models import Case, User


@pytest.mark.parametrize(
    ("came_from", "leads_to"),
    [
        ("http://testserver/c/tarnfell/cases/1/?thread=all", "/c/tarnfell/cases/1/%3Fthread%3Dall"),
        ("http://testserver/", "/"),
        ("https://elsewhere.example/c/tarnfell/cases/1/", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_a_form_that_was_sent_too_late_leads_back_to_its_page(
    client: Client, case: Case, came_from: str, leads_to: str
) -> None:
    answer = client.post(reverse("case-claim", args=["tarnfell", case.pk]), headers={"referer": came_from})
    assert answer["Location"] == f"/accounts/login/?next={leads_to}"


def test_a_page_leads_back_to_itself(client: Client, case: Case) -> None:
    answer = client.get("/c/tarnfell/queue/?state=closed")
    assert answer["Location"] == "/accounts/login/?next=/c/tarnfell/queue/%3Fstate%3Dclosed"


def test_who_has_signed_in_is_let_through(client: Client, case: Case, ana: User) -> None:
    client.force_login(ana)
    assert client.get("/c/tarnfell/queue/").status_code == 200
