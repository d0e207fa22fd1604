"""Builds what a plan is made of from texts that policy really judges, and tells a plan in words. No database."""

from datetime import datetime, timedelta
from typing import Any

from moderation.assessments.case_row import CaseRow
from moderation.assessments.messages import Subject
from moderation.assessments.values import Event, Known, Plan, Verdict
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
COMMUNITY, CHANNEL, LEGAL, VIOLENT = 1, 2, 100, 200
# Each version's guideline; two of them say the same promise at different times.
GUIDELINES = {10: LEGAL, 11: LEGAL, 20: VIOLENT}
TARGETS = {
    Severity.HIGH: Target(first_action=HOUR, first_reply=4 * HOUR),
    Severity.CRITICAL: Target(first_action=10 * MINUTE),
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


def standing(text: str = THREAT, message: int = 1, revision: int = 1, **columns: Any) -> CaseRow:
    """The open case 70 + its message, as the pipeline would have made it of a text at noon."""
    verdict = judged(text, message, revision, facts=columns.pop("facts", ()))
    case = verdict.subject.new_case(NOON)
    case.say(verdict.judgement, verdict.assessment)
    case.id = columns.pop("id", 70 + message)
    case.fingerprint = 0 if case.answer_only else verdict.judgement.fingerprint
    case.promise(PROMISE, NOON, NOON)
    case.settle((), Deeds(), NOON)
    for name, value in columns.items():
        setattr(case, name, value)
    return case


PROMISE = Promise(targets=TARGETS)


def known(*cases: CaseRow, **more: Any) -> Known:
    """These cases, each opened for what policy finds in the threat."""
    found = {case.id: {(LEGAL, "My lawyer")} for case in cases if case.id}
    defaults = {"found": found, "guidelines": GUIDELINES, "promises": {COMMUNITY: PROMISE}}
    return Known(cases=cases, **defaults | more)


def told(plan: Plan) -> list[str]:
    """The plan's events in words, each case by the key of its message."""
    return [told_event(event) for event in plan.events]


def told_event(event: Event) -> str:
    case = event.case
    after = f" after case {case.follows_id}" if event.kind == "opened" and case.follows_id else ""
    joined = f" by {event.facts['message']}" if event.kind == "joined" else ""
    return f"{event.kind} {case.message_id}{joined or after}"
