"""Strong negative sentiment."""

import pytest

from moderation.policy.guidelines import compile_rules
from moderation.policy.values import Facts, Rule
from tests.policy.looking import complaints, findings, guideline, tone


@pytest.mark.parametrize(("compound", "expected"), [(-0.76, 1), (-0.75, 1), (-0.74, 0), (0.9, 0)])
def test_at_or_below_the_limit(compound: float, expected: int) -> None:
    assert len(findings("sentiment", "-0.75", Facts("awful"), tone(compound))) == expected


def test_the_whole_text_is_the_evidence() -> None:
    (found,) = findings("sentiment", "-0.75", Facts("awful"), tone(-0.8))
    assert (found.excerpt, found.reason) == ("awful", "Sentiment −0.80 is at or below −0.75.")


def test_what_is_not_scored_is_unknown_and_no_finding() -> None:
    rules = compile_rules([guideline(Rule("sentiment", "-0.75"))])
    assert rules.findings(Facts("horrible", title="schlimm"), None, "de") == ([], ["sentiment"])


@pytest.mark.parametrize("pattern", ["", "0", "0.5", "-1.1", "nan", "sad"])
def test_a_limit_that_is_none_is_refused(pattern: str) -> None:
    (problem,) = complaints("sentiment", pattern)
    assert "from -1 to below 0" in problem
