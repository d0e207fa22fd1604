"""Postal addresses, and the many other things that are said with a number and a street."""

import pytest

from moderation.policy.matching import MOST_HITS
from tests.policy.looking import excerpts


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        # An introducing word or a place stands before.
        ("I live at 123 Kiln Street", "123 Kiln Street"),
        ("i live at 123 kiln street in tarnfell", "123 kiln street"),
        ("ship it to 45B Orchard Lane please", "45B Orchard Lane"),
        ("We meet at 221 Elm Grove.", "221 Elm Grove"),
        ("her addy: 27 Ocean View Drive", "27 Ocean View Drive"),
        ("she resides at 9010 Amber Lakes", "9010 Amber Lakes"),
        ("to 12 Oakwood, Tarnfell 62704", "12 Oakwood, Tarnfell 62704"),
        ("at 12 Park Avenue", "12 Park Avenue"),
        ("to 45b Orchard Lane please", "45b Orchard Lane"),
        ("my postcode is TF11 4NB", "TF11 4NB"),
        ("It goes to Bea Marsh, 72 Mill Street, today", "72 Mill Street"),
        # A line or a field of its own.
        ("Bo Marsh\n14 Birch Avenue\n", "14 Birch Avenue"),
        ('"street": "4312 Oak Lane"', "4312 Oak Lane"),
        # What follows is a part of it.
        ("123 Kiln St, Apt 4B, Tarnfell, IL 62704", "123 Kiln St, Apt 4B, Tarnfell, IL 62704"),
        ("it is 7 Rosewood Terrace, Tarnfell TF12 8QQ", "7 Rosewood Terrace, Tarnfell TF12 8QQ"),
        ("Flat 3, 17 Harrow Road, Tarnfell TF9 3RB", "Flat 3, 17 Harrow Road, Tarnfell TF9 3RB"),
        ("to Ash Court, Tarnfell, TF6 7YT", "Ash Court, Tarnfell, TF6 7YT"),
        ("353 Buerlia 227\nApt. 391\nTarnfell\nNorway 66455", "353 Buerlia 227\nApt. 391\nTarnfell\nNorway 66455"),
        ("Mo Brandt Apt. 17 572 Mellemvej 32", "Apt. 17 572 Mellemvej 32"),
        ("she lives at 92597 Jahu 80, Liiva", "92597 Jahu 80, Liiva"),
        ("the shop is at 975 3968 Bay Street", "975 3968 Bay Street"),
        # Boxes.
        ("write to P.O. Box 1234", "P.O. Box 1234"),
        ("Postfach 10 20 30", "Postfach 10 20 30"),
        ("PSC 1437, Box 3833\nAPO AA 66791", "PSC 1437, Box 3833\nAPO AA 66791"),
        ("aboard USNS Marsh\nFPO AA 85844", "USNS Marsh\nFPO AA 85844"),
        # Other languages.
        ("Ich wohne in der Lindenstraße 12, 12345 Tarnfeld", "Lindenstraße 12, 12345 Tarnfeld"),
        ("Schick es an die Goethestr. 5a", "Goethestr. 5a"),
        ("Lange Str. 12\n", "Lange Str. 12"),
        ("er wohnt Alter Weg 2", "Alter Weg 2"),
        ("Nach: Berta-Marsch-Ring 8\n", "Berta-Marsch-Ring 8"),
        ("Anna Lind\nAm Markt 3\n80331 Tarnfeld", "Am Markt 3\n80331 Tarnfeld"),
        ("Meine Adresse: Birkenweg 7, 50667 Tarnfeld", "Birkenweg 7, 50667 Tarnfeld"),
        ("Vivo en Calle Mayor 12, 28013 Tarno", "Calle Mayor 12, 28013 Tarno"),
        ("está en la calle de las Flores, 45.", "calle de las Flores, 45"),
        ("J'habite 12 rue de la Paix, 75002 Tarne", "12 rue de la Paix, 75002 Tarne"),
        ("c'est 33 bis, rue du Lac", "33 bis, rue du Lac"),
        ("Abito in Via Garibaldi 14", "Via Garibaldi 14"),
        ("mora na Rua das Flores 123", "Rua das Flores 123"),
        ("Mieszkam: ul. Długa 5/7", "ul. Długa 5/7"),
        ("Kerkstraat 12, 1017 GL Tarndam", "Kerkstraat 12, 1017 GL Tarndam"),
        ("She moved to Ærtebjerggade 10 today", "Ærtebjerggade 10"),
        ("Storgatan 5, 111 23 Tarnköping", "Storgatan 5, 111 23 Tarnköping"),
        ("Ő itt lakik: Petőfi utca 128.\n", "Petőfi utca 128"),
        ("адрес: ул. Лесная, д. 8", "ул. Лесная, д. 8"),
        # Digits of any script, and markup.
        ("I live at １２ Kiln Street", "１２ Kiln Street"),
        ("I live at **12 Kiln Street**", "12 Kiln Street"),
    ],
)
def test_postal_addresses(text: str, seen: str) -> None:
    assert excerpts("address", "", text) == [seen]


