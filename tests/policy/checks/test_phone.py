"""Telephone numbers among the many other numbers that people write."""

import pytest

from moderation.policy.checks.phone import weight_of_phone
from tests.policy.looking import complaints, excerpts


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("call +44 20 7946 0958 today", ["+44 20 7946 0958"]),
        ("+49 (0)30 901820", ["+49 (0)30 901820"]),
        ("my number: (415) 555-0132", ["(415) 555-0132"]),
        ("415-555-0132 x12", ["415-555-0132 x12"]),
        ("415.555.0132", ["415.555.0132"]),
        ("my order is late, call 415-555-0132", ["415-555-0132"]),
        ("call ０４１５５５５２６７１", ["０４１５５５５２６７１"]),
        ("ring me on 07700900123", ["07700900123"]),
        ("Phone:\n9469 9966", ["9469 9966"]),
        ("+1 415 555 2671 2024-01-15", ["+1 415 555 2671"]),
        # Two things that follow a number are cut from it, and a third is one too many.
        ("+1 4155552671 2 3", ["+1 4155552671"]),
        ("+1 4155552671 2 3 4", []),
    ],
)
def test_telephone_numbers(text: str, seen: list[str]) -> None:
    assert excerpts("phone", "", text) == seen


@pytest.mark.parametrize(
    "text",
    [
        "order 4155550132",
        "contact me about order 0123456789 today",
        "a text with code 0123456789",
        "the text says version 10-02-2345-11",
        "part 555-123-4567",
        "our serial number is 555-123-4567",
        "https://shop.example/item/415-555-2671?variant=020-7946-0958",
        "on 2024-01-15 and 15.01.2024",
        "server 192.168.100.100",
        "2.124.821.694 views",
        "tracking 1Z9999999999999999",
        "score 1 2 3 4 5 6 7 8 9",
        "call me in 20 minutes",
        "+1 +1 +1 agreed",
        "1234-5678-9012-3456",
        "+999 123 4567",
        "00 999 123 4567",
    ],
)
def test_other_numbers(text: str) -> None:
    assert excerpts("phone", "", text) == []


@pytest.mark.parametrize(("letters", "expected"), [(34, ["07700900123"]), (35, [])])
def test_a_number_is_introduced_within_forty_characters(letters: int, expected: list[str]) -> None:
    assert excerpts("phone", "", f"call {'x' * letters} 07700900123") == expected


@pytest.mark.parametrize(("dates_before", "expected"), [(19, ["415-555-0132"]), (20, [])])
def test_twenty_numbers_of_a_text_are_read(dates_before: int, expected: list[str]) -> None:
    assert excerpts("phone", "", "2024-01-15, " * dates_before + "415-555-0132") == expected


def test_regions_decide_how_national_numbers_are_read() -> None:
    assert excerpts("phone", "ES", "699 956 915") == ["699 956 915"]
    assert excerpts("phone", "US", "699 956 915") == []


# Both islands have numbers as short as these.
@pytest.mark.parametrize(("region", "number", "expected"), [("FO", "201 234", 1), ("FK", "27 750", 0)])
def test_what_is_left_of_a_number_has_seven_characters_at_least(region: str, number: str, expected: int) -> None:
    assert excerpts("phone", region, f"at {number} 2024-01-15") == [number] * expected


def test_an_unknown_region_is_refused() -> None:
    (problem,) = complaints("phone", "US ENGLAND")
    assert problem.startswith("ENGLAND is not a region")


@pytest.mark.parametrize(("pattern", "expected"), [("", 4), ("DE", 2), ("DE, US FR", 6)])
def test_each_region_weighs_two_points(pattern: str, expected: int) -> None:
    assert weight_of_phone(pattern) == expected
