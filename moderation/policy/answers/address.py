"""Read whom a text addresses."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from moderation.policy.answers import mentions
from moderation.policy.answers.mentions import FIRST_MARK, MANY, Mark
from moderation.policy.answers.names import WHOLLY, who_is
from moderation.policy.answers.opening import Opening, cut_greeting, read_opening
from moderation.policy.answers.values import Named
from moderation.policy.answers.words import BEFORE_SPOKEN_OF
from moderation.policy.answers.words import SPOKEN_OF as SPOKEN
from moderation.policy.reading import Kind, read_text

# Nobody is addressed for the first time after so much.
READ = 5_000
CALL = re.compile(r"[\ue000-\ue0ff]|(?<![\w@/.+-])@(?P<name>[^\W_][^\s@,:;!?()\[\]<>]*)")
WORDS = re.compile(r"(?:[ \t]+[^\W\d_][^\s@,:;!?()\[\]<>]*){0,3}")
SENTENCE_ENDS = re.compile(r"[.!?…]+[\s\"”)]|\n")
JOINING = re.compile(
    r"(?:[\s,&+/*_.:;!—–-]|\b(?:and|und|et|y|e|i|en|og|och|ja|ve|и|cc)\b|[^\w\s@\ue000-\ue0ff])+", re.IGNORECASE
)
_SPOKEN = "|".join(map(re.escape, sorted(SPOKEN, key=len, reverse=True)))
# A sentence about somebody, unless it asks them something.
SPOKEN_OF = re.compile(
    rf"\s+(?:{_SPOKEN})\b|['’]s\b|\s+(?:is|was|are|were|has|had|ist|war|hat|est|es|è)\b(?:[^?\n.!]|\.(?=\d))*(?:\n|!|\.(?!\d)|$)",
    re.IGNORECASE,
)
_BEFORE = "|".join(map(re.escape, sorted(BEFORE_SPOKEN_OF, key=len, reverse=True)))
CALLED_BEFORE = re.compile(rf"(?<!\w)(?:{_BEFORE})\s+$", re.IGNORECASE)
CLAUSE_ENDS = re.compile(r"\s*(?:[,!?.…:]|$|\n)")


class Call(NamedTuple):
    """A mention in a text.

    `whom` is None for somebody who is not known here. One that is not `is_to` speaks of the person only.
    """

    whom: Named | None
    is_to: bool
    is_first: bool
    is_many: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """Whom a text addresses, and how."""

    calls: tuple[Call, ...]
    quoted: tuple[Named, ...]
    opening: Opening
    words: str

    @property
    def is_to_many(self) -> bool:
        return self.opening.is_to_many or any(call.is_many for call in self.calls)

    @property
    def called(self) -> tuple[Named, ...]:
        """The members who are addressed by mention, each once."""
        return _each_once(call.whom for call in self.calls if call.is_to and call.whom)

    @property
    def is_lost(self) -> bool:
        """Tell whether a mention at the beginning is of somebody who is not known here."""
        return any(call.is_first and call.is_to and call.whom is None for call in self.calls)

    @property
    def begins(self) -> bool:
        """Tell whether the text begins with a mention of somebody who is known."""
        return any(call.is_first and call.is_to and call.whom for call in self.calls)

    @property
    def in_passing(self) -> tuple[Named, ...]:
        return _each_once(call.whom for call in self.calls if not call.is_to and call.whom)


def read_address(text: str, people: Sequence[Named]) -> Address:
    """Return whom a text addresses, of those who are named."""
    words, marks, names = _read_words(text)
    quoted = _each_once(found[0] for name in names if len(found := who_is(name, people, WHOLLY)) == 1)
    calls = tuple(_calls_in(words, marks, people))
    return Address(calls, quoted, read_opening(words, people), words)


@lru_cache(maxsize=1_024)
def names_to_look_up(text: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ids and the names that a text may address somebody by."""
    words, marks, quoted = _read_words(text)
    ids = {mark.id for mark in marks if mark.id}
    names = {mark.name for mark in marks if mark.name} | {*quoted}
    for found in CALL.finditer(words):
        if found["name"]:
            names |= {name for name, _ in _names_at(words, found)}
    return frozenset(ids), frozenset(names | {*read_opening(words, ()).names})


# A text is asked for names first, and read again when it is known who bears them.
@lru_cache(maxsize=1_024)
def _read_words(text: str) -> tuple[str, Sequence[Mark], Sequence[str]]:
    """Return what a text says itself, its mentions in markup, and the names of whom it quotes."""
    marked, marks = mentions.lift_marks(text[:READ])
    return _own_words(marked), marks, tuple(mentions.quoted_authors(marked))


def _own_words(marked: str) -> str:
    """Return a text as it is read, without what it quotes."""
    reading = read_text(marked)
    text = reading.text
    for kind, start, end in reversed(reading.segments):
        if kind in (Kind.QUOTE, Kind.CODE, Kind.LINK):
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text.strip()


def _calls_in(words: str, marks: Sequence[Mark], people: Sequence[Named]) -> Iterator[Call]:
    first = SENTENCE_ENDS.search(words, len(words) - len(cut_greeting(words)))
    last = 0
    for found in CALL.finditer(words):
        mark = marks[ord(found[0]) - FIRST_MARK] if found["name"] is None else None
        whom, end = _who_at(words, found, people) if mark is None else (_marked(mark, people), found.end())
        is_many = mark.is_many if mark else whom is None and found["name"].casefold() in MANY
        between = words[last : found.start()]
        is_to = _is_called(between, words[end:])
        if is_to or not is_many:
            yield Call(whom, is_to, first is None or found.start() <= first.start(), is_many)
        last = end


def _is_called(before: str, after: str) -> bool:
    """Tell whether a mention between these stands where one calls somebody."""
    if SPOKEN_OF.match(after):
        return False
    clause = re.split(r"[.!?…;:\n]\s*|,\s*", before)[-1]
    if not JOINING.sub("", cut_greeting(clause)):
        return True
    return bool(CLAUSE_ENDS.match(after)) and not CALLED_BEFORE.search(before)


def _marked(mark: Mark, people: Sequence[Named]) -> Named | None:
    by_id = [each for each in people if mark.id and each.id == mark.id]
    return next(iter(by_id), None) or _only(who_is(mark.name, people, WHOLLY))


def _names_at(words: str, found: re.Match[str]) -> Iterator[tuple[str, int]]:
    """Yield the names that may stand behind a sign, the longest first, with where each ends."""
    more = WORDS.match(words, found.end())
    ends = [found.end(), *(found.end() + each.end() for each in re.finditer(r"[ \t]+\S+", more[0] if more else ""))]
    for end in reversed(ends):
        name = words[found.start() + 1 : end].rstrip(".-_*'’")
        yield name, found.start() + 1 + len(name)
        if name.lower().endswith(("'s", "’s")):
            yield name[:-2], found.start() - 1 + len(name)


def _who_at(words: str, found: re.Match[str], people: Sequence[Named]) -> tuple[Named | None, int]:
    for name, end in _names_at(words, found):
        if whom := _only(who_is(name, people, WHOLLY)):
            return whom, end
    return None, found.end()


def _only(found: Sequence[Named]) -> Named | None:
    here = [each for each in found if each.is_here]
    some = here or found
    return some[0] if len(some) == 1 else None


def _each_once(found: Iterator[Named | None]) -> tuple[Named, ...]:
    return tuple({each.who: each for each in found if each}.values())
