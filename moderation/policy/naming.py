"""Compare names as people see them."""

from collections.abc import Set
from functools import lru_cache

from moderation.policy.folding import Fold
from moderation.policy.reading import read_letters

# Look-alikes count too, because whoever takes a name writes it so.
SEEN = Fold("")
# Drawn alike in most typefaces: a capital i, a small L, a one and a bar, a nought and an o.
DRAWN = str.maketrans("Il|oO", "11100")
PAIRS = (("rn", "m"), ("vv", "w"))


def name_letters(name: str) -> str:
    """Return the letters and digits of a name, folded, without spaces and marks.

    It is blank for a name that has none.
    """
    return _folded(read_letters(name).text)


# The same few people write most of what there is.
@lru_cache(maxsize=4_096)
def name_keys(name: str) -> Set[str]:
    """Return the keys of which two names that look the same share one."""
    written = read_letters(name).text
    letters, drawn = _folded(written), _folded(written.translate(DRAWN))
    for pair, one in PAIRS:
        drawn = drawn.replace(pair, one)
    return frozenset({letters, drawn} if letters else ())


def _folded(name: str) -> str:
    return "".join(SEEN.apply(name).split())
