"""Other ways to spell a word that a reader still recognises."""

from collections.abc import Iterator
from itertools import pairwise

VOWELS = "aeiou"
SHORTEST = 4
# Shorter words become other words too easily.
LONG, LONGER = 5, 6
SOUNDS = (
    ("ck", "k"),
    ("ck", "q"),
    ("c", "k"),
    ("s", "z"),
    ("f", "ph"),
    ("u", "oo"),
    ("u", "v"),
    ("i", "y"),
    ("x", "ks"),
)
UPSIDE_DOWN = str.maketrans("ɐqɔpǝɟƃɓɥᴉıɾʞlɯuodbɹʇnʌʍʎ", "abcdefgghiijklmnopqrtuvwy")
TURNED = frozenset("ɐɔǝɟƃɓɥᴉɾʞɯɹʇʌʍʎ")
MIRRORED = str.maketrans("ɒdɔbɘʇǫʜꞁʞᴎqpɿƨɈ", "abcdefghlknpqrst")
MIRROR = frozenset("ɒɘʜꞁᴎɿƨɈ")
FEWEST_TURNED = 3


def forms_of(word: str) -> Iterator[str]:
    """Yield a word with letters doubled, swapped, left out, changed or turned round."""
    if len(word) < SHORTEST or not (word.isascii() and word.isalpha()):
        return
    yield from (word[: at + 1] + word[at:] for at in range(len(word)))
    yield "".join(letter * 2 for letter in word)
    yield from (word.replace(sound, other) for sound, other in SOUNDS if sound in word)
    if len(word) >= LONG:
        yield word[::-1]
        yield from swapped(word)
    if len(word) >= LONGER:
        yield from (word[:at] + word[at + 1 :] for at in inner_vowels(word))
        yield word[0] + "".join(letter for letter in word[1:-1] if letter not in VOWELS) + word[-1]


def swapped(word: str) -> Iterator[str]:
    for at, (one, other) in enumerate(pairwise(word[1:]), start=1):
        yield word[:at] + other + one + word[at + 2 :]


def inner_vowels(word: str) -> Iterator[int]:
    return (at for at in range(1, len(word) - 1) if word[at] in VOWELS)


def turned_letters(text: str) -> str:
    """Return a text that was written upside down or mirrored, or nothing for any other."""
    if text.isascii():
        return ""
    for letters, table in ((MIRROR, MIRRORED), (TURNED, UPSIDE_DOWN)):
        if sum(letter in letters for letter in text) >= FEWEST_TURNED:
            return text.translate(table)[::-1]
    return ""
