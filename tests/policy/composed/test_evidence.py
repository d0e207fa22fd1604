"""The severity of a finding follows what speaks for it, up to the guideline's own."""

import pytest

from moderation.policy.guidelines import compile_rules
from moderation.policy.judge import judge
from moderation.policy.values import Facts, Guideline, Rule, Severity, Thresholds
from tests.policy.composed.looking import found

LINE = (
    "by evidence, any of: phrase [solicitor]; phrase [court] strong; phrase [sue] strong; phrase [idiot*] said of you"
)


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        ("My solicitor reads this.", Severity.LOW),
        ("You idiot.", Severity.MEDIUM),
        ("We meet in court.", Severity.MEDIUM),
        ("My solicitor meets you in court.", Severity.HIGH),
        ("I sue in court.", Severity.CRITICAL),
        ("You idiot, my solicitor reads this.", Severity.MEDIUM),
    ],
)
def test_more_and_stronger_parts_are_graver(text: str, severity: Severity) -> None:
    (only,) = found(text, LINE)
    assert only.severity is severity


def test_the_same_words_speak_once() -> None:
    (only,) = found("I sue.", "by evidence, any of: phrase [sue] strong; phrase [i sue] strong")
    assert only.severity is Severity.MEDIUM


def test_the_guidelines_own_severity_is_the_most() -> None:
    guideline = Guideline("g", "G", "c", Severity.MEDIUM, "", (Rule("composed", LINE),))
    said = judge(Facts("I sue in court.", channel_language="en"), compile_rules([guideline]), Thresholds())
    assert said.findings[0].severity is Severity.MEDIUM


def test_without_it_a_finding_has_the_guidelines_severity() -> None:
    (only,) = found("My solicitor reads this.", "any of: phrase [solicitor]")
    assert only.severity is Severity.CRITICAL
