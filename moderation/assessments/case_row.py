"""A case as a plain value, and the changes of its columns."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from moderation.policy.clocks import NO_DEADLINE, Deeds, Post, Promise, promised, settled
from moderation.policy.values import Judgement, Opening, Severity

# A channel's key and a moment that is counted by the day.
Moment = tuple[int, datetime]


class Outcome(StrEnum):
    """The outcomes of a case that no person closed, as `Case.Outcome` names them."""

    ANSWERED = "answered"
    GONE = "gone"


@dataclass(slots=True)
class CaseRow:
    """The columns of a case that a plan reads or changes.

    `id` is None before the case is stored.
    """

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
    # The message's thread, which is no column of a case.
    thread: int = 0

    @property
    def moments(self) -> set[Moment]:
        """The moments of the first action and the first answer."""
        return {(self.channel_id, at) for at in (self.first_action_at, self.first_reply_at) if at}

    def is_answered(self, posts: Iterable[Post]) -> bool:
        """Tell whether it waits for an answer only, which one of these posts gave."""
        return self.answer_only and not self.closed_at and any(post.posted_at > self.posted_at for post in posts)

    def say(self, judgement: Judgement, assessment: int) -> None:
        """Take over the judgement of the newest text.

        Reasons of earlier texts stay.
        """
        self.assessment_id, self.priority, self.severity = assessment, judgement.priority, worst(judgement)
        self.add_reasons(judgement.openings)
        self.answer_only = self.opened_for == [Opening.ANSWER]
        self.is_unchecked, self.is_unscored = False, judgement.sentiment is None

    def add_reasons(self, openings: Iterable[Opening]) -> None:
        self.opened_for = list(dict.fromkeys([*self.opened_for, *openings]))

    def promise(self, promise: Promise, started_at: datetime, now: datetime) -> None:
        """Set the deadlines of its severity, and have escalation rules check it."""
        # Editing does not buy time, so a running clock keeps its start.
        for name, value in promised(promise, self.severity, self.clock_started_at or started_at)._asdict().items():
            setattr(self, name, value)
        # Even without rules, because a rule saved at this moment cannot see an uncommitted case.
        self.rules_due_at = now

    def close(self, outcome: Outcome, now: datetime) -> None:
        self.closed_at, self.outcome = now, outcome

    def reopen(self, now: datetime) -> None:
        # Time without an owner counts from now on.
        if self.assignee_id is None:
            self.unclaimed_at = now
        self.closed_at, self.outcome = None, ""

    def settle(self, posts: Sequence[Post], deeds: Deeds, now: datetime) -> None:
        """Recompute its clocks, and have escalation rules check it when they moved."""
        stood = (self.first_action_at, self.first_reply_at, self.due_by)
        stands = settled(self, posts, deeds)
        self.first_action_at, self.first_reply_at, self.due_by = stands
        if self.closed_at:
            self.rules_due_at = None
        elif stands != stood:
            self.rules_due_at = now


def worst(judgement: Judgement) -> int:
    return int(max((finding.severity for finding in judgement.findings), default=Severity.NONE))
