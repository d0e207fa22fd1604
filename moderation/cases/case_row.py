"""A case as a plain value."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from moderation.cases.message_row import MessageRow
from moderation.policy.clocks import NO_DEADLINE
from moderation.policy.hours import Week
from moderation.policy.order import rank_of_case
from moderation.policy.values import Opening, Severity


class Outcome(StrEnum):
    """The outcomes of a case that no person closed, as `Case.Outcome` names them."""

    ANSWERED = "answered"
    GONE = "gone"
    MERGED = "merged"
    # People close so too.
    CLOSED = "closed"


@dataclass(slots=True)
class CaseRow:
    """The columns of a case that a plan reads or changes.

    `id` is None before the case is stored. What it says of its messages is that of those that stand, and the worst of
    them leads it.
    """

    community_id: int
    channel_id: int
    conversation_id: int | None
    message_id: int
    revision: int
    author_id: int | None
    posted_at: datetime
    opened_at: datetime
    unclaimed_at: datetime
    found_at: datetime
    id: int | None = None
    split_no: int = 0
    assessment_id: int | None = None
    follows_id: int | None = None
    assignee_id: int | None = None
    opened_for: list[str] = field(default_factory=list)
    is_unchecked: bool = False
    is_unscored: bool = False
    answer_only: bool = False
    severity: int = Severity.NONE
    priority: int = 0
    rank: int = 0
    behind_id: int | None = None
    reply_lost_at: datetime | None = None
    fingerprint: int = 0
    decision: str = ""
    closed_at: datetime | None = None
    outcome: str = ""
    due_by: datetime = NO_DEADLINE
    rules_due_at: datetime | None = None

    def lead_with(self, rows: Iterable[MessageRow]) -> None:
        """Say what the standing ones of these messages say together."""
        standing = [row for row in rows if row.stands and row.is_own]
        if not standing:
            return
        self.opened_for = list(dict.fromkeys(reason for row in standing for reason in row.opened_for))
        self.severity = max(row.severity for row in standing)
        self.is_unchecked = any(row.is_unchecked for row in standing)
        self._follow(max(standing, key=MessageRow.weight))

    def take_in(self, row: MessageRow) -> None:
        """Say what a further message says too."""
        self.opened_for = list(dict.fromkeys([*self.opened_for, *row.opened_for]))
        self.severity = max(self.severity, row.severity)
        self.is_unchecked |= row.is_unchecked
        if row.priority > self.priority:
            self._follow(row)
        self.answer_only = self.opened_for == [Opening.ANSWER]

    def _follow(self, row: MessageRow) -> None:
        self.message_id, self.revision, self.assessment_id = row.message_id, row.revision, row.assessment_id
        self.priority, self.is_unscored, self.posted_at = row.priority, row.is_unscored, row.posted_at
        self.answer_only = self.opened_for == [Opening.ANSWER]

    def stand(self, week: Week) -> None:
        """Take its place in the order of work."""
        moved = {"is_behind": self.behind_id is not None, "is_lost": self.reply_lost_at is not None}
        self.rank = rank_of_case(self.priority, self.due_by, self.opened_at, week, **moved)

    def close(self, outcome: Outcome, now: datetime) -> None:
        self.closed_at, self.outcome = now, outcome

    def reopen(self, now: datetime) -> None:
        # Time without an owner counts from now on.
        if self.assignee_id is None:
            self.unclaimed_at = now
        self.closed_at, self.outcome = None, ""
