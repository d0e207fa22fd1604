"""What a plan for cases is made of, and the steps that it comes to: plain values."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from moderation.assessments.case_row import CaseRow, Moment
from moderation.assessments.messages import Subject
from moderation.policy.clocks import Deeds, Post, Promise
from moderation.policy.values import Judgement


class Kind(StrEnum):
    """What the machine writes in a case's record, as `CaseEvent.Kind` names it."""

    OPENED = "opened"
    JOINED = "joined"
    ASSESSED = "assessed"
    REOPENED = "reopened"
    CLOSED = "closed"


class Verdict(NamedTuple):
    """What policy said of a message, and the key of the assessment that holds it."""

    subject: Subject
    judgement: Judgement
    assessment: int


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of the cases that matter, in the order of their keys, and of what stands around them.

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
    """The steps, each kind in its order, and the moments of channels that have to be counted again."""

    opened: list[CaseRow] = field(default_factory=list)
    changed: list[CaseRow] = field(default_factory=list)
    copies: list[Copy] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    moments: set[Moment] = field(default_factory=set)
