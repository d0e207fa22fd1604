"""Settles a case's messages and clocks from all that happened.

Each is worked out anew, so undoing, recalling and late arrivals need no rules of their own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from moderation.cases.case_row import CaseRow, Outcome
from moderation.cases.clock_row import ClockRow
from moderation.cases.message_row import MessageRow, Settled
from moderation.policy.clocks import (
    NO_DEADLINE,
    NOT_OWED,
    REPLIES,
    Deeds,
    End,
    Kind,
    Post,
    Promise,
    first_kept,
    is_missed,
    next_due,
)
from moderation.policy.values import Opening, Severity

# A channel's key and a moment that is counted by the day.
Moment = tuple[int, datetime]
ENDS = {
    Settled.ACTED: End.ACTED,
    Settled.UNNEEDED: End.UNNEEDED,
    Settled.THANKS: End.THANKS,
}
BY_DECISION = (Settled.DECIDED, Settled.ACTED)
# What is owed for some messages of a case, and ends with them.
LOOKS = (Kind.DECISION, Kind.UNCHECKED)
# What no recount takes back.
BY_HAND = (End.RELAXED, End.MOVED, End.UNDELIVERABLE)


def promise_for(
    row: MessageRow, case: CaseRow, clocks: list[ClockRow], promise: Promise, started_at: datetime
) -> list[ClockRow]:
    """Make the promises that a message brings, and return those that are new.

    Where one of the kind runs on the case already, the earlier of the two holds.
    """
    made: list[ClockRow] = []
    for kind in kinds_owed(row, clocks):
        sooner = start_clock(kind, row, case, promise, started_at)
        if sooner is None:
            continue
        running = next((clock for clock in clocks if clock.runs and concerns(clock, Kind(sooner.kind), row)), None)
        if running:
            running.hurry(sooner)
        else:
            clocks.append(sooner)
            made.append(sooner)
    return made


def kinds_owed(row: MessageRow, clocks: Iterable[ClockRow]) -> Iterator[Kind]:
    """Yield what is owed for a message.

    A copy's share in the work is that of the case, but whoever waits is owed an answer of their own.
    """
    replies = [clock for clock in clocks if clock.kind in REPLIES]
    if row.is_own:
        yield Kind.UNCHECKED if row.is_unchecked else Kind.ACTION
        if row.needs_a_decision:
            yield Kind.DECISION
    # Who had an answer to this message is owed no other one.
    if row.waits and not any(clock.message_id == row.message_id and clock.kept_at for clock in replies):
        before = any(clock.kept_at for clock in replies)
        yield Kind.NEXT_REPLY if before and row.is_own else Kind.REPLY


def start_clock(kind: Kind, row: MessageRow, case: CaseRow, promise: Promise, started_at: datetime) -> ClockRow | None:
    target = promise.target(Severity.NONE if kind is Kind.UNCHECKED else row.severity, case.channel_id)
    # What could not be checked has a severity that nobody knows, and is owed an action where no more is said.
    if kind is Kind.UNCHECKED and target.unchecked is None:
        kind = Kind.ACTION
    within, clock = target.within(kind), promise.start(target, kind, started_at)
    if within is None or clock is None:
        return None
    about = {"channel": case.channel_id, "message": row.message_id, "severity": row.severity}
    return ClockRow.of(clock, kind, within, any_hour=target.any_hour, **about)


def concerns(clock: ClockRow, kind: Kind, row: MessageRow) -> bool:
    """Tell whether a clock is the one that a further promise of this kind would double."""
    if not row.is_own:
        return clock.kind in REPLIES and clock.message_id == row.message_id
    return clock.kind in REPLIES if kind in REPLIES else clock.kind == kind


class CaseParts(NamedTuple):
    """A case with its messages and clocks, as far as they matter."""

    case: CaseRow
    rows: Sequence[MessageRow]
    clocks: Sequence[ClockRow]


class Happened(NamedTuple):
    """What staff wrote and did about a message, up to now."""

    posts: Sequence[Post]
    deeds: Deeds
    now: datetime

    def since(self, moment: datetime) -> "Happened":
        posts = [post for post in self.posts if post.given_at >= moment]
        return self._replace(posts=posts, deeds=self.deeds.since(moment))


def settle_case(parts: CaseParts, posts: Mapping[int, Sequence[Post]], deeds: Deeds, now: datetime) -> None:
    """Work out who waits, and which promises were kept or ended, and have escalation rules check what moved."""
    case, rows, clocks = parts
    stood, ran = state_of(case, clocks), [id(clock) for clock in clocks if clock.runs]
    by_message = defaultdict[int, list[MessageRow]](list)
    for row in sorted(rows, key=lambda row: row.joined_at):
        by_message[row.message_id].append(row)
    for row in rows:
        row.answered_at = first_answer(row, posts.get(row.thread, ()), deeds)
        # Also where an undo brings the wait back.
        row.waits &= not (row.is_waiting and row.withdrawn_at)
    for clock in clocks:
        if began := row_at(clock.started_at, by_message[clock.message_id]):
            settle_clock(clock, began, parts, Happened(posts.get(began.thread, ()), deeds, now))
    end_doubles(sorted(clocks, key=lambda clock: (id(clock) not in ran, clock.due_by)), now)
    case.due_by = next_due((clock.due_by for clock in clocks if clock.runs), case.closed_at)
    case.reply_lost_at = None if case.closed_at else last_lost(rows, posts, deeds)
    if case.closed_at:
        case.rules_due_at = None
    elif state_of(case, clocks) != stood:
        case.rules_due_at = now


def end_doubles(clocks: Iterable[ClockRow], now: datetime) -> None:
    """Let one promise of a kind run for a message, the first of these, by the earliest moment of any.

    What opens again may bring back one that was made anew meanwhile.
    """
    first: dict[tuple[int, str], ClockRow] = {}
    for clock in clocks:
        if clock.runs and (held := first.setdefault((clock.message_id, clock.kind), clock)) is not clock:
            held.hurry(clock)
            clock.ended_at, clock.ended_as = now, End.MOVED


def row_at(moment: datetime, rows: Sequence[MessageRow]) -> MessageRow | None:
    """Return the newest place of a message that was there at a moment, or its first one. The places are in order."""
    there = [row for row in rows if row.joined_at <= moment] or rows[:1]
    return there[-1] if there else None


def state_of(case: CaseRow, clocks: Iterable[ClockRow]) -> tuple[object, ...]:
    return (case.due_by, *((clock.kept_at, clock.ended_at) for clock in clocks))


def last_lost(rows: Sequence[MessageRow], posts: Mapping[int, Sequence[Post]], deeds: Deeds) -> datetime | None:
    """Return when a reply was last lost that somebody has still to deal with, or None."""
    there = [row for row in rows if row.stands and not row.withdrawn_at]
    missed = (
        lost.lost_at
        for lost in deeds.lost
        if any(is_missed(lost, row, posts.get(row.thread, ()), deeds) for row in there)
    )
    return max(missed, default=None)


def first_answer(row: MessageRow, posts: Iterable[Post], deeds: Deeds) -> datetime | None:
    """Return when the author of this message was first answered, or None while that is still to come."""
    if not row.waits:
        return None
    kept = first_kept(Kind.REPLY, row, posts, deeds)
    return kept[0] if kept else None


def settle_clock(clock: ClockRow, row: MessageRow, parts: CaseParts, happened: Happened) -> None:
    """Work out when a promise for a message was kept, or how it ended otherwise."""
    kind = Kind(clock.kind)
    if kind not in REPLIES and clock.started_at > row.joined_at:
        # Its reason became known later than the message, so what was done before does not keep it.
        happened = happened.since(clock.started_at)
    if row.left_at or (row.settled_at and row.settled_as not in BY_DECISION):
        # What was left under its promise may be decided for it.
        happened = happened._replace(deeds=happened.deeds.about_any())
    kept = first_kept(kind, row, happened.posts, happened.deeds)
    end = None if kept else end_of(clock, kind, row, parts, happened.now)
    clock.kept_at, clock.kept_as = kept or (None, "")
    clock.ended_at, clock.ended_as = end or (None, "")


def end_of(
    clock: ClockRow, kind: Kind, row: MessageRow, parts: CaseParts, now: datetime
) -> tuple[datetime, End] | None:
    """Return when and how a promise ended that was not kept, or None while it runs."""
    if clock.ended_at and not is_owed_again(clock, kind, row, parts.rows):
        return clock.ended_at, End(clock.ended_as)
    if kind in REPLIES:
        return end_of_reply(clock, row, parts.rows, now)
    closed_at = parts.case.closed_at
    if (
        kind in LOOKS
        and (ended := end_of_look(clock, kind, row, parts.rows, now))
        and ended[0] < (closed_at or NO_DEADLINE)
    ):
        return ended
    if closed_at is None:
        return None
    return closed_at, end_of_gone(clock, row, closed_at) if parts.case.outcome == Outcome.GONE else End.CLOSED


def end_of_look(
    clock: ClockRow, kind: Kind, row: MessageRow, rows: Iterable[MessageRow], now: datetime
) -> tuple[datetime, End] | None:
    """Return when and how a promise to look at messages ended of which none is left here."""
    if any(each.is_own and each.stands and owes_look(each, kind) for each in rows):
        return None
    if row.settled_at is None:
        # What it was for went to another case with a promise of its own.
        return now, End.MOVED
    return row.settled_at, end_of_gone(clock, row, row.settled_at) if row.settled_as == Settled.GONE else End.CLOSED


def owes_look(row: MessageRow, kind: Kind) -> bool:
    return row.needs_a_decision if kind is Kind.DECISION else Opening.UNCHECKED in row.opened_for


def end_of_gone(clock: ClockRow, row: MessageRow, at: datetime) -> End:
    """Return how a promise ended because a message, or its author, is gone. What was late by then stays late."""
    if at <= clock.due_by:
        return End.WITHDRAWN
    return End.CLOSED if row.withdrawn_at else End.NOT_OURS


def is_owed_again(clock: ClockRow, kind: Kind, row: MessageRow, rows: Iterable[MessageRow]) -> bool:
    """Tell whether something stands again that a promise was for when it ended.

    What came since has a promise of its own.
    """
    if clock.ended_at is None or clock.ended_as in BY_HAND:
        return False
    there = (each for each in rows if (each.is_own if row.is_own else each is row))
    then = (each for each in there if each.joined_at <= clock.ended_at)
    return any(each.is_waiting if kind in REPLIES else each.stands for each in then)


def end_of_reply(
    clock: ClockRow, row: MessageRow, rows: Sequence[MessageRow], now: datetime
) -> tuple[datetime, End] | None:
    """Return how a promise to reply ended: as it did for whoever of those waited that it was made to was owed most."""
    theirs = [each for each in rows if each.is_own] if row.is_own else [row]
    if any(each.is_waiting for each in theirs):
        return None
    ends = [end_of_wait(clock, row, now)]
    ends += [end_of_wait(clock, each, now) for each in theirs if each is not row and was_promised(clock, each)]
    # A reply that is on its way ends nothing until it has arrived.
    over = [end for end in ends if end]
    return max(over, key=lambda end: (end[1] not in NOT_OWED, end[0])) if len(over) == len(ends) else None


def was_promised(clock: ClockRow, row: MessageRow) -> bool:
    """Tell whether a message that is settled by now waited under a promise which another one began."""
    is_over = row.settled_at is not None and row.settled_at >= clock.started_at
    return row.waits and is_over and row.answered_at is None and row.left_at is None


def end_of_wait(clock: ClockRow, row: MessageRow, now: datetime) -> tuple[datetime, End] | None:
    """Return when and how the wait for an answer to a message ended, or None while it goes on."""
    if row.settled_at is None:
        # The message is there for another reason; its author withdrew it, or somebody said that no answer is needed.
        at = row.withdrawn_at
        return None if row.waits else (at, end_of_gone(clock, row, at)) if at else (now, End.UNNEEDED)
    if row.settled_as == Settled.REPLIED:
        return None
    how = Settled(row.settled_as)
    if how is Settled.GONE:
        return row.settled_at, end_of_gone(clock, row, row.settled_at)
    return row.settled_at, ENDS.get(how, End.CLOSED)


def moments_of(clocks: Iterable[ClockRow]) -> set[Moment]:
    """Return the moments on whose days these clocks are counted."""
    return {(clock.channel_id, at) for clock in clocks for at in (clock.due_by, clock.kept_at, clock.ended_at) if at}
