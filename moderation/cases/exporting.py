"""Stored cases as plain lines, for programs and spreadsheets."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from community.models import Conversation
from moderation.models import Case, CaseMessage, Clock, Escalation
from moderation.models.cases import CaseQuerySet
from moderation.policy import clocks
from moderation.policy.priority import account_of_case
from moderation.policy.values import Severity

# Few enough for flat memory, and enough that a query costs little.
A_QUERY = 500
ROW_TIMES = ("joined_at", "answered_at", "settled_at")
ROW = ("role", "revision", "opened_for", "waits", "severity", "priority", *ROW_TIMES, "settled_as")
CLOCK = ("case", "kind", "severity", "started_at", "due_by", "risk_at", "kept_at", "kept_as", "ended_at", "ended_as")
STATES: dict[str, Callable[[CaseQuerySet], CaseQuerySet]] = {
    "open": lambda cases: cases.open(),
    "closed": lambda cases: cases.closed(),
    "all": lambda cases: cases,
}

Line = dict[str, Any]


def case_lines(cases: CaseQuerySet, now: datetime) -> Iterator[Line]:
    """Yield a line for each of these cases by their numbers, without anybody's words."""
    told = cases.order_by("pk").select_related("channel", "author", "assignee", "assessment", "message__conversation")
    told = told.only(
        *("opened_for", "severity", "priority", "outcome", "decision", "opened_at", "closed_at"),
        *("channel__slug", "author__external_id", "assignee__email", "assessment__terms"),
        "message__conversation__thread_external_id",
    )
    last = 0
    # Pages by their last row, so that no transaction stays open while somebody reads slowly.
    while few := list(told.filter(pk__gt=last)[:A_QUERY]):
        yield from _lines_of(few, now)
        last = few[-1].pk


def _lines_of(cases: Sequence[Case], now: datetime) -> Iterator[Line]:
    keys = [case.pk for case in cases]
    rows = CaseMessage.objects.filter(case__among=keys, left_at=None).select_related("message__author")
    rows = rows.only(*ROW, "case", "message__external_id", "message__posted_at", "message__author__external_id")
    told = Clock.objects.filter(case__among=keys).select_related("escalation__team", "message").order_by("pk")
    told = told.only(*CLOCK, "escalation__team__slug", "message__external_id")
    asked = Escalation.objects.filter(case__among=keys, withdrawn_at=None).order_by("pk").defer("asks", "answer")
    asked = asked.select_related("team", "message__conversation").defer("message__text")
    rows_of, clocks_of, asked_of = _by_case(rows.order_by("joined_at", "pk")), _by_case(told), _by_case(asked)
    for case in cases:
        yield _line_of(case, rows_of[case.pk], clocks_of[case.pk], asked_of[case.pk], now)


def _by_case(found: Iterable[Any]) -> defaultdict[int, list[Any]]:
    by_case: defaultdict[int, list[Any]] = defaultdict(list)
    for each in found:
        by_case[each.case_id].append(each)
    return by_case


def _line_of(case: Case, rows: list[CaseMessage], told: list[Clock], asked: list[Escalation], now: datetime) -> Line:
    made = case.assessment
    return {
        "id": case.pk,
        "channel": case.channel.slug,
        "conversation_id": conversation_id(case.message.conversation),
        "author_id": (case.author and case.author.external_id) or None,
        "messages": [row_line(row) for row in rows if row.role == CaseMessage.Role.OWN],
        "copies": [row_line(row) for row in rows if row.role == CaseMessage.Role.COPY],
        "opened_for": case.opened_for,
        "severity": word_of(case.severity),
        "priority": case.priority,
        "terms": account_of_case(made.terms if made else (), case.priority, case.opened_for),
        "state": "closed" if case.closed_at else "open",
        "outcome": case.outcome or None,
        "decision": case.decision or None,
        "assignee": case.assignee.email if case.assignee else None,
        "opened_at": moment(case.opened_at),
        "closed_at": moment(case.closed_at),
        "clocks": [clock_line(clock, now) for clock in told],
        "escalations": [escalation_line(one) for one in asked],
    }


def row_line(row: CaseMessage) -> Line:
    message = row.message
    return {
        "external_id": message.external_id,
        "revision": row.revision,
        "author_id": (message.author and message.author.external_id) or None,
        "waits": row.waits,
        "opened_for": row.opened_for,
        "severity": word_of(row.severity),
        "priority": row.priority,
        "posted_at": moment(message.posted_at),
        **{name: moment(getattr(row, name)) for name in ROW_TIMES},
        "settled_as": row.settled_as or None,
    }


def clock_line(clock: Clock, now: datetime) -> Line:
    times = (clock.started_at, clock.due_by, clock.risk_at, clock.kept_at)
    return {
        "name": clock.kind,
        "external_id": clock.message.external_id,
        "team": clock.escalation.team.slug if clock.escalation else None,
        "severity": word_of(clock.severity),
        "started_at": moment(clock.started_at),
        "due_by": moment(clock.due_by),
        "kept_at": moment(clock.kept_at),
        "kept_as": clock.kept_as or None,
        "ended_at": moment(clock.ended_at),
        "ended_as": clock.ended_as or None,
        "state": str(clocks.Clock(*times, cancelled=clock.ended_at is not None).state(now)),
    }


def conversation_id(conversation: Conversation) -> str:
    """Return the id of a conversation, one of ours where the source has none of its own."""
    return conversation.thread_external_id or f"parley:{conversation.pk}"


def escalation_line(one: Escalation) -> Line:
    about = conversation_id(one.about.conversation)
    times = {name: moment(getattr(one, name)) for name in ("made_at", "acknowledged_at", "answered_at", "closed_at")}
    return {"team": one.team.slug, "conversation_id": about, "state": str(one.state), **times}


def word_of(severity: int) -> str:
    return Severity(severity).name.lower()


def moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat() if at else None
