"""Telephone numbers among the many other numbers that people write."""

import pytest

from moderation.policy.checks.phone import weight_of_phone
from moderation.policy.guidelines import compile_rules
from moderation.policy.values import Facts, Rule
from tests.policy.looking import complaints, excerpts, guideline


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
        # Words around a number allow what its form alone does not.
        ("text me at 4155550132", ["4155550132"]),
        ("WhatsApp 447700900123", ["447700900123"]),
        ("my new number 3135550199 text me", ["3135550199"]),
        ("my mobile no. is 9876543210", ["9876543210"]),
        ("hit me up 415-555-0132", ["415-555-0132"]),
        ("you can reach Julie Marsh on (07).4091.0317", ["(07).4091.0317"]),
        ("stop the messages to 699 956 915", ["699 956 915"]),
        ("Tel: 0121 496 0000", ["0121 496 0000"]),
        ("655 437 108 office", ["655 437 108"]),
        ("3660170548-Fax", ["3660170548"]),
        ("اتصل هاتف 0501234567", ["0501234567"]),
        ("携帯：090-1234-5678", ["090-1234-5678"]),
        ("(020) 7946 0018 or (0417) 047187", ["(020) 7946 0018", "(0417) 047187"]),
        ("0044 20 7946 0018", ["0044 20 7946 0018"]),
        ("call ०४१५५५५२६७१", ["०४१५५५५२६७१"]),
        ("call 041 55 55 26 71 12", ["041 55 55 26 71 12"]),
        ("call 1 23 45 67", ["1 23 45 67"]),
        # Kept for fiction, and valid nowhere.
        ("Bo Marsh, 07700 900758, nights", ["07700 900758"]),
        ("718-622-0221 - 24 hours", ["718-622-0221"]),
        ("415-555-0132/415-555-0133", ["415-555-0132"]),
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
        "4029357733 is my order number",
        "415-555-0132 (order)",
        "ticket #415-555-0132",
        "invoice no. 415-555-0132",
        "PO 415-555-0132 and RMA 415-555-0133",
        "ISBN 0-306-40615-2 and EAN 4006381333931",
        "order numbers 415-555-2671 and 415-555-2672",
        "S/N 415 555 2671, P/N 415 555 2672, ver. 415-555-2673",
        "account number 020 7946 0018",
        "bus 22 33 44 55 66",
        "lotto 04 15 23 31 42 49",
        "mac 00:1A:2B:3C:4D:5E, lat 51.5074, -0.1278",
        "123e4567-e89b-12d3-a456-426614174000",
        "C:\\Users\\me\\415-555-2671",
        "612 345 678 pesos",
        "Bestellnummer 0301 234567",
        "número de pedido 699 956 915",
        "commande n° 06 12 34 56 78",
        "see report-415-555-0132.pdf",
        "call.415-555-0132.png",
        "IMG_20231104_123456.jpg",
        "SN-415-555-0132",
        "#415-555-0132",
        "id=4155550132&x=415-555-0132",
        "1234-5678-9012",
        "0301-234567-A12",
        "$ 415 555 0132",
        "it costs 1 200 000 euros",
        "415 555 0132 views",
        "on 12/11/24 18.30 and 20231104 123456",
        "from 1914-1918 to 1939-1945",
        "Rev. A 52 3457 (1995)",
        "text 3.1415926",
        "3141592+12365988470=?",
        "reach level 50 100 200",
        "run 10 20 30 40 50 60",
        "Tarn, SON 63551-5058",
        "+100 200 300 points",
        "03262 2437 Kiln St",
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
    assert excerpts("phone", "US", "0044 20 7946 0958") == ["0044 20 7946 0958"]


# Both islands have numbers as short as these.
@pytest.mark.parametrize(("region", "number", "expected"), [("FO", "201 234", 1), ("FK", "27 750", 0)])
def test_what_is_left_of_a_number_has_seven_characters_at_least(region: str, number: str, expected: int) -> None:
    assert excerpts("phone", region, f"at {number} 2024-01-15") == [number] * expected


@pytest.mark.parametrize(
    ("language", "regions", "text", "expected"),
    [
        ("de", (), "0171 1234567", 1),
        ("de", (), "171 1234567", 0),
        ("es", (), "612 345 678", 1),
        ("en", (), "612 345 678", 0),
        ("en", ("ES",), "612 345 678", 1),
        ("fr", (), "06 12 34 56 78", 1),
        ("pt-BR", (), "11 91234-5678", 1),
        ("", (), "020 7946 0018", 1),
        ("tlh", (), "020 7946 0018", 1),
    ],
)
def test_without_regions_those_of_the_language_and_of_the_time_zone_count(
    language: str, regions: tuple[str, ...], text: str, expected: int
) -> None:
    facts = Facts(text, channel_language=language, regions=regions)
    assert excerpts("phone", "", facts) == [text] * expected
    assert excerpts("phone", "NO", facts) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Art.-Nr. 0171 1234567"),
        ("de", "Ihre Sendungsnummer lautet 0171 1234567"),
        ("de", "Rechnung Nr. 0171 1234567"),
        ("es", "número de serie 612 345 678"),
        ("es", "cuesta 612 345 678 euros"),
        ("fr", "facture n°06 12 34 56 78"),
        ("fr", "réf. 06 12 34 56 78"),
        ("fr", "tirage 06 12 34 56 47 49"),
    ],
)
def test_other_numbers_are_named_in_other_languages_too(language: str, text: str) -> None:
    assert excerpts("phone", "", Facts(text, channel_language=language)) == []


@pytest.mark.parametrize(
    ("own", "text", "expected"),
    [
        ("+44 20 7946 0018", "call +44 20 7946 0018 or 020 7946 0018", []),
        ("+442079460018", "call 020 7946 0018", []),
        ("+49 30 901820, +44 20 7946 0018", "call 020 7946 0018", []),
        ("+44 20 7946 0018 +49 30 901820", "call 020 7946 0018", []),
        ("+44 20 7946 0019", "call 020 7946 0018", ["020 7946 0018"]),
        ("+44 20 7946 0018", "call 0120 7946 001", ["0120 7946 001"]),
    ],
)
def test_no_rule_finds_the_desks_own_numbers(own: str, text: str, expected: list[str]) -> None:
    both = compile_rules([guideline(Rule("phone", f"except {own}")), guideline(Rule("phone", "GB"), key="other")])
    assert [found.excerpt for found in both.findings(Facts(text), None, "en")[0]] == expected


@pytest.mark.parametrize("own", ["except", "except Tarnfell", "except +44 20 DESK"])
def test_an_own_number_without_digits_is_refused(own: str) -> None:
    (problem,) = complaints("phone", own)
    assert problem.startswith("Write whole numbers")


def test_an_unknown_region_is_refused() -> None:
    (problem,) = complaints("phone", "US ENGLAND")
    assert problem.startswith("ENGLAND is not a region")


@pytest.mark.parametrize(("pattern", "expected"), [("", 12), ("DE", 2), ("DE, US FR", 6), ("except +4930901820", 1)])
def test_each_region_weighs_two_points(pattern: str, expected: int) -> None:
    assert weight_of_phone(pattern) == expected
