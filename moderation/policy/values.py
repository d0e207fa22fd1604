"""The plain, frozen values that policy takes and returns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import NamedTuple


class Severity(IntEnum):
    """Grades of harm in a finding.

    NONE is a case without findings.
    """

    NONE = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4


class Part(StrEnum):
    """The text of a message that a span lies in."""

    TEXT = "text"
    TITLE = "title"


class Opening(StrEnum):
    """Reasons for a case."""

    FINDING = "finding"
    ANSWER = "answer"
    NEGATIVE = "negative"
    REPORTS = "reports"
    RATING = "rating"
    UNCHECKED = "unchecked"
    BY_HAND = "by_hand"
    GATHERING = "gathering"


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern that a guideline looks for.

    `kind` names a check, and `pattern` is that check's own (may be empty).
    """

    kind: str
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class Guideline:
    """A guideline version as the checks see it.

    `key` comes back in findings (a slug, or a database id as text).
    """

    key: str
    name: str
    category: str
    severity: Severity
    statement: str
    rules: tuple[Rule, ...]
    # Texts in which it must find something, and in which it must not.
    must_find: tuple[str, ...] = ()
    must_not_find: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """A passage that a guideline's rule found.

    `start` and `end` are characters of the original text.
    """

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
    # How the words are only mentioned (moderation/policy/frames.py), or nothing.
    frame: str = ""
    # The words behind a finding about a whole text, or of each part of a composed rule.
    evidence: tuple[str, ...] = ()

    @property
    def is_of_model(self) -> bool:
        """Tell whether a model said so of a whole text."""
        return self.rule.startswith("likeness")

    @property
    def is_composed(self) -> bool:
        return self.rule.startswith("composed")


# Named tuples where each message has its own, because a frozen dataclass takes three times as long to make.
class Word(NamedTuple):
    """A term that moved the sentiment.

    `contribution` is its signed valence after VADER's boosts and negations.
    """

    term: str
    contribution: float


class Sentiment(NamedTuple):
    """VADER's four numbers, with neg, neu and pos in 0..1 and compound in -1..1.

    `cut` says that only a prefix was scored.
    """

    neg: float
    neu: float
    pos: float
    compound: float
    words: tuple[Word, ...] = ()
    cut: bool = False


class Term(NamedTuple):
    """One signed part of a priority.

    `why` is the sentence that the screen shows.
    """

    name: str
    value: int
    why: str


class Facts(NamedTuple):
    """The known facts of one message when it is assessed.

    None means unknown, which is never taken for zero.
    """

    text: str
    title: str = ""
    kind: str = "comment"
    channel: str = ""
    channel_language: str = ""
    is_private: bool = False
    is_answered: bool = False
    from_staff: bool = False
    # The source itself says that we wrote it, or it is a note among us.
    is_ours: bool = False
    automated: bool = False
    staff_answered: bool = False
    # It came after an answer of ours to this person.
    after_answer: bool = False
    reactions: int | None = None
    reports: int | None = None
    views: int | None = None
    # How many reports there were when a person last decided about it or wrote why not.
    reports_seen: int = 0
    # From 1 to 5, where 5 is best.
    rating: float | None = None
    author: str = ""
    author_against: int | None = None
    author_kept: int | None = None
    # Days since the author's first message here.
    member_days: int | None = None
    fingerprint: int | None = None
    same_text_by_author: int = 0
    same_text_by_others: int = 0
    posted_at: datetime | None = None
    # Earlier texts of others, that this one may quote.
    quotable: Sequence[str] = ()
    # The name of somebody on the staff, where another member bears it.
    bears_staff_name: str = ""
    # The regions of its community, by their two letters.
    regions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The limits from which a community wants a person to look.

    `severity` at least, `compound` at most (-1..0), member `reports` at least, `rating` at most.
    """

    severity: Severity = Severity.MEDIUM
    compound: float = -0.6
    reports: int = 2
    rating: int = 2


class Judgement(NamedTuple):
    """The result of judging one message revision.

    `not_scored` says why there is no sentiment, and `engine` which one was asked.
    """

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
    # "private" or "question" where somebody waits for an answer.
    waits: str = ""
    # Somebody waited, and staff have answered.
    answered: bool = False
    # The band of the sentiment, or nothing where there is none.
    mood: str = ""
