"""Plain values that plans are made from, and the steps they consist of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from moderation.assessments.case_row import CaseRow, Moment
from moderation.assessments.messages import Subject
from moderation.policy.clocks import Deeds, Post, Promise
from moderation.policy.values import Judgement


class Kind(StrEnum):
    """Kinds of a case's events, as `CaseEvent.Kind` names them."""

    OPENED = "opened"
    JOINED = "joined"
    ASSESSED = "assessed"
    REOPENED = "reopened"
    CLOSED = "closed"


class Verdict(NamedTuple):
    """A message, its judgement, and the key of its assessment."""

    subject: Subject
    judgement: Judgement
    assessment: int


@dataclass(frozen=True, slots=True)
class Known:
    """The cases that matter, in the order of their keys, and their surroundings.

    `found` are the (guideline, excerpt) pairs behind each case, `links` the (case, guideline) pairs that there are,
    `guidelines` each version's guideline, and `copies` the (message, revision) pairs that other cases handle.
    """

    cases: Sequence[CaseRow] = ()
    copies: Collection[tuple[int, int]] = frozenset()
    found: Mapping[int, Collection[tuple[int, str]]] = field(default_factory=dict)
    links: Collection[tuple[int, int]] = frozenset()
    guidelines: Mapping[int, int] = field(default_factory=dict)
    promises: Mapping[int, Promise] = field(default_factory=dict)
    posts: Mapping[int, Sequence[Post]] = field(default_factory=dict)
    deeds: Mapping[int, Deeds] = field(default_factory=dict)


class Copy(NamedTuple):
    """A message that is handled with a case of the same text."""

    case: CaseRow
    message: int
    revision: int


class Link(NamedTuple):
    """A guideline that something was found under."""

    case: CaseRow
    guideline: int


class Event(NamedTuple):
    """A line for the record of a case."""

    case: CaseRow
    kind: Kind
    facts: dict[str, Any]
    why: str = ""


@dataclass(slots=True)
class Plan:
    """The steps to take, and the moments of channels to count again.

    The steps of each kind are in order.
    """

    opened: list[CaseRow] = field(default_factory=list)
    changed: list[CaseRow] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    moments: set[Moment] = field(default_factory=set)
