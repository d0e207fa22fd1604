"""What a plan for cases is made of, and the steps that it comes to: plain values."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from moderation.pipeline.case_row import CaseRow, Moment
from moderation.policy.clocks import Deeds, Post, Promise, start_of
from moderation.policy.values import Judgement


class Kind(StrEnum):
    """What the machine writes in a case's record, as `CaseEvent.Kind` names it."""

    OPENED = "opened"
    JOINED = "joined"
    ASSESSED = "assessed"
    REOPENED = "reopened"
    CLOSED = "closed"


class Subject(NamedTuple):
    """The message that a case may be about, by keys; `is_first`: it has no case and is no copy yet."""

    message: int
    revision: int
    community: int
    channel: int
    thread: int
    author: int | None
    posted_at: datetime
    received_at: datetime
    edited_at: datetime | None = None
    from_staff: bool = False
    is_removed: bool = False
    is_history: bool = False
    is_first: bool = False

    @property
    def may_open(self) -> bool:
        """History opens nothing, staff never have a case, and what is gone needs nobody."""
        return not (self.is_history or self.from_staff or self.is_removed)

    def said_at(self, revision: int, now: datetime) -> datetime:
        """When the clocks of a text start; a later revision was said when the message was edited."""
        if revision == 1:
            return start_of(min(self.posted_at, self.received_at), self.received_at)
        return start_of(min(self.edited_at or now, now), now)

    def new_case(self, now: datetime) -> CaseRow:
        return CaseRow(
            community_id=self.community,
            channel_id=self.channel,
            message_id=self.message,
            revision=self.revision,
            author_id=self.author,
            posted_at=self.posted_at,
            opened_at=now,
            unclaimed_at=now,
            found_at=now,
            thread=self.thread,
        )


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
