"""Values: what is not told of a message is not assumed, and what is stored stays what it is."""

import pytest

from moderation.policy.guidelines import compile_rules
from moderation.policy.judge import judge
from moderation.policy.starter import STARTER
from moderation.policy.values import Facts, Opening, Severity, Thresholds
from tests.policy.looking import tone

RULES = compile_rules(STARTER)


def opened(facts: Facts) -> tuple[Opening, ...]:
    return judge(facts, RULES, Thresholds()).openings


def test_severities_are_stored_as_these_numbers() -> None:
    names = ("NONE", "LOW", "MEDIUM", "HIGH", "CRITICAL")
    assert {severity.name: severity.value for severity in Severity} == {name: at for at, name in enumerate(names)}


def test_of_a_bare_text_nothing_else_is_assumed() -> None:
    judgement = judge(Facts("How long does shipping to Norway take?"), RULES, Thresholds())
    assert (judgement.terms, judgement.openings) == ((), ())


def test_a_text_is_public_unless_told() -> None:
    judgement = judge(Facts("my card is 4111 1111 1111 1111"), RULES, Thresholds())
    assert [term.name for term in judgement.terms] == ["severity"]


def test_a_sentiment_is_of_the_whole_text_unless_told() -> None:
    assert tone(0.5).cut is False


@pytest.mark.parametrize(("reports", "openings"), [(1, ()), (2, (Opening.REPORTS,))])
def test_two_reports_open_a_case_unless_told_otherwise(reports: int, openings: tuple[Opening, ...]) -> None:
    assert opened(Facts("a tent", reports=reports)) == openings
