"""A year made by the database: threads as people write them, and a page and a percentile that are really measured."""

import math
from datetime import timedelta

import pytest
from django.utils import timezone

from community.models import Message
from moderation.bench import counting
from moderation.bench.counting import MESSAGES, Year, error, off, waits
from moderation.models import Case, CaseEvent, DayRollup, StaleDay
from moderation.policy.health import Times
from moderation.rollups import refresh
from tests.builders import make_reply
from tests.rollups import plainly

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def made() -> Year:
    return counting.year(1_200)


def test_threads_are_of_four_and_staff_answer_the_first(made: Year) -> None:
    assert Message.objects.filter(begins__isnull=False).count() == 300
    assert (
        Message.objects.filter(from_staff=True, parent__begins__isnull=False, parent__from_staff=False).count() == 300
    )
    assert Case.objects.count() == CaseEvent.objects.count() == 30


def test_the_counts_are_what_plain_counting_says(made: Year) -> None:
    assert plainly.rollups(made.community) == plainly.counted(made.community)
    assert made.counted["days"] == DayRollup.objects.count()
    assert not StaleDay.objects.exists()


def test_the_page_comes_and_reads_no_message(made: Year) -> None:
    asked = made.queries()
    assert 1 < len(asked) <= counting.MOST_QUERIES
    assert [sql for sql in asked if MESSAGES in sql] == []


def test_percentiles_are_compared_with_exact_ones(made: Year) -> None:
    assert 0 < error(made.community) < counting.MOST_ERROR
    DayRollup.objects.all().delete()
    assert error(made.community) == math.inf


@pytest.mark.parametrize(
    ("said", "seconds", "expected"),
    [
        (Times(2, 100.0, 200.0, 150.0), [100.0, 200.0], 0),
        (Times(2, 110.0, 200.0, 150.0), [100.0, 200.0], 0.1),
        (Times(2, 100.0, 150.0, 150.0), [100.0, 200.0], 0.25),
        (Times(1, 100.0, 100.0, 100.0), [100.0, 200.0], math.inf),
        (Times(2, None, 200.0, 150.0), [100.0, 200.0], math.inf),
        (Times(1, 0.0, 0.5, 0.5), [0.5], 1),
        # Nothing was answered: that percentiles are right is then not shown.
        (Times(0, None, None, None), [], math.inf),
    ],
)
def test_how_far_off(said: Times, seconds: list[float], expected: float) -> None:
    assert off(said, seconds) == pytest.approx(expected)


def test_first_and_every_response_are_compared_with_lists_of_their_own(made: Year) -> None:
    since = timezone.now() - timedelta(days=20)
    answer = Message.objects.filter(from_staff=True, posted_at__gte=since, posted_at__lt=since + 9 * DAY)[0]
    # The year wrote keys of its own, of which PostgreSQL's sequence knows nothing.
    make_reply(answer.parent, pk=10**9, minutes=14 * 24 * 60, from_staff=True)
    refresh.rebuild_rollups(made.community)
    end = timezone.now().date()
    found = waits(made.community, end - 29 * DAY, end)
    assert len(found.every) == len(found.first) + 1 > 10
    assert error(made.community) < counting.MOST_ERROR


def test_a_rebuild_is_of_everything(made: Year) -> None:
    assert refresh.rebuild_rollups(made.community) == made.counted["days"]
