"""Shortcuts of the policy tests: one rule, one text, and what is seen."""

from dataclasses import replace

from moderation.policy.guidelines import compile_rules, problems
from moderation.policy.values import Facts, Finding, Guideline, Rule, Sentiment, Severity


def guideline(*rules: Rule, severity: Severity = Severity.HIGH, key: str = "some") -> Guideline:
    return Guideline(key, "Some guideline", "some-category", severity, "What it says.", rules)


def findings(kind: str, pattern: str, facts: Facts | str, sentiment: Sentiment | None = None) -> list[Finding]:
    known = Facts(facts) if isinstance(facts, str) else facts
    found, _ = compile_rules([guideline(Rule(kind, pattern))]).findings(known, sentiment, "en")
    return found


def excerpts(kind: str, pattern: str, facts: Facts | str) -> list[str]:
    return [finding.excerpt for finding in findings(kind, pattern, facts)]


def complaints(kind: str, pattern: str) -> list[str]:
    return problems(guideline(Rule(kind, pattern)))


def finding(severity: Severity, **changes: str) -> Finding:
    plain = Finding("some", "Legal threat", "legal-threat", severity, 0, 3, "sue", "phrase: sue", "Says “sue”.")
    return replace(plain, severity=severity, **changes)  # type: ignore[arg-type]


def tone(compound: float) -> Sentiment:
    return Sentiment(0.0, 1.0, 0.0, compound)
