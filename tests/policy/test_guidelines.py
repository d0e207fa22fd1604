"""Rule sets: all checks look, every reason is kept, and no bad rule is compiled in silence."""

import time
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.policy.checks import CHECKS
from moderation.policy.guidelines import compile_rules, problems
from moderation.policy.matching import MOST_HITS, BadPattern
from moderation.policy.starter import STARTER
from moderation.policy.values import Facts, Part, Rule, Severity
from tests.policy.looking import guideline, tone

STARTING = compile_rules(STARTER)
LONG = 20_000


def test_every_check_looks_and_every_reason_is_kept() -> None:
    rules = compile_rules(
        [
            guideline(Rule("phrase", "buy gold"), Rule("pattern", "gold"), key="spam", severity=Severity.MEDIUM),
            guideline(Rule("phrase", "gold"), Rule("link", "any"), key="metals", severity=Severity.LOW),
        ]
    )
    found, unknown = rules.findings(Facts("Buy gold at gold.shop"), None, "en")
    assert [(f.guideline, f.rule, f.excerpt) for f in found] == [
        ("spam", "phrase: buy gold", "Buy gold"),
        ("spam", "pattern: gold", "gold"),
        ("metals", "phrase: gold", "gold"),
        ("spam", "pattern: gold", "gold"),
        ("metals", "phrase: gold", "gold"),
        ("metals", "link: any", "gold.shop"),
    ]
    assert unknown == []


def test_findings_stand_in_the_order_of_reading_and_title_first() -> None:
    rules = compile_rules([guideline(Rule("phrase", "two"), Rule("phrase", "one"))])
    found, _ = rules.findings(Facts("one two", title="two"), None, "en")
    assert [(f.part, f.start) for f in found] == [(Part.TITLE, 0), (Part.TEXT, 0), (Part.TEXT, 4)]
    found, _ = rules.findings(Facts("one", title="see two"), None, "en")
    assert [(f.part, f.start) for f in found] == [(Part.TITLE, 4), (Part.TEXT, 0)]


def test_the_fact_that_a_rule_lacks_is_named() -> None:
    rules = compile_rules([guideline(Rule("sentiment", "-0.5"))])
    assert rules.findings(Facts("schlimm"), None, "de") == ([], ["sentiment"])


def test_a_rule_reports_a_few_findings_over_both_parts() -> None:
    rules = compile_rules([guideline(Rule("phrase", "spam"))])
    found, _ = rules.findings(Facts("spam " * 9, title="spam " * 3), None, "en")
    assert len(found) == MOST_HITS


def test_a_finding_says_whose_rule_saw_what_and_why() -> None:
    owner = guideline(Rule("phrase", "gold"))
    (found,), _ = compile_rules([owner]).findings(Facts("all gold"), None, "en")
    assert (found.guideline, found.name) == (owner.key, owner.name)
    assert (found.category, found.severity) == (owner.category, owner.severity)
    assert (found.start, found.end, found.reason) == (4, 8, "Says “gold”.")


@pytest.mark.parametrize(
    ("letters", "named"),
    [(186, f"pattern: gold|{'x' * 186}"), (187, f"pattern: gold|{'x' * 185}…"), (500, f"pattern: gold|{'x' * 185}…")],
)
def test_two_hundred_characters_name_a_rule(letters: int, named: str) -> None:
    rules = compile_rules([guideline(Rule("pattern", f"gold|{'x' * letters}"))])
    (found,), _ = rules.findings(Facts("gold"), None, "en")
    assert found.rule == named


def test_no_guidelines_find_nothing() -> None:
    assert compile_rules([]).findings(Facts("kill yourself"), None, "en") == ([], [])


def test_a_bad_rule_is_never_compiled() -> None:
    with pytest.raises(BadPattern):
        compile_rules([guideline(Rule("phrase", "gold"), Rule("pattern", "(a"))])


def test_every_problem_of_a_guideline_is_said() -> None:
    said = problems(guideline(Rule("pattern", "(a"), Rule("phrase", "fine"), Rule("phrase", "!"), Rule("smell", "bad")))
    assert said == [
        "The pattern (a is not valid: missing )",
        "The phrase ! has no word to look for.",
        "There is no check named smell.",
    ]


def test_the_starter_guidelines_use_every_check() -> None:
    assert {rule.kind for owner in STARTER for rule in owner.rules} == set(CHECKS)


def test_a_rule_set_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        STARTING.looks = ()  # type: ignore[misc]


HOSTILE = st.text(
    st.one_of(st.characters(), st.sampled_from("fuck you kys 4111 @.com[] \u0301\u200b\U0001f52a\ud800!A")), max_size=80
)


@given(text=HOSTILE, title=HOSTILE)
def test_every_span_is_one_of_the_original(text: str, title: str) -> None:
    facts = Facts(f"{text} kys", title=title, same_text_by_author=3)
    found, _ = STARTING.findings(facts, tone(-0.9), "en")
    assert found
    for finding in found:
        part = facts.title if finding.part is Part.TITLE else facts.text
        assert 0 <= finding.start < finding.end <= len(part)
        assert finding.excerpt == part[finding.start : finding.end]


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "a",
            "1",
            " ",
            "\n",
            "!",
            "@",
            ".",
            "a@",
            "a.",
            "a-",
            "1.",
            "1 2 ",
            "a b ",
            "kys ",
            "h3ll0 ",
            "heeello ",
            "SHOUT ",
        ),
        *(
            "🔥",
            "k🔪i ",
            "死ね",
            "e\u0301\u0302",
            "\ud800",
            "4111 1111 1111 1112 ",
            "415-555-013 ",
            "DE89 3704 ",
            "http://",
        ),
        *("you are ", "win ", "jews are all ", "a[.]", "earn $1 ", "'", "idiot bitch refund leaks stfu "),
    ],
)
def test_the_longest_hostile_text_takes_little_time(piece: str) -> None:
    text = (piece * LONG)[:LONG]
    STARTING.findings(Facts(text), None, "en")
    # The processor's time, and generous: what must never come back is quadratic, which takes many seconds. A collection
    # of the whole suite's garbage may fall into it, which takes some tenths of one.
    started = time.process_time()
    STARTING.findings(Facts(text), tone(0.0), "en")
    assert time.process_time() - started < 1.5
