"""Measure sentiment engines on texts whose mood people labelled."""

from collections.abc import Sequence
from statistics import StatisticsError, correlation
from typing import Any, NamedTuple

from moderation.policy.evaluation import confusion_of, mean_of, rounded
from moderation.policy.reading import read_text
from moderation.policy.sentiment import Band, make_engine

# What people call a text, and the number that it stands for.
LABELS = {"negative": -1, "neutral": 0, "positive": 1}
CALLED = {Band.NEGATIVE: "negative", Band.UNCLEAR: "neutral", Band.POSITIVE: "positive"}


class LabelledMood(NamedTuple):
    """A text with the mood that people gave it, and as a number."""

    text: str
    label: str
    number: float


def measure_engine(name: str, texts: Sequence[LabelledMood]) -> dict[str, Any]:
    """Return how often an engine's bands are people's labels, and how its scores go with their numbers.

    `macro_f1` is the mean of the F1 of the labels that occur, and `r` Pearson's correlation.
    """
    engine = make_engine(name)
    scores = [engine.score(read_text(each.text)).compound for each in texts]
    called = [CALLED[engine.band(score)] for score in scores]
    labels = [each.label for each in texts]
    negatives = [what for what, label in zip(called, labels, strict=True) if label == "negative"]
    return {
        "engine": name,
        "n": len(texts),
        "accuracy": rounded(mean_of(what == label for what, label in zip(called, labels, strict=True))),
        "macro_f1": rounded(mean_of(f1_of(label, called, labels) for label in LABELS if label in labels)),
        "negatives_shown_positive": rounded(mean_of(what == "positive" for what in negatives)),
        "r": rounded(correlation_of(scores, [each.number for each in texts])),
    }


def f1_of(label: str, called: Sequence[str], labels: Sequence[str]) -> float:
    counts = confusion_of((wanted == label, what == label) for wanted, what in zip(labels, called, strict=True))
    return counts.f1 or 0.0


def correlation_of(scores: Sequence[float], numbers: Sequence[float]) -> float | None:
    try:
        return correlation(scores, numbers)
    except StatisticsError:
        # Of less than two texts, or where all are alike.
        return None
