"""A claim from a row of the queue."""

import pytest
from django.test import Client
from django.utils import timezone

from moderation.models import Case, User
from tests.web.queue.browsing import QUEUE
from tests.web.shared.markup import page_of


def test_htmx_gets_one_row_and_the_messages(desk: Client, case: Case) -> None:
    response = desk.get(QUEUE, headers={"HX-Request": "true", "HX-Target": f"case-{case.pk}"})
    page = page_of(response)
    assert page.startswith(f'<li class="row" id="case-{case.pk}">')
    assert 'id="toasts" role="status" hx-swap-oob="true"' in page
    assert "<html" not in page


def test_a_claim_from_the_row_comes_back_to_the_queue(desk: Client, ana: User, case: Case) -> None:
    back = f"{QUEUE}?channel=reviews"
    response = desk.post(f"/c/tarnfell/cases/{case.pk}/claim/", {"next": back}, follow=True)
    assert response.redirect_chain == [(back, 303)]
    assert response.context["rows"][0].is_mine


def test_a_claim_that_came_too_late_says_who_was_first(desk: Client, ben: User, case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(assignee=ben, claimed_at=timezone.now())
    response = desk.post(f"/c/tarnfell/cases/{case.pk}/claim/", {"next": QUEUE}, follow=True)
    assert "Ben" in str(next(iter(response.context["messages"])))


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_a_claim_leads_to_no_other_site(desk: Client, case: Case, elsewhere: str) -> None:
    response = desk.post(f"/c/tarnfell/cases/{case.pk}/claim/", {"next": elsewhere})
    assert response.url == f"/c/tarnfell/cases/{case.pk}/"
