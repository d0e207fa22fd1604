"""Plain values that plans are made from, and the steps they consist of."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from moderation.assessments.messages import Subject
from moderation.cases.case_row import CaseRow
from moderation.cases.clock_row import ClockRow
from moderation.cases.message_row import MessageRow
from moderation.cases.settling import Moment
from moderation.policy.clocks import Deeds, Post, Promise
from moderation.policy.values import Judgement


class Kind(StrEnum):
    """Kinds of a case's events, as `CaseEvent.Kind` names them."""

    OPENED = "opened"
    JOINED = "joined"
    ADDED = "added"
    ASSESSED = "assessed"
    REOPENED = "reopened"
    CLOSED = "closed"
    MERGED = "merged"


class Verdict(NamedTuple):
    """A message, its judgement, and the key of its assessment."""

    subject: Subject
    judgement: Judgement
    assessment: int


@dataclass(frozen=True, slots=True)
class Known:
    """The cases that matter, in the order of their keys, and their surroundings.

    `rows` and `clocks` are those of the cases. `found` are the (guideline, excerpt) pairs behind each row, `links` the
    (case, guideline) pairs that there are, `guidelines` each version's guideline, and `escalated` the cases that a team
    was asked about. `left` is the place that a message left last, where it has none now.
    """

    cases: Sequence[CaseRow] = ()
    rows: Sequence[MessageRow] = ()
    clocks: Sequence[ClockRow] = ()
    found: Mapping[int, Collection[tuple[int, str]]] = field(default_factory=dict)
    links: Collection[tuple[int, int]] = frozenset()
    guidelines: Mapping[int, int] = field(default_factory=dict)
    promises: Mapping[int, Promise] = field(default_factory=dict)
    posts: Mapping[int, Sequence[Post]] = field(default_factory=dict)
    deeds: Mapping[int, Deeds] = field(default_factory=dict)
    escalated: Collection[int] = frozenset()
    left: Mapping[int, "Left"] = field(default_factory=dict)


class Left(NamedTuple):
    """A place that a message had until its case went without it, and what was promised for it alone."""

    revision: int
    joined_at: datetime
    clocks: Sequence[ClockRow]


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


class Past(NamedTuple):
    """A promise that was kept before there was a case, with whom it was made to and where.

    Nobody is promised two answers by what one answer kept.
    """

    thread: int
    author: int | None
    clock: ClockRow

    @property
    def kept(self) -> tuple[object, ...]:
        """What kept it, for whom."""
        return self.thread, self.author or -self.clock.message_id, self.clock.kept_at


@dataclass(slots=True)
class Plan:
    """The steps to take, and the moments of channels to count again.

    The steps of each kind are in order. `places` are the cases of all messages' rows, by the row's identity, because
    what is new has no key yet.
    """

    opened: list[CaseRow] = field(default_factory=list)
    changed: list[CaseRow] = field(default_factory=list)
    rows: list[MessageRow] = field(default_factory=list)
    changed_rows: list[MessageRow] = field(default_factory=list)
    clocks: list[tuple[CaseRow, ClockRow]] = field(default_factory=list)
    # Promises that were kept before there was a case, and the messages of which this says anew what they are.
    past: list[Past] = field(default_factory=list)
    again: list[int] = field(default_factory=list)
    changed_clocks: list[ClockRow] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    moments: set[Moment] = field(default_factory=set)
    places: dict[int, CaseRow] = field(default_factory=dict)
