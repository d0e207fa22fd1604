"""Response clocks: from when to when an answer was promised, what keeps a promise, and how it stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from moderation.policy.hours import ALWAYS, Week, due_after, in_utc, working_time

# The share of a target's working time after which somebody should hurry.
AT_RISK_SHARE = 0.75
# Nobody could have answered what had not come in; below this, a feed is merely slow and the author did wait.
LATE_ARRIVAL = timedelta(hours=24)
# Sorts after every deadline, so that one index serves cases with and without one.
NO_DEADLINE = datetime(3000, 1, 1, tzinfo=UTC)


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


@dataclass(frozen=True, slots=True)
class Promise:
    """What a community promises: the week in which clocks run, and the targets by severity."""

    week: Week = ALWAYS
    targets: Mapping[int, Target] = field(default_factory=dict)

    def target(self, severity: int) -> Target:
        return self.targets.get(severity, Target())


class Promised(NamedTuple):
    """What was promised for a case; the names are those of its columns."""

    clock_started_at: datetime
    first_action_by: datetime | None
    first_action_risk_at: datetime | None
    first_reply_by: datetime | None
    first_reply_risk_at: datetime | None


class Settled(NamedTuple):
    """When a case's promises were kept, and when it is due now; the names are those of its columns."""

    first_action_at: datetime | None
    first_reply_at: datetime | None
    due_by: datetime


class Post(NamedTuple):
    """When staff wrote, and when that counts as given."""

    posted_at: datetime
    given_at: datetime


class Deeds(NamedTuple):
    """When people acted on a case, and when they replied, which is an action too."""

    acted: tuple[datetime, ...] = ()
    replied: tuple[datetime, ...] = ()


class Clocked(Protocol):
    """What a case has to say of itself for its clocks to be worked out."""

    revision: int
    posted_at: datetime
    closed_at: datetime | None
    clock_started_at: datetime | None
    first_action_by: datetime | None
    first_reply_by: datetime | None


def start_of(posted_at: datetime, received_at: datetime) -> datetime:
    """When a message's clocks start: when it was posted, or when it was received if that was over 24 h later."""
    return received_at if received_at - posted_at > LATE_ARRIVAL else posted_at


def run(started_at: datetime, within: timedelta, week: Week) -> Clock:
    """A clock that runs for `within` of working time, at risk from 75 % of it on.

    ValueError and OverflowError as in `hours.due`; a target of zero is due, and at risk, when it starts.
    """
    return Clock(
        in_utc(started_at),
        due_by=due_after(started_at, within, week),
        at_risk_at=due_after(started_at, within * AT_RISK_SHARE, week),
    )


def promised(promise: Promise, severity: int, started_at: datetime) -> Promised:
    """What is promised for this severity from a moment on, as `run` works it out."""
    target = promise.target(severity)
    within = (target.first_action, target.first_reply)
    clocks = [run(started_at, each, promise.week) if each is not None else None for each in within]
    (action_by, action_risk_at), (reply_by, reply_risk_at) = (
        (clock.due_by, clock.at_risk_at) if clock else (None, None) for clock in clocks
    )
    return Promised(started_at, action_by, action_risk_at, reply_by, reply_risk_at)


def settled(case: Clocked, posts: Iterable[Post], deeds: Deeds) -> Settled:
    """How far the promises of a case are kept by what people did and by what staff wrote in its thread."""
    action_at, reply_at = kept(deeds.acted, [*deeds.replied, *answers(posts, case)], case.closed_at)
    running = ((case.first_action_by, action_at), (case.first_reply_by, reply_at))
    return Settled(action_at, reply_at, next_due(running, case.closed_at))


def next_due(promises: Iterable[tuple[datetime | None, datetime | None]], closed_at: datetime | None) -> datetime:
    """The earliest of these deadlines that is not kept yet; nothing is due of what is closed."""
    waiting = (due_by for due_by, kept_at in promises if due_by and not kept_at)
    return NO_DEADLINE if closed_at else min(waiting, default=NO_DEADLINE)


def answers(posts: Iterable[Post], case: Clocked) -> list[datetime]:
    """When these posts answered the case; a later revision is answered only by what came after it."""
    since = case.posted_at
    if case.revision > 1 and case.clock_started_at:
        since = max(since, case.clock_started_at)
    return [post.given_at for post in posts if post.posted_at > since]


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
    return working_time(at, clock.due_by, week) - working_time(clock.due_by, at, week)
