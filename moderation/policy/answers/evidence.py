"""Tell from a text whether it can be meant for whom its place says."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from moderation.policy.answers.address import CALLED_BEFORE, Address
from moderation.policy.answers.names import is_everyday, letters_of, parts_of
from moderation.policy.answers.values import Named
from moderation.policy.answers.words import (
    ANNOUNCING,
    ANNOUNCING_SIGNS,
    ANNOUNCING_STARTS,
    ANSWERING_STARTS,
    CORRECTIONS,
    EMPTY,
    FOR,
    KIND_STARTS,
    MANY,
    PLEASANT,
    SLIPS,
    STATING,
    TAKING_UP,
    WE,
    YOU,
)
from moderation.policy.everyday import EVERYDAY

WORD = re.compile(r"[^\W_](?:[\w'’.-]*[^\W_])?")
SHORTEST_PASSING = 3
FEW_WORDS, NEAR_BEGINNING = 5, 4
# Words of the same stem begin alike.
SHORTEST_STEM, STEM = 4, 5
MANY_WORDS = 400
LONG_WORDS = 60
# What may follow a name by which somebody is called at the end of a clause.
CALLED_AFTER = re.compile(r"(?:\s[A-Z]\b\.?)?\s*(?:[,!?.…)]|$|\n|[^\w\s'’@/(:;-])")


def _any_of(phrases: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True)))


ANNOUNCED = re.compile(rf"(?<!\w)(?:{_any_of(ANNOUNCING)})(?!\w)", re.IGNORECASE)
STARTED = re.compile(rf"\W*(?:{_any_of(ANNOUNCING_STARTS)})(?!\w)", re.IGNORECASE)
ANSWERED = re.compile(rf"\W*(?:\d|(?:{_any_of(ANSWERING_STARTS)})(?!\w))", re.IGNORECASE)
KIND = re.compile(rf"\W*(?:{_any_of(KIND_STARTS)})(?!\w)", re.IGNORECASE)
CORRECTED = re.compile(rf"\W*(?:{_any_of(CORRECTIONS)})(?!\w)", re.IGNORECASE)
HEADED = re.compile(
    rf"\W*(?:[^\W\d]+\W+){{0,5}}?(?:{_any_of(FOR)})\s+(?:{_any_of(MANY)})(?!\w)[^.?!:\n]{{0,60}}?(?:[:!\n,]|\s[—–-]\s)",
    re.IGNORECASE,
)
SLIPPED = re.compile(rf"\W*(?:{_any_of(SLIPS)})\W*", re.IGNORECASE)


def is_for_all(words: str) -> bool:
    """Tell whether a text announces something, or asks whoever is there."""
    is_signed = words.lstrip().startswith(ANNOUNCING_SIGNS)
    return is_signed or bool(ANNOUNCED.search(words) or STARTED.match(words))


def is_headed_to_all(words: str) -> bool:
    """Tell whether the first words of a text, parted from what follows, say that it is for all."""
    return HEADED.match(words) is not None and ANSWERED.match(words) is None


def is_long_to_nobody(words: str) -> bool:
    """Tell whether a text is long and has no word to anybody."""
    said = [word.casefold().replace("’", "'") for word in WORD.findall(words)]
    return len(said) >= LONG_WORDS and YOU.isdisjoint(said)


def is_corrected(words: str) -> bool:
    """Tell whether a text goes on from what the same person wrote before."""
    return CORRECTED.match(words) is not None


def has_words(words: str) -> bool:
    return WORD.search(words) is not None


def is_pleasant(words: str) -> bool:
    """Tell whether a text is nothing but thanks, a greeting or a picture of a mood."""
    return all(word.casefold() in PLEASANT for word in WORD.findall(words))


def is_kind(words: str) -> bool:
    """Tell whether a text begins as one does to somebody's good or bad news."""
    return KIND.match(words) is not None


def is_fragment(words: str, most: int = FEW_WORDS) -> bool:
    """Tell whether a few words say something only together with what they answer."""
    said = [word.casefold() for word in WORD.findall(words)]
    return len(said) <= most and STATING.isdisjoint(said)


def takes_up(words: str) -> bool:
    """Tell whether a text goes on from what somebody said, and does not begin a matter of its own."""
    said = [word.casefold().replace("’", "'") for word in WORD.findall(words)]
    if not YOU.isdisjoint(said) or not TAKING_UP.isdisjoint(said[:NEAR_BEGINNING]):
        return True
    if said and said[0] in WE:
        return len(said) <= FEW_WORDS
    # What is called out is rather for all.
    return bool(ANSWERED.match(words)) or (is_fragment(words) and not words.rstrip().endswith("!"))


def is_a_slip(words: str) -> bool:
    """Tell whether a text says that it was not meant to be written."""
    return SLIPPED.fullmatch(words) is not None


def in_common(words: str, texts: Iterable[str]) -> int:
    """Return how many of its stems a text shares with others."""
    stems = set(_stems(words))
    return len(stems & {stem for text in texts for stem in _stems(text)})


def _stems(text: str) -> Iterator[str]:
    for word in WORD.findall(text)[:MANY_WORDS]:
        letters = letters_of(word)
        if letters.isdigit() and len(letters) > 1:
            yield letters
        elif len(letters) >= SHORTEST_STEM and word.casefold() not in EMPTY:
            yield letters[:STEM]


def speaks_of_others(address: Address, people: Sequence[Named], meant: Collection[int]) -> bool:
    """Tell whether a text names another member, who may be meant as well."""
    if any(each.who not in meant and not each.is_staff for each in address.in_passing):
        return True
    return any(True for _ in _named_there(address, people, meant))


def calls_others(address: Address, people: Sequence[Named], meant: Collection[int]) -> bool:
    """Tell whether a text calls another member by name at the end of a clause."""
    words = address.words
    ends = _named_there(address, people, meant)
    return any(CALLED_AFTER.match(words, end) and not CALLED_BEFORE.search(words[:start]) for start, end in ends)


def _named_there(address: Address, people: Sequence[Named], meant: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield where the names of other members stand in a text."""
    others = [each for each in people if each.is_here and not each.is_staff and each.who not in meant]
    own = {part for each in people if each.who in meant for name in each.names for part in parts_of(name)}
    names = {name for each in others for name in each.names if not is_everyday(name)}
    wholly = {letters_of(name) for name in names}
    partly = {part for name in names for part in parts_of(name)} - EVERYDAY - own
    for word in WORD.finditer(address.words):
        letters = letters_of(word[0])
        is_whole = len(letters) >= SHORTEST_PASSING and letters in wholly
        if is_whole or (word[0][0].isupper() and letters in partly):
            yield word.span()
