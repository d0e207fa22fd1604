"""Phrases: whole words, any writing, spans of the original."""

import pytest

from moderation.policy.guidelines import compile_rules
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
        ("kil*", "kill it", ["kill"]),
        ("ki kill*", "kill ki killer", ["ki killer"]),
        ("hell", "he'll be here, she’ll too", []),
        ("c++", "vitamin c", []),
        ("c++", "I write C++ daily", ["C"]),
        ("50%", "50 people", []),
        ("50%", "50 % off", ["50"]),
        (
            "stupid",
            "you st<b>u</b>pid, stuupid, st*pid, diputs, stu pid",
            ["st<b>u</b>pid", "stuupid", "st*pid", "diputs", "stu pid"],
        ),
        ("vermin", "#YouAreVermin #total_vermin", ["Vermin", "vermin"]),
        ("sue you", "https://news.example/i-will-sue-you/", []),
    ],
)
def test_what_a_phrase_finds(phrase: str, text: str, seen: list[str]) -> None:
    assert sorted(excerpts("phrase", phrase, text)) == sorted(seen)


@pytest.mark.parametrize(
    ("language", "phrase", "text", "expected"),
    [
        ("tr", "sik", "sık sık yazıyor", 0),
        ("tr", "ısırık", "ISIRIK", 1),
        ("tr", "idiot", "YOU IDIOT", 1),
        ("vi", "ngu", "ngủ ngon nhé", 0),
        ("es", "coño", "un cono", 0),
        ("sv", "hora", "jag vill höra", 0),
        ("de", "schwul", "es ist schwül", 0),
        ("de", "ausländer", "AUSLAENDER", 1),
        ("fr", "connard", "çonnard", 1),
        ("ar", "كلب", "يا كَلْب، كــلــب", 2),
        ("ar", "غبى", "أنت غبي", 1),
        ("ru", "pot", "это рот", 0),
        ("en", "pot", "a рot", 1),
        ("ja", "バカ", "ﾊﾞｶ", 1),
        ("ja", "ばか", "はかです", 0),
        ("hi", "कल", "काला है", 0),
    ],
)
def test_an_accent_counts_where_it_makes_another_letter(language: str, phrase: str, text: str, expected: int) -> None:
    rules = compile_rules([guideline(Rule("phrase", phrase))])
    assert len(rules.findings(Facts(text), None, language).findings) == expected


def test_a_disguise_is_named() -> None:
    plain, disguised = findings("phrase", "scam", "scam sc4m")
    assert plain.reason == "Says “scam”."
    assert disguised.reason == "Says “scam”, in a disguised spelling."


@pytest.mark.parametrize(
    ("phrase", "told"), [("[en] slut", "Says “slut”."), ("slut [en] slut", "Says “slut [en] slut”.")]
)
def test_a_language_before_a_phrase_is_no_part_of_it(phrase: str, told: str) -> None:
    (found,) = findings("phrase", phrase, "slut en slut")[:1]
    assert found.reason == told


@pytest.mark.parametrize(("language", "expected"), [("en", 1), ("", 1), ("sv", 0)])
def test_a_phrase_of_one_language_is_not_looked_for_in_another(language: str, expected: int) -> None:
    rules = compile_rules([guideline(Rule("phrase", "[en] slut"))])
    found, _ = rules.findings(Facts("filmen var slut"), None, language)
    assert len(found) == expected


@pytest.mark.parametrize(
    ("text", "reported"),
    [("spam " * 4, 4), ("spam " * 5, 5), ("spam " * 6, 5), ("spam " * 100, 5), ("spam " * 3 + "sp4m " * 3, 5)],
)
def test_five_places_of_a_phrase_are_reported_at_most(text: str, reported: int) -> None:
    assert len(excerpts("phrase", "spam", text)) == reported


@pytest.mark.parametrize(
    ("phrase", "sentence"),
    [
        ("...", "has no word to look for"),
        ("*", "has no word to look for"),
        ("k*ll", "may have a * only at its end"),
        ("ki*", "needs at least 3 letters"),
        ("kill *", "needs at least 3 letters"),
        ("kill ki*", "needs at least 3 letters"),
        ("x" * 201, f"The phrase {'x' * 40}… is too long: 200 characters are the most."),
    ],
)
def test_a_phrase_that_cannot_be_used_is_refused(phrase: str, sentence: str) -> None:
    (problem,) = complaints("phrase", phrase)
    assert sentence in problem


@pytest.mark.parametrize("phrase", ["kill*", "kil*", "ki kill*", "死*", "ki 死*", "[en] slut", "don't", "x" * 200])
def test_a_usable_phrase_has_no_problem(phrase: str) -> None:
    assert complaints("phrase", phrase) == []
