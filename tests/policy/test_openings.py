"""When a case exists: each reason at its boundary, and what a question is."""

import pytest

from moderation.policy.openings import openings, waiting
from moderation.policy.values import Facts, Finding, Opening, Sentiment, Severity, Thresholds, Word
from tests.policy.looking import finding, tone

FINE = Facts("A fine tent.")


def opened(
    facts: Facts = FINE, *findings: Finding, sentiment: Sentiment | None = None, **limits: float | Severity
) -> tuple[Opening, ...]:
    return openings(facts, sentiment, findings, Thresholds(**limits), waits=waiting(facts, sentiment, findings))  # type: ignore[arg-type]


@pytest.mark.parametrize("limit", [Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL])
@pytest.mark.parametrize("found", [Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL])
def test_a_finding_opens_at_or_above_the_threshold(limit: Severity, found: Severity) -> None:
    expected = (Opening.FINDING,) if found >= limit else ()
    assert opened(FINE, finding(found), severity=limit) == expected


def test_no_threshold_opens_without_a_finding() -> None:
    assert opened(FINE, finding(Severity.NONE), severity=Severity.NONE) == ()


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (Facts("hello", kind="direct"), "private"),
        (Facts("hello", kind="direct", staff_answered=True), ""),
        (Facts("Is it light?", is_answered=True), "question"),
        (Facts("It is light.", is_answered=True), ""),
        (Facts("It is light.", title="Which size?", is_answered=True), "question"),
        (Facts("Is it light?", is_answered=False), ""),
        (Facts("Is it light?", is_answered=True, staff_answered=True), ""),
        (Facts("Is it light?", is_answered=True, from_staff=True), ""),
        (Facts("hello", kind="comment", is_private=True), ""),
    ],
)
def test_who_waits_for_an_answer(facts: Facts, expected: str) -> None:
    assert waiting(facts) == expected
    assert (Opening.ANSWER in opened(facts)) is bool(expected)


THANKED = Facts("Thanks a lot!", kind="direct", after_answer=True)


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (THANKED, False),
        (THANKED._replace(text="👍"), False),
        (THANKED._replace(text="merci beaucoup", channel_language="fr"), False),
        (THANKED._replace(text="Tak!", channel_language="da-DK"), False),
        (THANKED._replace(text="Tak!", channel_language="pl"), True),
        (THANKED._replace(after_answer=False), True),
        (THANKED._replace(text="Thanks, but it still leaks."), True),
        (THANKED._replace(text="Thanks, when?"), True),
        (THANKED._replace(title="It broke"), True),
        (THANKED._replace(text="ok bye everyone, thank you for all, I won't be here tomorrow"), True),
    ],
)
def test_nothing_but_thanks_after_an_answer_opens_nothing_for_an_answer(facts: Facts, expected: bool) -> None:
    assert (Opening.ANSWER in opened(facts)) is expected


def test_thanks_with_a_finding_or_a_negative_word_wait_for_an_answer_as_anything_does() -> None:
    assert opened(THANKED, finding(Severity.LOW)) == (Opening.ANSWER,)
    assert opened(THANKED, sentiment=tone(0.4)._replace(words=(Word("thanks", 1.9), Word("fake", -2.1)))) == (
        Opening.ANSWER,
    )
    assert opened(THANKED, sentiment=tone(0.4)._replace(words=(Word("thanks", 1.9),))) == ()


def test_thanks_open_a_case_for_every_other_reason() -> None:
    reported = THANKED._replace(reports=2)
    assert opened(reported, sentiment=tone(-1.0)) == (Opening.NEGATIVE, Opening.REPORTS)
    assert opened(reported, finding(Severity.HIGH)) == (Opening.FINDING, Opening.ANSWER, Opening.REPORTS)


@pytest.mark.parametrize(("compound", "expected"), [(-0.61, True), (-0.6, True), (-0.59, False), (0.0, False)])
def test_the_negativity_limit(compound: float, expected: bool) -> None:
    assert (Opening.NEGATIVE in opened(sentiment=tone(compound), compound=-0.6)) is expected


def test_what_is_not_scored_is_never_negative() -> None:
    assert opened(sentiment=None, compound=0.0) == ()


@pytest.mark.parametrize(
    ("reports", "limit", "expected"),
    [(1, 2, False), (2, 2, True), (3, 2, True), (None, 2, False), (None, 0, False), (0, 0, False), (1, 0, True)],
)
def test_the_limit_of_member_reports(reports: int | None, limit: int, expected: bool) -> None:
    assert (Opening.REPORTS in opened(Facts("x", reports=reports), reports=limit)) is expected


@pytest.mark.parametrize(
    ("rating", "limit", "expected"),
    [(1, 2, True), (2, 2, True), (2.5, 2, False), (3, 2, False), (None, 5, False), (1, 0, False), (5, 5, True)],
)
def test_the_limit_of_ratings(rating: float | None, limit: int, expected: bool) -> None:
    assert (Opening.RATING in opened(Facts("x", rating=rating), rating=limit)) is expected


def test_what_staff_wrote_never_opens_a_case() -> None:
    facts = Facts("Why?", kind="direct", is_answered=True, from_staff=True, is_ours=True, reports=9, rating=1)
    assert opened(facts, finding(Severity.CRITICAL), sentiment=tone(-1.0)) == ()


@pytest.mark.parametrize(
    ("severity", "expected"),
    [(Severity.MEDIUM, ()), (Severity.HIGH, (Opening.FINDING, Opening.NEGATIVE, Opening.REPORTS))],
)
def test_what_is_staff_by_a_list_alone_opens_a_case_from_a_high_finding_on(
    severity: Severity, expected: tuple[Opening, ...]
) -> None:
    facts = Facts("Why?", kind="direct", is_answered=True, from_staff=True, reports=9)
    assert opened(facts, finding(severity), sentiment=tone(-1.0)) == expected
    assert opened(facts, sentiment=tone(-1.0)) == ()


def test_what_a_machine_wrote_opens_a_case_for_what_it_says_and_never_for_an_answer_or_its_tone() -> None:
    facts = Facts("Why?", kind="direct", is_answered=True, automated=True, reports=9, rating=1)
    assert opened(facts, finding(Severity.HIGH), sentiment=tone(-1.0)) == (Opening.FINDING, Opening.REPORTS)


def test_all_reasons_are_kept() -> None:
    facts = Facts("Why?", kind="direct", reports=9, rating=2)
    everything = (Opening.FINDING, Opening.ANSWER, Opening.NEGATIVE, Opening.REPORTS, Opening.RATING)
    assert opened(facts, finding(Severity.HIGH), sentiment=tone(-1.0)) == everything
