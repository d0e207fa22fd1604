"""Linear models over words: how a text is told to be like what they were fitted on, and by which words."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nlargest
from typing import NamedTuple

WORDS_TOLD = 4


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


@dataclass(frozen=True, slots=True)
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

    def likeness(self, text: str) -> Likeness:
        """Return how much a text is like what the model knows, as its votes say on average."""
        values = self.values_of(self.features(text))
        if not values:
            # Nothing that the model knows: what it says of no words is no judgement.
            return Likeness(0.0, ())
        probabilities = [
            probability(vote, sum(value * self.weights[feature][number] for feature, value in values.items()))
            for number, vote in enumerate(self.votes)
        ]
        return Likeness(sum(probabilities) / len(probabilities), self.words_for(values))

    def values_of(self, features: Iterable[str]) -> dict[str, float]:
        known = [feature for feature in features if feature in self.weights]
        if self.scales is None:
            return dict.fromkeys(known, 1.0)
        values: dict[str, float] = {}
        for feature in known:
            values[feature] = values.get(feature, 0.0) + self.scales[feature]
        length = math.sqrt(sum(value * value for value in values.values()))
        return {feature: value / length for feature, value in values.items()}

    def words_for(self, values: Mapping[str, float]) -> tuple[str, ...]:
        def pull(feature: str) -> float:
            return values[feature] * sum(self.weights[feature])

        return tuple(feature for feature in nlargest(WORDS_TOLD, values, key=pull) if pull(feature) > 0)


def probability(vote: Vote, total: float) -> float:
    # Beyond this the exponential leaves the range of a float.
    return 1 / (1 + math.exp(max(-700.0, min(700.0, vote.slope * (total + vote.bias) + vote.offset))))
