"""A queue that the database made: rows as the line itself would leave them, and pages that show them."""

from itertools import product

import pytest

from community.models import Channel, Community
from moderation.bench.queueing import MOST_QUERIES, Desk, NoPage, desk
from moderation.cases.ranking import Place, misplaced
from moderation.models import Case, Finding
from moderation.models.cases import NO_DEADLINE
from moderation.targets import weeks_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def made() -> Desk:
    return desk(630, "")


def test_each_case_has_a_message_and_an_assessment_of_its_own(made: Desk) -> None:
    assert Case.objects.values("message").distinct().count() == 630
    assert Case.objects.values("assessment").distinct().count() == 630
    assert Finding.objects.count() == 630


def test_three_of_ten_are_closed(made: Desk) -> None:
    assert Case.objects.closed().count() == 189


def test_what_pages_filter_by_is_spread_over_every_combination(made: Desk) -> None:
    found = set(Case.objects.open().values_list("channel", "severity").distinct())
    assert found == set(product(Channel.objects.values_list("pk", flat=True), range(5)))


def test_a_case_without_a_deadline_reads_as_one(made: Desk) -> None:
    assert set(Case.objects.values_list("due_by", flat=True)) == {NO_DEADLINE}


def test_each_case_stands_where_the_line_would_have_put_it(made: Desk) -> None:
    weeks = weeks_of(Community.objects.values_list("pk", flat=True))
    assert misplaced((Place(*row) for row in Case.objects.values_list(*Place._fields)), weeks) == []


def test_every_measured_page_has_rows(made: Desk) -> None:
    for address in made.pages.values():
        assert b'id="case-' in made.client.get(address).content, address


def test_the_pages_differ(made: Desk) -> None:
    assert len({made.client.get(address).content for address in made.pages.values()}) == len(made.pages)


def test_no_page_asks_more_of_the_database_than_it_may(made: Desk) -> None:
    assert max(made.queries_of(address) for address in made.pages.values()) <= MOST_QUERIES


def test_a_page_that_does_not_come_is_no_figure(made: Desk) -> None:
    with pytest.raises(NoPage, match="answered 404"):
        made.get("/c/nowhere/queue/")
