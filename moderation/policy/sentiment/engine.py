"""What an engine is, and the bands that its scores fall in."""

from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from moderation.policy.reading import Reading
from moderation.policy.sentiment.words import EMOJI, TROUBLE
from moderation.policy.values import Sentiment


class Band(StrEnum):
    """What a text sounds like, from its words."""

    NEGATIVE = "negative"
    UNCLEAR = "unclear"
    POSITIVE = "positive"


class Own(NamedTuple):
    """A community's own words: names that say nothing about mood, and words and emoji that are negative there."""

    names: tuple[str, ...] = ()
    trouble: tuple[str, ...] = TROUBLE
    emoji: tuple[str, ...] = EMOJI


class Engine(NamedTuple):
    """A way to score a text, with the compound scores at which its bands begin.

    Markup changes nothing for one that scores the plain reading.
    """

    name: str
    score: Callable[[Reading], Sentiment]
    is_of_plain: bool
    negative_to: float
    positive_from: float

    def band(self, compound: float) -> Band:
        if compound <= self.negative_to:
            return Band.NEGATIVE
        return Band.POSITIVE if compound >= self.positive_from else Band.UNCLEAR
