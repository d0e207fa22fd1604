"""Fit the project's own models to labelled texts of others whose licence allows it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression

from moderation.policy.likeness.features import features_of
from moderation.policy.likeness.own import table_of

# A weight below it changes no probability by more than a hundredth.
LIGHTEST = 0.03
# A feature of one text alone is a coincidence.
FEWEST_TEXTS = 2


class Source(NamedTuple):
    """A file, the labels in it that are examples, how many of its texts count (0 for all), and how much each does."""

    file: str
    positive: frozenset[str] = frozenset()
    most: int = 0
    weight: float = 1.0


class Recipe(NamedTuple):
    """What a model is fitted on, and how strongly it is held back from learning by heart."""

    version: str
    strength: float
    sources: tuple[Source, ...]


RECIPES = {
    "spam": Recipe(
        "spam-1",
        1.0,
        (
            Source("youtube_spam_3videos.jsonl", frozenset({"spam"})),
            Source("sms_spam_train.jsonl", frozenset({"spam"})),
            # So that not all that it has not met there is spam.
            Source("davidson_hate_offensive_traindev.jsonl", most=6_000),
            Source("convabuse_train.jsonl"),
            Source("sentiment_vader_gt_amazonReviewSnippets.jsonl", most=2_000),
            # Helpful links are none, and neither are the numbers of orders.
            Source("../threads/irc_ubuntu_train.jsonl", most=6_000),
            Source(str(settings.BASE_DIR / "fixtures/models/no_spam.jsonl"), weight=3.0),
        ),
    ),
}


def fit_model(recipe: Recipe, folder: Path) -> str:
    """Fit a model, and return it as a table."""
    examples = (example for source in recipe.sources for example in examples_of(source, folder))
    texts, labels, weights_of_texts = zip(*examples, strict=True)
    vectorizer = CountVectorizer(analyzer=features_of, binary=True, min_df=FEWEST_TEXTS)
    counted = vectorizer.fit_transform(texts)
    regression = LogisticRegression(C=recipe.strength, max_iter=500, class_weight="balanced")
    fitted = regression.fit(counted, labels, sample_weight=weights_of_texts)
    weights = dict(zip(vectorizer.get_feature_names_out(), fitted.coef_[0], strict=True))
    kept = {str(name): float(weight) for name, weight in weights.items() if abs(weight) >= LIGHTEST}
    return table_of(recipe.version, float(fitted.intercept_[0]), kept)


def examples_of(source: Source, folder: Path) -> Iterator[tuple[str, bool, float]]:
    lines = (folder / source.file).read_text(encoding="utf-8").splitlines()
    for line in lines[: source.most or None]:
        record = json.loads(line)
        yield record["text"], record.get("label") in source.positive, source.weight
