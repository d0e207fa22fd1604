"""A case as a plain value, and what may happen to its columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from moderation.policy.clocks import NO_DEADLINE, Deeds, Post, Promise, promised, settled
from moderation.policy.values import Judgement, Opening, Severity

# A channel by key, and when something changed there that is counted by the day.
Moment = tuple[int, datetime]


class Outcome(StrEnum):
    """How the machine closes a case, as `Case.Outcome` names it; nobody decided, so new reasons bring it back."""

    ANSWERED = "answered"
    GONE = "gone"


@dataclass(slots=True)
class CaseRow:
    """The columns that a plan looks at or changes, under their own names; there is no key before it is stored."""

    community_id: int
    channel_id: int
    message_id: int
    revision: int
    author_id: int | None
    posted_at: datetime
    opened_at: datetime
    unclaimed_at: datetime
    found_at: datetime
    id: int | None = None
    assessment_id: int | None = None
    follows_id: int | None = None
    assignee_id: int | None = None
    opened_for: list[str] = field(default_factory=list)
    is_unchecked: bool = False
    is_unscored: bool = False
    answer_only: bool = False
    severity: int = Severity.NONE
    priority: int = 0
    fingerprint: int = 0
    closed_at: datetime | None = None
    outcome: str = ""
    clock_started_at: datetime | None = None
    first_action_by: datetime | None = None
    first_action_risk_at: datetime | None = None
    first_action_at: datetime | None = None
    first_reply_by: datetime | None = None
    first_reply_risk_at: datetime | None = None
    first_reply_at: datetime | None = None
    due_by: datetime = NO_DEADLINE
    rules_due_at: datetime | None = None
    # The message's, and no column of its own.
    thread: int = 0

    @property
    def moments(self) -> set[Moment]:
        """When it was first acted on and first answered."""
        return {(self.channel_id, at) for at in (self.first_action_at, self.first_reply_at) if at}

    def is_answered(self, posts: Iterable[Post]) -> bool:
        """Whether it stands open for an answer only, which one of these posts gave."""
        return self.answer_only and not self.closed_at and any(post.posted_at > self.posted_at for post in posts)

    def say(self, judgement: Judgement, assessment: int) -> None:
        """Show what was said of the newest text, and every reason that there ever was."""
        self.assessment_id, self.priority, self.severity = assessment, judgement.priority, worst(judgement)
        self.add_reasons(judgement.openings)
        self.answer_only = self.opened_for == [Opening.ANSWER]
        self.is_unchecked, self.is_unscored = False, judgement.sentiment is None

    def add_reasons(self, openings: Iterable[Opening]) -> None:
        self.opened_for = list(dict.fromkeys([*self.opened_for, *openings]))

    def promise(self, promise: Promise, started_at: datetime, now: datetime) -> None:
        """Set what is promised for its severity; escalation rules look at it at the next sweep."""
        # Editing does not buy time: a clock that runs goes on from where it started.
        for name, value in promised(promise, self.severity, self.clock_started_at or started_at)._asdict().items():
            setattr(self, name, value)
        # Also where there is no rule yet: one that is saved at this moment cannot see what is not committed.
        self.rules_due_at = now

    def close(self, outcome: Outcome, now: datetime) -> None:
        self.closed_at, self.outcome = now, outcome

    def reopen(self, now: datetime) -> None:
        if self.assignee_id is None:
            self.unclaimed_at = now
        self.closed_at, self.outcome = None, ""

    def settle(self, posts: Sequence[Post], deeds: Deeds, now: datetime) -> None:
        """Work out its clocks anew; escalation rules look at it again when they moved."""
        stood = (self.first_action_at, self.first_reply_at, self.due_by)
        stands = settled(self, posts, deeds)
        self.first_action_at, self.first_reply_at, self.due_by = stands
        if self.closed_at:
            self.rules_due_at = None
        elif stands != stood:
            self.rules_due_at = now


def worst(judgement: Judgement) -> int:
    return int(max((finding.severity for finding in judgement.findings), default=Severity.NONE))
