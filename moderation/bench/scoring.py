"""Stage "sentiment", the speed of scoring and its equality with the package."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from moderation.bench import corpus, pace
from moderation.bench.figures import Figure, Report
from moderation.bench.sizes import Sizes
from moderation.bench.texts import generated_texts
from moderation.policy.sentiment.vader import reference_scorer, score_text, scored_prefix
from moderation.policy.values import Sentiment

SEED = 2026


def measure(sizes: Sizes) -> Report:
    pace.warm()
    texts = corpus.texts_of(Path(sizes.corpus_file)) if sizes.corpus_file else corpus.texts(sizes.corpus)
    beside = side_by_side(texts, sizes.rounds)
    figures = [
        Figure("speed", beside.times_ref, "x REF", must=2.5, aim=3.0),
        Figure("differences on the corpus", differences(texts), must=0, at_most=True),
        Figure(
            "differences on generated texts",
            differences(generated_texts(sizes.generated, SEED)),
            must=0,
            at_most=True,
        ),
    ]
    counted = {"texts": len(texts), "characters_a_text": sum(map(len, texts)) / len(texts)}
    return Report(
        figures, beside.ref_a_second, counted | {"texts_a_second": beside.a_second, "generated": sizes.generated}
    )


def side_by_side(texts: Sequence[str], rounds: int) -> pace.Pace:
    beside = pace.Pace()
    for _ in range(rounds):
        beside.measure(texts, lambda: pace.rate(len(texts), lambda: [score_text(text) for text in texts]))
    return beside


def differences(texts: Iterable[str], ours: Callable[[str], Sentiment] = score_text) -> int:
    """Count the texts whose numbers differ from the package's for the scored part."""
    package = reference_scorer()
    return sum(numbers(ours(text)) != package(scored_prefix(text)[0]) for text in texts)


def numbers(sentiment: Sentiment) -> dict[str, float]:
    return {name: getattr(sentiment, name) for name in ("neg", "neu", "pos", "compound")}
