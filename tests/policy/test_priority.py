"""Priority: the shown terms add up to the shown number, and what matters most ends on top."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.policy.priority import priority, unknown
from moderation.policy.values import Facts, Finding, Part, Severity, Term
from moderation.web.shared.present import priority_band
from tests.policy.looking import finding, tone

WAITING = "private message waiting"
COUNT = st.none() | st.integers(0, 10**9)
FACTS = st.builds(
    Facts,
    text=st.just("x"),
    # Where members vote messages down, their score is below zero.
    reactions=st.none() | st.integers(-5, 10**9),
    reports=COUNT,
    views=COUNT,
    kind=st.sampled_from(["comment", "direct"]),
    reports_seen=st.integers(0, 20),
    author_against=st.none() | st.integers(0, 1000),
    author_kept=st.none() | st.integers(0, 1000),
    same_text_by_author=st.integers(0, 1000),
    same_text_by_others=st.integers(0, 1000),
)
CATEGORIES = ("legal-threat", "personal-data", "spam", "scam", "harassment")


def one_of(*categories: str) -> st.SearchStrategy[Finding]:
    """Findings of these categories, in places where they may stand beside each other or not."""
    return st.builds(
        lambda severity, start, **said: replace(finding(severity, **said), start=start, end=start + 9),
        st.sampled_from(list(Severity)),
        st.integers(0, 200),
        guideline=st.sampled_from("abcdef"),
        category=st.sampled_from(categories),
        rule=st.sampled_from(["phone: US GB", "phrase: sue"]),
    )


FINDINGS = st.lists(one_of(*CATEGORIES), max_size=6)
TONES = st.none() | st.floats(-1, 1)
WAITS = st.sampled_from(["", "private", "question"])
Subject = tuple[Facts, float | None, list[Finding], str]
SUBJECTS = st.tuples(FACTS, TONES, FINDINGS, WAITS)


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


@given(SUBJECTS, st.sampled_from(["reports", "views", "reactions"]), st.integers(1, 10**6))
def test_more_reports_views_or_reactions_never_lower_it(subject: Subject, name: str, more: int) -> None:
    facts, compound, found, waits = subject
    raised = facts._replace(**{name: (getattr(facts, name) or 0) + more})
    assert value(raised, *found, compound=compound, waits=waits) >= value(facts, *found, compound=compound, waits=waits)


@given(SUBJECTS, one_of("legal-threat", "personal-data", "harassment"), st.integers(0, 6))
def test_a_finding_other_than_spam_never_lowers_it(subject: Subject, further: Finding, at: int) -> None:
    facts, compound, found, waits = subject
    more = [*found[:at], further, *found[at:]]
    assert value(facts, *more, compound=compound, waits=waits) >= value(facts, *found, compound=compound, waits=waits)


@given(SUBJECTS)
def test_an_answer_never_raises_what_is_owed_for_it(subject: Subject) -> None:
    facts, compound, found, waits = subject
    assert value(facts, *found, compound=compound) <= value(facts, *found, compound=compound, waits=waits)


@pytest.mark.parametrize(
    ("facts", "name", "expected"),
    [
        (Facts("x", reports=1), "reports", 8),
        (Facts("x", reports=3), "reports", 16),
        (Facts("x", reports=9), "reports", 27),
        (Facts("x", reports=10**6), "reports", 60),
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
    found = [finding(Severity.LOW, guideline=str(number), category=str(number)) for number in range(1 + further)]
    assert terms(Facts("x"), *found)["further findings"] == expected


def test_the_worst_finding_counts_and_further_guidelines_add() -> None:
    found = [finding(Severity.LOW, guideline="a"), finding(Severity.HIGH, guideline="b"), finding(Severity.HIGH)]
    apart = [replace(each, start=9 * at, end=9 * at + 3) for at, each in enumerate(found)]
    assert terms(Facts("x"), *apart) == {"severity": 60, "further findings": 10}
    # In the same words one of the same category says nothing more, and one of another does.
    assert terms(Facts("x"), *found) == {"severity": 60}
    assert terms(Facts("x"), replace(found[0], category="tone"), *found[1:])["further findings"] == 5
    assert terms(Facts("x"), replace(found[0], part=Part.TITLE), *found[1:])["further findings"] == 5


def test_the_term_names_the_worst_guideline_and_not_another_of_its_category() -> None:
    mild = finding(Severity.MEDIUM, guideline="1", name="Rough play", category="violence")
    worst = finding(Severity.CRITICAL, guideline="2", name="Threats of violence", category="violence")
    _, shown = priority(Facts("x"), None, [mild, worst])
    assert shown[0].why == "Threats of violence, critical"


def test_many_findings_of_one_guideline_count_once() -> None:
    assert terms(Facts("x"), *[finding(Severity.HIGH)] * 4) == {"severity": 60}


@pytest.mark.parametrize(
    ("facts", "category", "expected"),
    [
        (Facts("x", kind="direct"), "personal-data", 35),
        (Facts("x", kind="direct", is_private=True), "personal-data", 35),
        # In a private channel others of it can read the comment.
        (Facts("x", kind="comment", is_private=True), "personal-data", 60),
        (Facts("x"), "personal-data", 60),
        (Facts("x", kind="direct"), "hate-speech", 60),
    ],
)
def test_personal_data_sent_to_us_alone_is_less_urgent(facts: Facts, category: str, expected: int) -> None:
    assert value(facts, finding(Severity.HIGH, category=category)) == expected


def test_what_else_is_found_beside_personal_data_in_private_weighs_fully() -> None:
    private, rude = finding(Severity.HIGH, category="personal-data", guideline="a"), finding(Severity.HIGH)
    assert terms(Facts("x", kind="direct"), private, rude) == {"severity": 60, "further findings": 5}


def number(start: int, **changes: Any) -> Finding:
    plain = finding(Severity.HIGH, guideline="number", category="personal-data", rule="phone: US GB")
    return replace(plain, start=start, end=start + 12, **changes)


OFFER = replace(finding(Severity.MEDIUM, guideline="spam", category="spam"), start=100, end=120)


@pytest.mark.parametrize(
    ("found", "is_own"),
    [
        (number(104), True),
        (number(125), True),
        (number(60), True),
        (number(125, rule="email"), True),
        (number(125, rule="address"), True),
        (number(125, rule="ip"), False),
        # Too far away to be what one is to write to.
        (number(400), False),
        (number(20), False),
        (number(104, part=Part.TITLE), False),
        (number(125, rule="phrase: his home address is"), False),
    ],
)
def test_a_scammers_own_number_is_not_a_victims(found: Finding, is_own: bool) -> None:
    expected = {"severity": 60, "a scammer's own": -25} if is_own else {"severity": 60, "further findings": 5}
    assert terms(Facts("x"), OFFER, found) == expected


@pytest.mark.parametrize(
    ("category", "expected"), [("spam", {"severity": 60}), ("legal-threat", {"severity": 60, WAITING: 32})]
)
def test_an_offer_in_private_waits_for_nobody(category: str, expected: dict[str, int]) -> None:
    assert terms(Facts("x", kind="direct"), finding(Severity.HIGH, category=category), waits="private") == expected


@pytest.mark.parametrize(
    ("text", "rules", "points"),
    [
        ("Where is my order?", ["repetition: many 5"], 32),
        ("where is my order", ["repetition: many 5"], 32),
        ("Get rich from home", ["repetition: many 5"], 0),
        # Whoever writes the same again and again, or offers something, asks nothing.
        ("Where is my order?", ["repetition: author 2"], 0),
        ("Want to get rich?", ["repetition: many 5", "phrase: get rich"], 0),
    ],
)
def test_what_many_ask_in_private_waits_for_an_answer(text: str, rules: list[str], points: int) -> None:
    found = [replace(finding(Severity.MEDIUM, category="spam"), rule=rule) for rule in rules]
    assert terms(Facts(text, kind="direct"), *found, waits="private").get(WAITING, 0) == points


@pytest.mark.parametrize(
    ("reports", "seen", "expected"),
    [(4, 0, 19), (5, 0, 75), (6, 0, 75), (6, 6, 22), (59, 6, 47), (60, 6, 75), (6, 1, 22), (10, 1, 75)],
)
def test_many_reports_hold_a_message_up_until_a_person_has_looked(reports: int, seen: int, expected: int) -> None:
    assert value(Facts("x", reports=reports, reports_seen=seen)) == expected


def test_reports_hold_nothing_down() -> None:
    facts = Facts("x", reports=6)
    number, shown = priority(facts, None, [finding(Severity.CRITICAL)])
    assert (number, [term.name for term in shown]) == (100, ["severity", "reports", "capped"])


def test_a_threat_that_six_members_reported_stands_among_the_first_of_240() -> None:
    """In none of it anything was found, and the others wait for an answer or are angry."""
    reported = value(Facts("x", reports=6))
    others = [
        value(Facts("x", views=number, reports=number % 3), compound=-number / 240, waits="private")
        for number in range(239)
    ]
    assert sum(other >= reported for other in others) == 0


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
