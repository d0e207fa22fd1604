"""What a check looks at and what it gives back."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from moderation.policy.matching import Program
from moderation.policy.values import Facts, Part, Sentiment


class Passage(NamedTuple):
    """One of a message's two texts, also in UTF-8, with the message's number in its batch and what is known of it."""

    text: str
    encoded: bytes
    part: Part
    message: int
    facts: Facts
    sentiment: Sentiment | None
    language: str

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


class Look(NamedTuple):
    """How a check sees a passage; it is asked only where one of its signs occurs, and everywhere when it has none."""

    hits: Callable[[Passage], Iterable[Hit]]
    signs: Sequence[Program] = ()


Prepare = Callable[[Sequence[str]], Look]
