"""The values that policy takes in and gives back; everything here is plain, frozen and comparable."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import NamedTuple


class Severity(IntEnum):
    """How much harm a finding stands for; NONE is a case without findings."""

    NONE = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4


class Part(StrEnum):
    """Which of a message's two texts a span lies in."""

    TEXT = "text"
    TITLE = "title"


class Opening(StrEnum):
    """Why a case exists."""

    FINDING = "finding"
    ANSWER = "answer"
    NEGATIVE = "negative"
    REPORTS = "reports"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a guideline looks for: `kind` names a check, `pattern` is what that check needs (may be empty)."""

    kind: str
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Guideline:
    """A guideline version as the checks see it; `key` comes back in findings (a slug, or a database id as text)."""

    key: str
    name: str
    category: str
    severity: Severity
    statement: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule of the guideline of that key and name saw, at the characters `start:end` of the original text."""

    guideline: str
    name: str
    category: str
    severity: Severity
    start: int
    end: int
    excerpt: str
    rule: str
    reason: str
    part: Part = Part.TEXT


# Named tuples from here on where each message has its own: a frozen dataclass takes three times as long to make.
class Word(NamedTuple):
    """A term that moved the sentiment, and by how much (signed valence after VADER's boosts and negations)."""

    term: str
    contribution: float


class Sentiment(NamedTuple):
    """VADER's four numbers: neg, neu, pos in 0..1, compound in -1..1; `cut` says that only a prefix was scored."""

    neg: float
    neu: float
    pos: float
    compound: float
    words: tuple[Word, ...] = ()
    cut: bool = False


class Term(NamedTuple):
    """One signed part of a priority; `why` is the sentence that the screen shows."""

    name: str
    value: int
    why: str


class Facts(NamedTuple):
    """What is known of one message when it is assessed; None means unknown, never zero."""

    text: str
    title: str = ""
    kind: str = "comment"
    channel_language: str = ""
    is_private: bool = False
    is_answered: bool = False
    from_staff: bool = False
    staff_answered: bool = False
    reactions: int | None = None
    reports: int | None = None
    views: int | None = None
    author: str = ""
    author_against: int | None = None
    author_kept: int | None = None
    fingerprint: int | None = None
    same_text_by_author: int = 0
    same_text_by_others: int = 0
    posted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When a community wants a human to look: severity at least, compound at most (-1..0), member reports at least."""

    severity: Severity = Severity.MEDIUM
    compound: float = -0.6
    reports: int = 2


class Judgement(NamedTuple):
    """Everything policy says of one message revision, by that engine; `not_scored` says why there is no sentiment."""

    language: str
    engine: str
    sentiment: Sentiment | None
    not_scored: str
    findings: tuple[Finding, ...]
    priority: int
    terms: tuple[Term, ...]
    openings: tuple[Opening, ...]
    fingerprint: int
    unknown: tuple[str, ...] = ()
