"""Histograms: percentiles close to the exact ones, and the same whichever way the durations came in."""

import json
import math
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from moderation.policy.histogram import RATIO, SHORTEST, Histogram, bucket_of

MINUTE, HOUR, DAY = 60, 3600, 86_400
TEN_YEARS = 3653 * DAY
SECONDS = st.floats(0, TEN_YEARS) | st.floats(0, 2) | st.integers(0, 3 * DAY) | st.integers(0, 120)
SOME = st.lists(SECONDS, max_size=60)
PERCENT = st.integers(0, 100)


def exact(durations: list[float], percent: int) -> float:
    rank = max(1, math.ceil(Fraction(percent, 100) * len(durations)))
    return sorted(durations)[rank - 1]


def through_json(histogram: Histogram) -> Histogram:
    return Histogram.of_json(json.loads(json.dumps(histogram.as_json())))


@given(st.lists(SECONDS, min_size=1, max_size=60), PERCENT)
def test_a_percentile_is_within_two_percent_of_the_exact_one(durations: list[float], percent: int) -> None:
    told, true = Histogram.of(durations).quantile(percent / 100), exact(durations, percent)
    assert told == (0 if true < SHORTEST else pytest.approx(true, rel=0.02))


@given(st.integers(1, 2000), PERCENT)
@example(100, 7)
@example(25, 28)
def test_the_rank_is_exact_whatever_floats_make_of_it(n: int, percent: int) -> None:
    # Each duration has a bucket to itself, so that a rank off by one would show.
    histogram = Histogram(dict.fromkeys(range(1, n + 1), 1))
    rank = max(1, math.ceil(Fraction(percent, 100) * n))
    assert histogram.quantile(percent / 100) == Histogram({rank: 1}).median


@given(SOME, SOME)
def test_merging_is_the_same_as_adding_all(some: list[float], others: list[float]) -> None:
    merged = Histogram.of(some)
    merged.merge(Histogram.of(others))
    assert merged == Histogram.of(some) + Histogram.of(others) == Histogram.of(some + others)


@given(SOME, st.randoms())
def test_the_order_of_durations_never_shows(durations: list[float], chance: Any) -> None:
    shuffled = durations.copy()
    chance.shuffle(shuffled)
    assert json.dumps(Histogram.of(shuffled).as_json()) == json.dumps(Histogram.of(durations).as_json())


@given(SOME)
def test_a_histogram_comes_back_from_json_as_it_was(durations: list[float]) -> None:
    assert through_json(Histogram.of(durations)) == Histogram.of(durations)


@given(SOME)
def test_number_and_sum_are_exact(durations: list[float]) -> None:
    histogram = Histogram.of(durations)
    assert histogram.n == len(durations)
    assert histogram.sum == pytest.approx(math.fsum(durations), abs=1e-6 * (1 + len(durations)))


def test_a_sum_of_tenths_does_not_drift() -> None:
    assert Histogram.of([0.1] * 1000).sum == 100


@pytest.mark.parametrize("seconds", [-1, -1e-9, math.nan, math.inf, -math.inf, 1e300])
def test_what_is_no_duration_is_refused_and_leaves_no_trace(seconds: float) -> None:
    histogram = Histogram.of([5])
    with pytest.raises(ValueError, match="not a duration"):
        histogram.add(seconds)
    assert histogram == Histogram.of([5])


@pytest.mark.parametrize("q", [-0.1, 1.1, 90, math.nan])
def test_what_is_no_quantile_is_refused(q: float) -> None:
    with pytest.raises(ValueError, match="not a quantile"):
        Histogram.of([5]).quantile(q)


@pytest.mark.parametrize("empty", [Histogram(), Histogram.of([]), Histogram.of_json({}), Histogram() + Histogram()])
def test_an_empty_histogram_knows_nothing(empty: Histogram) -> None:
    assert (empty.n, empty.sum) == (0, 0)
    assert (empty.median, empty.p90, empty.mean, empty.quantile(0)) == (None, None, None, None)


@pytest.mark.parametrize(
    "stored",
    [
        {"n": 3, "microseconds": 0, "buckets": {"1": 2}},
        {"n": 1, "microseconds": 0},
        {"microseconds": 0, "buckets": {"1": 2}},
        {"n": 0, "microseconds": 0, "buckets": {"1": 2, "2": -2}},
        {"n": 0, "microseconds": 0, "buckets": {"1": 0}},
    ],
)
def test_stored_counts_that_contradict_each_other_are_refused(stored: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="do not make up"):
        Histogram.of_json(stored)


@pytest.mark.parametrize(
    ("durations", "median", "p90", "mean"),
    [
        ([0], 0, 0, 0),
        ([0.0009], 0, 0, 0.0009),
        ([0.001], 0.001, 0.001, 0.001),
        ([0.25, 0.5], 0.25, 0.5, 0.375),
        ([0.9], 0.9, 0.9, 0.9),
        ([1], 1, 1, 1),
        ([MINUTE], MINUTE, MINUTE, MINUTE),
        ([MINUTE, HOUR], MINUTE, HOUR, 1830),
        ([MINUTE, HOUR, DAY], HOUR, DAY, 30_020),
        ([MINUTE] * 9 + [DAY], MINUTE, MINUTE, 8694),
        ([MINUTE] * 8 + [DAY] * 2, MINUTE, DAY, 17_328),
        ([TEN_YEARS], TEN_YEARS, TEN_YEARS, TEN_YEARS),
    ],
)
def test_known_lists(durations: list[float], median: float, p90: float, mean: float) -> None:
    histogram = Histogram.of(durations)
    assert histogram.median == pytest.approx(median, rel=0.02)
    assert histogram.p90 == pytest.approx(p90, rel=0.02)
    assert histogram.mean == mean


@pytest.mark.parametrize(
    ("seconds", "number"),
    [(0, 0), (0.0009, 0), (0.001, 1), (0.00103, 1), (0.00105, 2), (1, 177), (MINUTE, 281), (TEN_YEARS, 676)],
)
def test_the_bucket_of_a_duration(seconds: float, number: int) -> None:
    assert bucket_of(seconds) == number


def test_a_bucket_is_at_most_four_percent_wide() -> None:
    assert RATIO <= 1.04


def test_what_is_stored_is_small_and_sorted() -> None:
    assert Histogram.of([MINUTE, 0.00025, MINUTE]).as_json() == {
        "n": 3,
        "microseconds": 120_000_250,
        "buckets": {"0": 1, "281": 2},
    }


def test_adding_two_histograms_leaves_both_as_they_are() -> None:
    some, others = Histogram.of([MINUTE]), Histogram.of([HOUR])
    assert (some + others).n == 2
    assert (some, others) == (Histogram.of([MINUTE]), Histogram.of([HOUR]))


def test_a_histogram_can_take_in_itself() -> None:
    twice = Histogram.of([MINUTE])
    twice.merge(twice)
    assert twice == Histogram.of([MINUTE, MINUTE])
