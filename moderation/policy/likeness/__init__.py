"""Small models that tell how much a text reads like something, by name."""

import re
from collections.abc import Callable
from functools import cache, lru_cache

from moderation.policy.likeness.idle import IDLE
from moderation.policy.likeness.linear import Likeness, Model
from moderation.policy.likeness.own import load_own
from moderation.policy.likeness.profanity import load_profanity

__all__ = [
    "ABUSE",
    "MODELS",
    "SPAM",
    "Likeness",
    "Model",
    "beside_idle_words",
    "likeness_of",
    "load_model",
    "probability_of",
]

WORD = re.compile(r"\w+")

# What is said further on changes little.
CHARACTERS_READ = 2_000
ABUSE, SPAM = "abuse", "spam"
MODELS: dict[str, Callable[[], Model]] = {
    ABUSE: load_profanity,
    SPAM: lambda: load_own(SPAM),
}


@cache
def load_model(name: str) -> Model:
    """Load a model once per process (about 0.1 s).

    Raises KeyError for a name that no model has.
    """
    return MODELS[name]()


# A text is asked about for its findings and for its place.
@lru_cache(maxsize=2_048)
def likeness_of(name: str, text: str) -> Likeness:
    return load_model(name).likeness(text[:CHARACTERS_READ])


def beside_idle_words(name: str, text: str) -> Likeness:
    """Return the likeness of a text, which words of play and words for people do not make by themselves."""
    found = likeness_of(name, text)
    if name != ABUSE or IDLE.isdisjoint(found.words):
        return found
    bare = likeness_of(name, WORD.sub(lambda word: "" if word[0].lower() in IDLE else word[0], text))
    return min(found, bare, key=probability_of)


def probability_of(likeness: Likeness) -> float:
    return likeness.probability
