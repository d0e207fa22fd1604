"""The figures of labelled texts, worked out by hand and beside their slow definitions."""

import random

import pytest

from moderation.policy.evaluation import (
    Confusion,
    Range,
    area_under_curve,
    confusion_of,
    overlapping,
    rounded,
    share,
)

Scored = list[tuple[bool, float]]


def area_by_pairs(scored: Scored) -> float:
    """The share of pairs of a positive and a negative text in which the positive one scores higher."""
    positives = [score for positive, score in scored if positive]
    negatives = [score for positive, score in scored if not positive]
    wins = sum(1.0 if high > low else 0.5 if high == low else 0.0 for high in positives for low in negatives)
    return wins / (len(positives) * len(negatives))


def test_texts_are_counted_by_label_and_call() -> None:
    counts = {(True, True): 4, (False, True): 3, (True, False): 2, (False, False): 1}
    pairs = [pair for pair, times in counts.items() for _ in range(times)]
    assert confusion_of(pairs) == Confusion(true_positive=4, false_positive=3, false_negative=2, true_negative=1)
    assert confusion_of([]) == Confusion(0, 0, 0, 0)


@pytest.mark.parametrize(
    ("counts", "figures"),
    [
        # F1 of the negative: 2 x 1 / (2 x 1 + 3 + 2) = 2 / 7.
        ((4, 3, 2, 1), (4 / 7, 4 / 6, 1 / 4, 8 / 13, (8 / 13 + 2 / 7) / 2)),
        ((5, 0, 0, 5), (1, 1, 1, 1, 1)),
        ((0, 2, 3, 0), (0, 0, 0, 0, 0)),
        # Nothing was called.
        ((0, 0, 3, 5), (None, 0, 1, 0, (0 + 10 / 13) / 2)),
        # Nothing is positive.
        ((0, 2, 0, 6), (0, None, 6 / 8, 0, (0 + 12 / 14) / 2)),
        # Nothing is negative.
        ((3, 0, 1, 0), (1, 3 / 4, None, 6 / 7, (6 / 7 + 0) / 2)),
        ((0, 0, 0, 5), (None, None, 1, None, None)),
        ((5, 0, 0, 0), (1, 1, None, 1, None)),
        ((0, 0, 0, 0), (None, None, None, None, None)),
    ],
)
def test_precision_recall_specificity_f1_and_macro_f1(
    counts: tuple[int, int, int, int], figures: tuple[float | None, ...]
) -> None:
    of = Confusion(*counts)
    assert (of.precision, of.recall, of.specificity, of.f1, of.macro_f1) == figures


@pytest.mark.parametrize(
    ("positives", "negatives", "area"),
    [
        ([3, 4], [1, 2], 1.0),
        ([1, 2], [3, 4], 0.0),
        ([2], [2], 0.5),
        ([0, 0, 0], [0, 0], 0.5),
        ([1, 3], [2], 0.5),
        ([2, 5], [2, 1, 0], 5.5 / 6),
        ([1], [], None),
        ([], [1], None),
        ([], [], None),
    ],
)
def test_the_area_under_the_curve(positives: list[float], negatives: list[float], area: float | None) -> None:
    scored = [(True, score) for score in positives] + [(False, score) for score in negatives]
    assert area_under_curve(scored) == area


@pytest.mark.parametrize("seed", range(60))
def test_the_area_is_the_share_of_pairs_in_the_right_order(seed: int) -> None:
    chance = random.Random(seed)
    highest = chance.choice([1, 3, 100])
    scored: Scored = [(True, 1.0), (False, 1.0)]
    scored += [(chance.random() < 0.4, float(chance.randint(0, highest))) for _ in range(chance.randint(0, 30))]
    assert area_under_curve(scored) == pytest.approx(area_by_pairs(scored), abs=1e-12)


@pytest.mark.parametrize(("part", "whole", "expected"), [(1, 4, 0.25), (0, 4, 0.0), (0, 0, None)])
def test_a_share_of_nothing_is_unknown(part: int, whole: int, expected: float | None) -> None:
    assert share(part, whole) == expected


def test_a_figure_is_told_with_four_digits() -> None:
    assert (rounded(2 / 3), rounded(0.0), rounded(None)) == (0.6667, 0.0, None)


@pytest.mark.parametrize(
    ("some", "others", "expected"),
    [
        ([(0, 5)], [(4, 9)], 1),
        ([(4, 9)], [(0, 5)], 1),
        # One ends where the other begins.
        ([(0, 5)], [(5, 9)], 0),
        ([(5, 9)], [(0, 5)], 0),
        ([(2, 3)], [(0, 9)], 1),
        ([(0, 9)], [(1, 2), (3, 4)], 1),
        ([(0, 2), (1, 3), (8, 9)], [(1, 2)], 2),
        ([], [(0, 9)], 0),
        ([(0, 9)], [], 0),
    ],
)
def test_ranges_overlap_when_they_share_a_character(
    some: list[tuple[int, int]], others: list[tuple[int, int]], expected: int
) -> None:
    assert overlapping([Range(*each) for each in some], [Range(*each) for each in others]) == expected
