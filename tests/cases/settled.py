"""A case of a few messages with what was promised for each, which meets no database."""

from datetime import UTC, datetime, timedelta
from typing import Any

from moderation.cases.case_row import CaseRow, Outcome
from moderation.cases.clock_row import ClockRow
from moderation.cases.message_row import MessageRow, Role, Settled
from moderation.cases.settling import CaseParts, promise_for, settle_case
from moderation.policy.clocks import Deeds, Post, Promise, Target
from moderation.policy.values import Severity

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
TARGETS = {
    Severity.NONE: Target(2 * HOUR, 8 * HOUR, unchecked=HOUR),
    Severity.LOW: Target(2 * HOUR, 8 * HOUR),
    Severity.HIGH: Target(HOUR, 4 * HOUR, decision=6 * HOUR),
    Severity.CRITICAL: Target(10 * MINUTE, HOUR, decision=2 * HOUR, any_hour=True),
}
PROMISE = Promise(targets=TARGETS)
OTTO, VERA = 5, 6


def at(hours: float) -> datetime:
    return NOON + hours * HOUR


def row(message: int = 1, joined: float = 0, **fields: Any) -> MessageRow:
    """A threat of Otto's that waits for an answer too."""
    said = {"author_id": OTTO, "posted_at": at(joined), "thread": 1, "severity": Severity.HIGH, "priority": 60}
    made = MessageRow(message, message, 1, at(joined), **said | fields)
    made.add_reasons(fields.get("opened_for", ["finding", "answer"]))
    return made


def copied(message: int = 2, joined: float = 0, **fields: Any) -> MessageRow:
    return row(message, joined, role=Role.COPY, author_id=VERA, thread=2, **fields)


def case_of(*rows: MessageRow) -> CaseParts:
    """An open case of these messages, with what was promised for each when it joined."""
    moments = dict.fromkeys(("posted_at", "opened_at", "unclaimed_at", "found_at"), NOON)
    case = CaseRow(1, 2, 1, rows[0].message_id, 1, OTTO, id=7, **moments)
    clocks: list[ClockRow] = []
    for each in rows:
        promise_for(each, case, clocks, PROMISE, each.joined_at)
    case.lead_with(rows)
    return CaseParts(case, list(rows), clocks)


def told(parts: CaseParts, kind: str) -> list[str]:
    """What became of the clocks of a kind."""
    return [
        f"{each.kept_as or each.ended_as or 'runs'} {each.message_id}" for each in parts.clocks if each.kind == kind
    ]


NOTHING, NIGHT = Deeds(), at(9)
ANSWER = Post(at(0.5), at(0.5), author=OTTO)


def settled(parts: CaseParts, *posts: Post, deeds: Deeds = NOTHING, now: datetime = NIGHT) -> CaseParts:
    settle_case(parts, {1: [post for post in posts if post.author != VERA], 2: list(posts)}, deeds, now)
    return parts


def close(parts: CaseParts, outcome: str, hours: float, **how: Settled) -> CaseParts:
    """Settle its messages in one way, and close it."""
    for each in parts.rows:
        each.settle(how.get("how", Settled(outcome)), at(hours))
    parts.case.close(Outcome(outcome), at(hours))
    return parts
