"""The same text again."""

import pytest

from moderation.policy.values import Facts, Part
from tests.policy.looking import complaints, findings


@pytest.mark.parametrize(
    ("pattern", "by_author", "by_others", "expected"),
    [
        ("author 2", 1, 9, 0),
        ("author 2", 2, 0, 1),
        ("many 5", 9, 4, 0),
        ("many 5", 0, 5, 1),
    ],
)
def test_when_it_counts(pattern: str, by_author: int, by_others: int, expected: int) -> None:
    facts = Facts("buy gold", same_text_by_author=by_author, same_text_by_others=by_others)
    assert len(findings("repetition", pattern, facts)) == expected


def test_the_whole_text_is_the_evidence() -> None:
    (found,) = findings("repetition", "author 1", Facts("buy gold", title="Gold", same_text_by_author=3))
    assert (found.part, found.excerpt) == (Part.TEXT, "buy gold")
    assert found.reason == "The same author wrote this 3 times before."


@pytest.mark.parametrize(
    ("pattern", "times", "reason"),
    [
        ("author 1", 1, "The same author wrote this once before."),
        ("author 1", 2, "The same author wrote this 2 times before."),
        ("many 1", 1, "Others wrote the same text once."),
        ("many 1", 2, "Others wrote the same text 2 times."),
    ],
)
def test_the_reason_says_how_often(pattern: str, times: int, reason: str) -> None:
    facts = Facts("buy gold", same_text_by_author=times, same_text_by_others=times)
    (found,) = findings("repetition", pattern, facts)
    assert (found.excerpt, found.reason) == ("buy gold", reason)


def test_a_title_counts_when_there_is_no_text() -> None:
    (found,) = findings("repetition", "author 1", Facts(" ", title="Gold", same_text_by_author=1))
    assert (found.part, found.excerpt) == (Part.TITLE, "Gold")


@pytest.mark.parametrize("pattern", ["", "2", "author", "author 0", "nobody 2", "many -1"])
def test_a_limit_that_is_none_is_refused(pattern: str) -> None:
    (problem,) = complaints("repetition", pattern)
    assert "author 2" in problem
