"""Phrases: whole words, any writing, spans of the original."""

import pytest

from moderation.policy.guidelines import compile_rules
from moderation.policy.matching import MOST_HITS
from moderation.policy.values import Facts, Rule
from tests.policy.looking import complaints, excerpts, findings, guideline


@pytest.mark.parametrize(
    ("phrase", "text", "seen"),
    [
        ("kill yourself", "Go KILL... yourself!", ["KILL... yourself"]),
        ("kill yourself", "k1ll y0urself, kill yourself", ["kill yourself", "k1ll y0urself"]),
        ("kill yourself", "skill yourself, kill yourselfie", []),
        ("kill yourself", "kill\n\nyourself", ["kill\n\nyourself"]),
        ("ill sue", "I'll sue", ["I'll sue"]),
        ("idiot*", "idiots and idiotic id!ots!", ["idiots", "idiotic", "id!ots!"]),
        ("idiot", "idiots", []),
        ("scam", "s c a m", ["s c a m"]),
        ("scam", "scaaaam", ["scaaaam"]),
        ("🖕", "take this 🖕🏿 now", ["🖕"]),
        ("死ね", "お前は死ねよ", ["死ね"]),
        ("hijo de puta", "HIJO DE PUTA", ["HIJO DE PUTA"]),
        ("v-bucks", "free v bucks", ["v bucks"]),
    ],
)
def test_what_a_phrase_finds(phrase: str, text: str, seen: list[str]) -> None:
    assert sorted(excerpts("phrase", phrase, text)) == sorted(seen)


def test_a_disguise_is_named() -> None:
    plain, disguised = findings("phrase", "scam", "scam sc4m")
    assert plain.reason == "Says “scam”."
    assert disguised.reason == "Says “scam”, in a disguised spelling."


@pytest.mark.parametrize(("language", "expected"), [("en", 1), ("", 1), ("sv", 0)])
def test_a_phrase_of_one_language_is_not_looked_for_in_another(language: str, expected: int) -> None:
    rules = compile_rules([guideline(Rule("phrase", "[en] slut"))])
    found, _ = rules.findings(Facts("filmen var slut"), None, language)
    assert len(found) == expected


def test_one_phrase_is_reported_a_few_times_at_most() -> None:
    assert len(excerpts("phrase", "spam", "spam " * 100)) == MOST_HITS


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [
        ("...", "has no word to look for"),
        ("*", "has no word to look for"),
        ("k*ll", "may have a * only at its end"),
        ("ki*", "needs at least 3 letters"),
        ("kill *", "needs at least 3 letters"),
        ("x" * 201, "is too long"),
    ],
)
def test_a_phrase_that_cannot_be_used_is_refused(phrase: str, sentence: str) -> None:
    (problem,) = complaints("phrase", phrase)
    assert sentence in problem


@pytest.mark.parametrize("phrase", ["kill*", "死*", "[en] slut", "don't"])
def test_a_usable_phrase_has_no_problem(phrase: str) -> None:
    assert complaints("phrase", phrase) == []
