"""Emoji are read as words where a word would stand, and decorate elsewhere."""

import pytest

from moderation.policy.pictures import in_words
from moderation.policy.reading import read_text
from tests.policy.starter.judged import categories_in


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("you are a 🤡", "you are a clown"),
        ("you 🤡🤡", "you clown"),
        ("ok, you 🐷!", "ok, you pig!"),
        ("i will 🔫you", "i will shoot you"),
        ("🖕🏽🖕🏽 off", "fuck off"),
        ("shut the 🦆 up", "shut the fuck up"),
        ("love you 🐷", "love you 🐷"),
        ("feed the 🦆 at noon", "feed the 🦆 at noon"),
        ("die in a 🔥", "die in a fire"),
        ("eat 💩", "eat shit"),
        ("lovely 🌻", "lovely 🌻"),
    ],
)
def test_a_picture_is_a_word_in_its_place(text: str, read: str) -> None:
    assert in_words(read_text(text).draft).text == read


@pytest.mark.parametrize(
    ("category", "text"),
    [
        ("threats", "gonna 🔪 you"),
        ("threats", "go 💀 yourself"),
        ("harassment", "you are a 🐷"),
        ("harassment", "🖕 you"),
        ("harassment", "suck my 🍆"),
        ("harassment", "you fat 🐷"),
        ("harassment", "shut the 🦆 up"),
        ("hate-speech", "all of these refugees are just 🐀"),
    ],
)
def test_an_attack_in_pictures_is_found(category: str, text: str) -> None:
    assert category in categories_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "We saw 🐒 and 🦍 at the zoo",
        "love you 🐷",
        "thank you 🤡",
        "🍆 parmesan is on the menu",
        "you got me 💀💀",
        "a water pistol fight 🔫 at noon",
        "my code is 💩 today",
        "Score 3-0 ⚽⚽⚽, and © 2024 by us ®",
    ],
)
def test_pictures_that_decorate_say_nothing(text: str) -> None:
    assert categories_in(text) == set()
