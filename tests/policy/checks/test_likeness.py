"""The check for texts that read like abuse or spam."""

import pytest

from moderation.policy.checks.likeness import likeness_in_words
from moderation.policy.guidelines import compile_rules, problems
from moderation.policy.judge import judge
from moderation.policy.values import Facts, Finding, Rule, Thresholds
from tests.policy.looking import guideline


def found(text: str, pattern: str = "abuse 0.5", language: str = "en") -> list[Finding]:
    rules = compile_rules([guideline(Rule("likeness", pattern))])
    return list(judge(Facts(text, channel_language=language), rules, Thresholds()).findings)


@pytest.mark.parametrize(
    ("text", "pattern", "is_found"),
    [
        ("You are a stupid idiot", "abuse 0.5", True),
        ("You are a st00pid id1ot, you idi0t", "abuse 0.5", True),
        ("You are a kind host", "abuse 0.5", False),
        ("Check out my channel and subscribe", "spam 0.5", True),
        ("Check the pegs before you leave", "spam 0.5", False),
        ("", "abuse 0.15", False),
    ],
)
def test_a_text_is_found_that_reads_so(text: str, pattern: str, is_found: bool) -> None:
    assert bool(found(text, pattern)) is is_found


def test_the_reason_names_the_model_its_version_and_its_words() -> None:
    (one,) = found("You are a stupid idiot")
    assert one.reason == "Reads like abuse, 1.00 of 1 (alt-profanity-check 1.9.1), by “idiot”, “stupid”."
    assert one.excerpt == "You are a stupid idiot"


def test_the_models_read_english_alone_and_what_may_be_english() -> None:
    german = "Der idiot von der Hotline hat mich heute schon wieder nicht verstanden und einfach aufgelegt"
    assert found(german, "abuse 0.15", "de") == []
    assert found("idiot", "abuse 0.15", "") != []


@pytest.mark.parametrize("pattern", ["", "abuse", "abuse x", "abuse 0.1", "abuse 1.1", "abuse nan", "joy 0.5"])
def test_a_pattern_that_says_nothing_is_refused(pattern: str) -> None:
    assert problems(guideline(Rule("likeness", pattern)))


def test_a_pattern_in_words() -> None:
    assert likeness_in_words("spam 0.50") == "Reads like spam, 0.5 of 1 or more"


def test_a_text_is_ranked_by_how_much_it_reads_like_abuse_where_a_guideline_asks_for_it() -> None:
    asking = compile_rules([guideline(Rule("likeness", "abuse 0.9"))])
    other = compile_rules([guideline(Rule("likeness", "spam 0.9"))])
    facts = Facts("you idiot, said my brother to his dear old friend at the lake", channel_language="en")
    terms = {term.name: term for term in judge(facts, asking, Thresholds()).terms}
    assert terms["reads like abuse"].value > 2
    assert "by a small model" in terms["reads like abuse"].why
    assert "reads like abuse" not in {term.name for term in judge(facts, other, Thresholds()).terms}
