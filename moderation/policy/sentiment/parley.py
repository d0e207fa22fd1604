"""The engine that reads a text as people do: names are no words, politeness is no praise, and trouble counts."""

from collections.abc import Sequence
from typing import NamedTuple

from moderation.policy.reading import Reading
from moderation.policy.reading.segments import MENTION
from moderation.policy.sentiment.engine import Engine, Own
from moderation.policy.sentiment.trouble import REQUESTS, Phrases, find_trouble, with_own
from moderation.policy.sentiment.vader import Lexicon, load_lexicon, score_with
from moderation.policy.sentiment.words import NO_PRAISE, THANKS
from moderation.policy.values import Sentiment

# Chosen on complaints, questions and thanks to three brands, and tried on snippets of reviews: docs/quality.md.
NEGATIVE_TO, POSITIVE_FROM = -0.05, 0.3
OF_TROUBLE, OF_EMOJI = -1.7, -2.0
# Stands for a name in the list of words, and means nothing.
NAME = "@"

Names = dict[str, list[tuple[str, ...]]]


class Words(NamedTuple):
    """The lexicon of a community, and the one for a text that asks for something."""

    plain: Lexicon
    asking: Lexicon
    names: Names
    phrases: Phrases


def parley_engine(name: str, own: Own) -> Engine:
    words = words_of(own)
    return Engine(name, lambda reading: score_reading(reading, words), True, NEGATIVE_TO, POSITIVE_FROM)


def words_of(own: Own) -> Words:
    known = load_lexicon()
    emoji = known.emoji | {each: f"{each} " for each in own.emoji}
    valences = {word: valence for word, valence in known.valences.items() if word not in NO_PRAISE}
    phrases = [word for word in own.trouble if " " in word]
    valences |= dict.fromkeys(set(own.trouble).difference(phrases), OF_TROUBLE) | dict.fromkeys(own.emoji, OF_EMOJI)
    # Thanks in a request are politeness.
    asking = {word: valence for word, valence in valences.items() if word not in THANKS}
    return Words(Lexicon(valences, emoji), Lexicon(asking, emoji), by_first_word(own.names), with_own(phrases))


def by_first_word(names: Sequence[str]) -> Names:
    found: Names = {}
    for name in names:
        if words := tuple(name.lower().split()):
            found.setdefault(words[0], []).append(words)
    return found


def score_reading(reading: Reading, words: Words) -> Sentiment:
    text = text_to_score(reading)
    trouble: list[tuple[int, float, str]] = []

    def turns(lower: list[str]) -> list[tuple[int, float, str]]:
        blank_names(lower, words.names)
        trouble.extend(find_trouble(lower, NAME, words.phrases))
        return trouble

    scored = score_with(words.plain, text, turns)
    has_thanks = any(word.term.lower() in THANKS for word in scored.words)
    is_asking = has_thanks and ("?" in text or any(valence < 0 for _, valence, _ in trouble) or asks(text))
    return score_with(words.asking, text, turns) if is_asking else scored


def text_to_score(reading: Reading) -> str:
    # The engine knows three dots, and takes the one sign for a part of its word.
    text = reading.text.replace("…", "...")
    # With a space, as a colon behind it would make it an angry face.
    return MENTION.sub(f"{NAME} ", text) if "@" in text else text


def asks(text: str) -> bool:
    return not REQUESTS.isdisjoint(text.lower().split())


def blank_names(lower: list[str], names: Names) -> None:
    for at, word in enumerate(lower if names else ()):
        for name in names.get(word, ()):
            if tuple(lower[at : at + len(name)]) == name:
                lower[at : at + len(name)] = [NAME] * len(name)
