"""Rules in plain words, for the list, readers and history."""

from collections.abc import Mapping

from moderation.policy.checks import CHECKS
from moderation.policy.values import Rule


def rules_summary(counts: Mapping[str, int]) -> str:
    """Write what a version looks for, as "12 phrases, 1 pattern, shouting"."""
    said = (check.counted(counts[kind]) for kind, check in CHECKS.items() if counts.get(kind))
    return ", ".join(said) or "nothing yet"


def rule_in_words(rule: Rule) -> str:
    """Write one rule in words."""
    check = CHECKS.get(rule.kind)
    # An old version may hold a kind of rule that there is no more.
    return check.told(rule.pattern) if check else f"{rule.kind} {rule.pattern}".strip()
