"""Patterns that people wrote."""

import pytest

from tests.policy.looking import complaints, excerpts


def test_a_pattern_reads_the_text_as_written() -> None:
    assert excerpts("pattern", r"\bbuy\s+now\b", "été: BUY  now, b u y now") == ["BUY  now"]


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
