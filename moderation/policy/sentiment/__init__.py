"""The engines that score sentiment, by name and version."""

from functools import lru_cache

from moderation.policy.sentiment.engine import Band, Engine, Own
from moderation.policy.sentiment.parley import parley_engine
from moderation.policy.sentiment.vader import NAME as VADER
from moderation.policy.sentiment.vader import vader_engine

__all__ = ["ENGINES", "PARLEY", "VADER", "Band", "Engine", "Own", "band_of", "make_engine"]

PARLEY = "parley-1"
NOTHING_OWN = Own()
# A new community begins with the last one.
ENGINES = {VADER: vader_engine, PARLEY: parley_engine}


def make_engine(name: str, own: Own = NOTHING_OWN) -> Engine:
    """Return an engine, with a community's own words where it reads them.

    Raises KeyError for a name that no engine has.
    """
    return _made(name, own)


# A community's words change seldom, and a lexicon with them takes milliseconds to make.
@lru_cache(maxsize=32)
def _made(name: str, own: Own) -> Engine:
    return ENGINES[name](name, own)


def band_of(name: str, compound: float) -> Band:
    """Return what a score of an engine sounds like; one that is not known any more is read like VADER's."""
    return make_engine(name if name in ENGINES else VADER).band(compound)
