"""What composed rules find: joined parts and facts, with what each of them says."""

import pytest

from moderation.policy.guidelines import compile_rules, problems
from moderation.policy.judge import judge
from moderation.policy.values import Facts, Guideline, Rule, Severity, Thresholds
from tests.policy.composed.looking import excerpts, found, judged

REFUND = "all of: phrase [refund, money back] not near 3 {negation}; phrase [lawyer*, court]"


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("I want my money back or my lawyer calls.", REFUND, ["money back"]),
        ("I want my money back.", REFUND, []),
        ("No refund needed, said my lawyer.", REFUND, []),
        ("A r e f u n d, or my l4wyer calls.", REFUND, ["r e f u n d"]),
        ("Refund or court.", "any of: phrase [court]; phrase [refund]", ["court"]),
        ("Only a refund.", "any of: phrase [court]; phrase [refund]", ["refund"]),
        ("One and two.", "at least 2 of: phrase [one]; phrase [two]; phrase [three]", ["One"]),
        ("One and none.", "at least 2 of: phrase [one]; phrase [two]; phrase [three]", []),
        ("Refund, thanks.", "all of: phrase [refund]; (none of phrase [thanks])", []),
        ("Refund, now.", "all of: phrase [refund]; (none of phrase [thanks])", ["Refund"]),
        ("Refund on court day.", "all of: phrase [refund]; (any of phrase [court]; phrase [sue])", ["Refund"]),
        ("Write to me@tarnfell.example now", "all of: email; phrase [write]", ["me@tarnfell.example"]),
        ("Part a77 broke", "all of: pattern `[a-z]7+`; phrase [broke]", ["a77"]),
    ],
)
def test_parts_are_joined(text: str, line: str, expected: list[str]) -> None:
    assert excerpts(text, line) == expected


@pytest.mark.parametrize(
    ("fact", "facts", "holds"),
    [
        ("reports >= 2", {"reports": 2}, True),
        ("reports >= 2", {"reports": 1}, False),
        ("rating <= 2", {"rating": 2.0}, True),
        ("rating <= 2", {"rating": 2.5}, False),
        ("views >= 1000", {"views": 1_000}, True),
        ("kind = [review]", {"kind": "review"}, True),
        ("kind = [review]", {"kind": "comment"}, False),
        ("channel = [reviews, forum]", {"channel": "forum"}, True),
        ("channel = [reviews]", {"channel": "forum"}, False),
        ("language = [en]", {}, True),
        ("language = [de]", {}, False),
        ("private", {"is_private": True}, True),
        ("private", {}, False),
        ("answered", {"after_answer": True}, True),
        ("against >= 1", {"author_against": 1}, True),
        ("against >= 1", {"author_against": 0}, False),
        ("kept < 1", {"author_kept": 0}, True),
        ("member days < 7", {"member_days": 6}, True),
        ("member days < 7", {"member_days": 7}, False),
        ("repeated >= 2", {"same_text_by_author": 2}, True),
        ("repeated by others >= 3", {"same_text_by_others": 2}, False),
    ],
)
def test_facts_are_asked_for(fact: str, facts: dict[str, object], *, holds: bool) -> None:
    text = "Where is my lost tent refund, and when do I get it?"
    assert bool(found(text, f"all of: phrase [refund]; {fact}", **facts)) == holds


@pytest.mark.parametrize("fact", ["reports >= 2", "rating <= 2", "member days < 7", "against >= 1"])
def test_what_nobody_knows_finds_nothing_and_is_told(fact: str) -> None:
    said = judged("A refund, please.", f"all of: phrase [refund]; {fact}")
    assert said.findings == ()
    assert said.unknown[0] in {"member reports", "the rating", "since when the author writes", "the author’s record"}


def test_what_nobody_knows_does_not_matter_where_the_rest_decides() -> None:
    assert excerpts("A refund, please.", "any of: phrase [refund]; rating <= 2") == ["refund"]
    said = judged("A tent, please.", "all of: phrase [refund]; rating <= 2")
    assert "the rating" not in said.unknown


