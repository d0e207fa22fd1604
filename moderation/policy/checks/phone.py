"""The check for telephone numbers.

A cheap pattern finds candidates, and the numbering plans of the pattern's regions judge them.
"""

import re
from collections.abc import Iterator, Sequence

import phonenumbers

from moderation.policy.checks.numbered import is_named
from moderation.policy.checks.passage import Hit, Look, Passage
from moderation.policy.matching import BadPattern, Patterns

DEFAULT_REGIONS = ("US", "GB")
# Judging a candidate takes about 0.1 ms, so a wall of digits is cut short.
MOST_CANDIDATES = 20
MOST_TRIMS = 3
SHORTEST = 7
CANDIDATES = (r"(?:\+|\b00|\(|\b)\d(?:[ ().\-/]{0,3}\d){6,14}(?: ?(?:x|ext\.? ?)\d{1,5})?\b",)
NOT_A_NUMBER = re.compile(
    r"(?:19|20)\d\d[-./ ][01]?\d[-./ ][0-3]?\d|[0-3]?\d[-./][01]?\d[-./](?:19|20)\d\d"
    r"|\d{1,3}(?:\.\d{1,3}){3}$|\d{1,3}(?:[.,]\d{3})+$"
)
INTRODUCED = re.compile(
    r"\b(?:call|phone|tel|telephone|mobile|cell|whatsapp|ring|reach|contact|fax|desk|office|messages to|answering at"
    r"|text)\b\W{0,3}(?:\w+\W{1,3}){0,3}$",
    re.IGNORECASE,
)
SEPARATED = re.compile(r"\d[ ().\-/]+\d")
DIALLED = re.compile(r"0\d{9,11}$")
NORTH_AMERICAN = re.compile(r"(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-. ]\d{4}(?: ?x\d+)?$")


def phone(patterns: Sequence[str]) -> Look:
    """Prepare the check for numbers.

    A pattern may list regions (US GB DE) whose national way of writing is read. Numbers with + are read everywhere.
    """
    regions = [regions_of(pattern) for pattern in patterns]
    found = Patterns(CANDIDATES, MOST_CANDIDATES)

    def look(passage: Passage) -> Iterator[Hit]:
        words = passage.words
        candidates = [(start, last) for _, start, last in found.hits(words.text)]
        for index, wanted in enumerate(regions):
            for start, last in candidates:
                end = number_end(words.text, start, last, wanted)
                if end:
                    yield Hit(index, *words.written(start, end), "A telephone number.")

    return Look(look, found.programs)


def regions_of(pattern: str) -> tuple[str, ...]:
    regions = tuple(pattern.upper().replace(",", " ").split()) or DEFAULT_REGIONS
    for region in regions:
        if region not in phonenumbers.SUPPORTED_REGIONS:
            raise BadPattern(f"{region} is not a region with telephone numbers; write two letters, such as US or DE.")
    return regions


def number_end(text: str, start: int, end: int, regions: Sequence[str]) -> int | None:
    """Return the end of the number, or None when there is none."""
    for _ in range(MOST_TRIMS):
        if is_number(text, start, end, regions):
            return end
        # The part after a space may be a date or another number.
        end = text.rfind(" ", start, end)
        if end - start < SHORTEST:
            return None
    return None


def is_number(text: str, start: int, end: int, regions: Sequence[str]) -> bool:
    candidate = text[start:end]
    if candidate.startswith("+"):
        return is_possible(candidate)
    # Dates, network addresses and amounts look much like numbers.
    if NOT_A_NUMBER.match(candidate) or is_named(text, start):
        return False
    separated = bool(SEPARATED.search(candidate))
    # A bare run of digits is more often an order or a tracking number.
    introduced = bool(INTRODUCED.search(text[max(0, start - 40) : start]))
    if (introduced and (separated or DIALLED.match(candidate))) or NORTH_AMERICAN.match(candidate):
        return True
    return (separated or introduced) and any(is_valid(candidate, region) for region in regions)


def is_possible(candidate: str) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(candidate, None))
    except phonenumbers.NumberParseException:
        return False


def is_valid(candidate: str, region: str) -> bool:
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(candidate, region))
    except phonenumbers.NumberParseException:
        return False


def weight_of_phone(pattern: str) -> float:
    """Return the weight of a pattern, 2 for each region."""
    # Each candidate is tried in each region.
    return 2 * len(pattern.replace(",", " ").split() or DEFAULT_REGIONS)
