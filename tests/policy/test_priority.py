"""Priority: the shown terms add up to the shown number, and what matters most ends on top."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.policy.priority import priority, unknown
from moderation.policy.values import Facts, Finding, Severity, Term
from moderation.web.shared.present import priority_band
from tests.policy.looking import finding, tone

COUNT = st.none() | st.integers(0, 10**9)
FACTS = st.builds(
    Facts,
    text=st.just("x"),
    # Where members vote messages down, their score is below zero.
    reactions=st.none() | st.integers(-5, 10**9),
    reports=COUNT,
    views=COUNT,
    author_against=st.none() | st.integers(0, 1000),
    author_kept=st.none() | st.integers(0, 1000),
    same_text_by_author=st.integers(0, 1000),
    same_text_by_others=st.integers(0, 1000),
)
FINDINGS = st.lists(
    st.builds(finding, st.sampled_from(list(Severity)), guideline=st.sampled_from("abcdef")), max_size=9
)


def value(facts: Facts | None = None, *findings: Finding, compound: float | None = None, waits: str = "") -> int:
    return priority(facts or Facts("x"), None if compound is None else tone(compound), findings, waits=waits)[0]


def terms(facts: Facts, *findings: Finding, compound: float | None = None, waits: str = "") -> dict[str, int]:
    sentiment = None if compound is None else tone(compound)
    return {term.name: term.value for term in priority(facts, sentiment, findings, waits=waits)[1]}


@given(FACTS, st.none() | st.floats(-1, 1), FINDINGS, st.sampled_from(["", "private", "question"]))
def test_the_shown_terms_add_up_to_the_shown_number(
    facts: Facts, compound: float | None, found: list[Finding], waits: str
) -> None:
    number, shown = priority(facts, None if compound is None else tone(compound), found, waits=waits)
    assert number == sum(term.value for term in shown)
    assert 0 <= number <= 100
    assert all(term.value and term.why for term in shown)
    assert len({term.name for term in shown}) == len(shown)


@pytest.mark.parametrize(
    ("facts", "name", "expected"),
    [
        (Facts("x", reports=1), "reports", 7),
        (Facts("x", reports=9), "reports", 21),
        (Facts("x", reactions=2), "reach", 1),
        (Facts("x", views=999), "reach", 4),
        (Facts("x", views=999, reactions=-5), "reach", 4),
        (Facts("x", views=999, reactions=99), "reach", 10),
        (Facts("x", views=10**9, reactions=10**6), "reach", 12),
        (Facts("x", author_against=1, author_kept=50), "author history", 4),
        (Facts("x", author_against=9), "author history", 12),
        (Facts("x", author_against=0, author_kept=2), "author history", -4),
        (Facts("x", author_against=0, author_kept=90), "author history", -6),
        (Facts("x", same_text_by_author=1, same_text_by_others=2), "same text repeated", 6),
        (Facts("x", same_text_by_others=90), "same text repeated", 10),
    ],
)
def test_what_a_fact_weighs(facts: Facts, name: str, expected: int) -> None:
    assert terms(facts)[name] == expected


@pytest.mark.parametrize(("compound", "expected"), [(-1.0, 12), (-0.5, 6), (-0.05, 1), (1.0, -4), (0.5, -2)])
def test_what_the_tone_weighs(compound: float, expected: int) -> None:
    assert terms(Facts("x"), compound=compound)["sentiment"] == expected


@pytest.mark.parametrize("compound", [None, -0.049, 0.0, 0.049])
def test_no_tone_and_a_neutral_one_weigh_nothing(compound: float | None) -> None:
    assert "sentiment" not in terms(Facts("x"), compound=compound)


@pytest.mark.parametrize(
    ("severity", "expected"),
    [
        (Severity.NONE, 0),
        (Severity.LOW, 15),
        (Severity.MEDIUM, 35),
        (Severity.HIGH, 60),
        (Severity.CRITICAL, 82),
    ],
)
def test_what_a_severity_weighs(severity: Severity, expected: int) -> None:
    assert value(None, finding(severity)) == expected


@pytest.mark.parametrize(("further", "expected"), [(1, 5), (2, 10), (3, 15), (4, 15)])
def test_three_further_guidelines_count_at_most(further: int, expected: int) -> None:
    found = [finding(Severity.LOW, guideline=str(number)) for number in range(1 + further)]
    assert terms(Facts("x"), *found)["further findings"] == expected


def test_the_worst_finding_counts_and_further_guidelines_add() -> None:
    found = [finding(Severity.LOW, guideline="a"), finding(Severity.HIGH, guideline="b"), finding(Severity.HIGH)]
    assert terms(Facts("x"), *found) == {"severity": 60, "further findings": 10}


def test_the_term_names_the_worst_guideline_and_not_another_of_its_category() -> None:
    mild = finding(Severity.MEDIUM, guideline="1", name="Rough play", category="violence")
    worst = finding(Severity.CRITICAL, guideline="2", name="Threats of violence", category="violence")
    _, shown = priority(Facts("x"), None, [mild, worst])
    assert shown[0].why == "Threats of violence, critical"


def test_many_findings_of_one_guideline_count_once() -> None:
    assert terms(Facts("x"), *[finding(Severity.HIGH)] * 4) == {"severity": 60}


@pytest.mark.parametrize(
    ("is_private", "category", "expected"),
    [(True, "personal-data", 35), (False, "personal-data", 60), (True, "hate-speech", 60)],
)
def test_personal_data_in_private_is_less_urgent(is_private: bool, category: str, expected: int) -> None:
    assert value(Facts("x", is_private=is_private), finding(Severity.HIGH, category=category)) == expected


def test_the_reason_of_a_term_is_a_sentence() -> None:
    _, shown = priority(Facts("x", reports=1, views=1200), None, [finding(Severity.CRITICAL)])
    assert [term.why for term in shown] == [
        "Legal threat, critical",
        "1,200 views",
        "reported by 1 member",
    ]


@pytest.mark.parametrize(
    ("severity", "expected"),
    [(Severity.LOW, "low"), (Severity.MEDIUM, "normal"), (Severity.HIGH, "high"), (Severity.CRITICAL, "critical")],
)
def test_the_band_of_one_finding_alone(severity: Severity, expected: str) -> None:
    assert priority_band(value(None, finding(severity))).word == expected


def test_a_critical_finding_of_a_friendly_regular_stays_high() -> None:
    facts = Facts("x", author_against=0, author_kept=500)
    assert priority_band(value(facts, finding(Severity.CRITICAL), compound=1.0)).word == "high"


@pytest.mark.parametrize(("waits", "expected"), [("private", "normal"), ("question", "low"), ("", "low")])
def test_the_band_of_somebody_who_waits(waits: str, expected: str) -> None:
    assert priority_band(value(waits=waits)).word == expected


@pytest.mark.parametrize(("waits", "expected"), [("private", 32), ("question", 20), ("", 0)])
def test_what_waiting_weighs(waits: str, expected: int) -> None:
    assert value(waits=waits) == expected


def test_a_sum_beyond_the_scale_is_capped_by_a_term() -> None:
    facts = Facts("x", reports=9, views=10**6)
    number, shown = priority(facts, tone(-1.0), [finding(Severity.CRITICAL)])
    assert (number, shown[-1].name) == (100, "capped")
    assert shown[-1].value < 0


def test_a_sum_at_the_end_of_the_scale_is_not_cut() -> None:
    number, shown = priority(Facts("x", author_against=9), tone(-0.5), [finding(Severity.CRITICAL)])
    assert (number, [term.value for term in shown]) == (100, [82, 6, 12])


def test_a_sum_below_the_scale_is_floored_by_a_term() -> None:
    number, shown = priority(Facts("x", author_against=0, author_kept=5), None, [])
    assert (number, shown[-1]) == (0, Term("floored", 6, "the scale begins at 0"))


def test_unknown_facts_are_named_and_weigh_nothing() -> None:
    assert terms(Facts("x")) == {}
    assert unknown(Facts("x", views=0, reports=0)) == ("reactions", "author history")
