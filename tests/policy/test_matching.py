"""The matcher: spans in characters, bounded, and never an answer that is silently wrong."""

import pytest

from moderation.policy.matching import (
    LONGEST_PATTERN,
    MOST_HITS,
    BadPattern,
    Finder,
    Key,
    Patterns,
    Phrases,
)


def hits(*patterns: str, text: str) -> list[tuple[int, str]]:
    return [(number, text[start:end]) for number, start, end in Patterns(patterns).hits(text)]


@pytest.mark.parametrize("before", ["", "é", "死ね ", "🔥🔪 ", "\ud800", "e\u0301"])
def test_spans_are_characters_whatever_stands_before(before: str) -> None:
    assert hits("buy\\s+now", text=f"{before}Buy  NOW") == [(0, "Buy  NOW")]


def test_case_does_not_matter_beyond_ascii() -> None:
    assert hits("été", text="ÉTÉ") == [(0, "ÉTÉ")]


def test_each_pattern_is_reported_with_its_number() -> None:
    assert hits("one", "two", "three", text="three one") == [(0, "one"), (2, "three")]


def test_one_pattern_is_reported_a_few_times_at_most() -> None:
    assert len(hits("a", text="a " * 100)) == MOST_HITS


def test_only_the_named_part_is_the_evidence() -> None:
    assert hits(r"(?P<seen>you fool)(?:$|\W)", text="oh you fool!") == [(0, "you fool")]


def test_a_named_part_that_took_no_part_leaves_the_whole() -> None:
    assert hits(r"you (?:(?P<seen>fool)|clown)", text="you clown") == [(0, "you clown")]


def test_places_without_a_character_are_no_hits() -> None:
    assert hits(r"\b", text="a b") == []


@pytest.mark.parametrize(("pattern", "expected"), [("a*", True), (r"\b", True), ("$", True), ("a+", False)])
def test_patterns_that_match_nothing_are_recognised(pattern: str, expected: bool) -> None:
    assert Patterns([pattern]).match_nothing() is expected


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("(a", "The pattern (a is not valid: missing )"),
        ("(?=a)", "The pattern (?=a) is not valid: invalid perl operator"),
        ("[", "The pattern [ is not valid: missing ]"),
        (r"(\w)\1", "invalid escape sequence"),
        ("(a{100}){100}", "is not valid: invalid repetition size"),
        (r"\pL{60}", "is too large"),
        ("a" * (LONGEST_PATTERN + 1), "is too long"),
    ],
)
def test_a_bad_pattern_is_refused_with_a_sentence(pattern: str, sentence: str) -> None:
    with pytest.raises(BadPattern) as refused:
        Patterns([pattern])
    assert sentence in str(refused.value)


def test_many_large_patterns_lose_nothing() -> None:
    patterns = [rf"[ab{i % 10}]*a[ab]{{300}}c|needle{i}x" for i in range(400)]
    text = "needle0x needle31x needle399x"
    assert [number for number, _ in hits(*patterns, text=text)] == [0, 31, 399]


def test_no_patterns_and_no_phrases_find_nothing() -> None:
    assert hits(text="anything") == []
    assert list(Phrases([]).hits(" anything ", 9)) == []


def test_phrases_that_share_a_text_are_all_reported() -> None:
    one, two = Key(" buy now ", 2, 0), Key(" buy now ", 2, 1)
    assert list(Phrases([one, two]).hits(" please buy now ", 9)) == [(one, 7), (two, 7)]


@pytest.mark.parametrize(("text", "expected"), [("xx aaa", True), ("xx aa", False), ("\ud800aaa", True)])
def test_a_finder_only_says_whether(text: str, expected: bool) -> None:
    assert Finder("a{3}").occurs(text) is expected
