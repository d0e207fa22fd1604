"""The table of checks: no row lacks anything, and each way to ask comes back as it was asked."""

from dataclasses import fields
from typing import Any

import pytest

from moderation.policy.checks import CHECKS, TABLE
from moderation.policy.checks.check import Ask, Check, Field, Fraction, Lines, Tick, Whole, Words
from tests.policy.looking import complaints

ASKS = [(check, ask) for check in TABLE for ask in check.asks]
FIELDS = [field for _, ask in ASKS for field in ask.fields]
LISTED = {"phone_regions": "DE US"}


def value_for(field: Field) -> Any:
    match field.entry:
        case Tick():
            return True
        case Lines():
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
