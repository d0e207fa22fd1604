"""The queue's view of closed cases says how each ended, and through whom."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from community.models import Channel
from moderation.assessments import standing
from moderation.cases import actions
from moderation.cases.undo import undo_last
from moderation.models import Case, User
from tests.builders import NOON, make_case, make_message
from tests.web.shared.markup import page_of

CLOSED = "/c/tarnfell/queue/?state=closed"


def decide(case: Case, by: User, action: str = "hide", at: datetime = NOON, **more: bool) -> None:
    actions.decide(case, by, at, action=action, guideline=None, reason="So.", revision=1, **more)


def gone(case: Case, at: datetime) -> None:
    """Its author deletes a message that nobody has to decide about."""
    case.rows.update(opened_for=["answer"])
    standing.gone([case.message_id], at)


def ended(desk: Client, case: Case) -> str:
    """What the row says of how it ended and through whom, in words."""
    row = desk.get(CLOSED).content.decode().partition(f'id="case-{case.pk}"')[2]
    said = row.partition('<div class="row-owner">')[2].partition("<small>")[0]
    return " ".join(strip_tags(re.sub(r'<span class="mono.*?</span>', "", said)).split())


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (decide, "Hide Ben"),
        (lambda case, by: actions.close(case, by, NOON, why="Seen."), "Closed without a decision Ben"),
        (lambda case, by: actions.reply(case, by, NOON, text="Hi.", close=True), "Replied Ben"),
        (lambda case, _: gone(case, NOON), "Gone: deleted at the source Parley"),
    ],
)
def test_a_closed_case_says_who_decided_or_closed_it(
    desk: Client, case: Case, ben: User, act: Callable[[Case, User], Any], says: str
) -> None:
    act(case, ben)
    assert ended(desk, case) == says


def test_what_one_decided_oneself_is_said_to_be_ones_own(desk: Client, case: Case, ana: User) -> None:
    decide(case, ana)
    assert ended(desk, case) == "Hide You"


def test_who_decided_is_named_and_not_what_closed_it_later(desk: Client, case: Case, ben: User) -> None:
    decide(case, ben, "warn", keep_open=True)
    gone(case, NOON + timedelta(minutes=1))
    assert ended(desk, case) == "Warn Ben"


def test_of_two_decisions_the_one_that_was_undone_names_nobody(
    desk: Client, case: Case, ana: User, ben: User, mia: User
) -> None:
    decide(case, ben, "warn", keep_open=True)
    actions.release(case, ben, NOON)
    decide(case, ana, "suspend", NOON + timedelta(minutes=1))
    undo_last(case, ana, NOON + timedelta(minutes=2))
    actions.close(case, mia, NOON + timedelta(minutes=3), why="Seen.")
    assert ended(desk, case) == "Warn Ben"


def test_a_page_costs_the_same_for_any_number_of_rows(
    desk: Client, reviews: Channel, ben: User, django_assert_max_num_queries: Any
) -> None:
    for _ in range(20):
        decide(make_case(make_message()), ben)
    with django_assert_max_num_queries(13):
        assert len(desk.get(CLOSED).context["rows"]) == 20


def test_a_row_alone_names_who_decided_too(desk: Client, case: Case, ben: User) -> None:
    decide(case, ben)
    row = page_of(desk.get(CLOSED, headers={"HX-Request": "true", "HX-Target": f"case-{case.pk}"}))
    assert "</span>Ben</span>" in row
