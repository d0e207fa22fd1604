"""The check for capitals and exclamation marks.

A pattern is the share of capitals in percent (80).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from moderation.policy.checks.passage import Hit, Look, Passage
from moderation.policy.matching import BadPattern
from moderation.policy.reading import Draft

DEFAULT_PERCENT = 80
# Short names and abbreviations are written in capitals without any shouting.
FEWEST_CAPITALS = 15
CAPITALS = re.compile(r"[^\W\d_a-z]")
LETTERS = re.compile(r"[^\W\d_]")
# Without these bytes UTF-8 has one byte for each ASCII capital and for each character beyond ASCII.
NEVER_CAPITALS = bytes(code for code in range(0xC0) if not chr(code).isupper())
EXCLAIMED = re.compile(r"[!！]{4,}")


class Capitals(NamedTuple):
    """The share of capitals in percent, and the span that they take."""

    share: int
    start: int
    end: int


def shouting(patterns: Sequence[str]) -> Look:
    limits = [percent(pattern) for pattern in patterns]

    def look(passage: Passage) -> Iterable[Hit]:
        text = passage.words.text
        capitals_at_most = len(passage.texts[0].translate(None, NEVER_CAPITALS))
        is_loud = capitals_at_most >= FEWEST_CAPITALS or "!!" in text or "！" in text
        return hits(passage.words) if is_loud else ()

    def hits(words: Draft) -> Iterator[Hit]:
        found = capitals(words.text)
        exclaimed = EXCLAIMED.search(words.text)
        for index, limit in enumerate(limits):
            if found and found.share >= limit:
                span = words.written(found.start, found.end)
                yield Hit(index, *span, f"{found.share} percent of the letters are capitals.")
            if exclaimed:
                yield Hit(
                    index, *words.written(*exclaimed.span()), f"{len(exclaimed.group())} exclamation marks in a row."
                )

    return Look(look)


def percent(pattern: str) -> int:
    if not pattern.strip():
        return DEFAULT_PERCENT
    if not pattern.strip().isdecimal() or not 1 <= int(pattern) <= 100:
        raise BadPattern(f"The share of capitals must be a whole number from 1 to 100, not {pattern}.")
    return int(pattern)


def capitals(text: str) -> Capitals | None:
    """Return the capitals of a text, or None when they are too few."""
    found = [at for at in CAPITALS.finditer(text) if at.group().isupper()]
    if len(found) < FEWEST_CAPITALS:
        return None
    letters = len(LETTERS.findall(text))
    return Capitals(100 * len(found) // letters, found[0].start(), found[-1].end())
