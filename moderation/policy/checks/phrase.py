"""The check for phrases of whole words, in any spelling.

A trailing * finds words that begin so, a leading [xx] names their language.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from moderation.policy.checks.passage import Hit, Look, Passage
from moderation.policy.folding import OWN, spaceless
from moderation.policy.matching import MOST_HITS, BadPattern, Key, Phrases
from moderation.policy.normalise import View, phrase_words
from moderation.policy.reading import Span, read_text

LANGUAGE = re.compile(r"^\s*\[([a-z]{2,3})\]\s*")
# Without these signs a phrase would mean something else, as “c++” and “50%” do.
SYMBOL = re.compile(r"[+#%$€£¥=<>^~&@|\\]")
CONTRACTED = re.compile(r"\w+['’ʼ`´](?:ll|d|re|ve|m)", re.IGNORECASE)
LONGEST_PHRASE = 200
SHORTEST_BEGINNING = 3


def phrase(patterns: Sequence[str]) -> Look:
    languages = [language(pattern) for pattern in patterns]
    symbols = [symbols_of(pattern) for pattern in patterns]
    plain = phrases_in("", patterns)
    # In some languages an accent makes another letter, also in phrases.
    by_language = {"": plain}

    def look(passage: Passage) -> Iterable[Hit]:
        own = passage.language if passage.language in OWN else ""
        if own not in by_language:
            by_language[own] = phrases_in(own, patterns)
        phrases = by_language[own]
        # Most texts hold no phrase.
        some = [view for view in passage.views if phrases.occur(view.joined)]
        return hits(passage, some, phrases) if some else ()

    def hits(passage: Passage, views: Sequence[View], phrases: Phrases) -> Iterator[Hit]:
        seen: dict[int, list[Span]] = {}
        for view in views:
            fresh = {
                (found.number, *span): None
                for found, span in places(view, phrases)
                if reads(languages[found.number], passage.language)
                # What an earlier view showed is shown once.
                and not any(span[0] < end and start < span[1] for start, end in seen.get(found.number, ()))
                and means(found, symbols[found.number], passage.text, *span)
            }
            for number, start, end in fresh:
                seen.setdefault(number, []).append((start, end))
                yield Hit(number, start, end, reason(patterns[number], disguised=view.disguised))

    return Look(look)


def phrases_in(language: str, patterns: Sequence[str]) -> Phrases:
    return Phrases([key(number, pattern, language) for number, pattern in enumerate(patterns)])


def places(view: View, phrases: Phrases) -> Iterator[tuple[Key, Span]]:
    # Finding a place takes a walk over the text, and a word may occur ten thousand times.
    for found, at in phrases.hits(view.joined, MOST_HITS):
        yield found, view.span(at, found.words)


def symbols_of(pattern: str) -> str:
    """Return a phrase that has symbols of meaning, without its spaces, or nothing."""
    plain = LANGUAGE.sub("", pattern).strip().removesuffix("*")
    return without_spaces(plain) if SYMBOL.search(plain) else ""


def means(found: Key, symbols: str, text: str, start: int, end: int) -> bool:
    """Tell whether what was found is what the phrase says."""
    if symbols:
        around = text[max(0, start - len(symbols)) : end + len(symbols)]
        return symbols in without_spaces(around)
    # “he'll” is no “hell”, but “I'll sue” is what people write as “ill sue”.
    return found.words > 1 or not CONTRACTED.fullmatch(text, start, end)


def without_spaces(text: str) -> str:
    return "".join(read_text(text).text.casefold().split())


def key(number: int, pattern: str, language: str = "") -> Key:
    if len(pattern) > LONGEST_PHRASE:
        raise BadPattern(f"The phrase {pattern[:40]}… is too long: {LONGEST_PHRASE} characters are the most.")
    plain = LANGUAGE.sub("", pattern).strip()
    words = phrase_words(plain.removesuffix("*"), language)
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
