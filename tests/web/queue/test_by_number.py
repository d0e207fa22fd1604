"""A case is found by its number."""

from html import unescape

import pytest
from django.test import Client

from community.models import Community
from moderation.models import Case
from tests.builders import (
    make_case,
    make_channel,
    make_message,
)
from tests.web.queue.browsing import QUEUE
from tests.web.shared.markup import page_of


def test_a_case_is_found_by_its_number(desk: Client, case: Case) -> None:
    response = desk.get(QUEUE, {"q": f" {case.pk} "})
    assert (response.status_code, response.url) == (302, f"/c/tarnfell/cases/{case.pk}/")


@pytest.mark.parametrize("number", ["999999", "9" * 40, "moira", "٤٢"])
def test_a_number_that_is_no_case_is_said_to_be_none(desk: Client, case: Case, number: str) -> None:
    assert f"There is no case {number} in" in page_of(desk.get(QUEUE, {"q": number}), unescape)


def test_a_foreign_case_is_not_found_by_its_number(desk: Client, emberloom: Community) -> None:
    foreign = make_case(make_message(channel=make_channel(emberloom)))
    assert desk.get(QUEUE, {"q": foreign.pk}).status_code == 200
