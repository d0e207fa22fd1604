"""Geometry of charts, in tables."""

import re
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.policy.health.moods import Change
from moderation.web.health import charts
from moderation.web.health.charts import Bar
from moderation.web.health.desk_plots import mood_in_words

MONDAY = date(2026, 11, 16)
TENFOLD = charts.linear_scale(0, 10, 100, 0)


@pytest.mark.parametrize(
    ("low", "high", "value", "y"),
    [(0, 10, 0, 100), (0, 10, 10, 0), (0, 10, 2.5, 75), (-1, 1, 0, 50), (5, 5, 5, 100)],
)
def test_a_linear_scale(low: float, high: float, value: float, y: float) -> None:
    assert charts.linear_scale(low, high, 100, 0)(value) == y


@pytest.mark.parametrize(("value", "y"), [(1, 100), (10, 50), (100, 0), (0, 100), (0.5, 100), (1_000, 0)])
def test_a_logarithmic_scale(value: float, y: float) -> None:
    assert charts.logarithmic_scale(1, 100, 100, 0)(value) == y


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (0, 600, [0, 200, 400, 600]),
        (0, 498, [0, 200, 400, 600]),
        (0, 0.54, [0, 0.2, 0.4, 0.6]),
        (-0.12, 0.23, [-0.2, -0.1, 0, 0.1, 0.2, 0.3]),
        (0, 0, [0, 0.5]),
        (3, 3, [3, 4]),
    ],
)
def test_ticks_are_round_and_enclose_the_values(low: float, high: float, expected: list[float]) -> None:
    assert charts.scale_ticks(low, high) == pytest.approx(expected)


@given(st.floats(-1000, 1000), st.floats(0.001, 1000))
def test_ticks_enclose_whatever_there_is_and_are_few(low: float, width: float) -> None:
    found = charts.scale_ticks(low, low + width)
    step = found[1] - found[0]
    assert found[0] <= low + step * 1e-6
    assert found[-1] >= low + width - step * 1e-6
    assert 2 <= len(found) <= 7
    assert all(right > left for left, right in pairwise(found))


@pytest.mark.parametrize(("highest", "expected"), [(0, [0, 1]), (1, [0, 1]), (3, [0, 1, 2, 3]), (41, [0, 20, 40, 60])])
def test_counted_things_are_labelled_whole(highest: int, expected: list[float]) -> None:
    assert charts.count_ticks(highest) == expected


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0], [1, 10]),
        ([60], [60, 600]),
        ([700, 7_000], [600, 3_600, 21_600]),
        ([3_600, 3_600], [3_600, 21_600]),
        ([10**9], [31_536_000, 315_360_000]),
    ],
)
def test_durations_are_labelled_by_names_that_enclose_them(values: list[float], expected: list[int]) -> None:
    assert charts.duration_ticks(values) == expected


def test_columns_share_the_width() -> None:
    assert charts.column_middles(4, 0, 100) == [12.5, 37.5, 62.5, 87.5]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([0, 5, 10], "M0 100.0L1 50.0L2 0.0"),
        ([0, None, 10], "M-3.0 100.0h6M-1.0 0.0h6"),
        ([None, 5, None], "M-2.0 50.0h6"),
        ([None, None, None], ""),
    ],
)
def test_a_line_is_broken_where_nothing_is_known(values: list[float | None], expected: str) -> None:
    assert charts.line_path(charts.drawn_points([0, 1, 2], values, TENFOLD)) == expected


@pytest.mark.parametrize(
    ("values", "under", "expected"),
    [
        ([5, 10], (), [Bar(6.25, 50, 7.5, 50), Bar(16.25, 0, 7.5, 100)]),
        ([0, None], (), []),
        ([2, 5], [3, 5], [Bar(6.25, 50, 7.5, 20), Bar(16.25, 0, 7.5, 50)]),
    ],
)
def test_bars_stand_on_zero_or_on_one_another(
    values: list[float | None], under: list[float], expected: list[Bar]
) -> None:
    assert charts.value_bars([10, 20], values, TENFOLD, under, wide=10) == expected


def test_a_bar_of_a_year_of_days_is_still_seen() -> None:
    (bar,) = charts.value_bars([10], [5], TENFOLD, wide=0.1)
    assert bar.width == charts.NARROWEST


@pytest.mark.parametrize(
    ("days", "expected"), [(1, [0]), (2, [0, 1]), (5, [0, 1, 2, 3, 4]), (7, [0, 2, 3, 4, 6]), (30, [0, 7, 14, 22, 29])]
)
def test_the_first_the_last_and_a_few_dates_between_are_named(days: int, expected: list[int]) -> None:
    assert charts.date_ticks([MONDAY + timedelta(days=each) for each in range(days)]) == expected


@given(st.lists(st.none() | st.floats(0, 10), min_size=1, max_size=40))
def test_a_path_names_every_point_that_is_known_and_nothing_else(values: list[float | None]) -> None:
    drawn = charts.line_path(charts.drawn_points(charts.column_middles(len(values), 0, 500), values, TENFOLD))
    assert len(re.findall("[ML]", drawn)) == sum(value is not None for value in values)
    assert "None" not in drawn
    assert "nan" not in drawn


@pytest.mark.parametrize(
    ("beyond", "said"),
    [
        (0, "In 2 weeks there is no change that can be told from chance."),
        (1, "Only the week of 16 Nov differs by more than chance."),
        (2, "Only the weeks of 16 Nov, 23 Nov differ by more than chance."),
    ],
)
def test_the_weeks_that_differ_are_named_in_a_sentence(beyond: int, said: str) -> None:
    lows = [0.1] * beyond + [-0.1] * (2 - beyond)
    weeks = {MONDAY + number * timedelta(days=7): Change(9, 9, 0.2, low, 0.3) for number, low in enumerate(lows)}
    assert mood_in_words(weeks).startswith(said)
