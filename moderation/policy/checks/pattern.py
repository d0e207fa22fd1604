"""Patterns that people wrote, in RE2's syntax, on the text as it was written."""

from collections.abc import Iterator, Sequence

from moderation.policy.checks.effort import places
from moderation.policy.checks.passage import Hit, Look, Passage
from moderation.policy.matching import BadPattern, Patterns, compiled


def pattern(patterns: Sequence[str]) -> Look:
    found = Patterns(patterns)
    if found.match_nothing():
        raise BadPattern(
            f"The pattern {patterns[0]} also matches where nothing stands, so it would find every message."
        )

    def look(passage: Passage) -> Iterator[Hit]:
        for index, start, end in found.hits(passage.text):
            yield Hit(index, start, end, "Matches a pattern of this guideline.")

    return Look(look, found.programs)


def weight_of_pattern(pattern: str) -> float:
    """The places where it can stand at once; and a little for its size, which takes memory and time to compile."""
    return places(pattern) + float(compiled(pattern).programsize) / 200
