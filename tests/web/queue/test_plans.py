"""Every view of the queue is read from an index that has its order, so that no page sorts its cases."""

import pytest
from django.db import connection

from community.models import Channel
from moderation.cases.paging import TRIAGE
from moderation.models import Case, CaseGuideline, User
from moderation.web.queue.filters import VIEWS, Filters, Known
from tests.builders import make_case, make_guideline, make_message

OPEN = [view.filters for view in VIEWS if view.filters.state != "closed"]
NARROWED = [Filters(channel="reviews"), Filters(severity="high"), Filters(guideline="spam")]


@pytest.fixture
def case(reviews: Channel) -> Case:
    case = make_case(make_message(channel=reviews))
    CaseGuideline.between(case, make_guideline(reviews.community, "spam").pk).save()
    return case


def use_indexes() -> None:
    """Let PostgreSQL read so few rows as it reads a million: it sorts a single row as cheaply as it finds it sorted."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_hashjoin = off; SET LOCAL enable_mergejoin = off")
            cursor.execute("SET LOCAL enable_sort = off")


@pytest.mark.parametrize("filters", [*OPEN, *NARROWED], ids=lambda filters: filters.query() or "all")
@pytest.mark.parametrize("is_first", [True, False])
def test_no_page_of_open_cases_sorts_them(case: Case, ana: User, filters: Filters, is_first: bool) -> None:
    use_indexes()
    asked = filters.of(case.community, ana, Known.of(case.community))
    plan = (asked if is_first else TRIAGE.after(asked, case)).values("pk")[:26].explain()
    assert "by_rank" in plan
    assert "Sort" not in plan.replace("Presorted", "")
    assert "TEMP B-TREE" not in plan
