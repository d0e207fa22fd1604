"""Find whom a name belongs to, as people call each other."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from moderation.policy.answers.values import Named
from moderation.policy.everyday import EVERYDAY
from moderation.policy.naming import name_letters

# A shorter beginning is that of too many names.
SHORTEST_BEGINNING = 3
PARTS = re.compile(r"[^\W\d_]+|\d+")
CAPITAL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
HANDLE = re.compile(r"\d|^[a-zà-ÿ]{8,}$|[a-zà-ÿ][A-ZÀ-Þ]")


@lru_cache(maxsize=4_096)
def letters_of(name: str) -> str:
    return name_letters(name)


@lru_cache(maxsize=4_096)
def parts_of(name: str) -> frozenset[str]:
    """Return the words of a name, those of a handle too."""
    return frozenset(letters_of(part) for part in PARTS.findall(CAPITAL.sub(" ", name)) if len(part) > 1)


def _is_whole(called: str, name: str) -> bool:
    return letters_of(name) == called


def _is_part(called: str, name: str) -> bool:
    return called in parts_of(name) or _is_whole(called, name)


def _begins(called: str, name: str) -> bool:
    """Tell whether one is the beginning of the other, as short and inflected forms are."""
    pairs = (sorted((called, letters), key=len) for letters in (letters_of(name), *parts_of(name)))
    return any(len(shorter) >= SHORTEST_BEGINNING and longer.startswith(shorter) for shorter, longer in pairs)


WHOLLY: tuple[Callable[[str, str], bool], ...] = (_is_whole,)
# One who bears it as the first of two names is called so as well as one who bears it alone.
LOOSELY = (_is_part, _begins)


def who_is(
    called: str, people: Iterable[Named], ways: Sequence[Callable[[str, str], bool]] = LOOSELY
) -> tuple[Named, ...]:
    """Return those who are called so, by the nearest way in which anybody is."""
    letters = letters_of(called)
    everybody = list(people)
    # A part of a name is one word.
    some = ways if " " not in called else WHOLLY
    for fits in some if letters else ():
        found = {each.who: each for each in everybody if any(fits(letters, name) for name in each.names)}
        if found:
            return tuple(found.values())
    return ()


def is_everyday(name: str) -> bool:
    """Tell whether a name is a word that begins many sentences."""
    return name.casefold() in EVERYDAY


def is_of_a_person(name: str) -> bool:
    """Tell whether a name looks like that of a passport, and not like a handle."""
    return bool(name) and not HANDLE.search(name.strip())
