"""Personal data with a form: e-mail addresses, cards and accounts."""

import pytest

from moderation.policy.matching import MOST_HITS
from tests.policy.looking import complaints, excerpts


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("write to ana.lee+x@mail.tarnfell.example.", ["ana.lee+x@mail.tarnfell.example"]),
        ("(josé@correo.es)", ["josé@correo.es"]),
        ("joe [at] gmail [dot] com", ["joe [at] gmail [dot] com"]),
        ("joe at gmail dot com", ["joe at gmail dot com"]),
        ("meet @ana at the shop dot", []),
        ("a@b", []),
        ("20 @ 3.50", []),
        ("look at example.com", []),
        ("joe at gmail.com", ["joe at gmail.com"]),
        ("We met at gmail.com HQ", []),
        ("joe (at) tarnfell (dot) com", ["joe (at) tarnfell (dot) com"]),
        ("joe.marsh at tarnfell dot com", ["joe.marsh at tarnfell dot com"]),
        ("look at tarnfell dot com", []),
        ("meet me at gmail dot com", []),
        ("ana＠tarnfell.example", ["ana＠tarnfell.example"]),
        ("ana@163.com", ["ana@163.com"]),
        ("git clone git@codehost.com:acme/tool", []),
        ("ssh root@server.tarnfell.example", []),
        ("scp it to deploy@tarnfell.example:/var/www", []),
        ("ana@tarnfell.example:hunter2", ["ana@tarnfell.example"]),
        ("clone deploy@tarnfell.example:acme/tool", []),
        ("install left-pad@1.2.3-beta", []),
        ("the file app@next.js", []),
        ("the file logo@2x.png", []),
        ("install it as left-pad@latest.org", []),
        ("follow @ana@social.example", []),
        ("see https://a.example/ana@mail.example", []),
        ("write to ana&#64;mail.example", ["ana&#64;mail.example"]),
    ],
)
def test_email_addresses(text: str, seen: list[str]) -> None:
    assert excerpts("email", "", text) == seen


def test_public_addresses_may_stand() -> None:
    text = "help@tarnfell.com, ana@desk.tarnfell.com, ana@nottarnfell.com"
    assert excerpts("email", "tarnfell.com", text) == ["ana@nottarnfell.com"]
    assert excerpts("email", "Help@tarnfell.com", text) == ["ana@desk.tarnfell.com", "ana@nottarnfell.com"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("my card 4111 1111 1111 1111 exp", ["4111 1111 1111 1111"]),
        ("5500-0000-0000-0004", ["5500-0000-0000-0004"]),
        ("378282246310005", ["378282246310005"]),
        ("3782 822463 10005", ["3782 822463 10005"]),
        ("4111 1111 1111 1112", []),
        ("order 9111111111111111", []),
        ("1234567812345670", []),
        ("411111111111111111111111", []),
        ("41111111111116", []),
        ("The EAN is 4216310970742", []),
        ("4222222222222", []),
        ("my old card 4222222222222", ["4222222222222"]),
        ("serial 4111 1111 1111 1111", []),
        ("4111 1111 1111 1111 is my order", []),
        ("tracking no. 4111111111111111", []),
        ("IMG-4111111111111111.jpg", []),
        ("4111-1111-1111-1111.pdf", []),
        ("/item/4111111111111111", []),
        ("4111 1111 1111 1111 12/25", ["4111 1111 1111 1111"]),
        ("4111.1111.1111.1111", ["4111.1111.1111.1111"]),
        ("my card is 675984103431", ["675984103431"]),
        ("the number 675984103431", []),
        ("my gift card 675984103431", []),
        ("२ cards: ४१११ ११११ ११११ ११११", ["४१११ ११११ ११११ ११११"]),
        ("４１１１ １１１１ １１１１ １１１１", ["４１１１ １１１１ １１１１ １１１１"]),
    ],
)
def test_cards_need_a_right_checksum_and_issuer(text: str, seen: list[str]) -> None:
    assert excerpts("card", "", text) == seen


# How the numbers of each issuer begin, and how long they are.
ISSUERS: dict[str, set[int]] = {
    beginning: lengths
    for beginnings, lengths in (
        ("4", {16, 19}),
        ("51 55 2221 2720", {16}),
        ("34 37 1800 2131", {15}),
        ("6011 644 659 35", {16, 19}),
        ("300 305 36 38 39", {14, 16, 19}),
        ("62", {16, 17, 18, 19}),
        ("2200 2204", {16}),
        ("50 56 2199 2205 2220 2721 643 33 61 306 1801", set()),
    )
    for beginning in beginnings.split()
}


def card_number(beginning: str, length: int) -> str:
    """The number with this beginning, zeros and a right last digit."""
    digits = beginning.ljust(length - 1, "0")
    doubled = [int(digit) * (2 - at % 2) for at, digit in enumerate(reversed(digits))]
    return digits + str(-sum(number // 10 + number % 10 for number in doubled) % 10)


@pytest.mark.parametrize("beginning", ISSUERS)
def test_each_issuer_has_beginnings_and_lengths_of_its_own(beginning: str) -> None:
    numbers = [card_number(beginning, length) for length in range(12, 21)]
    found = {len(number) for number in numbers if excerpts("card", "", number) == [number]}
    assert found == ISSUERS[beginning]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("to DE89 3704 0044 0532 0130 00 please", ["DE89 3704 0044 0532 0130 00"]),
        ("gb82west12345698765432", ["gb82west12345698765432"]),
        ("ask about AT602385197837805856 there today", ["AT602385197837805856"]),
        ("DE٨٩ 3704 0044 0532 0130 00", ["DE٨٩ 3704 0044 0532 0130 00"]),
        ("order DE89 3704 0044 0532 0130 00", []),
        ("the serial number is DE89370400440532013000", []),
        ("DE88 3704 0044 0532 0130 00", []),
        ("AB12 CDEF 3456 GHIJ", []),
    ],
)
def test_accounts_need_a_right_checksum(text: str, seen: list[str]) -> None:
    assert excerpts("iban", "", text) == seen


def test_a_list_of_cards_is_cut_short() -> None:
    assert len(excerpts("card", "", "4111 1111 1111 1111, " * 20)) == MOST_HITS


@pytest.mark.parametrize(("numbers_before", "expected"), [(49, ["4111 1111 1111 1111"]), (50, [])])
def test_fifty_numbers_of_a_text_are_read(numbers_before: int, expected: list[str]) -> None:
    assert excerpts("card", "", "4111 1111 1111 1112, " * numbers_before + "4111 1111 1111 1111") == expected


@pytest.mark.parametrize("kind", ["card", "iban"])
def test_these_checks_take_no_pattern(kind: str) -> None:
    assert complaints(kind, "4111") == ["This check takes no pattern."]
    assert complaints(kind, "") == []
