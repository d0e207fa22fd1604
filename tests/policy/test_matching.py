"""The matcher: spans in characters, bounded, and never an answer that is silently wrong."""

import pytest

from moderation.policy.matching import (
    BadPattern,
    Finder,
    Key,
    Patterns,
    Phrases,
    compiled,
    matches_nothing,
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


@pytest.mark.parametrize(("places", "reported"), [(4, 4), (5, 5), (6, 5), (100, 5)])
def test_five_places_of_a_pattern_are_reported_at_most(places: int, reported: int) -> None:
    assert len(hits("a", text="a " * places)) == reported


def test_only_the_named_part_is_the_evidence() -> None:
    assert hits(r"(?P<seen>you fool)(?:$|\W)", text="oh you fool!") == [(0, "you fool")]
    assert hits(r"(?P<seen>you fool)(?:$|\W)", text="you fool!") == [(0, "you fool")]


def test_a_named_part_that_took_no_part_leaves_the_whole() -> None:
    assert hits(r"you (?:(?P<seen>fool)|clown)", text="you clown") == [(0, "you clown")]


def test_places_without_a_character_are_no_hits() -> None:
    assert hits(r"\b", text="a b") == []


@pytest.mark.parametrize(("pattern", "expected"), [("a*", True), (r"\b", True), ("$", True), ("a+", False)])
def test_patterns_that_match_nothing_are_recognised(pattern: str, expected: bool) -> None:
    assert matches_nothing(compiled(pattern)) is expected


@pytest.mark.parametrize(
    ("pattern", "sentence"),
    [
        ("(a", "The pattern (a is not valid: missing )"),
        ("(?=a)", "The pattern (?=a) is not valid: invalid perl operator"),
        ("[", "The pattern [ is not valid: missing ]"),
        (r"(\w)\1", "invalid escape sequence"),
        ("(a{100}){100}", "is not valid: invalid repetition size"),
        (r"\pL{60}", "is too large"),
        ("a" * 2_001, f"The pattern {'a' * 40}… is too long: 2000 characters are the most."),
    ],
)
def test_a_bad_pattern_is_refused_with_a_sentence(pattern: str, sentence: str) -> None:
    with pytest.raises(BadPattern) as refused:
        Patterns([pattern])
    assert sentence in str(refused.value)


def test_a_bad_pattern_prints_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(BadPattern):
        Patterns(["(a"])
    assert capfd.readouterr() == ("", "")


def test_the_longest_pattern_is_used() -> None:
    assert hits("a" * 2_000, text="a" * 2_000) == [(0, "a" * 2_000)]


def pattern_of_size(size: int) -> str:
    """Return a pattern whose program has this size."""
    others = "a{1000}b{1000}c"
    return f"{others}{{{size - compiled(others).programsize + 1}}}"


def test_a_program_has_a_largest_size() -> None:
    assert compiled(pattern_of_size(3_000)).programsize == 3_000
    with pytest.raises(BadPattern, match="is too large"):
        compiled(pattern_of_size(3_001))


def test_more_patterns_than_a_set_holds_lose_nothing() -> None:
    patterns = [rf"[ab{i % 10}]*a[ab]{{1000}}c|needle{i}x" for i in range(200)]
    text = "needle0x needle31x needle199x"
    assert [number for number, _ in hits(*patterns, text=text)] == [0, 31, 199]


def test_no_patterns_and_no_phrases_find_nothing() -> None:
    assert hits(text="anything") == []
    assert list(Phrases([]).hits(" anything ", 9)) == []
    assert Phrases([]).occur(" anything ") is False


@pytest.mark.parametrize(("joined", "expected"), [(" please buy now ", True), (" buy it now ", False)])
def test_phrases_only_say_whether_one_occurs(joined: str, expected: bool) -> None:
    assert Phrases([Key(" buy now ", 2, 0)]).occur(joined) is expected


@pytest.mark.parametrize(("most", "places"), [(1, [0]), (2, [0, 5]), (3, [0, 5, 10])])
def test_a_phrase_is_found_at_its_first_places(most: int, places: list[int]) -> None:
    found = Phrases([Key(" spam ", 1, 0)]).hits(" spam spam spam ", most)
    assert [at for _, at in found] == places


def test_phrases_that_share_a_text_are_all_reported() -> None:
    one, two = Key(" buy now ", 2, 0), Key(" buy now ", 2, 1)
    assert list(Phrases([one, two]).hits(" please buy now ", 9)) == [(one, 7), (two, 7)]


@pytest.mark.parametrize(("text", "expected"), [("xx aaa", True), ("xx aa", False), ("\ud800aaa", True)])
def test_a_finder_only_says_whether(text: str, expected: bool) -> None:
    assert Finder("a{3}").occurs(text) is expected
