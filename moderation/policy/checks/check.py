"""Kinds of rules, with their form fields and their words on screens."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from moderation.policy.checks.passage import Prepare


@dataclass(frozen=True, slots=True)
class Tick:
    """A field that is on or off."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A field with one rule a line.

    Code is shown in letters of one width.
    """

    most: int
    longest: int
    rows: int
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """A field of words between spaces or commas."""

    longest: int = 2_000


@dataclass(frozen=True, slots=True)
class Whole:
    """A field for a whole number."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Fraction:
    """A field for any number."""

    least: float
    most: float


Entry = Tick | Lines | Words | Whole | Fraction


@dataclass(frozen=True, slots=True)
class Field:
    """A field on the form of a guideline."""

    name: str
    label: str
    entry: Entry = Tick()
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """The fields that ask for a check.

    `field` switches it on, `word` begins its pattern, and `detail` is a field beside.
    """

    field: Field
    word: str = ""
    detail: Field | None = None

    @property
    def fields(self) -> tuple[Field, ...]:
        return (self.field, self.detail) if self.detail else (self.field,)

    @property
    def last(self) -> Field:
        """The field that holds the rest of the pattern."""
        return self.detail or self.field

    def patterns(self, written: Mapping[str, Any]) -> list[str]:
        """Return the patterns that these values of the fields ask for."""
        value = written.get(self.field.name)
        if isinstance(self.field.entry, Lines):
            return list(value or ())
        if not value:
            return []
        rest = "" if isinstance(self.last.entry, Tick) else str(written.get(self.last.name) or "")
        return [" ".join([self.word, *rest.replace(",", " ").split()]).strip()]

    def shown(self, patterns: Sequence[str]) -> dict[str, Any]:
        """Return the values of the fields that ask for these patterns."""
        if isinstance(self.field.entry, Lines):
            return {self.field.name: "\n".join(patterns)}
        rest = patterns[-1].removeprefix(self.word).strip()
        return {self.field.name: True} | ({} if isinstance(self.last.entry, Tick) else {self.last.name: rest})


def one_point(_: str) -> float:
    return 1.0


@dataclass(frozen=True, slots=True)
class Check:
    """A kind of rule.

    `prepare` turns its patterns into a look.
    """

    kind: str
    prepare: Prepare
    # The group and the fields in the form. Lines have a place of their own.
    group: str
    asks: tuple[Ask, ...]
    # A pattern in words, and the noun for one rule and for many.
    told: Callable[[str], str]
    one: str
    many: str = ""
    # The weight of a pattern (moderation/policy/weight.py), and how to make it lighter.
    weigh: Callable[[str], float] = one_point
    lighter: str = "Look for less."

    def counted(self, number: int) -> str:
        return f"{number:,} {self.one if number == 1 else self.many}" if self.many else self.one

    def asked(self, patterns: Sequence[str]) -> Iterator[tuple[Ask, list[str]]]:
        """Yield the asks behind these patterns, each with its own patterns."""
        words = {ask.word for ask in self.asks}
        for ask in self.asks:
            # A pattern that begins with no ask's word belongs to the ask without a word.
            own = [pattern for pattern in patterns if word_of(pattern, words) == ask.word]
            if own:
                yield ask, own


def word_of(pattern: str, words: set[str]) -> str:
    first = pattern.partition(" ")[0]
    return first if first in words else ""
