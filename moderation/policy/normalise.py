"""Folds many ways of writing a word into one: accents, look-alikes, hidden characters, leet, s p a c e s, looong."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property
from hashlib import blake2b
from itertools import cycle
from string import ascii_lowercase

from moderation.policy.matching import Finder

# Letters of other scripts that the eye takes for Latin ones; Unicode's own compatibility forms need no entry.
LOOK_ALIKES = dict(
    zip(
        "авекмнорстухіјѕԁһӏԛԝьαβεηικνορτυχγωıɑɡʟøłđħŧƒɩʀɴɪᴀʙᴄᴅᴇꜰɢʜᴊᴋᴍᴏᴘꜱᴛᴜᴠᴡʏᴢ",
        "abekmhopctyxijsdhlqwbabenikvoptuxywiagloldhtfirniabcdefghjkmopstuvwyz",
        strict=True,
    )
)
LEET = str.maketrans("013457@$!", "oieastasi")
# The digit one stands for either letter, so a text with one is read twice.
LEET_L = str.maketrans("013457@$!", "oleastasi")
LEET_MARKS = "@$!"
SQUEEZES = ((1,), (2,), (1, 2), (2, 1))

# Leet beside a letter, three of one letter, or three single letters: the rest is plain writing.
SUSPECT = Finder(
    r"[a-z][013457@$]|[013457@$!][a-z]|(?:^| )[a-z] +[a-z] +[a-z](?: |$)|"
    + "|".join(letter * 3 for letter in ascii_lowercase)
)
TOKEN = re.compile(r"[^ ]+")
LONG_RUN = re.compile(r"([^\W\d_])\1\1+")
SPREAD_LETTERS = 3
FEWEST_WORDS = 3
REMEMBERED_CHARACTERS = 70_000


def spaceless(character: str) -> bool:
    """Whether the script is written without spaces, so that each character stands for a word."""
    return "\u0e00" <= character <= "\u0eff" or "\u3040" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff"


def look_alike(character: str) -> str:
    code = ord(character)
    if 0x1F150 <= code <= 0x1F169 or 0x1F170 <= code <= 0x1F189:
        return chr(ord("a") + (code - 0x1F150) % 32)
    return LOOK_ALIKES.get(character, character)


class Fold(dict[int, str]):
    """A table for str.translate that fills itself; it is cut when a hostile text shows it too much of Unicode."""

    def __init__(self, symbol: str, kept: str = "") -> None:
        super().__init__()
        self.symbol = symbol
        self.kept = kept

    def __missing__(self, code: int) -> str:
        folded = self.fold(chr(code))
        if len(self) > REMEMBERED_CHARACTERS:
            self.clear()
        self[code] = folded
        return folded

    def fold(self, character: str) -> str:
        if character in self.kept:
            return character
        if spaceless(character):
            return f" {character} "
        decomposed = unicodedata.normalize("NFKD", look_alike(character)).casefold()
        plain = "".join(c for c in decomposed if not is_accent(c))
        return "".join(map(self.fold_plain, unicodedata.normalize("NFKC", plain)))

    def fold_plain(self, character: str) -> str:
        character = look_alike(character)
        kind = unicodedata.category(character)
        if character.isalnum() or kind in {"Mn", "Mc"}:
            return character
        if character in "'’ʼ" or kind in {"Cf", "Sk", "Me"}:
            return ""
        return self.symbol.format(character) if kind == "So" else " "


def is_accent(character: str) -> bool:
    return unicodedata.category(character) == "Mn" and (
        "\u0300" <= character <= "\u036f" or "\u1ab0" <= character <= "\u20ff" or "\ufe00" <= character <= "\ufe2f"
    )


PLAIN = Fold(symbol=" ")
SYMBOLS = Fold(symbol=" {} ")
DISGUISE = Fold(symbol="", kept=LEET_MARKS)


class View:
    """One reading of a text: its words between single spaces, and where each word stands in the original."""

    def __init__(
        self, text: str, fold: Fold, folded: str, places: Sequence[tuple[str, int, int]] | None = None
    ) -> None:
        self.text = text
        self.fold = fold
        self.folded = folded
        self.disguised = places is not None
        self.joined = f" {' '.join(folded.split() if places is None else [word for word, _, _ in places])} "
        self._places = places

    @cached_property
    def places(self) -> Sequence[tuple[str, int, int]]:
        return tokens(self.folded) if self._places is None else self._places

    @cached_property
    def origins(self) -> list[int]:
        return [at for at, character in enumerate(self.text) for _ in self.fold[ord(character)]]

    def span(self, at: int, words: int) -> tuple[int, int]:
        """The original span of that many words, beginning with the word at the space `at` of `joined`."""
        first = self.joined.count(" ", 0, at)
        start = self.origins[self.places[first][1]]
        end = self.origins[self.places[first + words - 1][2] - 1] + 1
        while end < len(self.text) and unicodedata.combining(self.text[end]):
            end += 1
        return start, end


class Normalised:
    """A text as it is matched: the plain view, and further views only where something looks disguised."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.plain = View(text, PLAIN, text.translate(PLAIN))

    @cached_property
    def views(self) -> tuple[View, ...]:
        views = {self.plain.joined: self.plain}
        for view in self.further():
            views.setdefault(view.joined, view)
        return tuple(views.values())

    def further(self) -> Iterator[View]:
        if not self.text.isascii():
            yield View(self.text, SYMBOLS, self.text.translate(SYMBOLS))
        spread = self.text.translate(DISGUISE)
        if SUSPECT.occurs(spread) or (not self.text.isascii() and " ".join(spread.split()) not in self.plain.joined):
            for places in readings(spread):
                yield View(self.text, DISGUISE, spread, places)


