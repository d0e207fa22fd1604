"""What rules may cost together, so that no rule set keeps messages from being checked in time."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from moderation.policy.checks import CHECKS
from moderation.policy.matching import BadPattern
from moderation.policy.values import Rule

# In points: one is about a quarter of a millisecond on a text of full length that was made to be slow.
LARGEST_WEIGHT = 3_000
# Rules that weigh less than this are told together with others of their kind.
WORTH_TELLING = 30
MOST_TOLD = 3
LONGEST_TOLD = 60


class Part(NamedTuple):
    """Something that weighs: in words, and one of its rules."""

    weight: float
    words: str
    rule: Rule


class Overweight(NamedTuple):
    """Why rules are too heavy and what to do about it, and one of those that weigh most."""

    sentence: str
    rule: Rule


@lru_cache(maxsize=10_000)
def weight_of(rule: Rule) -> float:
    try:
        return CHECKS[rule.kind].weigh(rule.pattern)
    except (KeyError, BadPattern):
        # It looks for nothing, and cannot be saved for that reason.
        return 0.0


def share(weight: float) -> str:
    """A weight as a part of what all rules may weigh together."""
    percent = 100 * weight / LARGEST_WEIGHT
    return f"{percent:.0f} %" if percent >= 1 else "under 1 %"


def overweight(rules: Iterable[Rule], *, others: float = 0.0, before: float = 0.0) -> Overweight | None:
    """Whether a guideline with these rules is too heavy beside others; never when it weighed as much `before`."""
    parts = sorted(parts_of(rules), key=lambda part: -part.weight)
    weight = sum(part.weight for part in parts)
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
