"""A message of a case as a plain value."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from moderation.policy.gatherings import PRIORITY, SEVERITY
from moderation.policy.values import Judgement, Opening, Severity

# Reasons that end with the message.
PASSING = (Opening.ANSWER, Opening.NEGATIVE, Opening.RATING)
# Reasons about which a person has to decide.
TO_DECIDE = (Opening.FINDING, Opening.REPORTS)


EVER = datetime.min.replace(tzinfo=UTC)


class Role(StrEnum):
    """The roles of messages in a case, as `CaseMessage.Role` names them."""

    OWN = "own"
    COPY = "copy"


class Settled(StrEnum):
    """What settles a message of a case, as `CaseMessage.Settled` names it."""

    DECIDED = "decided"
    ACTED = "acted"
    REPLIED = "replied"
    ANSWERED = "answered"
    UNNEEDED = "unneeded"
    THANKS = "thanks"
    GONE = "gone"
    CLOSED = "closed"


@dataclass(slots=True)
class MessageRow:
    """The columns of a case's message that a plan reads or changes.

    `id` and `case_id` are None before it is stored. The last ones are no columns, but what its clocks go by: the
    message's author, when it was posted, its conversation, and when it was removed on the platform, by whom.
    """

    id: int | None
    message_id: int
    revision: int
    joined_at: datetime
    case_id: int | None = None
    role: str = Role.OWN
    assessment_id: int | None = None
    opened_for: list[str] = field(default_factory=list)
    waits: bool = False
    is_unchecked: bool = False
    is_unscored: bool = False
    severity: int = Severity.NONE
    priority: int = 0
    answered_at: datetime | None = None
    settled_at: datetime | None = None
    settled_as: str = ""
    left_at: datetime | None = None
    author_id: int | None = None
    posted_at: datetime = EVER
    thread: int = 0
    removed_at: datetime | None = None
    removed_by_others: bool = False

    @property
    def withdrawn_at(self) -> datetime | None:
        """When its author deleted it, who waits no more since then."""
        return None if self.removed_by_others else self.removed_at

    @property
    def said_at(self) -> datetime:
        """When this text was said, as far as an answer is concerned."""
        # What staff wrote before an edit does not answer the new text.
        return self.posted_at if self.revision == 1 else max(self.posted_at, self.joined_at)

    @property
    def stands(self) -> bool:
        """Tell whether something is left to do about it here."""
        return self.settled_at is None and self.left_at is None

    @property
    def is_waiting(self) -> bool:
        """Tell whether its author still waits for an answer."""
        return self.waits and self.stands and self.answered_at is None

    @property
    def is_own(self) -> bool:
        return self.role == Role.OWN

    @property
    def needs_a_person(self) -> bool:
        """Tell whether a person has to decide about it, even when its message is gone."""
        return any(reason not in PASSING for reason in self.opened_for)

    @property
    def needs_a_decision(self) -> bool:
        return any(reason in TO_DECIDE for reason in self.opened_for)

    @property
    def asks_for_answer_alone(self) -> bool:
        return self.opened_for == [Opening.ANSWER]

    def weight(self) -> tuple[int, float]:
        """Return what the heaviest message of a case has most of; of equal ones it is the first."""
        return self.priority, -self.posted_at.timestamp()

    def say(self, judgement: Judgement, assessment: int) -> None:
        """Take over the judgement of the newest text.

        Reasons of earlier texts stay.
        """
        self.assessment_id, self.priority, self.severity = assessment, judgement.priority, worst(judgement)
        if Opening.GATHERING in self.opened_for:
            # Those who gathered are no less for another look at the text.
            self.priority, self.severity = max(self.priority, PRIORITY), max(self.severity, SEVERITY)
        self.add_reasons(judgement.openings)
        self.is_unchecked, self.is_unscored = False, judgement.sentiment is None

    def add_reasons(self, openings: Iterable[Opening]) -> None:
        self.opened_for = list(dict.fromkeys([*self.opened_for, *openings]))
        self.waits = Opening.ANSWER in self.opened_for

    def settle(self, how: Settled, now: datetime) -> None:
        self.settled_at, self.settled_as = now, how

    def stand_again(self) -> None:
        self.settled_at, self.settled_as = None, ""


def worst(judgement: Judgement) -> int:
    return int(max((finding.severity for finding in judgement.findings), default=Severity.NONE))