def normalise(text: str) -> Normalised:
    """Reads a text; every span that its views give is one of the original, `0 <= start < end <= len(text)`."""
    return Normalised(text)


def phrase_words(phrase: str) -> list[str]:
    """The words of a phrase, folded as texts are, so that both can meet."""
    return phrase.translate(SYMBOLS).split()


def tokens(folded: str) -> list[tuple[str, int, int]]:
    return [(found.group(), found.start(), found.end()) for found in TOKEN.finditer(folded)]


def readings(spread: str) -> Iterator[list[tuple[str, int, int]]]:
    found = tokens(spread)
    for table in (LEET, LEET_L) if "1" in spread else (LEET,):
        read = [(unleet(word, table), start, end) for word, start, end in found]
        joined = join_spread([word for word in read if word[0]])
        stretched = [at for at, (word, _, _) in enumerate(joined) if LONG_RUN.search(word)]
        for lengths in SQUEEZES if stretched else SQUEEZES[:1]:
            reading = joined.copy()
            for at in stretched:
                word, start, end = joined[at]
                reading[at] = (squeeze(word, lengths), start, end)
            yield reading


def unleet(word: str, table: dict[int, int]) -> str:
    core = word.rstrip("!")
    if core.isalpha() or core.isdecimal():
        return core
    letters = sum(map(str.isalpha, core))
    read = core.translate(table)
    changed = sum(a != b for a, b in zip(core, read, strict=True))
    # "455" and "$100k" are numbers; a disguised word keeps at least as many letters as it trades away.
    return read if changed <= letters else "".join(filter(str.isalnum, core))


def join_spread(words: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    joined: list[tuple[str, int, int]] = []
    run: list[tuple[str, int, int]] = []
    for word in words:
        if run and not continues(run, word):
            joined += together(run)
            run = []
        if is_letter(word[0]):
            run.append(word)
        else:
            joined.append(word)
    return joined + together(run)


def is_letter(word: str) -> bool:
    return len(word) == 1 and word.isalpha() and not spaceless(word)


def continues(run: list[tuple[str, int, int]], word: tuple[str, int, int]) -> bool:
    # A wider gap than between the first two letters is the space between two spread words.
    first_gap = run[1][1] - run[0][2] if len(run) > 1 else word[1] - run[0][2]
    return is_letter(word[0]) and word[1] - run[-1][2] <= first_gap


def together(run: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    if len(run) < SPREAD_LETTERS:
        return run
    return [("".join(letter for letter, _, _ in run), run[0][1], run[-1][2])]


def squeeze(word: str, lengths: tuple[int, ...]) -> str:
    size = cycle(lengths)
    return LONG_RUN.sub(lambda run: run.group(1) * next(size), word)


def fingerprint(text: str) -> int:
    """A signed 64-bit hash of a text's letters and digits; 0 under about three words, which anyone may repeat."""
    words = text.translate(PLAIN).split()
    if len(words) < FEWEST_WORDS or (not text.isascii() and length_in_words(words) < FEWEST_WORDS):
        return 0
    digest = blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True) or 1


def length_in_words(words: Sequence[str]) -> float:
    """Four characters of a script without spaces are taken for one word."""
    return sum(0.25 if spaceless(word[0]) else 1 for word in words)
