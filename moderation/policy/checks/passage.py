"""What a check looks at and what it gives back."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from moderation.policy.normalise import Normalised, normalise
from moderation.policy.values import Facts, Part, Sentiment

DIGIT = re.compile(r"[0-9]")


# Not frozen, because one is made for each text and the guard would cost more than a check.
@dataclass
class Passage:
    """One of a message's two texts, with what else is known of the message."""

    text: str
    part: Part
    facts: Facts
    sentiment: Sentiment | None
    language: str

    @cached_property
    def normalised(self) -> Normalised:
        return normalise(self.text)

    @cached_property
    def has_digits(self) -> bool:
        return DIGIT.search(self.text) is not None

    @property
    def is_whole(self) -> bool:
        """Whether a finding about the whole message belongs here: in its text, or in its title when that is all."""
        return (self.part is Part.TEXT or not self.facts.text.strip()) and bool(self.text.strip())


class Hit(NamedTuple):
    """The pattern of that number was seen at `start:end`; `reason` is a sentence for the screen."""

    number: int
    start: int
    end: int
    reason: str


class Unknown(Exception):
    """A fact that the check needs is not known; its text names the fact."""


Look = Callable[[Passage], Iterable[Hit]]
Prepare = Callable[[Sequence[str]], Look]
