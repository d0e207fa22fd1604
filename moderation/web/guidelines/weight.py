"""How much of what checking a message may take the guidelines in force take, in words."""

from collections.abc import Mapping
from typing import NamedTuple

from moderation.models import Guideline
from moderation.policy.weight import LARGEST_WEIGHT, MOST_TOLD, share


class Load(NamedTuple):
    """The share of all guidelines together; and of those that are too heavy, the heaviest in words."""

    share: str
    heaviest: str = ""


def takes(weight: float) -> str:
    """In the list of guidelines; most take next to nothing."""
    return f"takes {share(weight)}" if weight >= LARGEST_WEIGHT / 100 else ""


def load_of(weights: Mapping[int, float]) -> Load:
    """Of guidelines by their keys. Only those from before there was a limit can be too heavy."""
    total = sum(weights.values())
    if total <= LARGEST_WEIGHT:
        return Load(share(total))
    heaviest = sorted(weights, key=lambda key: -weights[key])[:MOST_TOLD]
    named = Guideline.objects.in_bulk(heaviest)
    return Load(share(total), ", ".join(f"{named[key]} ({share(weights[key])})" for key in heaviest))
