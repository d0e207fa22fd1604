"""The input and the output of a check."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from moderation.policy.matching import Program, encoded
from moderation.policy.normalise import View, normalise
from moderation.policy.reading import Draft, Reading
from moderation.policy.values import Facts, Part, Sentiment, Severity
from moderation.policy.vocabulary import NO_WORDS, Vocabulary


class Passage(NamedTuple):
    """One of a message's two texts, with its readings and what is known of the message.

    `texts` are the readings in UTF-8 that a check may look at, the words first, and `message` the number in its batch.
    """

    reading: Reading
    views: tuple[View, ...]
    texts: tuple[bytes, ...]
    part: Part
    message: int
    facts: Facts
    sentiment: Sentiment | None
    language: str

    @property
    def text(self) -> str:
        """The text as it was written, which findings quote."""
        return self.reading.original

    @property
    def words(self) -> Draft:
        """The plain reading, with its addresses left blank."""
        return self.reading.words

    @property
    def is_whole(self) -> bool:
        """Tell whether findings about the whole message belong here.

        They belong to its text, or to its title when that is all.
        """
        return (self.part is Part.TEXT or not self.facts.text.strip()) and bool(self.text.strip())


def make_passage(
    reading: Reading,
    part: Part,
    message: int,
    facts: Facts,
    *,
    sentiment: Sentiment | None = None,
    language: str = "",
    vocabulary: Vocabulary = NO_WORDS,
) -> Passage:
    views = normalise(reading, language, vocabulary)
    texts = [reading.words.text]
    if len(views) > 1 or reading.text is not reading.original or reading.words is not reading.draft:
        more = (view.text for view in views if view.is_text)
        texts = list(dict.fromkeys([*texts, reading.text, reading.original, *more]))
    return Passage(reading, views, tuple(map(encoded, texts)), part, message, facts, sentiment, language)


class Hit(NamedTuple):
    """A pattern by number, seen at `start:end`.

    `reason` is a sentence for the screen.
    """

    number: int
    start: int
    end: int
    reason: str
    evidence: tuple[str, ...] = ()
    # Where what speaks for it is weighed; the guideline's own is the most.
    severity: Severity | None = None


class Unknown(Exception):
    """A fact that the check needs and nobody knows, by name."""


class Look(NamedTuple):
    """A prepared check.

    It is asked only where one of its signs occurs, and everywhere when it has none.
    """

    hits: Callable[[Passage], Iterable[Hit]]
    signs: Sequence[Program] = ()


Prepare = Callable[[Sequence[str]], Look]
