"""Response clocks: from when to when an answer was promised, and how a promise stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from moderation.policy.hours import Week, due, utc, worked

# The share of a target's working time after which somebody should hurry.
AT_RISK_SHARE = 0.75
# Nobody could have answered what had not come in; below this, a feed is merely slow and the author did wait.
LATE_ARRIVAL = timedelta(hours=24)


class State(StrEnum):
    """How a promise stands at a moment; the last three are final."""

    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    LATE = "late"
    MET = "met"
    MISSED = "missed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Target:
    """What is promised for one severity, in working time; None promises nothing."""

    first_action: timedelta | None = None
    first_reply: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """One promise: all moments in UTC; `stopped_at` is when it was answered; `cancelled` when nobody waits any more."""

    started_at: datetime
    due_by: datetime
    at_risk_at: datetime
    stopped_at: datetime | None = None
    cancelled: bool = False

    @property
    def runs(self) -> bool:
        """Whether somebody still waits."""
        return self.stopped_at is None and not self.cancelled

    def state(self, now: datetime) -> State:
        """How the promise stands at `now`: an answer at `due_by` itself is in time, and cancelling outweighs all."""
        if self.cancelled:
            return State.CANCELLED
        if self.stopped_at is not None:
            return State.MET if self.stopped_at <= self.due_by else State.MISSED
        if now > self.due_by:
            return State.LATE
        return State.AT_RISK if now >= self.at_risk_at else State.ON_TRACK


def start_of(posted_at: datetime, received_at: datetime) -> datetime:
    """When a message's clocks start: when it was posted, or when it was received if that was over 24 h later."""
    return received_at if received_at - posted_at > LATE_ARRIVAL else posted_at


def run(started_at: datetime, within: timedelta, week: Week) -> Clock:
    """A clock that runs for `within` of working time, at risk from 75 % of it on.

    ValueError and OverflowError as in `hours.due`; a target of zero is due, and at risk, when it starts.
    """
    return Clock(
        utc(started_at),
        due_by=due(started_at, within, week),
        at_risk_at=due(started_at, within * AT_RISK_SHARE, week),
    )


def kept(
    actions: Iterable[datetime], replies: Iterable[datetime], closed_at: datetime | None
) -> tuple[datetime | None, datetime | None]:
    """When a first action and a first reply were given; None where none was. A reply is an action too.

    Whatever came after closing came for nobody: closing without a reply cancels that promise.
    """
    given = [at for at in replies if closed_at is None or at <= closed_at]
    acted = [at for at in actions if closed_at is None or at <= closed_at]
    return min([*acted, *given], default=None), min(given, default=None)


def time_left(clock: Clock, now: datetime, week: Week) -> timedelta:
    """The working time until a clock is due, at `now` or when it was stopped; negative by as much as it is late.

    Zero also while the desk is closed after a clock ran out: it is late by `state`, but by no working time yet.
    ValueError as in `hours.worked`.
    """
    at = clock.stopped_at or now
    return worked(at, clock.due_by, week) - worked(clock.due_by, at, week)
