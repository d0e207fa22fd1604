"""The input and the output of a check."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from moderation.policy.matching import Program
from moderation.policy.values import Facts, Part, Sentiment


class Passage(NamedTuple):
    """One of a message's two texts, with what is known of the message.

    `encoded` is the text in UTF-8, and `message` the number in its batch.
    """

    text: str
    encoded: bytes
    part: Part
    message: int
    facts: Facts
    sentiment: Sentiment | None
    language: str

    @property
    def is_whole(self) -> bool:
        """Tell whether findings about the whole message belong here.

        They belong to its text, or to its title when that is all.
        """
        return (self.part is Part.TEXT or not self.facts.text.strip()) and bool(self.text.strip())


class Hit(NamedTuple):
    """A pattern by number, seen at `start:end`.

    `reason` is a sentence for the screen.
    """

    number: int
    start: int
    end: int
    reason: str


class Unknown(Exception):
    """A fact that the check needs and nobody knows, by name."""


class Look(NamedTuple):
    """A prepared check.

    It is asked only where one of its signs occurs, and everywhere when it has none.
    """

    hits: Callable[[Passage], Iterable[Hit]]
    signs: Sequence[Program] = ()


Prepare = Callable[[Sequence[str]], Look]