def test_one_rule_that_does_not_know_keeps_no_other_from_finding() -> None:
    said = judged("A refund, please.", "all of: rating <= 2", "all of: phrase [refund]")
    assert [each.excerpt for each in said.findings] == ["refund"]
    assert said.unknown[0] == "the rating"


def test_facts_alone_find_the_whole_message() -> None:
    said = found("Where is it?", "all of: rating <= 2; reports >= 1", rating=1.0, reports=4)
    assert [(each.excerpt, each.reason) for each in said] == [
        ("Where is it?", "Its rating is 2 or less. Members reported it 1 or more times.")
    ]


def test_a_finding_says_what_each_part_says_and_in_which_words() -> None:
    (only,) = found("I want my money back or my LAWYER calls.", REFUND)
    assert only.reason == "Says “money back”. Says “lawyer*”."
    assert only.evidence == ("money back", "lawyer")
    assert only.rule == f"composed: {REFUND}"


def test_what_must_not_be_there_is_no_evidence() -> None:
    (only,) = found("Refund me.", "all of: phrase [refund]; (none of phrase [please])")
    assert only.evidence == ("refund",)


def test_words_that_are_only_mentioned_are_framed_as_elsewhere() -> None:
    rule = Rule("composed", "all of: phrase [idiot] said of you; phrase [get lost]")
    rules = compile_rules([Guideline("g", "G", "harassment", Severity.HIGH, "", (rule,))])
    said = [
        judge(Facts(text, channel_language="en"), rules, Thresholds()).findings[0]
        for text in ("You are an idiot, get lost.", 'He wrote "you are an idiot, get lost" to me.')
    ]
    assert [(each.frame, each.severity) for each in said] == [("", Severity.HIGH), ("report", Severity.LOW)]


def test_a_composed_rule_says_itself_what_its_words_mean() -> None:
    """Cocks beside hens are birds, unless the rule says what they stand beside."""
    rules = [Rule("phrase", "cock*"), Rule("composed", "all of: phrase [cock*]; phrase [hens]")]
    found = [
        judge(
            Facts("Our cocks and hens roam the farm.", channel_language="en"),
            compile_rules([Guideline("g", "G", "harassment", Severity.MEDIUM, "", (rule,))]),
            Thresholds(),
        ).findings
        for rule in rules
    ]
    assert [len(each) for each in found] == [0, 1]


def test_a_title_is_looked_at_for_itself() -> None:
    line = "all of: phrase [refund]; phrase [lawyer]"
    assert excerpts("And my lawyer calls.", line, title="Refund") == []
    assert excerpts("Nothing.", line, title="Refund or lawyer") == ["Refund"]


def test_each_rule_has_its_own_parts() -> None:
    lines = ["all of: phrase [one]; phrase [two]", "all of: phrase [three]; phrase [one]", "any of: phrase [two]"]
    assert excerpts("One, three.", *lines) == ["three"]
    assert excerpts("One, two.", *lines) == ["One", "two"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("all of: frase [a]", "There is no check and no fact named frase."),
        ("all of: composed [a]", "There is no check and no fact named composed."),
        ("all of: phrase [...]", "has no word to look for"),
        ("all of: pattern `(`", "pattern"),
        ("all of: repetition [twice]", "A repetition is written"),
    ],
)
def test_a_part_that_cannot_look_is_refused(line: str, why: str) -> None:
    guideline = Guideline("g", "G", "c", Severity.LOW, "", (Rule("composed", line),))
    assert why in problems(guideline)[0]


def test_a_likeness_within_a_rule_ranks_texts_too() -> None:
    rule = Rule("composed", "all of: likeness [abuse 0.5]; phrase [you]")
    rules = compile_rules([Guideline("g", "G", "c", Severity.LOW, "", (rule,))])
    assert rules.knows_abuse
    assert judge(Facts("You are a stupid idiot", channel_language="en"), rules, Thresholds()).findings
