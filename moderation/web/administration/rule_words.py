"""Escalation rules in a sentence."""

from moderation.models import EscalationRule
from moderation.policy.written import written_minutes


def in_words(rule: EscalationRule) -> str:
    """Write a rule, as “When the severity is at least high and a clock is late by 30m, ask PR: …”."""
    return f"When {' and '.join(conditions(rule))}, ask {rule.team}: {rule.reason}"


def conditions(rule: EscalationRule) -> list[str]:
    said = []
    if rule.severity_from is not None:
        said.append(f"the severity is at least {rule.get_severity_from_display().lower()}")
    if rule.category:
        said.append(f"something of the category “{rule.category}” was found")
    if rule.clock == EscalationRule.Clock.AT_RISK:
        said.append("a clock is at risk")
    if rule.clock == EscalationRule.Clock.LATE:
        said.append(
            f"a clock is late by {written_minutes(rule.clock_minutes)}" if rule.clock_minutes else "a clock is late"
        )
    if rule.unclaimed_minutes is not None:
        said.append(f"nobody has claimed the case for {written_minutes(rule.unclaimed_minutes)}")
    if rule.people is not None:
        said.append(
            f"at least {rule.people} different people write in one conversation within {rule.people_minutes} minutes"
        )
    if rule.bad_percent is not None:
        said.append(f"at least {rule.bad_percent} % of their messages are negative or reported")
    return said
