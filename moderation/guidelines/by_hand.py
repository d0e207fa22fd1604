"""Disguises as people type them by hand: letters covered, crossed out, in brackets or in pictures."""

import re

from moderation.guidelines.more_tricks import spelled
from moderation.guidelines.tricks import VOWELS, Trick, first_vowel, inside

PICTURES = {
    "a": "🅰️",
    "b": "🅱️",
    "c": "©️",
    "i": "ℹ️",
    "m": "Ⓜ️",
    "o": "⭕",
    "r": "®️",
    "s": "💲",
    "t": "✝️",
    "u": "⛎",
    "v": "♈",
}
GRAWLIX = "@#$%&!*"


def covered(mark: str) -> Trick:
    return inside(first_vowel(lambda _: mark))


def cursed(word: str) -> str:
    return f"{word[0]}{(GRAWLIX * 3)[: len(word) - 2]}{word[-1]}"


def keep_ends(word: str) -> str:
    return word[0] + "*" * (len(word) - 2) + word[-1]


def no_vowels(word: str) -> str:
    return word[0] + re.sub(f"[{VOWELS}]", "", word[1:])


TRICKS: dict[str, Trick] = {
    "first in brackets": inside(lambda word: f"({word[0]}){word[1:]}"),
    "first in square brackets": inside(lambda word: f"[{word[0]}]{word[1:]}"),
    "rest in brackets": inside(lambda word: f"{word[0]}({word[1:]})"),
    "x for a vowel": covered("x"),
    "tilde for a vowel": covered("~"),
    "black square for a vowel": covered("█"),
    "hash for a vowel": covered("#"),
    "a dot after the first": inside(lambda word: f"{word[0]}.{word[1:]}"),
    "a star after the first": inside(lambda word: f"{word[0]}*{word[1:]}"),
    "last apart": inside(lambda word: f"{word[:-1]} {word[-1]}"),
    "last two swapped": inside(lambda word: word[:-2] + word[-1] + word[-2]),
    "ends kept": inside(keep_ends),
    "cursed": inside(cursed),
    "no vowels": inside(no_vowels),
    "pictures for letters": spelled(PICTURES),
    "pictures around": inside(lambda word: f"🔥{word}🔥"),
}
