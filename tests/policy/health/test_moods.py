"""A mood is a change of persons' weeks that can be told from chance, or it is said that it cannot."""

from datetime import date, timedelta
from random import Random

import pytest

from moderation.policy.health.moods import (
    LEAST,
    Said,
    change_between,
    mood_of,
    moods_by_week,
    person_weeks,
    student_quantile,
)

MONDAY = date(2026, 11, 16)
BEFORE = MONDAY - timedelta(days=7)


def said(person: int, *scores: float, removed: tuple[float, ...] = ()) -> Said:
    return Said(person, len(scores), round(sum(scores) * 10_000), len(removed), round(sum(removed) * 10_000))


def crowd(mean: float, number: int = 40, seed: int = 1, first: int = 1) -> list[Said]:
    chance = Random(seed)
    return [said(person, mean + chance.uniform(-0.2, 0.2)) for person in range(first, first + number)]


def test_whoever_writes_much_counts_once_a_week() -> None:
    days = [(MONDAY, [said(1, -1, -1, -1), said(2, 1)]), (MONDAY + timedelta(days=2), [said(1, 0)])]
    assert person_weeks(days) == {(1, MONDAY): -0.75, (2, MONDAY): 1.0}


def test_a_sunday_is_of_the_week_that_ends_with_it() -> None:
    assert list(person_weeks([(MONDAY - timedelta(days=1), [said(1, 1)])])) == [(1, BEFORE)]


def test_what_was_removed_stays_in_and_the_rest_stands_beside_it_where_it_differs() -> None:
    now, before = [(MONDAY, [*crowd(0), said(99, 0, removed=(-1,))])], [(BEFORE, crowd(0))]
    both = mood_of(now, before, 1)
    assert both.without_removed
    assert both.without_removed.change != both.change.change
    assert mood_of([(MONDAY, crowd(0))], before, 1).without_removed is None


@pytest.mark.parametrize(("mean", "is_beyond"), [(0.0, False), (0.02, False), (0.2, True), (-0.2, True)])
def test_a_change_is_told_from_chance(mean: float, is_beyond: bool) -> None:
    found = mood_of([(MONDAY, crowd(mean))], [(BEFORE, crowd(0, seed=2))], 1).change
    assert found.is_beyond_chance is is_beyond
    assert found.change is not None
    assert found.low is not None
    assert found.high is not None
    assert found.low < found.change < found.high


def test_more_channels_make_an_interval_wider() -> None:
    one, six = (mood_of([(MONDAY, crowd(0.05))], [(BEFORE, crowd(0, seed=2))], number).change for number in (1, 6))
    assert one.low is not None
    assert six.low is not None
    assert six.low < one.low


@pytest.mark.parametrize(("now", "before"), [(0, 40), (40, 0), (LEAST - 1, 40), (40, LEAST - 1)])
def test_too_few_people_say_nothing(now: int, before: int) -> None:
    found = mood_of([(MONDAY, crowd(1, now))], [(BEFORE, crowd(0, before))], 1).change
    assert (found.low, found.high, found.is_beyond_chance) == (None, None, False)
    assert (found.change is None) is (not now or not before)


def test_nobody_differs_at_all() -> None:
    found = change_between([0.5] * 20, [0.5] * 20, 3)
    assert (found.change, found.low, found.high, found.is_beyond_chance) == (0, 0, 0, False)


def test_each_week_is_compared_with_the_days_before() -> None:
    now = [(MONDAY, crowd(0)), (MONDAY + timedelta(days=7), crowd(-0.3))]
    found = moods_by_week(now, [(BEFORE, crowd(0, seed=2))])
    assert [(week, each.is_beyond_chance) for week, each in found.items()] == [
        (MONDAY, False),
        (MONDAY + timedelta(days=7), True),
    ]


def test_the_interval_of_a_week_is_wider_where_more_channels_are_shown() -> None:
    now, before = [(MONDAY, crowd(0))], [(BEFORE, crowd(0, seed=2))]
    one, many = (moods_by_week(now, before, channels)[MONDAY] for channels in (1, 20))
    assert one.change == many.change
    assert many.low is not None
    assert one.low is not None
    assert many.low < one.low


@pytest.mark.parametrize(
    ("part", "freedom", "table"),
    [
        # Standard tables of Student's t.
        (0.975, 9, 2.2622), (0.975, 30, 2.0423), (0.975, 120, 1.9799), (0.995, 9, 3.2498), (0.995, 30, 2.7500),
        (0.95, 9, 1.8331), (0.9995, 20, 3.8495),
    ],
)  # fmt: skip
def test_quantiles_are_those_of_the_tables(part: float, freedom: float, table: float) -> None:
    assert student_quantile(part, freedom) == pytest.approx(table, rel=0.001)


def test_of_many_samples_without_a_change_five_in_a_hundred_seem_to_have_one() -> None:
    chance = Random(1)
    samples = [[[chance.gauss(0, 1) for _ in range(number)] for number in (30, 45)] for _ in range(400)]
    seen = [change_between(*both, 1).is_beyond_chance for both in samples]
    assert 0.02 < sum(seen) / len(seen) < 0.09
