"""Small models that tell how much a text reads like something, by name."""

from collections.abc import Callable
from functools import cache, lru_cache

from moderation.policy.likeness.linear import Likeness, Model
from moderation.policy.likeness.own import load_own
from moderation.policy.likeness.profanity import load_profanity

__all__ = ["ABUSE", "MODELS", "SPAM", "Likeness", "Model", "likeness_of", "load_model"]

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
