"""Folding: what stands for a Latin letter, what is an accent, and which scripts have no spaces."""

import unicodedata
from string import ascii_lowercase

import pytest

from moderation.policy.folding import Fold, is_accent, look_alike, spaceless


def characters(first: int, last: int) -> list[str]:
    return [chr(code) for code in range(first, last + 1)]


@pytest.mark.parametrize(("first", "last"), [(0x1F150, 0x1F169), (0x1F170, 0x1F189)])
def test_black_circles_and_squares_hold_the_alphabet(first: int, last: int) -> None:
    assert "".join(map(look_alike, characters(first, last))) == ascii_lowercase


@pytest.mark.parametrize("code", [0x1F14F, 0x1F16A, 0x1F16F, 0x1F18A])
def test_what_stands_beside_these_alphabets_is_no_letter(code: int) -> None:
    assert look_alike(chr(code)) == chr(code)


@pytest.mark.parametrize(("first", "last"), [(0x0E00, 0x0EFF), (0x3040, 0x30FF), (0x3400, 0x9FFF)])
def test_each_character_of_these_scripts_is_a_word(first: int, last: int) -> None:
    assert all(map(spaceless, characters(first, last)))
    assert not spaceless(chr(first - 1))
    assert not spaceless(chr(last + 1))


@pytest.mark.parametrize(("first", "last"), [(0x0300, 0x036F), (0x1AB0, 0x1ABD), (0x20D0, 0x20DC), (0xFE20, 0xFE2F)])
def test_marks_above_and_below_letters_are_accents(first: int, last: int) -> None:
    assert all(map(is_accent, characters(first, last)))


# Hebrew points, a vowel of Hindi and a tone of Thai change the word; a letter is no mark.
@pytest.mark.parametrize("character", ["\u05b0", "\u0941", "\u0e48", "\u0f71", "\ua8e0", "e", "\u02ff", "\u0370"])
def test_other_marks_are_parts_of_their_words(character: str) -> None:
    assert not is_accent(character)


@pytest.mark.parametrize("selector", ["\ufe00", "\ufe0f"])
def test_the_selectors_of_emoji_are_dropped(selector: str) -> None:
    assert Fold(symbol="{}").apply(f"a{selector}b") == "ab"


@pytest.mark.parametrize(("kept", "folded"), [("", "a b"), ("@", "a@b")])
def test_kept_marks_stay_as_they_are(kept: str, folded: str) -> None:
    assert Fold(symbol=" ", kept=kept).apply("A@B") == folded
    assert Fold(symbol=" ", kept=kept).apply("Á@B") == folded


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("ａｂｃｄ Ｅ", "abcd e"),
        # One of these becomes what another one is.
        ("Ḥḥ ｈ", "hh h"),
        ("死ね 死", " 死  ね   死 "),
        ("ⅷ¼", "viii1 4"),
        ("Öö Üü Ää ß", "oo uu aa ss"),
    ],
)
def test_a_few_characters_and_many_are_folded_alike(written: str, folded: str) -> None:
    table = Fold(symbol=" ")
    assert table.apply(written) == folded == "".join(table.fold(character) for character in written)


def test_a_letter_of_every_plane_is_folded() -> None:
    table = Fold(symbol=" ")
    assert [table.apply(letter) for letter in "Aａ𝐀🅰"] == ["a"] * 4
    assert unicodedata.category("𝐀") == "Lu"
