"""The check for patterns in RE2's syntax."""

import re
from collections.abc import Iterator, Sequence

from moderation.policy.checks.effort import count_states
from moderation.policy.checks.passage import Hit, Look, Passage
from moderation.policy.matching import BadPattern, Patterns, compiled, matches_nothing
from moderation.policy.reading import Draft

# A pattern that writes a part of an address looks into addresses, and no other does.
ADDRESSED = re.compile(r"https?|www|://|\\\.\(?(?:\?:)?(?:com|net|org|\\w)")
PLAINLY = "Matches a pattern of this guideline."
DISGUISED = "Matches a pattern of this guideline, in a disguised spelling."


def pattern(patterns: Sequence[str]) -> Look:
    found = Patterns(patterns)
    for index, program in enumerate(found.programs):
        if matches_nothing(program):
            raise BadPattern(
                f"The pattern {patterns[index]} also matches where nothing stands, so it would find every message."
            )
    addressed = [number for number, each in enumerate(patterns) if ADDRESSED.search(each)]
    in_words = [number for number in range(len(patterns)) if number not in set(addressed)]
    by_kind = [(numbers, Patterns([patterns[number] for number in numbers])) for numbers in (in_words, addressed)]

    def look(passage: Passage) -> Iterator[Hit]:
        (words, among_words), (numbers, among_addresses) = by_kind
        seen: dict[int, list[tuple[int, int]]] = {}
        yield from new_hits(passage.reading.draft, numbers, among_addresses, seen, PLAINLY)
        for view in passage.views:
            if view.is_text:
                reason = DISGUISED if view.disguised else PLAINLY
                yield from new_hits(view.draft, words, among_words, seen, reason)

    return Look(look, found.programs)


def new_hits(
    draft: Draft, numbers: Sequence[int], patterns: Patterns, seen: dict[int, list[tuple[int, int]]], reason: str
) -> Iterator[Hit]:
    """Yield the hits in one reading where no earlier reading has one."""
    hits = [(numbers[index], *draft.written(start, end)) for index, start, end in patterns.hits(draft.text)]
    fresh = [
        (number, start, end)
        for number, start, end in hits
        if start < end and not any(start < past and begin < end for begin, past in seen.get(number, ()))
    ]
    for number, start, end in fresh:
        seen.setdefault(number, []).append((start, end))
        yield Hit(number, start, end, reason)


def weight_of_pattern(pattern: str) -> float:
    """Return the weight of a pattern by its states and its size."""
    # Before the states are counted, which only a valid pattern has.
    size = float(compiled(pattern).programsize)
    # The size takes memory and time to compile, far less than a state takes.
    return count_states(pattern) + size / 200
