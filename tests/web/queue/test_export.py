"""The queue as CSV, for managers."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.test import Client

from community.models import Channel
from moderation.models import Case, User
from tests.builders import (
    make_case,
    make_channel,
    make_clock,
    make_copy,
    make_escalation,
    make_member,
    make_message,
    make_row,
)
from tests.test_access import read_whole
from tests.web.shared.markup import page_of

FILE = "/c/tarnfell/queue.csv"


@pytest.fixture
def desk(client: Client, mia: User) -> Client:
    client.force_login(mia)
    return client


def cells(desk: Client, query: str = "") -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(desk.get(FILE + query).getvalue().decode())))


def test_a_line_is_a_case_as_in_the_export(desk: Client, case: Case, mia: User) -> None:
    Case.objects.update(assignee=mia)
    case.rows.update(waits=True)
    make_row(case, make_message(), waits=True, settled_at=case.opened_at, settled_as="replied")
    make_row(case, make_message(), waits=True, answered_at=case.opened_at)
    make_clock(case, "reply", case.opened_at + timedelta(hours=1))
    make_escalation(case, "legal")
    (line,) = cells(desk)
    assert (line["id"], line["channel"], line["author_id"], line["assignee"]) == (
        *(str(case.pk), "reviews", "moira", "mia@example.org"),
    )
    assert (line["waiting"], line["priority"], line["severity"], line["state"]) == ("1", "60", "high", "open")
    assert (line["terms"], line["escalations"]) == ("severity +60", "legal new")
    assert line["clocks"] == "reply due 2026-11-16T13:00:00+00:00 late"


def test_it_has_the_cases_that_the_queue_shows(desk: Client, case: Case, reviews: Channel) -> None:
    other = make_case(make_message(channel=make_channel(reviews.community, "forum")))
    make_case(make_message(), closed_at=case.opened_at, outcome="closed")
    assert [line["id"] for line in cells(desk)] == [str(case.pk), str(other.pk)]
    assert [line["id"] for line in cells(desk, "?channel=forum")] == [str(other.pk)]
    assert [line["state"] for line in cells(desk, "?state=closed")] == ["closed"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_no_cell_is_a_formula(desk: Client, reviews: Channel, start: str) -> None:
    evil = f"{start}cmd|' /C calc'!A0"
    message = make_message(channel=reviews, external_id=evil, author=make_member(external_id=evil))
    case = make_case(message, priority=60)
    make_copy(case, make_message(external_id=f"{evil}2"))
    (line,) = cells(desk)
    assert (line["author_id"], line["messages"], line["copies"]) == (f"'{evil}", f"'{evil}", f"'{evil}2")
    assert not [cell for cell in line.values() if cell.startswith(start)]


def test_the_queue_leads_managers_to_it_with_its_filters(desk: Client, case: Case, ana: User) -> None:
    assert f'href="{FILE}?channel=reviews" download' in page_of(desk.get("/c/tarnfell/queue/?channel=reviews"))
    desk.force_login(ana)
    assert FILE not in page_of(desk.get("/c/tarnfell/queue/"))
    assert read_whole(desk.get(FILE)).status_code == 403
