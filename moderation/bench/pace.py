"""REF, the plain vaderSentiment loop, and rates beside it.

The machine is never equally fast twice.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from time import perf_counter

from moderation.policy.sentiment.vader import reference_scorer, score_text, scored_prefix


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def rate(count: int, work: Callable[[], object]) -> float:
    return count / seconds(work)


def as_ref_reads(texts: Sequence[str]) -> list[str]:
    """Cut texts for REF as they are cut for us.

    On a text of glued emoji REF takes minutes.
    """
    return [scored_prefix(text)[0] for text in texts]


def ref_rate(texts: Sequence[str]) -> float:
    """Return texts a second of the plain loop."""
    read, scores = as_ref_reads(texts), reference_scorer()
    return rate(len(read), lambda: [scores(text) for text in read])


@dataclass
class Pace:
    """Each round's own rate, and REF's in the same moments."""

    own: list[float] = field(default_factory=list)
    ref: list[float] = field(default_factory=list)

    def add(self, own: float, ref: float) -> None:
        self.own.append(own)
        self.ref.append(ref)

    def measure(self, texts: Sequence[str], own: Callable[[], float]) -> None:
        """Measure one round, with REF on these texts just before and just after."""
        before, rate = ref_rate(texts), own()
        self.add(rate, (before + ref_rate(texts)) / 2)

    @property
    def a_second(self) -> float:
        return median(self.own)

    @property
    def ref_a_second(self) -> float:
        return median(self.ref)

    @property
    def times_ref(self) -> float:
        return median(own / ref for own, ref in zip(self.own, self.ref, strict=True))


def warm() -> None:
    """Let both scorers load their lexicon, which is not measured."""
    score_text("warm")
    reference_scorer()("warm")
