"""Shares of guidelines in the weight limit, in words."""

from collections.abc import Mapping
from typing import NamedTuple

from moderation.models import Guideline
from moderation.policy.weight import LARGEST_WEIGHT, MOST_TOLD, share


class Load(NamedTuple):
    """The share of all guidelines together.

    `heaviest` names the heaviest ones where all are too heavy.
    """

    share: str
    heaviest: str = ""


def takes(weight: float) -> str:
    """Write a guideline's share for the list."""
    # Most take next to nothing, which need not be said.
    return f"takes {share(weight)}" if weight >= LARGEST_WEIGHT / 100 else ""


def load_of(weights: Mapping[int, float]) -> Load:
    """Return the load of guidelines by their keys."""
    total = sum(weights.values())
    if total <= LARGEST_WEIGHT:
        return Load(share(total))
    # Only guidelines from before there was a limit can be too heavy.
    heaviest = sorted(weights, key=lambda key: -weights[key])[:MOST_TOLD]
    named = Guideline.objects.in_bulk(heaviest)
    return Load(share(total), ", ".join(f"{named[key]} ({share(weights[key])})" for key in heaviest))
