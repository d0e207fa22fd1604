"""Read the name or the greeting that a text begins with."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from typing import NamedTuple

from moderation.policy.answers.names import is_everyday, who_is
from moderation.policy.answers.values import Named
from moderation.policy.answers.words import FILLERS, GREETINGS, HONORIFICS, MANY, ONWARD, PRESENTED, TITLES

MOST_WORDS = 4
WORD = re.compile(r"[^\W_](?:[\w.'’-]*\w)?")
BLANK = re.compile(r"[^\w@\ue000-\ue0ff]*")
# Between a greeting and a name stand at most these.
SOFT = re.compile(r"[\s,!.*_-]*")
STOP = re.compile(r"\s*(?:[,:!;.…\n—–]|-\s|$)|\s*[^\w\s'’@/(-]")
SET_OFF = re.compile(r"\s*[,:]\s|\s[-–—]\s")
JOINED = re.compile(r"\s*(?:,|&|\+|/|\b(?:and|und|et|y|e|i|en|og|och|ja|ve|и)\b)\s*", re.IGNORECASE)
BEFORE_A_NAME = GREETINGS | ONWARD
AFTER_A_GREETING = BEFORE_A_NAME | FILLERS
SUFFIXED = re.compile(rf"(?P<name>[^\s、,。!！]{{1,20}}?)(?:{'|'.join(HONORIFICS)})")


class Opening(NamedTuple):
    """What a text begins with.

    `whom` are those whom the name there belongs to. `names` are what may be a name there, and `is_named` says that one
    stands there after a greeting. `is_loose` says that nothing parts it from what follows.
    """

    whom: tuple[Named, ...] = ()
    names: tuple[str, ...] = ()
    is_named: bool = False
    is_loose: bool = False
    is_several: bool = False
    is_to_many: bool = False


def cut_greeting(text: str) -> str:
    """Return a text without the greeting it begins with."""
    return text[_after_greeting(text)[0] :]


class Beginning(NamedTuple):
    """What stands at the beginning of a text, whoever is known there.

    `honoured` is a name that an honorific marks. `names` are what may be one, with where each ends.
    """

    is_greeted: bool
    is_to_many: bool
    honoured: str = ""
    words: tuple[re.Match[str], ...] = ()
    names: tuple[tuple[str, int], ...] = ()


def read_opening(text: str, people: Sequence[Named]) -> Opening:
    if named := _named_like_a_greeting(text, people):
        return named
    is_greeted, is_to_many, honoured, said, places = _beginning(text)
    if is_to_many:
        return Opening(is_to_many=True)
    if honoured:
        return Opening(who_is(honoured, people), (honoured,), is_named=True)
    names = tuple(name for name, _ in places)
    for name, end in places:
        is_word = is_everyday(name) or name.casefold() in TITLES
        if is_word and not is_greeted and not _is_set_off(text, name, end, people):
            continue
        if found := who_is(name, people):
            return _named(text, end, found, names, people, is_greeted=is_greeted)
    is_named = is_greeted and bool(said) and said[0][0][0].isupper() and not is_everyday(said[0][0])
    return Opening(names=names, is_named=is_named and any(STOP.match(text, end) for _, end in places))


# It is asked for before it is known who is there, and again afterwards.
@lru_cache(maxsize=1_024)
def _beginning(text: str) -> Beginning:
    start, is_greeted = _after_greeting(text)
    if suffixed := SUFFIXED.match(text, start):
        name = suffixed["name"]
        return Beginning(is_greeted, name in MANY, name)
    said = tuple(_words_at(text, start))
    for end in range(len(said), 0, -1):
        if _phrase(said[:end]) in MANY and (is_greeted or STOP.match(text, said[end - 1].end())):
            return Beginning(is_greeted, is_to_many=True)
    return Beginning(is_greeted, is_to_many=False, words=said, names=tuple(_possible_names(text, said)))


def _named_like_a_greeting(text: str, people: Sequence[Named]) -> Opening | None:
    """Return the member at the beginning whose name is a greeting too, such as Cara, if it cannot be one there."""
    blank = BLANK.match(text)
    word = next(_words_at(text, blank.end() if blank else 0), None)
    if word is None or _phrase([word]) not in BEFORE_A_NAME or not any(word[0] in each.names for each in people):
        return None
    if not (SET_OFF.match(text, word.end()) or JOINED.match(text, word.end())):
        return None
    return _named(text, word.end(), who_is(word[0], people), (word[0],), people, is_greeted=False)


def _named(
    text: str, end: int, found: tuple[Named, ...], names: tuple[str, ...], people: Sequence[Named], *, is_greeted: bool
) -> Opening:
    rest = text[end:].lstrip(" ")
    if _is_reported(rest):
        # It speaks of somebody.
        return Opening(names=names)
    joined = JOINED.match(text, end)
    is_several = bool(joined) and any(
        who_is(other[0], people) for other in list(_words_at(text, joined.end() if joined else end))[:1]
    )
    is_loose = not is_greeted and not STOP.match(text, end)
    return Opening(found, names, is_named=True, is_loose=is_loose, is_several=is_several)


def _is_set_off(text: str, name: str, end: int, people: Sequence[Named]) -> bool:
    """Tell whether a word that is somebody's name is written as the name is, and parted from what follows."""
    is_name = any(name == each for one in people for each in one.names)
    return is_name and SET_OFF.match(text, end) is not None


def _is_reported(rest: str) -> bool:
    said = [word[0].casefold() for word in _words_at(rest, 0)] if rest[:1].isalpha() else []
    return any(" ".join(said[:count]) in PRESENTED for count in range(1, len(said) + 1))


def _possible_names(text: str, said: Sequence[re.Match[str]]) -> list[tuple[str, int]]:
    """Return what may be a name at the beginning and where each ends, the longest first."""
    # A title alone is no name.
    titles = len(list(takewhile(lambda word: word[0].casefold() in TITLES, said)))
    start = titles if titles < len(said) else 0
    # What belongs to somebody is not the one spoken to.
    some = list(takewhile(lambda word: not word[0].endswith(("'s", "’s")), said[start : start + MOST_WORDS]))
    return [(text[some[0].start() : some[count - 1].end()], some[count - 1].end()) for count in range(len(some), 0, -1)]


def _words_at(text: str, start: int) -> Iterator[re.Match[str]]:
    """Yield the first words from here on, as far as only spaces part them."""
    at = start
    for _ in range(MOST_WORDS + 1):
        word = WORD.match(text, at)
        if word is None:
            return
        yield word
        at = word.end()
        # A short form such as Mr. ends with a point.
        at += text[at : at + 1] == "." and word[0].casefold() in TITLES
        if text[at : at + 1] != " ":
            return
        at += 1


# It is asked for several times while one text is read.
@lru_cache(maxsize=1_024)
def _after_greeting(text: str) -> tuple[int, bool]:
    """Return where a text goes on after its greeting, and whether it has one."""
    blank = BLANK.match(text)
    at, is_greeted = blank.end() if blank else 0, False
    while said := list(_words_at(text, at)):
        known = AFTER_A_GREETING if is_greeted else BEFORE_A_NAME
        count = next((n for n in range(min(len(said), MOST_WORDS), 0, -1) if _phrase(said[:n]) in known), 0)
        if not count:
            break
        soft = SOFT.match(text, said[count - 1].end())
        at = soft.end() if soft else said[count - 1].end()
        is_greeted |= _phrase(said[:count]) in GREETINGS
    return at, is_greeted


def _phrase(said: Sequence[re.Match[str]]) -> str:
    return " ".join(word[0].casefold().replace("’", "'") for word in said)
