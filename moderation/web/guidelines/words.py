"""Rules in plain words: counted for the list of guidelines, told one by one for readers and for history."""

from collections.abc import Mapping

from moderation.policy.checks import CHECKS
from moderation.policy.values import Rule


def rules_summary(counts: Mapping[str, int]) -> str:
    """What a version looks for, as the list of guidelines tells it: "12 phrases, 1 pattern, shouting"."""
    said = (check.counted(counts[kind]) for kind, check in CHECKS.items() if counts.get(kind))
    return ", ".join(said) or "nothing yet"


def rule_in_words(rule: Rule) -> str:
    """One rule in words."""
    check = CHECKS.get(rule.kind)
    return check.told(rule.pattern) if check else f"{rule.kind} {rule.pattern}".strip()
