"""What rules may cost together: bounded as a whole, and the bound holds on a clock."""

import time
from collections.abc import Callable, Sequence
from itertools import takewhile
from pathlib import Path
from random import Random

import pytest

from moderation.policy.guidelines import compile_rules
from moderation.policy.starter import STARTER
from moderation.policy.values import Facts, Rule
from moderation.policy.weight import LARGEST_WEIGHT, cut, overweight, parts_of, share, weight_of
from tests.policy.looking import guideline

DOCUMENT = Path(__file__).parents[2] / "docs" / "guidelines.md"
HEAVY = Rule("pattern", "[ab]{700}[cd]{700}")


def weigh(rules: Sequence[Rule]) -> float:
    return sum(map(weight_of, rules))


def test_the_starter_guidelines_leave_room_for_more() -> None:
    assert share(weigh([rule for owner in STARTER for rule in owner.rules])) == "60 %"


@pytest.mark.parametrize(
    ("rules", "fits"),
    [
        ([Rule("pattern", ".{40}")] * 70, True),
        ([Rule("pattern", ".{40}")] * 76, False),
        ([Rule("pattern", "small claims")] * 20_000, True),
        ([Rule("pattern", "small claims")] * 60_000, False),
        ([Rule("phrase", "small claims")] * 48_000, True),
        ([Rule("phrase", "small claims")] * 48_001, False),
        ([Rule("link", "any")] * 3_000, True),
        ([Rule("link", "any")] * 3_001, False),
        ([Rule("link", " ".join(["lookalike", *["tarnfell.com"] * 150]))] * 3, True),
        ([Rule("link", " ".join(["lookalike", *["tarnfell.com"] * 150]))] * 4, False),
        ([Rule("phone", " ".join(["DE"] * 240))] * 6, True),
        ([Rule("phone", " ".join(["DE"] * 240))] * 7, False),
        ([Rule("smell", "x"), Rule("pattern", "(open")], True),
    ],
)
def test_each_kind_of_rule_is_bounded(rules: list[Rule], fits: bool) -> None:
    assert (overweight(rules) is None) is fits


@pytest.mark.parametrize(
    "rule", [Rule("pattern", "a)"), Rule("pattern", "(a"), Rule("pattern", "[a"), Rule("gone", "a")]
)
def test_what_cannot_be_compiled_weighs_nothing(rule: Rule) -> None:
    assert weight_of(rule) == 0


def test_other_guidelines_count() -> None:
    weight = weight_of(HEAVY)
    assert overweight([HEAVY], others=LARGEST_WEIGHT - weight) is None
    assert overweight([HEAVY], others=LARGEST_WEIGHT - weight + 1)


def test_what_weighed_as_much_before_may_be_saved() -> None:
    weight = weight_of(HEAVY)
    assert overweight([HEAVY], others=LARGEST_WEIGHT, before=weight) is None
    assert overweight([HEAVY], others=LARGEST_WEIGHT, before=weight - 1)


def test_a_new_light_rule_is_too_much_for_a_full_budget_and_no_rule_is_not() -> None:
    assert overweight([Rule("card")], others=LARGEST_WEIGHT)
    assert overweight([], others=LARGEST_WEIGHT + 1) is None


def test_of_light_rules_the_first_is_pointed_at() -> None:
    wrong = overweight([Rule("phrase", "sue"), Rule("phrase", "small claims")], others=LARGEST_WEIGHT)
    assert wrong
    assert wrong.rule == Rule("phrase", "sue")


def test_the_reason_names_what_weighs_most_and_what_to_do() -> None:
    small = [Rule("phrase", "sue"), Rule("phrase", "small claims"), Rule("phone"), Rule("pattern", ".{60}xxx")]
    wrong = overweight([*small, HEAVY], others=3_000)
    assert wrong
    assert wrong.rule == HEAVY
    assert wrong.sentence == (
        "All guidelines together would take 149 % of what checking a message may take. Heaviest here: Pattern"
        " [ab]{700}[cd]{700} (47 %), Pattern .{60}xxx (2 %), telephone numbers (under 1 %)."
        " Use smaller repetition counts, or fewer patterns. The list of guidelines says what each takes."
    )


