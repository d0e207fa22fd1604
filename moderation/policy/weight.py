"""Limits on the cost of all rules together.

Without them a rule set could keep messages from being checked in time.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from moderation.policy.checks import CHECKS
from moderation.policy.matching import BadPattern
from moderation.policy.values import Rule

# In points of about a quarter of a millisecond on a full-length text that was made to be slow.
LARGEST_WEIGHT = 3_000
# Lighter rules are told together with others of their kind.
WORTH_TELLING = 30
MOST_TOLD = 3
LONGEST_TOLD = 60


class Part(NamedTuple):
    """A rule, or several light ones, with its weight and its words."""

    weight: float
    words: str
    rule: Rule


class Overweight(NamedTuple):
    """The sentence why rules are too heavy, and one of the heaviest."""

    sentence: str
    rule: Rule


# Weighing a pattern compiles it, and the list of guidelines weighs all of them.
@lru_cache(maxsize=10_000)
def weight_of(rule: Rule) -> float:
    try:
        return CHECKS[rule.kind].weigh(rule.pattern)
    except (KeyError, BadPattern):
        # Such a rule finds nothing and cannot be saved.
        return 0.0


def share(weight: float) -> str:
    """Write a weight as a share of the most that all rules may weigh."""
    percent = 100 * weight / LARGEST_WEIGHT
    return f"{percent:.0f} %" if percent >= 1 else "under 1 %"


def overweight(rules: Iterable[Rule], *, others: float = 0.0, before: float = 0.0) -> Overweight | None:
    """Return why these rules are too heavy beside others, or None."""
    parts = sorted(parts_of(rules), key=lambda part: -part.weight)
    weight = sum(part.weight for part in parts)
    # A guideline that was saved must stay editable, as long as it gets no heavier.
    if weight + others <= LARGEST_WEIGHT or weight <= before:
        return None
    heaviest = parts[0].rule
    return Overweight(
        f"All guidelines together would take {share(weight + others)} of what checking a message may take."
        f" Heaviest here: {', '.join(f'{part.words} ({share(part.weight)})' for part in parts[:MOST_TOLD])}."
        f" {CHECKS[heaviest.kind].lighter} The list of guidelines says what each takes.",
        heaviest,
    )


def parts_of(rules: Iterable[Rule]) -> Iterator[Part]:
    light: dict[str, list[Rule]] = {}
    for rule in (rule for rule in rules if rule.kind in CHECKS):
        weight = weight_of(rule)
        if weight < WORTH_TELLING:
            light.setdefault(rule.kind, []).append(rule)
        else:
            yield Part(weight, cut(CHECKS[rule.kind].told(rule.pattern)), rule)
    for kind, some in light.items():
        yield Part(sum(map(weight_of, some)), CHECKS[kind].counted(len(some)), some[0])


def cut(words: str) -> str:
    return words if len(words) <= LONGEST_TOLD else f"{words[: LONGEST_TOLD - 1]}…"
