"""The table of checks: no row lacks anything, and each way to ask comes back as it was asked."""

from dataclasses import fields
from typing import Any

import pytest

from moderation.policy.checks import CHECKS, TABLE
from moderation.policy.checks.check import Ask, Check, Field, Fraction, Lines, Tick, Whole, Words
from tests.policy.looking import complaints

ASKS = [(check, ask) for check in TABLE for ask in check.asks]
FIELDS = [field for _, ask in ASKS for field in ask.fields]
LISTED = {"phone_regions": "DE US", "phone_own": "+44 20 7946 0018", "ip_own": "203.0.113.0/24 2001:db8::1"}


def value_for(field: Field) -> Any:
    match field.entry:
        case Tick():
            return True
        case Lines():
            if field.name == "composed":
                return ["any of: phrase [one thing]", "all of: email; private"]
            return ["one thing", "another"]
        case Words():
            return LISTED.get(field.name, "one.com, two.com")
        case Whole(least, _) | Fraction(least, _):
            return least


def test_no_kind_and_no_field_stands_there_twice() -> None:
    assert len(CHECKS) == len(TABLE)
    assert len({field.name for field in FIELDS}) == len(FIELDS)


@pytest.mark.parametrize("check", TABLE, ids=lambda check: check.kind)
def test_a_row_lacks_nothing(check: Check) -> None:
    optional = {"many"}
    assert all(getattr(check, field.name) for field in fields(check) if field.name not in optional)
    assert len(check.kind) <= 20
    assert len({ask.word for ask in check.asks}) == len(check.asks)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_a_field_says_what_it_is(field: Field) -> None:
    assert field.label
    assert field.label[0].isupper()
    assert field.hint.endswith(".") or not field.hint or isinstance(field.entry, Words)


@pytest.mark.parametrize(("check", "ask"), ASKS, ids=lambda each: each.field.name if isinstance(each, Ask) else "")
def test_what_is_asked_makes_rules_that_work_and_comes_back(check: Check, ask: Ask) -> None:
    written = {field.name: value_for(field) for field in ask.fields}
    patterns = ask.patterns(written)
    assert patterns
    assert [complaints(check.kind, pattern) for pattern in patterns] == [[]] * len(patterns)
    assert all(check.told(pattern) and check.weigh(pattern) > 0 for pattern in patterns)
    ((found, own),) = check.asked(patterns)
    assert (found, own) == (ask, patterns)
    shown = found.shown(own)
    assert set(shown) == set(written)
    assert ask.patterns(shown | ({ask.field.name: patterns} if isinstance(ask.field.entry, Lines) else {})) == patterns


@pytest.mark.parametrize(("check", "ask"), ASKS, ids=lambda each: each.field.name if isinstance(each, Ask) else "")
def test_what_is_not_asked_makes_no_rule(check: Check, ask: Ask) -> None:
    beside = {ask.detail.name: value_for(ask.detail)} if ask.detail else {}
    assert ask.patterns({}) == ask.patterns(beside) == []


@pytest.mark.parametrize(
    ("kind", "pattern", "told"),
    [
        ("phrase", "[es] estafa", "“[es] estafa”"),
        ("pattern", "a+", "Pattern a+"),
        ("link", "any", "Any link"),
        ("link", "shortener", "Shortened links"),
        ("link", "a.com b.com", "Links to a.com b.com"),
        ("link", "except a.com", "Links that do not lead to a.com"),
        ("link", "lookalike", "Addresses with look-alike letters"),
        ("link", "lookalike a.com", "Addresses that imitate a.com"),
        ("email", "a.com", "E-mail addresses, except at a.com"),
        ("phone", "DE US", "Telephone numbers, as written in DE US"),
        ("phone", "", "Telephone numbers"),
        ("phone", "except +4930901820", "Not our own numbers +4930901820"),
        ("ip", "", "IP addresses"),
        ("ip", "81.2.69.0/24", "IP addresses, except 81.2.69.0/24"),
        ("address", "", "Postal addresses"),
        ("address", "12 Kiln Lane", "Postal addresses, except 12 Kiln Lane"),
        ("shouting", "80", "Shouting, from 80 % capitals"),
        ("repetition", "author 3", "The same text 3 times before by one author"),
        ("repetition", "others 5", "The same text 5 times before by others"),
    ],
)
def test_a_rule_in_words(kind: str, pattern: str, told: str) -> None:
    assert CHECKS[kind].told(pattern) == told


@pytest.mark.parametrize(
    ("kind", "number", "words"),
    [
        ("phrase", 1, "1 phrase"),
        ("phrase", 2_000, "2,000 phrases"),
        ("pattern", 2, "2 patterns"),
        ("link", 1, "1 link rule"),
    ],
)
def test_rules_are_counted_in_words(kind: str, number: int, words: str) -> None:
    assert CHECKS[kind].counted(number) == words


def test_nobody_can_ask_for_more_than_the_document_says() -> None:
    said = {field.name: field.entry for field in FIELDS}
    assert (said["phrases"], said["patterns"]) == (
        Lines(most=2_000, longest=200, rows=18, is_code=False),
        Lines(most=200, longest=2_000, rows=8, is_code=True),
    )
    assert (said["links_blocked"], said["links_own"]) == (Words(longest=2_000), Words(longest=2_000))
    assert (said["repeated_by_author"], said["repeated_by_others"]) == (Whole(1, 1_000), Whole(1, 100_000))
    assert (said["shouting_percent"], said["sentiment"]) == (Whole(1, 100), Fraction(-1, -0.01))


def test_of_several_rules_for_one_field_the_last_is_shown() -> None:
    (blocked,) = (ask for _, ask in ASKS if ask.field.name == "links_blocked")
    assert blocked.shown(["one.com", "two.com"])["links_blocked"] == "two.com"


@pytest.mark.parametrize("kind", ["card", "iban", "ip", "shouting", "email", "repetition", "sentiment"])
def test_most_rules_weigh_a_point(kind: str) -> None:
    assert CHECKS[kind].weigh("") == 1


def test_postal_addresses_weigh_more_because_they_have_many_forms() -> None:
    assert CHECKS["address"].weigh("") == 20
