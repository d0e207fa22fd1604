"""The check for phrases of whole words, in any spelling.

A trailing * finds words that begin so, a leading [xx] names their language.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from moderation.policy.checks.passage import Hit, Look, Passage
from moderation.policy.folding import spaceless
from moderation.policy.matching import MOST_HITS, BadPattern, Key, Phrases
from moderation.policy.normalise import View, normalise, phrase_words, plain_reading

LANGUAGE = re.compile(r"^\s*\[([a-z]{2,3})\]\s*")
LONGEST_PHRASE = 200
SHORTEST_BEGINNING = 3


def phrase(patterns: Sequence[str]) -> Look:
    keys = [key(number, pattern) for number, pattern in enumerate(patterns)]
    languages = [language(pattern) for pattern in patterns]
    phrases = Phrases(keys)

    def look(passage: Passage) -> Iterable[Hit]:
        reading = plain_reading(passage.encoded)
        if reading is not None and not phrases.occur(reading):
            # Most texts are plain and hold no phrase, so no view is made of them.
            return ()
        views = normalise(passage.text)
        return hits(passage, views) if any(phrases.occur(view.joined) for view in views) else ()

    def hits(passage: Passage, views: Sequence[View]) -> Iterator[Hit]:
        seen: set[tuple[int, int, int]] = set()
        for view in views:
            # Finding a place takes a walk over the text, and a word may occur ten thousand times.
            for found, at in phrases.hits(view.joined, MOST_HITS):
                if not reads(languages[found.number], passage.language):
                    continue
                hit = (found.number, *view.span(at, found.words))
                if hit not in seen:
                    seen.add(hit)
                    yield Hit(*hit, reason(patterns[found.number], disguised=view.disguised))

    return Look(look)


def key(number: int, pattern: str) -> Key:
    if len(pattern) > LONGEST_PHRASE:
        raise BadPattern(f"The phrase {pattern[:40]}… is too long: {LONGEST_PHRASE} characters are the most.")
    plain = LANGUAGE.sub("", pattern).strip()
    words = phrase_words(plain.removesuffix("*"))
    if not words:
        raise BadPattern(f"The phrase {pattern} has no word to look for.")
    if "*" in plain.removesuffix("*"):
        raise BadPattern(f"The phrase {pattern} may have a * only at its end.")
    if plain.endswith("*"):
        return Key(beginning(pattern, plain, words), len(words), number)
    return Key(f" {' '.join(words)} ", len(words), number)


def beginning(pattern: str, plain: str, words: list[str]) -> str:
    if plain[-2:-1].isspace() or (len(words[-1]) < SHORTEST_BEGINNING and not spaceless(words[-1])):
        raise BadPattern(f"The phrase {pattern} needs at least {SHORTEST_BEGINNING} letters before its *.")
    return f" {' '.join(words)}"


def language(pattern: str) -> str:
    bound = LANGUAGE.match(pattern)
    return bound.group(1) if bound else ""


def reads(wanted: str, language: str) -> bool:
    # An unknown language must not let an insult through.
    return not wanted or not language or wanted == language


def reason(pattern: str, *, disguised: bool) -> str:
    return f"Says “{LANGUAGE.sub('', pattern)}”{', in a disguised spelling' if disguised else ''}."
