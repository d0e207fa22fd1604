"""The severity of a finding by what speaks for it."""

from collections.abc import Sequence
from typing import NamedTuple

from moderation.policy.checks.passage import Hit
from moderation.policy.composed.values import Part
from moderation.policy.values import Severity


class Spoken(NamedTuple):
    """A part that holds, with the first place where it does."""

    part: Part
    hit: Hit


def severity_of(spoken: Sequence[Spoken], most: Severity) -> Severity:
    """Return the severity that the parts of a rule bear out, at most the guideline's own.

    One weak part is low. A target, or a second independent part, makes it medium; a strong part is a step above a weak
    one, and two strong independent ones are critical.
    """
    apart = independent(spoken)
    strong = sum(each.part.is_strong for each in apart)
    is_borne_out = len(apart) > 1 or any(each.part.target for each in apart)
    steps = 1 + is_borne_out + bool(strong) + (strong > 1)
    return min(Severity(steps), most)


def independent(spoken: Sequence[Spoken]) -> list[Spoken]:
    """Return the parts that stand for themselves: in other words, or by another kind of check."""
    kept: list[Spoken] = []
    # The strong ones first, so that a weak one in the same words is what goes.
    for each in sorted(spoken, key=lambda one: not one.part.is_strong):
        if not any(is_same(each, other) for other in kept):
            kept.append(each)
    return kept


def is_same(one: Spoken, other: Spoken) -> bool:
    return one.hit.start < other.hit.end and other.hit.start < one.hit.end
