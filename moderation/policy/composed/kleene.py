"""Logic with a third value, unknown, which is written None.

It is Kleene's strong logic (Introduction to Metamathematics, 1952, section 64).
"""

from collections.abc import Iterable

from moderation.policy.composed.values import Join

Known = bool | None


def joined(join: Join, values: Iterable[Known], least: int = 0) -> Known:
    """Return whether so many values hold, or None where that depends on an unknown one."""
    said = list(values)
    holds, unknown = said.count(True), said.count(None)
    wanted = {Join.ALL: len(said), Join.ANY: 1, Join.NONE: 1, Join.LEAST: least}[join]
    if holds >= wanted:
        return join is not Join.NONE
    if holds + unknown >= wanted:
        return None
    return join is Join.NONE
