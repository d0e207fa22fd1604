"""A promise for a case as a plain value."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from moderation.policy.clocks import Clock, Kind

MINUTE = timedelta(minutes=1)


@dataclass(slots=True)
class ClockRow:
    """The columns of a clock.

    `id` is None before it is stored, and `case_id` before its case is.
    """

    channel_id: int
    message_id: int
    kind: str
    severity: int
    within: int
    any_hour: bool
    started_at: datetime
    due_by: datetime
    risk_at: datetime
    id: int | None = None
    case_id: int | None = None
    kept_at: datetime | None = None
    kept_as: str = ""
    ended_at: datetime | None = None
    ended_as: str = ""

    @classmethod
    def of(
        cls, clock: Clock, kind: Kind, within: timedelta, *, channel: int, message: int, severity: int, any_hour: bool
    ) -> "ClockRow":
        return cls(
            channel_id=channel,
            message_id=message,
            kind=kind,
            severity=severity,
            within=within // MINUTE,
            any_hour=any_hour,
            started_at=clock.started_at,
            due_by=clock.due_by,
            risk_at=clock.at_risk_at,
        )

    @property
    def runs(self) -> bool:
        return self.kept_at is None and self.ended_at is None

    def hurry(self, sooner: "ClockRow") -> None:
        """Bring it forward to a promise that is due earlier. It never moves to later."""
        if sooner.due_by < self.due_by:
            self.due_by, self.risk_at = sooner.due_by, min(self.risk_at, sooner.risk_at)
            self.severity, self.within, self.any_hour = sooner.severity, sooner.within, sooner.any_hour
