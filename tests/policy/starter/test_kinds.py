"""What a community is chooses what it starts with, and every kind finds what its trade has to find."""

import pytest

from moderation.policy.guidelines import compile_rules
from moderation.policy.judge import judge
from moderation.policy.starter import KINDS, STARTER, starter_for
from moderation.policy.values import Facts, Opening, Severity, Thresholds

RULES = {kind: compile_rules(starter_for(kind)) for kind in KINDS}


def keys(kind: str) -> set[str]:
    return {each.key for each in starter_for(kind)}


def test_a_brand_has_them_all_but_those_of_a_regulated_trade() -> None:
    assert starter_for("brand") == STARTER
    assert keys("regulated") - keys("brand") == {"formal-complaint", "vulnerable-customer"}
    assert keys("brand") - keys("game") == {"heated-tone", "product-safety"}
    assert keys("brand") - keys("forum") == {"product-safety", "product-complaint"}


def test_there_is_no_other_kind() -> None:
    with pytest.raises(ValueError, match="no kind of community named bank"):
        starter_for("bank")


@pytest.mark.parametrize("kind", KINDS)
def test_a_guideline_is_there_once_and_knows_its_examples(kind: str) -> None:
    assert len(keys(kind)) == len(starter_for(kind))
    assert all(each.must_not_find for each in starter_for(kind))


@pytest.mark.parametrize(
    ("text", "opens"),
    [("The zip broke after two days.", {"regulated"}), ("My solicitor will be in touch about this.", set(KINDS))],
)
def test_in_a_regulated_trade_each_complaint_is_a_case(text: str, opens: set[str]) -> None:
    found = {kind: judge(Facts(text, channel_language="en"), RULES[kind], Thresholds()) for kind in KINDS}
    assert {kind for kind, said in found.items() if Opening.FINDING in said.openings} == opens


def test_in_a_regulated_trade_legal_steps_are_critical() -> None:
    severities = {kind: {each.key: each.severity for each in starter_for(kind)}["legal-steps"] for kind in KINDS}
    assert severities == dict.fromkeys(KINDS, Severity.HIGH) | {"regulated": Severity.CRITICAL}


@pytest.mark.parametrize(
    ("text", "category", "severity"),
    [
        ("Send me nudes, babe.", "sexual-harassment", Severity.HIGH),
        ("How old are you? It is our little secret.", "grooming", Severity.CRITICAL),
        ("Pay me or I will leak your photos.", "blackmail", Severity.CRITICAL),
        ("Your API leaks the passwords of other customers.", "security", Severity.HIGH),
        # What was done to somebody stays at the top when they tell of it.
        ("He wrote “send me nudes” to me, please help.", "sexual-harassment", Severity.HIGH),
    ],
)
def test_what_is_done_to_people_and_to_us_is_grave(text: str, category: str, severity: Severity) -> None:
    said = judge(Facts(text, channel_language="en"), RULES["brand"], Thresholds())
    assert {each.severity for each in said.findings if each.category == category} == {severity}
