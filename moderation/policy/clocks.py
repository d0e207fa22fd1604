"""Response clocks, their deadlines, and the answers that stop them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol

from moderation.policy.hours import ALWAYS, Week, due_after, in_utc, working_time

# The share of a target's working time from which a case is at risk.
AT_RISK_SHARE = 0.75
# Nobody could answer before a message came in. Below this delay a feed is merely slow, and the author did wait.
LATE_ARRIVAL = timedelta(hours=24)
# Sorts after every deadline, so that one index serves cases with and without one.
NO_DEADLINE = datetime(3000, 1, 1, tzinfo=UTC)


class State(StrEnum):
    """The state of a promise at a moment.

    The last three are final.
    """

    ON_TRACK = "on-track"
    AT_RISK = "at-risk"
    LATE = "late"
    MET = "met"
    MISSED = "missed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Target:
    """The working time that is promised for one severity.

    None promises nothing.
    """

    first_action: timedelta | None = None
    first_reply: timedelta | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """One promise with its deadline.

    All moments are in UTC. `stopped_at` is when it was answered, and `cancelled` is set when nobody waits any more.
    """

    started_at: datetime
    due_by: datetime
    at_risk_at: datetime
    stopped_at: datetime | None = None
    cancelled: bool = False

    @property
    def runs(self) -> bool:
        """Tell whether somebody still waits."""
        return self.stopped_at is None and not self.cancelled

    def state(self, now: datetime) -> State:
        """Return the state at `now`.

        An answer at `due_by` itself is in time.
        """
        # Cancelling outweighs an answer, because nobody waited for it.
        if self.cancelled:
            return State.CANCELLED
        if self.stopped_at is not None:
            return State.MET if self.stopped_at <= self.due_by else State.MISSED
        if now > self.due_by:
            return State.LATE
        return State.AT_RISK if now >= self.at_risk_at else State.ON_TRACK


@dataclass(frozen=True, slots=True)
class Promise:
    """The week in which clocks run, and the targets by severity."""

    week: Week = ALWAYS
    targets: Mapping[int, Target] = field(default_factory=dict)

    def target(self, severity: int) -> Target:
        return self.targets.get(severity, Target())


class Promised(NamedTuple):
    """The deadlines of a case, named as its columns."""

    clock_started_at: datetime
    first_action_by: datetime | None
    first_action_risk_at: datetime | None
    first_reply_by: datetime | None
    first_reply_risk_at: datetime | None


class Settled(NamedTuple):
    """The answers and the next deadline of a case, named as its columns."""

    first_action_at: datetime | None
    first_reply_at: datetime | None
    due_by: datetime


class Post(NamedTuple):
    """A post of staff.

    `given_at` is the moment at which it counts as an answer.
    """

    posted_at: datetime
    given_at: datetime


class Deeds(NamedTuple):
    """Moments at which people acted on a case, or replied."""

    acted: tuple[datetime, ...] = ()
    replied: tuple[datetime, ...] = ()


class Clocked(Protocol):
    """The columns of a case that its clocks are computed from."""

    revision: int
    posted_at: datetime
    closed_at: datetime | None
    clock_started_at: datetime | None
    first_action_by: datetime | None
    first_reply_by: datetime | None


def start_of(posted_at: datetime, received_at: datetime) -> datetime:
    """Return the start of a message's clocks.

    It is when the message was posted, or when it was received if that was over 24 h later.
    """
    return received_at if received_at - posted_at > LATE_ARRIVAL else posted_at


def run(started_at: datetime, within: timedelta, week: Week) -> Clock:
    """Return a clock for `within` of working time, at risk from 75 % of it on.

    Raises ValueError and OverflowError as `hours.due_after` does. A target of zero is due, and at risk, when it starts.
    """
    return Clock(
        in_utc(started_at),
        due_by=due_after(started_at, within, week),
        at_risk_at=due_after(started_at, within * AT_RISK_SHARE, week),
    )


def promised(promise: Promise, severity: int, started_at: datetime) -> Promised:
    """Return the deadlines for a severity from a moment on, computed as in `run`."""
    target = promise.target(severity)
    within = (target.first_action, target.first_reply)
    clocks = [run(started_at, each, promise.week) if each is not None else None for each in within]
    (action_by, action_risk_at), (reply_by, reply_risk_at) = (
        (clock.due_by, clock.at_risk_at) if clock else (None, None) for clock in clocks
    )
    return Promised(started_at, action_by, action_risk_at, reply_by, reply_risk_at)


def settled(case: Clocked, posts: Iterable[Post], deeds: Deeds) -> Settled:
    """Settle the promises of a case by what people did and what staff wrote."""
    action_at, reply_at = kept(deeds.acted, [*deeds.replied, *answers(posts, case)], case.closed_at)
    running = ((case.first_action_by, action_at), (case.first_reply_by, reply_at))
    return Settled(action_at, reply_at, next_due(running, case.closed_at))


def next_due(promises: Iterable[tuple[datetime | None, datetime | None]], closed_at: datetime | None) -> datetime:
    """Return the earliest deadline that is not kept yet.

    Nothing is due on a closed case.
    """
    waiting = (due_by for due_by, kept_at in promises if due_by and not kept_at)
    return NO_DEADLINE if closed_at else min(waiting, default=NO_DEADLINE)


def answers(posts: Iterable[Post], case: Clocked) -> list[datetime]:
    """Return the moments at which these posts answered the case."""
    since = case.posted_at
    # What staff wrote before an edit does not answer the new text.
    if case.revision > 1 and case.clock_started_at:
        since = max(since, case.clock_started_at)
    return [post.given_at for post in posts if post.posted_at > since]


def kept(
    actions: Iterable[datetime], replies: Iterable[datetime], closed_at: datetime | None
) -> tuple[datetime | None, datetime | None]:
    """Return the moments of the first action and the first reply, or None.

    A reply counts as an action too. Closing without a reply cancels the promise of one.
    """
    # After closing nobody waits any more.
    given = [at for at in replies if closed_at is None or at <= closed_at]
    acted = [at for at in actions if closed_at is None or at <= closed_at]
    return min([*acted, *given], default=None), min(given, default=None)


def time_left(clock: Clock, now: datetime, week: Week) -> timedelta:
    """Return the working time until a clock is due, negative when late.

    It is taken at `now`, or at the moment when the clock was stopped. It stays zero while the desk is closed after a
    clock ran out, although `state` is late. Raises ValueError as `hours.working_time` does.
    """
    at = clock.stopped_at or now
    return working_time(at, clock.due_by, week) - working_time(clock.due_by, at, week)