@pytest.mark.parametrize(
    "text",
    [
        "5 Star Way",
        "at 5 Star Way we care for guests",
        "10 Downing Street jokes",
        "I met him at 10 Downing Street.",
        "Wall Street bankers and 42nd Street shows",
        "2 Wall Street bankers came",
        "we drove Route 66 to the sea",
        "there are 3 main roads here",
        "at 3 main road crossings",
        "from 3 Friends Road trip",
        "a 10 minute drive, and a 2 way street",
        "Top 10 Wall Street, Broadway shows",
        "I live in a 2 bedroom flat",
        "they live in 2024 America",
        "Apt 5 is noisy, Suite 404 was not found",
        "the email address is 5 Letters long",
        "I paid 900 for the new apt 5",
        "we won 3 to 2 on the road",
        "I was born on 12 March 1990",
        "meet at 5 Friday, Dave",
        "In Spring 2024 we moved",
        "1 John 4 and 2 Corinthians 5",
        "2005 Rev. Lett. 95 090401",
        "text the word to 88877 NOW. 18",
        "switched to 686 kernel instead of 386",
        "via iPhone 12",
        "Parkplatz 12 ist frei",
        "Auf dem Umweg 5 Minuten verloren",
        "In der Hauptstraße 5 Minuten gewartet",
        "Sackgasse 5",
        "Tisch Platz 3",
        "Seite 12 in Kapitel 5, 1200 Wörter",
        "Stufe 50, 12345 Punkte",
        "Calle 13 es mi grupo favorito",
        "the tails N598JB N615JB look great",
        "love u 15",
        "https://shop.example/12-Kiln-Street/45",
    ],
)
def test_other_numbers_and_streets(text: str) -> None:
    assert excerpts("address", "", text) == []


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("", ["12 Kiln Lane, Tarnfell, TF6 7YT"]),
        ("12 Kiln Lane", []),
        ("3 Oak Road 12 kiln LANE Tarnfell", []),
        ("2 Kiln Lane", ["12 Kiln Lane, Tarnfell, TF6 7YT"]),
        ("12 Kiln", ["12 Kiln Lane, Tarnfell, TF6 7YT"]),
    ],
)
def test_the_desks_own_addresses_may_stand(own: str, expected: list[str]) -> None:
    assert excerpts("address", own, "Visit us at 12 Kiln Lane, Tarnfell, TF6 7YT") == expected


def test_another_address_beside_an_own_one_is_found() -> None:
    text = "Not 12 Kiln Lane.\nHe lives at 14 Oak Road"
    assert excerpts("address", "12 Kiln Lane", text) == ["14 Oak Road"]


def test_a_list_of_addresses_is_cut_short() -> None:
    assert len(excerpts("address", "", "to 12 Kiln Street.\n" * 20)) == MOST_HITS
