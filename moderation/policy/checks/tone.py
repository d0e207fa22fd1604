"""The check for negative sentiment.

A pattern is the compound score at or below which a text counts ("-0.75").
"""

import math
from collections.abc import Iterable, Iterator, Sequence

from moderation.policy.checks.passage import Hit, Look, Passage, Unknown
from moderation.policy.matching import BadPattern
from moderation.policy.sentiment.play import is_negative
from moderation.policy.written import signed


def sentiment(patterns: Sequence[str]) -> Look:
    limits = [limit(pattern) for pattern in patterns]

    def look(passage: Passage) -> Iterable[Hit]:
        is_mild = passage.sentiment is not None and passage.sentiment.compound > max(limits)
        return () if is_mild or not passage.is_whole else hits(passage)

    def hits(passage: Passage) -> Iterator[Hit]:
        if passage.sentiment is None:
            raise Unknown("sentiment")
        for index, lowest in enumerate(limits):
            if is_negative(passage.sentiment, lowest):
                reason = f"Sentiment {signed(passage.sentiment.compound)} is at or below {signed(lowest)}."
                yield Hit(index, 0, len(passage.text), reason)

    return Look(look)


def limit(pattern: str) -> float:
    try:
        number = float(pattern)
    except ValueError:
        # Not a number fails every comparison, so the sentence below covers it too.
        number = math.nan
    if not -1 <= number < 0:
        raise BadPattern(f"The sentiment limit must be a number from -1 to below 0, not “{pattern}”.")
    return number
