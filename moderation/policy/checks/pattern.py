"""The check for patterns in RE2's syntax.

They are applied to the text as it was written.
"""

from collections.abc import Iterator, Sequence

from moderation.policy.checks.effort import count_states
from moderation.policy.checks.passage import Hit, Look, Passage
from moderation.policy.matching import BadPattern, Patterns, compiled, matches_nothing


def pattern(patterns: Sequence[str]) -> Look:
    found = Patterns(patterns)
    for index, program in enumerate(found.programs):
        if matches_nothing(program):
            raise BadPattern(
                f"The pattern {patterns[index]} also matches where nothing stands, so it would find every message."
            )

    def look(passage: Passage) -> Iterator[Hit]:
        for index, start, end in found.hits(passage.text):
            yield Hit(index, start, end, "Matches a pattern of this guideline.")

    return Look(look, found.programs)


def weight_of_pattern(pattern: str) -> float:
    """Return the weight of a pattern by its states and its size."""
    # Before the states are counted, which only a valid pattern has.
    size = float(compiled(pattern).programsize)
    # The size takes memory and time to compile, far less than a state takes.
    return count_states(pattern) + size / 200
