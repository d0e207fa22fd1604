"""Tell a negative tone from one that only words of play, work and idioms make."""

import math

from moderation.policy.likeness.idle import IDLE
from moderation.policy.sentiment.words import PLAYED
from moderation.policy.values import Sentiment

# VADER's own: a sum of valences becomes a compound score by it.
ALPHA = 15
# What the other words must say by themselves, as a share of the limit.
SHARE = 0.75


def is_negative(sentiment: Sentiment, limit: float) -> bool:
    """Tell whether a text is as negative as the limit, and nearly so without words that people play and work with.

    "This boss killed me" and "kill the dead process" have words of violence and no mood.
    """
    if sentiment.compound > limit:
        return False
    # The scored words are fewer in a long text, where a few words decide nothing.
    others = [word.contribution for word in sentiment.words if not is_played(word.term)]
    return len(others) == len(sentiment.words) or compound_of(sum(others)) <= SHARE * limit


def is_played(term: str) -> bool:
    word = term.lower()
    return word in PLAYED or word in IDLE


def compound_of(total: float) -> float:
    return total / math.sqrt(total * total + ALPHA)