@pytest.mark.parametrize(
    ("rules", "advice"),
    [
        ([Rule("phrase", "sue")] * 50_000, "Heaviest here: 50,000 phrases (104 %). Use fewer phrases."),
        ([Rule("phone", "US GB DE")], "Heaviest here: telephone numbers (under 1 %). List fewer regions."),
        ([Rule("link", "lookalike a.com b.com")], "Heaviest here: 1 link rule (under 1 %). List fewer domains."),
    ],
)
def test_the_advice_is_about_the_heaviest_kind(rules: list[Rule], advice: str) -> None:
    wrong = overweight([*rules, Rule("card")], others=LARGEST_WEIGHT)
    assert wrong
    first, then = advice.split(". ")
    assert first in wrong.sentence
    assert then in wrong.sentence


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rule("phone", "DE " * 14), "telephone numbers"),
        (Rule("phone", "DE " * 15), "Telephone numbers, as written in DE DE DE DE DE DE DE DE DE…"),
        (Rule("pattern", "[ab]{29}"), "1 pattern"),
        (Rule("pattern", "[ab]{30}"), "Pattern [ab]{30}"),
    ],
)
def test_a_rule_of_thirty_points_is_told_by_itself(rule: Rule, words: str) -> None:
    (part,) = parts_of([rule])
    assert part.words == words


@pytest.mark.parametrize(("letters", "told"), [(60, "x" * 60), (61, "x" * 59 + "…")])
def test_sixty_characters_of_a_rule_are_told(letters: int, told: str) -> None:
    assert cut("x" * letters) == told


@pytest.mark.parametrize(
    ("weight", "told"), [(0, "under 1 %"), (29.9, "under 1 %"), (30, "1 %"), (59, "2 %"), (3_000, "100 %")]
)
def test_a_weight_is_told_in_percent(weight: float, told: str) -> None:
    assert share(weight) == told


def fitting(pattern: Callable[[int], str]) -> list[Rule]:
    """As many of these as may be saved, of the two hundred that the form takes."""
    rules = [Rule("pattern", pattern(number)) for number in range(200)]
    return [rules[count] for count in takewhile(lambda count: not overweight(rules[: count + 1]), range(len(rules)))]


@pytest.mark.parametrize(
    ("pattern", "letters"),
    [
        (lambda n: rf"[ab]*a[ab]{{290}}c{n}", ["a", "b"]),
        (lambda n: rf"a.{{0,40}}b{n}", ["a", "b", "c", "0"]),
        (lambda n: rf"free.{{0,40}}w{n}", ["free", "fr", "e", "x", "free "]),
        (lambda n: rf"(?:\w{{1,10}}\s){{1,6}}x{n}", ["a", "b", " ", "c", "de"]),
        (lambda n: "[ab]*a" + "[ab]" * 290 + f"c{n}", ["a", "b"]),
        (lambda n: "[ab]*a" + "(?:a|b)" * 200 + f"c{n}", ["a", "b"]),
        (lambda n: rf"[ab]*a[ab]{{290}}(?:c{n})?", ["a", "b"]),
    ],
)
def test_the_heaviest_rules_that_fit_take_little_time(pattern: Callable[[int], str], letters: list[str]) -> None:
    rules = compile_rules([guideline(*fitting(pattern))])
    text = "".join(Random(3).choices(letters, k=5_000))[:5_000]
    # The processor's time, and generous: two hundred of them take over ten seconds.
    started = time.process_time()
    rules.findings(Facts(text), None, "en")
    assert time.process_time() - started < 3


def test_the_document_names_the_bound() -> None:
    assert f"one budget of {LARGEST_WEIGHT:,} points" in DOCUMENT.read_text()
