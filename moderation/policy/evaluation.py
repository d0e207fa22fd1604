"""The arithmetic of measuring checks against texts that people labelled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

# Of a figure as it is told.
DIGITS = 4


class Range(NamedTuple):
    """Characters of a text, from `start` to before `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Confusion:
    """Counts of texts by their label and by what was called.

    Each figure is in 0..1, or None where it would divide by 0 (van Rijsbergen, Information Retrieval, 1979, chapter 7).
    """

    true_positive: int
    false_positive: int
    false_negative: int
    true_negative: int

    @property
    def precision(self) -> float | None:
        """TP / (TP + FP)."""
        return share(self.true_positive, self.true_positive + self.false_positive)

    @property
    def recall(self) -> float | None:
        """TP / (TP + FN), the share of positive texts called positive."""
        return share(self.true_positive, self.true_positive + self.false_negative)

    @property
    def specificity(self) -> float | None:
        """TN / (TN + FP), the share of negative texts not called positive."""
        return share(self.true_negative, self.true_negative + self.false_positive)

    @property
    def f1(self) -> float | None:
        """2 TP / (2 TP + FP + FN), the harmonic mean of precision and recall."""
        return f1(self.true_positive, self.false_positive + self.false_negative)

    @property
    def macro_f1(self) -> float | None:
        """The mean of the F1 of the positive and of the negative texts.

        None where either is.
        """
        of_negative = f1(self.true_negative, self.false_positive + self.false_negative)
        return None if self.f1 is None or of_negative is None else (self.f1 + of_negative) / 2


def confusion_of(pairs: Iterable[tuple[bool, bool]]) -> Confusion:
    """Count pairs of whether a text is positive and whether it was called so."""
    counts = {(positive, called): 0 for positive in (True, False) for called in (True, False)}
    for pair in pairs:
        counts[pair] += 1
    return Confusion(counts[True, True], counts[False, True], counts[True, False], counts[False, False])


def share(part: int, whole: int) -> float | None:
    """Return a part of a whole in 0..1, or None of nothing."""
    return part / whole if whole else None


def mean_of(values: Iterable[float]) -> float | None:
    """Return the mean of numbers, or None of none."""
    known = list(values)
    return sum(known) / len(known) if known else None


def rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, DIGITS)


def f1(right: int, wrong: int) -> float | None:
    return share(2 * right, 2 * right + wrong)


def area_under_curve(scored: Iterable[tuple[bool, float]]) -> float | None:
    """Return the chance that a positive text has a higher score than a negative one, in 0..1.

    It is the area under the ROC curve, from the sum of the positive texts' ranks (Hanley and McNeil, Radiology 143,
    1982). Equal scores share the mean of their ranks, and so count half. None where all are positive, or none is.
    """
    ordered = sorted(scored, key=lambda pair: pair[1])
    positives = sum(positive for positive, _ in ordered)
    negatives = len(ordered) - positives
    if not positives or not negatives:
        return None
    rank_sum, before = 0.0, 0
    for _, equal in groupby(ordered, key=lambda pair: pair[1]):
        tied = [positive for positive, _ in equal]
        rank_sum += sum(tied) * (before + (len(tied) + 1) / 2)
        before += len(tied)
    return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives)


def overlapping(some: Iterable[Range], others: Sequence[Range]) -> int:
    """Count how many of some ranges share a character with any of the others."""
    return sum(any(one.start < other.end and other.start < one.end for other in others) for one in some)
