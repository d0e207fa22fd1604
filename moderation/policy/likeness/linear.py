"""Linear models over words: how a text is told to be like what they were fitted on, and by which words."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from typing import NamedTuple

WORDS_TOLD = 4
# The least likeness that is told. The mean of the votes is never so far from it.
LEAST, FAR_BELOW = 0.12, 0.08
# A word counts for a text that pulls at least so much as the strongest.
LEAST_PULL = 0.4


class Vote(NamedTuple):
    """One of a model's members: where it begins, and the slope and the offset that make its sum a probability.

    Platt, Probabilistic outputs for support vector machines (1999): p = 1 / (1 + exp(slope * sum + offset)).
    """

    bias: float
    slope: float
    offset: float


class Likeness(NamedTuple):
    """How much a text is like something, 0 to 1, and the words that speak most for it."""

    probability: float
    words: tuple[str, ...]


UNLIKE = Likeness(0.0, ())


@dataclass(frozen=True)
class Model:
    """A model with its version, which findings name.

    `weights` has a number for each vote by feature, and `scales` a factor by feature for a model that brings each text
    to the same length.
    """

    name: str
    version: str
    features: Callable[[str], Sequence[str]]
    votes: tuple[Vote, ...]
    weights: Mapping[str, tuple[float, ...]]
    scales: Mapping[str, float] | None = None

    @cached_property
    def pulls(self) -> dict[str, float]:
        """What each feature pulls in all votes together, before a text is brought to its length."""
        scales = self.scales or {}
        return {feature: sum(votes) * scales.get(feature, 1.0) for feature, votes in self.weights.items()}

    @cached_property
    def mean(self) -> Vote:
        return Vote(*(sum(column) / len(self.votes) for column in zip(*self.votes, strict=True)))

    def likeness(self, text: str) -> Likeness:
        """Return how much a text is like what the model knows, as its votes say on average.

        Below 0.12 it is 0, and no words are told.
        """
        pulls = self.pulls
        known = [feature for feature in self.features(text) if feature in pulls]
        # Most texts are like nothing, which the sum over all votes tells in one pass.
        if not known or self.is_unlike(known):
            return UNLIKE
        values = self.values_of(known)
        probabilities = [
            probability(vote, sum(value * self.weights[feature][number] for feature, value in values.items()))
            for number, vote in enumerate(self.votes)
        ]
        found = sum(probabilities) / len(probabilities)
        return Likeness(found, self.words_for(values)) if found >= LEAST else UNLIKE

    def is_unlike(self, known: Sequence[str]) -> bool:
        """Tell whether the mean of all votes is far below what could be told."""
        if self.scales is None:
            pulled = sum(map(self.pulls.__getitem__, set(known)))
        else:
            counted = Counter(known)
            pulled = sum(self.pulls[feature] * times for feature, times in counted.items())
            pulled /= math.sqrt(sum((self.scales[feature] * times) ** 2 for feature, times in counted.items()))
        return probability(self.mean, pulled / len(self.votes)) < FAR_BELOW

    def values_of(self, known: Iterable[str]) -> dict[str, float]:
        if self.scales is None:
            return dict.fromkeys(known, 1.0)
        values = {feature: self.scales[feature] * times for feature, times in Counter(known).items()}
        length = math.sqrt(sum(value * value for value in values.values()))
        return {feature: value / length for feature, value in values.items()}

    def words_for(self, values: Mapping[str, float]) -> tuple[str, ...]:
        def pull(feature: str) -> float:
            return values[feature] * sum(self.weights[feature])

        strongest = nlargest(WORDS_TOLD, values, key=pull)
        return tuple(word for word in strongest if pull(word) > 0 and pull(word) >= LEAST_PULL * pull(strongest[0]))


def probability(vote: Vote, total: float) -> float:
    # Beyond this the exponential leaves the range of a float.
    return 1 / (1 + math.exp(max(-700.0, min(700.0, vote.slope * (total + vote.bias) + vote.offset))))
