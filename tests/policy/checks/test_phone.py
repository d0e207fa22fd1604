"""Telephone numbers among the many other numbers that people write."""

import pytest

from tests.policy.looking import complaints, excerpts


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("call +44 20 7946 0958 today", ["+44 20 7946 0958"]),
        ("+49 (0)30 901820", ["+49 (0)30 901820"]),
        ("my number: (415) 555-0132", ["(415) 555-0132"]),
        ("415-555-0132 x12", ["415-555-0132 x12"]),
        ("415.555.0132", ["415.555.0132"]),
        ("ring me on 07700900123", ["07700900123"]),
        ("Phone:\n9469 9966", ["9469 9966"]),
        ("+1 415 555 2671 2024-01-15", ["+1 415 555 2671"]),
    ],
)
def test_telephone_numbers(text: str, seen: list[str]) -> None:
    assert excerpts("phone", "", text) == seen


@pytest.mark.parametrize(
    "text",
    [
        "order 4155550132",
        "on 2024-01-15 and 15.01.2024",
        "server 192.168.100.100",
        "2.124.821.694 views",
        "tracking 1Z9999999999999999",
        "score 1 2 3 4 5 6 7 8 9",
        "call me in 20 minutes",
        "+1 +1 +1 agreed",
        "1234-5678-9012-3456",
    ],
)
def test_other_numbers(text: str) -> None:
    assert excerpts("phone", "", text) == []


def test_regions_decide_how_national_numbers_are_read() -> None:
    assert excerpts("phone", "ES", "699 956 915") == ["699 956 915"]
    assert excerpts("phone", "US", "699 956 915") == []


def test_an_unknown_region_is_refused() -> None:
    (problem,) = complaints("phone", "US ENGLAND")
    assert problem.startswith("ENGLAND is not a region")
