"""What composed rules find in a text, for tests of what they are made of."""

from collections.abc import Sequence

from moderation.policy.guidelines import compile_rules
from moderation.policy.judge import judge
from moderation.policy.values import Facts, Finding, Guideline, Judgement, Rule, Severity, Thresholds


def judged(text: str, *lines: str, **facts: object) -> Judgement:
    rules = tuple(Rule("composed", line) for line in lines)
    guideline = Guideline("g", "Threats to go to law", "legal-threat", Severity.CRITICAL, "Do not.", rules)
    said = Facts(text, channel_language="en", **facts)  # type: ignore[arg-type]
    return judge(said, compile_rules([guideline]), Thresholds())


def found(text: str, *lines: str, **facts: object) -> Sequence[Finding]:
    return judged(text, *lines, **facts).findings


def excerpts(text: str, *lines: str, **facts: object) -> list[str]:
    return [finding.excerpt for finding in found(text, *lines, **facts)]
