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
    ],
)
def test_email_addresses(text: str, seen: list[str]) -> None:
    assert excerpts("email", "", text) == seen


def test_public_addresses_may_stand() -> None:
    text = "help@tarnfell.com, ana@desk.tarnfell.com, ana@nottarnfell.com"
    assert excerpts("email", "tarnfell.com", text) == ["ana@nottarnfell.com"]


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
    ],
)
def test_cards_need_a_right_checksum_and_issuer(text: str, seen: list[str]) -> None:
    assert excerpts("card", "", text) == seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("to DE89 3704 0044 0532 0130 00 please", ["DE89 3704 0044 0532 0130 00"]),
        ("gb82west12345698765432", ["gb82west12345698765432"]),
        ("DE88 3704 0044 0532 0130 00", []),
        ("AB12 CDEF 3456 GHIJ", []),
    ],
)
def test_accounts_need_a_right_checksum(text: str, seen: list[str]) -> None:
    assert excerpts("iban", "", text) == seen


def test_a_list_of_cards_is_cut_short() -> None:
    assert len(excerpts("card", "", "4111 1111 1111 1111, " * 20)) == MOST_HITS


@pytest.mark.parametrize("kind", ["card", "iban"])
def test_these_checks_take_no_pattern(kind: str) -> None:
    assert complaints(kind, "4111") == ["This check takes no pattern."]
    assert complaints(kind, "") == []
