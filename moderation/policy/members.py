"""Take a person's name and words out of the texts of others."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from moderation.policy.everyday import WORDS

ERASED = "[erased]"
# A shorter run of the same letters may be anybody's words.
QUOTE = 20
# Shorter ids and names stand for other things in most texts.
SHORTEST_ID, SHORTEST_NAME = 5, 3
EVERYDAY = frozenset(WORDS.split())
Cut = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Rest:
    """A text without what was taken out, and the passages that were."""

    text: str
    cuts: tuple[Cut, ...] = ()

    def moved(self, start: int, end: int) -> Cut:
        """Return where a passage of the whole text is now."""
        return self._moved(start, to_end=False), self._moved(end, to_end=True)

    def _moved(self, at: int, *, to_end: bool) -> int:
        shift = 0
        for start, end in self.cuts:
            if at >= end:
                shift += len(ERASED) - (end - start)
            elif at > start:
                return start + shift + len(ERASED) * to_end
        return at + shift


@dataclass(frozen=True, slots=True)
class Traces:
    """What tells that a text speaks of a person or quotes them."""

    names: re.Pattern[str] | None = None
    quoted: frozenset[str] = frozenset()

    def take_out(self, text: str) -> Rest:
        cuts = list(_merged([*self._named(text), *_quotes_in(text, self.quoted)]))
        parts, last = [], 0
        for start, end in cuts:
            parts += [text[last:start], ERASED]
            last = end
        return Rest("".join([*parts, text[last:]]), tuple(cuts))

    def take_out_of(self, value: Any) -> Any:
        """Take it out of every text of a JSON value."""
        if isinstance(value, str):
            return self.take_out(value).text
        if isinstance(value, list):
            return [self.take_out_of(each) for each in value]
        if isinstance(value, dict):
            return {self.take_out(key).text: self.take_out_of(each) for key, each in value.items()}
        return value

    def _named(self, text: str) -> Iterable[Cut]:
        return (found.span() for found in self.names.finditer(text)) if self.names else ()


def traces_of_names(name: str, external_id: str) -> Traces:
    """Return what finds a name and an id where they stand as whole words."""
    said = [*_forms_of_name(name), *_forms_of_id(external_id)]
    return Traces(re.compile("|".join(said), re.IGNORECASE) if said else None)


def _forms_of_name(name: str) -> Iterable[str]:
    words = name.split()
    if not words:
        return
    pattern = _whole(r"\s+".join(map(re.escape, words)))
    yield f"@{pattern}"
    # What everybody says is no name unless it is addressed.
    is_common = len(words) == 1 and words[0].casefold() in EVERYDAY
    if len(name) >= SHORTEST_NAME and not is_common:
        yield pattern


def _forms_of_id(external_id: str) -> Iterable[str]:
    if external_id:
        yield rf"<@!?{re.escape(external_id)}>"
    if len(external_id) >= SHORTEST_ID:
        yield f"@?{_whole(re.escape(external_id))}"


def _whole(pattern: str) -> str:
    # Ids are often joined to others with an underscore.
    return rf"(?<![^\W_]){pattern}(?![^\W_])"


def quotes_of(texts: Iterable[str]) -> frozenset[str]:
    """Return every run of letters that is long enough to be a quote of these texts."""
    return frozenset(run for letters, _ in map(_letters_of, texts) for _, run in _runs(letters))


def _quotes_in(text: str, quoted: frozenset[str]) -> Iterable[Cut]:
    if not quoted or len(text) < QUOTE:
        return
    letters, places = _letters_of(text)
    for at, run in _runs(letters):
        if run in quoted:
            yield places[at], places[at + QUOTE - 1] + 1


def _runs(letters: str) -> Iterable[tuple[int, str]]:
    """Yield every run of the length of a quote that begins and ends with a letter."""
    for at in range(len(letters) - QUOTE + 1):
        run = letters[at : at + QUOTE]
        if run[0] != " " != run[-1]:
            yield at, run


def _letters_of(text: str) -> tuple[str, list[int]]:
    """Return the letters of a text with one space for all between them, and where each stands."""
    letters: list[str] = []
    places: list[int] = []
    for at, mark in enumerate(text):
        # A quote breaks lines and marks them anew.
        said = mark.casefold() if mark.isalnum() else " "
        if said == " " and (not letters or letters[-1] == " "):
            continue
        letters += said
        places += [at] * len(said)
    return "".join(letters), places


def _merged(cuts: list[Cut]) -> Iterable[Cut]:
    """Yield passages in order, with those that meet as one."""
    last: Cut | None = None
    for start, end in sorted(cuts):
        if last and start <= last[1]:
            last = last[0], max(last[1], end)
            continue
        if last:
            yield last
        last = start, end
    if last:
        yield last
