"""Patterns that people wrote."""

import pytest

from moderation.policy.checks.pattern import weight_of_pattern
from moderation.policy.guidelines import compile_rules
from moderation.policy.matching import BadPattern, compiled
from moderation.policy.values import Rule
from tests.policy.looking import complaints, excerpts, findings, guideline


@pytest.mark.parametrize(
    ("pattern", "text", "seen"),
    [
        (r"\bbuy\s+now\b", "été: BUY  now, b u y now", ["BUY  now", "b u y now"]),
        (r"\bvermin\b", "they are v3rmin, vеrmin", ["v3rmin", "vеrmin"]),
        (r"\byou idiot\b", "you <b>idi</b>ot", ["you <b>idi</b>ot"]),
        (r"\byou idiot\b", "#YouIdiot", ["YouIdiot"]),
        (r"\bi will sue\b", "see https://news.example/i-will-sue", []),
        (r"\bwill sue\b", "see https://a.b/will sue", []),
        (r"https?://\S+sue", "see https://news.example/i-will-sue", ["https://news.example/i-will-sue"]),
    ],
)
def test_a_pattern_reads_the_text_as_people_do(pattern: str, text: str, seen: list[str]) -> None:
    assert excerpts("pattern", pattern, text) == seen


def test_a_disguise_is_named() -> None:
    plain, disguised = findings("pattern", "vermin", "vermin v3rmin")
    assert plain.reason == "Matches a pattern of this guideline."
    assert disguised.reason == "Matches a pattern of this guideline, in a disguised spelling."


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("(a", "The pattern (a is not valid: missing )"),
        ("a*", "would find every message"),
        ("", "would find every message"),
        (r"\b", "would find every message"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_refused(pattern: str, sentence: str) -> None:
    (problem,) = complaints("pattern", pattern)
    assert sentence in problem


def test_of_several_patterns_the_one_that_cannot_be_used_is_named() -> None:
    with pytest.raises(BadPattern, match=r"The pattern a\* also matches where nothing stands"):
        compile_rules([guideline(Rule("pattern", "a+"), Rule("pattern", "a*"), Rule("pattern", "b+"))])


@pytest.mark.parametrize(("pattern", "states"), [("small claims", 0), (".{0,40}sue", 40)])
def test_a_pattern_weighs_its_states_and_a_little_for_its_size(pattern: str, states: int) -> None:
    assert weight_of_pattern(pattern) == states + compiled(pattern).programsize / 200
