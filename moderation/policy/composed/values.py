"""What a composed rule is made of."""

from dataclasses import dataclass
from enum import StrEnum

from moderation.policy.values import Rule

# A fact's value, or several of which one is enough.
Wanted = int | tuple[str, ...]


class Join(StrEnum):
    """How many items of a group must hold."""

    ALL = "all of"
    ANY = "any of"
    NONE = "none of"
    LEAST = "at least"


class Person(StrEnum):
    """Who is said to do it: whoever writes, whoever reads, or somebody else."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"


class Target(StrEnum):
    """Whom or what words are said of."""

    YOU = "you"
    STAFF = "staff"
    MEMBER = "member"
    NAME = "name"
    GROUP = "group"
    THING = "thing"


@dataclass(frozen=True, slots=True)
class Near:
    """Words within so many words of what a check found, on one side of it or on any, or their absence."""

    words: tuple[str, ...]
    within: int
    # "before" where what was found stands before them, "after" where it stands behind them.
    side: str = ""
    is_wanted: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """A check with its patterns, of which one is enough, and where its words must stand."""

    rules: tuple[Rule, ...]
    nears: tuple[Near, ...] = ()
    # Inside or outside the marks of a quote, or nothing where either counts.
    quotes: str = ""
    person: Person | None = None
    target: Target | None = None
    is_strong: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """What must be known of a message beside its words. `relation` is =, >=, <= or <, or nothing for a yes or no."""

    name: str
    relation: str = ""
    wanted: Wanted = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Items of which so many must hold; `least` counts for "at least" alone."""

    join: Join
    items: tuple["Part | Fact | Group", ...]
    least: int = 0
    # The severity of a finding follows what speaks for it (moderation/policy/composed/evidence.py).
    is_weighed: bool = False

    @property
    def parts(self) -> tuple[Part, ...]:
        """All checks, in the order in which they are written."""
        found: list[Part] = []
        for item in self.items:
            if isinstance(item, Group):
                found += item.parts
            elif isinstance(item, Part):
                found.append(item)
        return tuple(found)
