"""Regions of languages and time zones, and what their numbering plans say."""

import pytest

from moderation.policy.checks.numbering import (
    is_possible,
    is_valid,
    national_digits,
    regions_of_language,
    regions_of_zone,
)


@pytest.mark.parametrize(
    ("language", "regions"),
    [
        ("en", ("US", "GB")),
        ("de", ("DE", "AT", "CH")),
        ("pt-PT", ("PT", "BR")),
        ("en_IN", ("IN", "US", "GB")),
        ("es-419", ("ES", "MX", "AR", "CO")),
        ("tlh", ()),
        ("", ()),
    ],
)
def test_the_regions_of_a_language(language: str, regions: tuple[str, ...]) -> None:
    assert regions_of_language(language) == regions


@pytest.mark.parametrize(
    ("zone", "regions"),
    [
        ("Europe/Berlin", ("DE",)),
        ("Europe/London", ("GB",)),
        ("Europe/Dublin", ("IE",)),
        ("America/New_York", ("US",)),
        ("America/Argentina/Ushuaia", ("AR",)),
        ("Australia/Hobart", ("AU",)),
        ("Asia/Kolkata", ("IN",)),
        ("UTC", ()),
        ("Mars/Olympus", ()),
    ],
)
def test_the_region_of_a_time_zone(zone: str, regions: tuple[str, ...]) -> None:
    assert regions_of_zone(zone) == regions


@pytest.mark.parametrize(
    ("number", "region", "valid", "possible"),
    [
        ("030 901820", "DE", True, True),
        ("030 901820", "US", False, False),
        ("+49 30 901820", "", True, True),
        # Kept for fiction.
        ("07700 900758", "GB", False, True),
        ("30 901820", "", False, False),
        ("+999 123 4567", "", False, False),
    ],
)
def test_numbers_of_a_region(number: str, region: str, valid: bool, possible: bool) -> None:
    assert (is_valid(number, region), is_possible(number, region)) == (valid, possible)


@pytest.mark.parametrize(
    ("number", "regions", "digits"),
    [
        ("+44 20 7946 0018", (), "2079460018"),
        ("020 7946 0018", ("US", "GB"), "2079460018"),
        ("020 7946 0018", ("GB",), "2079460018"),
        ("020 7946 0018", (), "2079460018"),
    ],
)
def test_the_digits_that_a_number_has_everywhere(number: str, regions: tuple[str, ...], digits: str) -> None:
    assert national_digits(number, regions) == digits
