"""Pages by keyset: every case once, there and back, whatever happens to the row that a cursor was made of."""

from collections.abc import Callable
from datetime import timedelta
from itertools import chain

import pytest
from django.test import Client

from community.models import Channel
from moderation.cases.paging import NEWEST_CLOSED, TRIAGE, Order, cursor_of, page_of, read_cursor
from moderation.models import Case, User
from tests.builders import NOON, make_case, make_message
from tests.web.queue.browsing import QUEUE, shown


@pytest.fixture
def desk(client: Client, ana: User) -> Client:
    client.force_login(ana)
    return client


def follow(desk: Client, address: str, way: str) -> list[list[int]]:
    """The pages from an address on, in one direction."""
    pages = []
    while True:
        page = desk.get(address)
        pages.append(shown(page))
        if not getattr(page.context["page"], way):
            return pages
        address = QUEUE + page.context[f"{way}_query"]


def open_cases(count: int) -> list[Case]:
    # Three of a rank, below zero too, stand by their keys.
    return [make_case(make_message(), rank=3 - n // 3) for n in range(count)]


def closed_cases(count: int) -> list[Case]:
    at = [NOON - timedelta(minutes=n // 3) for n in range(count)]
    return [make_case(make_message(), closed_at=each, outcome="closed") for each in at]


@pytest.mark.parametrize(("order", "make"), [(TRIAGE, open_cases), (NEWEST_CLOSED, closed_cases)])
@pytest.mark.parametrize("count", [0, 2, 3, 6, 7])
def test_each_page_names_those_beside_it_and_is_the_same_from_either_side(
    reviews: Channel, order: Order, make: Callable[[int], list[Case]], count: int
) -> None:
    cases, size = make(count), 3

    def page(**cursor: str) -> tuple[list[Case], str, str]:
        found = page_of(Case.objects.all(), order, lambda rows: rows, size=size, **cursor)
        return found.cases, found.before, found.after

    marks = [cursor_of(case, order) for case in cases]
    for first in range(0, max(count, 1), size):
        last = min(first + size, count) - 1
        here = cases[first : last + 1], marks[first] if first else "", marks[last] if last < count - 1 else ""
        assert page(after=marks[first - 1] if first else "") == here
        if last < count - 1:
            # Nothing stands before the first page, which is shown full and as the first.
            assert page(before=marks[last + 1]) == here


@pytest.mark.parametrize(
    ("cursor", "is_read"),
    [
        ("-1250~7", True),
        (f"5~{'9' * 18}", True),
        (f"5~{'9' * 19}", False),
        ("5", False),
        ("5~7~7", False),
        ("five~7", False),
        # As they were when cases stood by priority, deadline and age.
        ("5~-~20261116T120000.000000~7", False),
        ("", False),
    ],
)
def test_a_cursor_is_read_when_each_part_of_it_is(cursor: str, is_read: bool) -> None:
    found = read_cursor(cursor, TRIAGE)
    assert (found is not None) is is_read
    if found:
        assert found.rank in (5, -1250)
        assert cursor_of(found, TRIAGE) == cursor


def test_the_pages_hold_every_case_once_and_lead_back(desk: Client, reviews: Channel) -> None:
    cases = [make_case(make_message(), priority=n // 7, due_by=NOON + timedelta(hours=n % 3)) for n in range(60)]
    forward = follow(desk, QUEUE, "after")
    assert [len(page) for page in forward] == [25, 25, 10]
    assert list(chain(*forward)) == [case.pk for case in Case.objects.in_triage_order()]
    assert {case.pk for case in cases} == set(chain(*forward))
    last = Case.objects.get(pk=forward[-1][0])
    back = follow(desk, f"{QUEUE}?before={cursor_of(last, TRIAGE)}", "before")
    assert back == forward[1::-1]


def test_a_page_stays_where_it_is_when_its_first_case_moves_or_closes(desk: Client, reviews: Channel) -> None:
    cases = [make_case(make_message(), priority=90 - n) for n in range(40)]
    second = desk.get(QUEUE).context["after_query"]
    before = shown(desk.get(QUEUE + second))
    Case.objects.filter(pk=cases[24].pk).update(closed_at=NOON, outcome="decided")
    Case.objects.filter(pk=cases[23].pk).update(rank=cases[-1].rank)
    assert shown(desk.get(QUEUE + second))[: len(before) - 1] == before[:-1]


def test_a_page_keeps_its_filters(desk: Client, reviews: Channel) -> None:
    for _ in range(30):
        make_case(make_message())
    page = desk.get(f"{QUEUE}?channel=reviews&assignee=nobody")
    assert page.context["after_query"].startswith("?assignee=nobody&channel=reviews&after=")


def test_closed_cases_stand_newest_first_on_their_pages(desk: Client, reviews: Channel) -> None:
    closed = [
        make_case(make_message(), closed_at=NOON + timedelta(minutes=n // 2), outcome="decided") for n in range(30)
    ]
    order = [case.pk for case in sorted(closed, key=lambda case: (-case.closed_at.timestamp(), case.pk))]
    assert list(chain(*follow(desk, f"{QUEUE}?state=closed", "after"))) == order


@pytest.mark.parametrize("nonsense", ["x", "~", "5~y", "5~-~1~1", "9" * 30 + "~1", "5~1~1", "--5~1"])
@pytest.mark.parametrize("way", ["after", "before"])
def test_a_cursor_that_means_nothing_shows_the_first_page(desk: Client, case: Case, nonsense: str, way: str) -> None:
    assert shown(desk.get(QUEUE, {way: nonsense})) == [case.pk]


def test_a_cursor_needs_no_case_to_exist(desk: Client) -> None:
    assert shown(desk.get(QUEUE, {"after": "-99999999~4127"})) == []
