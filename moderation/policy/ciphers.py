"""Other ways to spell a word that a reader still recognises."""

from collections.abc import Iterator
from itertools import pairwise

from moderation.policy.sentiment.words import listed

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
VOWELLESS = frozenset("bcdfghjklmnpqrstvwxz")
# Two consonants with which English words begin or end.
ONSETS = frozenset(
    listed(
        """
        bl br ch cl cr dr dw fl fr gh gl gn gr kl kn kr ph pl pr ps qu rh sc sh sk sl sm sn sp sq st sw th tr ts tw wh
        wr
        """
    )
)
CODAS = frozenset(
    listed(
        """
        bs bt ch ck cs ct ds dz ff fs ft gg gh gn gs ks ld lf lk ll lm ln lp ls lt lx mb md mm mn mp ms nc nd ng nk nn
        ns nt nx pb ph pp ps pt rb rc rd rf rg rk rl rm rn rp rr rs rt sh sk sm sp ss st th ts tt tz wd wk wl wn ws wt
        xt zz
        """
    )
)


def forms_of(word: str) -> Iterator[str]:
    """Yield a word with letters doubled, swapped, left out, changed or turned round."""
    if len(word) < SHORTEST or not (word.isascii() and word.isalpha()):
        return
    yield from (word[: at + 1] + word[at:] for at in range(len(word)))
    yield "".join(letter * 2 for letter in word)
    for sound, other in SOUNDS:
        if sound in word:
            yield word.replace(sound, other)
            yield other.join(word.rsplit(sound, 1))
    yield from crossed_out(word)
    if "i" in word:
        yield from filter(is_unsayable, (word.replace("i", "l"), "l".join(word.rsplit("i", 1))))
    if len(word) == SHORTEST:
        yield from filter(is_unsayable, (word[::-1], *swapped(word)))
    if len(word) >= LONG:
        yield word[::-1]
        yield from swapped(word)
        yield from filter(is_unsayable, (word[:at] + word[at + 1 :] for at in inner_vowels(word)))
    if len(word) >= LONGER:
        yield from (word[:at] + word[at + 1 :] for at in inner_vowels(word))
        yield word[0] + "".join(letter for letter in word[1:-1] if letter not in VOWELS) + word[-1]


def swapped(word: str) -> Iterator[str]:
    for at, (one, other) in enumerate(pairwise(word[1:]), start=1):
        yield word[:at] + other + one + word[at + 2 :]


def inner_vowels(word: str) -> Iterator[int]:
    return (at for at in range(1, len(word) - 1) if word[at] in VOWELS)


def crossed_out(word: str) -> Iterator[str]:
    """Yield a word with an x for its first inner vowel."""
    yield from (f"{word[:at]}x{word[at + 1 :]}" for at in list(inner_vowels(word))[:1])


def is_unsayable(word: str) -> bool:
    """Tell whether no English word begins or ends so, and whatever stands there is a slip or a disguise."""
    begins, ends = word[:2], word[-2:]
    return (VOWELLESS.issuperset(begins) and begins not in ONSETS) or (VOWELLESS.issuperset(ends) and ends not in CODAS)


def turned_letters(text: str) -> str:
    """Return a text that was written upside down or mirrored, or nothing for any other."""
    if text.isascii():
        return ""
    for letters, table in ((MIRROR, MIRRORED), (TURNED, UPSIDE_DOWN)):
        if sum(letter in letters for letter in text) >= FEWEST_TURNED:
            return text.translate(table)[::-1]
    return ""
