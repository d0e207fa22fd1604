"""Shouting: capitals and exclamation marks."""

import pytest

from tests.policy.looking import complaints, excerpts


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("THIS IS REALLY NOT FUNNY, ok", ["THIS IS REALLY NOT FUNNY"]),
        ("ÜBERHAUPT NICHT LUSTIG FÜR MICH", ["ÜBERHAUPT NICHT LUSTIG FÜR MICH"]),
        ("ABCDEFGHIJKLMNO", ["ABCDEFGHIJKLMNO"]),
        ("ABCDEFGHIJKLMN", []),
        ("ÄBCDËFGHÏJKLMNÖ", ["ÄBCDËFGHÏJKLMNÖ"]),
        ("why!!!!! no", ["!!!!!"]),
        ("why!！!！ no", ["!！!！"]),
        ("すごい！！！！", ["！！！！"]),
        ("NASA and the ESA", []),
        ("The GORE-TEX HARDSHELL PRO 3L jacket is fine and it kept me dry all day", []),
        ("great!!!", []),
        ("これは冗談じゃないこれは冗談じゃない", []),
    ],
)
def test_what_is_shouting(text: str, seen: list[str]) -> None:
    assert excerpts("shouting", "", text) == seen


@pytest.mark.parametrize(("capitals", "others", "expected"), [(16, 4, 1), (19, 5, 0)])
def test_from_80_percent_on_a_text_shouts(capitals: int, others: int, expected: int) -> None:
    assert len(excerpts("shouting", "", "A" * capitals + "a" * others)) == expected


def test_a_text_of_few_capitals_has_no_share_of_them() -> None:
    assert excerpts("shouting", "1", "STOP THAT NOW!!!!") == ["!!!!"]


@pytest.mark.parametrize("pattern", ["1", "80", "100", " 80 "])
def test_any_whole_percentage_is_a_share(pattern: str) -> None:
    assert complaints("shouting", pattern) == []


@pytest.mark.parametrize(("percent", "expected"), [("83", 1), ("84", 0)])
def test_the_share_is_the_pattern(percent: str, expected: int) -> None:
    text = "ABCDEFGHIJKLMNOPQRST abcd"
    assert len(excerpts("shouting", percent, text)) == expected


@pytest.mark.parametrize("pattern", ["0", "101", "-1", "loud", "0.8"])
def test_a_share_that_is_none_is_refused(pattern: str) -> None:
    (problem,) = complaints("shouting", pattern)
    assert "whole number from 1 to 100" in problem
