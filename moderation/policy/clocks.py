"""Response clocks, their deadlines, and the answers that stop them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple, Protocol

from moderation.policy.hours import ALWAYS, Week, due_after, in_utc, working_time

# The share of a target's working time from which a case is at risk.
AT_RISK_SHARE = 0.75
# Sorts after every deadline, so that one index serves cases with and without one.
NO_DEADLINE = datetime(3000, 1, 1, tzinfo=UTC)


class Kind(StrEnum):
    """What is promised.

    A decision is owed where something was found or reported. `UNCHECKED` is a look at what could not be checked, and
    the last two are a team's.
    """

    ACTION = "action"
    REPLY = "reply"
    NEXT_REPLY = "next_reply"
    DECISION = "decision"
    UNCHECKED = "unchecked"
    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"


REPLIES = (Kind.REPLY, Kind.NEXT_REPLY)
KIND_WORDS = {
    Kind.ACTION: "First action",
    Kind.REPLY: "First reply",
    Kind.NEXT_REPLY: "Next reply",
    Kind.DECISION: "Decision",
    Kind.UNCHECKED: "Look at what was not checked",
    Kind.ACKNOWLEDGE: "The team takes it up",
    Kind.ANSWER: "The team's answer",
}


class Kept(StrEnum):
    """How a promise was kept."""

    DONE = "done"
    DELIVERED = "delivered"
    BY_HAND = "by_hand"
    PLATFORM = "platform"


KEPT_WORDS = {
    Kept.DONE: "done here",
    Kept.DELIVERED: "the reply was delivered",
    Kept.BY_HAND: "marked as done by hand",
    Kept.PLATFORM: "on the platform",
}


class End(StrEnum):
    """How a promise ended that was not kept.

    Nothing was owed any more in the first three.
    """

    ACTED = "acted"
    WITHDRAWN = "withdrawn"
    THANKS = "thanks"
    UNNEEDED = "unneeded"
    CLOSED = "closed"
    NOT_OURS = "not_ours"
    UNDELIVERABLE = "undeliver"
    RELAXED = "relaxed"
    MOVED = "moved"


END_WORDS = {
    End.ACTED: "acted against for a finding",
    End.WITHDRAWN: "withdrawn by its author in time",
    End.THANKS: "it was thanks only",
    End.UNNEEDED: "no answer needed",
    End.CLOSED: "closed without it",
    End.NOT_OURS: "answered by others, or its author is gone",
    End.UNDELIVERABLE: "it could not be delivered",
    End.RELAXED: "relaxed by hand",
    End.MOVED: "goes on in another case",
}


NOT_OWED = (End.ACTED, End.WITHDRAWN, End.THANKS)


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
    """The working time that is promised for one severity, or with `any_hour` the time by the clock on the wall.

    None promises nothing.
    """

    first_action: timedelta | None = None
    first_reply: timedelta | None = None
    decision: timedelta | None = None
    unchecked: timedelta | None = None
    any_hour: bool = False

    def within(self, kind: Kind) -> timedelta | None:
        """Return what is promised for this kind of deed."""
        return {
            Kind.ACTION: self.first_action,
            Kind.REPLY: self.first_reply,
            Kind.NEXT_REPLY: self.first_reply,
            Kind.DECISION: self.decision,
            Kind.UNCHECKED: self.unchecked,
        }.get(kind)


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
    """The week in which clocks run, and the targets by severity.

    Those of a channel, by the channel's key and the severity, come before those of the community.
    """

    week: Week = ALWAYS
    targets: Mapping[int, Target] = field(default_factory=dict)
    of_channels: Mapping[tuple[int, int], Target] = field(default_factory=dict)
    # Since when there is anybody who promises.
    since: datetime | None = None

    def reaches(self, moment: datetime) -> bool:
        """Tell whether something could be promised at this moment."""
        return self.since is None or moment >= self.since

    def target(self, severity: int, channel: int | None = None) -> Target:
        everywhere = self.targets.get(severity, Target())
        return everywhere if channel is None else self.of_channels.get((channel, severity), everywhere)

    def start(self, target: Target, kind: Kind, started_at: datetime) -> Clock | None:
        """Return the clock of a target from a moment on, or None where nothing is promised."""
        within = target.within(kind)
        return None if within is None else run(started_at, within, ALWAYS if target.any_hour else self.week)


class Post(NamedTuple):
    """A post of staff on the platform.

    `given_at` is the moment at which it counts as an answer, to an author or to the very message of one without name.
    """

    posted_at: datetime
    given_at: datetime
    author: int | None = None
    target: int | None = None
    message: int | None = None


class Reply(NamedTuple):
    """A reply that was written here to the author of a message.

    `given_at` is empty until it is delivered, or marked as done by hand. `came_as` is the message as which it came back
    from the platform, and `came_at` when that was posted there.
    """

    message: int
    author: int | None
    written_at: datetime
    given_at: datetime | None = None
    by_hand: bool = False
    came_as: int | None = None
    came_at: datetime | None = None

    @property
    def kept_at(self) -> datetime | None:
        """When it was there for its reader: the platform may know that it was before we heard of it."""
        if self.given_at is None or self.came_at is None:
            return self.given_at
        return min(self.given_at, max(self.came_at, self.written_at))


class Lost(NamedTuple):
    """A reply to the author of a message that did not arrive, by its row of the outbox."""

    outbox: int
    message: int
    author: int | None
    written_at: datetime
    lost_at: datetime


class Deeds(NamedTuple):
    """What people did on a case: moments of first actions and of decisions, and replies.

    `about` has the messages that a decision was about, by its moment. One that is not there was about all. `lost` are
    the replies that did not arrive, and `excused` is when somebody said that none is needed, or that none can arrive.
    """

    acted: tuple[datetime, ...] = ()
    decided: tuple[datetime, ...] = ()
    replies: tuple[Reply, ...] = ()
    about: Mapping[datetime, Collection[int]] = MappingProxyType({})
    lost: tuple[Lost, ...] = ()
    excused: tuple[datetime, ...] = ()

    def since(self, moment: datetime) -> "Deeds":
        """Return these without the actions and decisions before a moment."""
        acted, decided = (tuple(at for at in some if at >= moment) for some in (self.acted, self.decided))
        return self._replace(acted=acted, decided=decided)

    def about_any(self) -> "Deeds":
        """Return these with decisions that are about all."""
        return self._replace(about=MappingProxyType({}))


class Waiting(Protocol):
    """A message of a case, as its clocks see it."""

    @property
    def message_id(self) -> int: ...
    @property
    def author_id(self) -> int | None: ...
    @property
    def joined_at(self) -> datetime: ...
    @property
    def said_at(self) -> datetime: ...


Keeping = tuple[datetime, Kept]


def run(started_at: datetime, within: timedelta, week: Week) -> Clock:
    """Return a clock for `within` of working time, at risk from 75 % of it on.

    Raises ValueError and OverflowError as `hours.due_after` does. A target of zero is due, and at risk, when it starts.
    """
    return Clock(
        in_utc(started_at),
        due_by=due_after(started_at, within, week),
        at_risk_at=due_after(started_at, within * AT_RISK_SHARE, week),
    )


def answers(post: Post, waiting: Waiting) -> bool:
    """Tell whether a post of staff answers this message.

    It does when it came later and answers its author, whoever else waits. One with the very moment of the question does
    not, because nobody knows which came first.
    """
    if post.posted_at <= waiting.said_at:
        return False
    if post.target == waiting.message_id:
        return True
    return post.author is not None and post.author == waiting.author_id


def reaches(reply: Reply, waiting: Waiting) -> bool:
    """Tell whether a reply that was written here answers this message: one of its author that was there by then."""
    return is_to(reply, waiting.author_id, waiting.message_id) and reply.written_at >= waiting.joined_at


def is_to(reply: Reply | Lost, author: int | None, message: int) -> bool:
    """Tell whether a reply is to this author, or to whoever wrote this message."""
    return reply.message == message or (reply.author is not None and reply.author == author)


def is_missed(lost: Lost, waiting: Waiting, posts: Iterable[Post], deeds: Deeds) -> bool:
    """Tell whether the author of this message has still to hear what a lost reply was to say.

    They have not where nobody wrote to them since, and where nobody said that nothing is to be written.
    """
    if not is_to(lost, waiting.author_id, waiting.message_id) or waiting.joined_at > lost.lost_at:
        return False
    written = (reply.written_at for reply in deeds.replies if is_to(reply, lost.author, lost.message))
    heard = (at for at, _ in ways_kept(Kind.REPLY, waiting, posts, deeds))
    return not any(at > lost.written_at for at in (*written, *heard, *deeds.excused))


def first_kept(kind: Kind, waiting: Waiting, posts: Iterable[Post], deeds: Deeds) -> Keeping | None:
    """Return when and how a promise for this message was first kept, or None.

    A reply counts as an action from the moment it was written, and as a reply from the moment it was delivered.
    """
    ways = list(ways_kept(kind, waiting, posts, deeds))
    return min(ways, default=None)


def ways_kept(kind: Kind, waiting: Waiting, posts: Iterable[Post], deeds: Deeds) -> Iterator[Keeping]:
    if kind is Kind.DECISION:
        about_it = (at for at in deeds.decided if waiting.message_id in deeds.about.get(at, (waiting.message_id,)))
        yield from ((at, Kept.DONE) for at in about_it if at >= waiting.joined_at)
        return
    # What was sent from here and came back is one answer, and not the platform's.
    returned = {reply.came_as for reply in deeds.replies if reply.came_as and reply.given_at}
    others = (post for post in posts if post.message not in returned)
    yield from ((post.given_at, Kept.PLATFORM) for post in others if answers(post, waiting))
    if kind in REPLIES:
        for reply in deeds.replies:
            if reply.kept_at and reaches(reply, waiting):
                yield reply.kept_at, Kept.BY_HAND if reply.by_hand else Kept.DELIVERED
    else:
        yield from ((at, Kept.DONE) for at in deeds.acted if at >= waiting.joined_at)


def next_due(running: Iterable[datetime], closed_at: datetime | None) -> datetime:
    """Return the earliest deadline of the clocks that run.

    Nothing is due on a closed case.
    """
    return NO_DEADLINE if closed_at else min(running, default=NO_DEADLINE)


def time_left(clock: Clock, now: datetime, week: Week) -> timedelta:
    """Return the working time until a clock is due, negative when late.

    It is taken at `now`, or at the moment when the clock was stopped. It stays zero while the desk is closed after a
    clock ran out, although `state` is late. Raises ValueError as `hours.working_time` does.
    """
    at = clock.stopped_at or now
    return working_time(at, clock.due_by, week) - working_time(clock.due_by, at, week)
