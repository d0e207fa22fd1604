"""The engines that score sentiment, by name and version."""

from moderation.policy.sentiment.engine import Band, Engine, Own
from moderation.policy.sentiment.parley import parley_engine
from moderation.policy.sentiment.vader import NAME as VADER
from moderation.policy.sentiment.vader import vader_engine

__all__ = ["ENGINES", "PARLEY", "VADER", "Band", "Engine", "Own", "make_engine"]

PARLEY = "parley-1"
NOTHING_OWN = Own()
# A new community begins with the last one.
ENGINES = {VADER: vader_engine, PARLEY: parley_engine}


def make_engine(name: str, own: Own = NOTHING_OWN) -> Engine:
    """Return an engine, with a community's own words where it reads them.

    Raises KeyError for a name that no engine has.
    """
    return ENGINES[name](name, own)
