"""What the starter guidelines find in a sentence of our own."""

from moderation.policy.guidelines import compile_rules
from moderation.policy.judge import judge
from moderation.policy.starter import STARTER
from moderation.policy.values import Facts, Thresholds

RULES = compile_rules(STARTER)


def categories_in(text: str) -> set[str]:
    """Return the categories of findings in an English text that are no mentions."""
    said = judge(Facts(text, channel_language="en"), RULES, Thresholds())
    return {finding.category for finding in said.findings if not finding.frame}


def lines_of(listed: str) -> list[str]:
    return [line.strip() for line in listed.strip().splitlines()]
