"""A composed rule reads back as a sentence, and weighs what its parts weigh."""

import pytest

from moderation.policy.checks import CHECKS
from moderation.policy.composed.told import composed_in_words, inner_rules
from moderation.policy.values import Rule
from moderation.policy.weight import weight_of


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (
            "all of: phrase [refund, money back] not near 3 {negation}; (any of reports >= 2; private)",
            "All of this: it says “refund” or “money back”, not within 3 words of negation; (any of this: members"
            " reported it 2 or more times; it is private)",
        ),
        (
            "at least 2 of: pattern `a+`; link [any]; phrase [x] strong outside quotes first person said of staff",
            "At least 2 of this: it matches a+; the check link any finds something; it says “x” (strong), outside"
            " quotes, said by the author of themselves, said of our staff",
        ),
        (
            "by evidence, any of: phrase [sue] before 4 [you, your]; kind = [review, direct]; member days < 7",
            "Any of this: it says “sue”, within 4 words before “you” or “your”; the message is a review or direct; its"
            " author has written here for fewer than 7 days. Its severity follows what speaks for it",
        ),
        ("no rule at all", "no rule at all"),
    ],
)
def test_it_reads_back_as_a_sentence(line: str, sentence: str) -> None:
    assert composed_in_words(line) == sentence
    assert CHECKS["composed"].told(line) == sentence


def test_its_inner_rules_are_those_of_its_parts() -> None:
    line = "all of: phrase [a, b]; (any of pattern `c+`; private)"
    assert list(inner_rules(Rule("composed", line))) == [
        Rule("phrase", "a"),
        Rule("phrase", "b"),
        Rule("pattern", "c+"),
    ]
    assert list(inner_rules(Rule("phrase", "a"))) == [Rule("phrase", "a")]
    assert list(inner_rules(Rule("composed", "no rule at all"))) == []


def test_it_weighs_what_its_parts_weigh_and_a_little_more() -> None:
    inner = Rule("pattern", "(a|b){20}c[0-9]{10}")
    whole = Rule("composed", f"all of: pattern `{inner.pattern}` near 3 [x]; private")
    assert weight_of(inner) < weight_of(whole) < weight_of(inner) + 1


def test_what_cannot_be_read_weighs_nothing() -> None:
    assert weight_of(Rule("composed", "no rule at all")) == 0
