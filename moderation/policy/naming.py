"""Compare names as people see them."""

from moderation.policy.folding import Fold
from moderation.policy.reading import read_letters

# Look-alikes count too, because whoever takes a name writes it so.
SEEN = Fold("")


def name_letters(name: str) -> str:
    """Return the letters and digits of a name, folded, without spaces and marks.

    It is blank for a name that has none.
    """
    return "".join(SEEN.apply(read_letters(name).text).split())
