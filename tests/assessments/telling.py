"""Builds what a plan is made of from texts that policy really judges, and tells a plan in words. No database."""

from datetime import datetime, timedelta
from typing import Any

from moderation.assessments.messages import Subject
from moderation.assessments.plan import plan_batch
from moderation.assessments.values import Event, Known, Plan, Verdict
from moderation.cases.message_row import Role, Settled
from moderation.cases.settling import CaseParts, settle_case
from moderation.policy.clocks import Deeds, Promise, Target
from moderation.policy.guidelines import RuleSet, compile_rules
from moderation.policy.judge import judge
from moderation.policy.values import Facts, Guideline, Rule, Severity, Thresholds

NOON = datetime.fromisoformat("2026-11-16T12:00+00:00")
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
# When the batch is finished.
NOW = NOON + HOUR
THREAT, VIOLENCE, NICE = "My lawyer will write to you.", "I will burn it down.", "A very nice tent."
QUESTION = "Is it waterproof?"
DECIDED, ANSWERED = {"closed_at": NOON, "outcome": "decided"}, {"closed_at": NOON, "outcome": "answered"}
FOR_ANSWER = {"opened_for": ["answer"]}
COMMUNITY, CHANNEL, LEGAL, VIOLENT = 1, 2, 100, 200
# Each version's guideline; two of them say the same promise at different times.
GUIDELINES = {10: LEGAL, 11: LEGAL, 20: VIOLENT}
TARGETS = {
    Severity.HIGH: Target(first_action=HOUR, first_reply=4 * HOUR),
    Severity.CRITICAL: Target(first_action=10 * MINUTE, first_reply=4 * HOUR),
}


def rules(legal: int = 10, severity: Severity = Severity.HIGH) -> RuleSet:
    return compile_rules(
        [
            guideline(legal, severity, "my lawyer", "sue you"),
            guideline(20, Severity.CRITICAL, "burn it down"),
        ]
    )


def guideline(version: int, severity: Severity, *phrases: str) -> Guideline:
    patterns = tuple(Rule("phrase", phrase) for phrase in phrases)
    return Guideline(str(version), f"Guideline {version}", "rules", severity, "", patterns)


RULES, NEWER_RULES, STRICTER_RULES = rules(), rules(11), rules(11, Severity.CRITICAL)


def subject(message: int = 1, revision: int = 1, **fields: Any) -> Subject:
    """A message of its own thread, by an author of its own, posted at noon."""
    fields = {"thread": message, "author": message, "posted_at": NOON, "received_at": NOON, **fields}
    return Subject(message, revision, COMMUNITY, CHANNEL, **fields)


def judged(
    text: str, message: int = 1, revision: int = 1, *, by: RuleSet = RULES, facts: Any = (), **fields: Any
) -> Verdict:
    """What policy says of a text; `facts` are what else it knows."""
    about = subject(message, revision, **fields)
    said = judge(Facts(text, channel_language="en", is_ours=about.is_ours, **dict(facts)), by, Thresholds())
    return Verdict(about, said, 1_000 + 10 * message + revision)


PROMISE = Promise(targets=TARGETS)


def standing(
    text: str = THREAT, message: int = 1, revision: int = 1, *, at: datetime = NOON, facts: Any = (), **columns: Any
) -> CaseParts:
    """The open case 70 + its message, as the pipeline made it of a text at noon; its row and first clock have its key.

    Further columns are those of its subject, its case, and its row where that has them too.
    """
    about = {name: columns.pop(name) for name in ("thread", "author", "posted_at") if name in columns}
    plan = plan_batch([judged(text, message, revision, facts=facts, **about)], known(), at)
    case, row = plan.opened[0], plan.rows[0]
    case.id = row.id = row.case_id = columns.pop("id", 70 + message)
    parts = CaseParts(case, [row], [clock for _, clock in plan.clocks])
    for name, value in columns.items():
        for part in (case, row):
            if hasattr(part, name):
                setattr(part, name, value)
    case.answer_only = case.opened_for == ["answer"]
    if case.closed_at:
        row.settle(Settled(case.outcome), case.closed_at)
    return settled(parts)


def beside(parts: CaseParts, text: str, message: int, *, role: Role = Role.OWN, **more: Any) -> CaseParts:
    """The case with a further message, of its own author or a copy by another one."""
    about = {name: more.pop(name) for name in ("posted_at", "revision", "facts") if name in more}
    case, rows, clocks = parts
    before = Known([case], rows, clocks, guidelines=GUIDELINES, promises={COMMUNITY: PROMISE})
    by = {"thread": case.conversation_id, "author": case.author_id} if role is Role.OWN else {}
    plan = plan_batch([judged(text, message, **about, **by)], before, NOON)
    (row,), (held,) = plan.rows, plan.changed or [case]
    row.id, row.case_id = 70 + message, case.id
    for name, value in more.items():
        setattr(row, name, value)
    assert row.role == role
    changed = {clock.id: clock for clock in plan.changed_clocks}
    held.lead_with([*rows, row])
    return settled(
        CaseParts(
            held, [*rows, row], [*(changed.get(each.id, each) for each in clocks), *(each for _, each in plan.clocks)]
        )
    )


def settled(parts: CaseParts) -> CaseParts:
    for number, clock in enumerate(parts.clocks):
        clock.id, clock.case_id = (parts.case.id or 0) + 100 * number, parts.case.id
    settle_case(parts, {}, Deeds(), NOON)
    return parts


def known(*cases: CaseParts, **more: Any) -> Known:
    """These cases, each row for what policy finds in the threat."""
    rows = [row for parts in cases for row in parts.rows]
    found = {row.id: {(LEGAL, "My lawyer")} for row in rows}
    defaults = {"found": found, "guidelines": GUIDELINES, "promises": {COMMUNITY: PROMISE}}
    clocks = [clock for parts in cases for clock in parts.clocks]
    return Known([parts.case for parts in cases], rows, clocks, **defaults | more)


def told(plan: Plan) -> list[str]:
    """The plan's events in words, each case by the key of its message."""
    return [told_event(event) for event in plan.events]


def told_event(event: Event) -> str:
    case = event.case
    after = f" after case {case.follows_id}" if event.kind == "opened" and case.follows_id else ""
    by = f" by {event.facts['message']}" if event.kind in ("joined", "added") else ""
    return f"{event.kind} {case.message_id}{by or after}"


def told_clocks(plan: Plan) -> list[tuple[str, int, datetime]]:
    """What is promised anew or sooner: of which kind, since which message, and by when."""
    clocks = [*(clock for _, clock in plan.clocks), *plan.changed_clocks]
    return sorted((clock.kind, clock.message_id, clock.due_by) for clock in clocks if clock.runs)
