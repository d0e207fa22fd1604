"""Ranks of open cases: filled slice by slice, after an end in the middle too, and right at any hours."""

from datetime import timedelta
from typing import Any

import pytest

from community.models import Channel
from moderation.cases import ranking
from moderation.cases.ranking import Place, fill_ranks, misplaced
from moderation.models import Case, CaseGuideline, WorkingHours
from moderation.policy.order import POINTS_AHEAD, POINTS_BEHIND, rank_of_case
from moderation.targets import week_of, weeks_of
from tests.builders import NOON, make_case, make_guideline, make_message


def places() -> dict[int, int]:
    return dict(Case.objects.values_list("pk", "rank"))


def fill(reviews: Channel) -> int:
    weeks = weeks_of([reviews.community_id])
    return fill_ranks(Case.objects.all(), CaseGuideline.objects.all(), weeks)


@pytest.fixture
def unranked(reviews: Channel, monkeypatch: pytest.MonkeyPatch) -> dict[int, int]:
    """Seven open cases and a closed one that lost their ranks, in slices of three, and what those were."""
    monkeypatch.setattr(ranking, "SLICE", 3)
    WorkingHours.objects.create(community=reviews.community, weekday=0, opens=540, closes=1020)
    spam = make_guideline(reviews.community, "spam")
    for number in range(7):
        case = make_case(make_message(), priority=10 * number, due_by=NOON + timedelta(days=number))
        CaseGuideline.between(case, spam.pk).save()
    right = places()
    make_case(make_message(), closed_at=NOON, outcome="decided", rank=0)
    Case.objects.update(rank=0)
    return right


def test_all_open_cases_are_ranked_and_what_they_are_listed_under(reviews: Channel, unranked: dict[int, int]) -> None:
    assert fill(reviews) == 7
    closed = Case.objects.closed().get().pk
    assert places() == unranked | {closed: 0}
    assert dict(CaseGuideline.objects.values_list("case", "rank")) == unranked
    assert fill(reviews) == 0


def test_a_fill_that_was_ended_goes_on(
    reviews: Channel, unranked: dict[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    write = ranking.update_rows

    def ended(*args: Any) -> None:
        if Case.objects.exclude(rank=0).exists():
            raise KeyboardInterrupt
        write(*args)

    with monkeypatch.context() as patched:
        patched.setattr(ranking, "update_rows", ended)
        with pytest.raises(KeyboardInterrupt):
            fill(reviews)
    assert Case.objects.exclude(rank=0).count() == 3
    assert fill(reviews) == 4
    assert dict(CaseGuideline.objects.values_list("case", "rank")) == unranked


def test_only_what_stands_elsewhere_is_named(reviews: Channel) -> None:
    first = make_case(make_message())
    right, behind = (make_case(make_message(), **fields) for fields in ({}, {"behind": first, "rank": 5}))
    weeks = {reviews.community_id: week_of(reviews.community)}
    rows = [Place(*row) for row in Case.objects.filter(pk__in=[right.pk, behind.pk]).values_list(*Place._fields)]
    lower = rank_of_case(60 - POINTS_BEHIND, behind.due_by, NOON, weeks[reviews.community_id])
    assert misplaced(rows, weeks) == [(behind.pk, lower)]


def test_one_with_a_lost_reply_is_named_where_it_does_not_stand_at_the_top(reviews: Channel) -> None:
    case = make_case(make_message(), reply_lost_at=NOON, rank=5)
    weeks = {reviews.community_id: week_of(reviews.community)}
    rows = [Place(*row) for row in Case.objects.values_list(*Place._fields)]
    assert misplaced(rows, weeks) == [(case.pk, rank_of_case(60 + POINTS_AHEAD, case.due_by, NOON, *weeks.values()))]
    fill(reviews)
    assert places() == dict(misplaced(rows, weeks))
