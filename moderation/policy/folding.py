"""Fold the many ways of writing a letter into one.

Accents, look-alikes, hidden characters and capitals.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

NOTHING: Mapping[str, str] = MappingProxyType({})
# Letters of other scripts that look Latin. Unicode's own compatibility forms need no entry.
LOOK_ALIKES = dict(
    zip(
        "авекмнорстухіјѕԁһӏԛԝьαβεηικνορτυχγωıɑɡʟøłđħŧƒɩʀɴɪᴀʙᴄᴅᴇꜰɢʜᴊᴋᴍᴏᴘꜱᴛᴜᴠᴡʏᴢ",
        "abekmhopctyxijsdhlqwbabenikvoptuxywiagloldhtfirniabcdefghjkmopstuvwyz",
        strict=True,
    )
)
# Of these, the letters of other scripts. A word of one script means what it says.
FOREIGN = frozenset(letter for letter in LOOK_ALIKES if "\u0370" <= letter <= "\u0527")
# Letters of their own in some languages, where others read an accent.
VIETNAMESE = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
OWN_LETTERS = {
    "tr": "çğıöşü",
    "az": "çğıöşüə",
    "vi": VIETNAMESE,
    "es": "ñ",
    "gl": "ñ",
    "sv": "åäö",
    "fi": "åäö",
    "et": "äöõü",
    "da": "æøå",
    "no": "æøå",
    "nb": "æøå",
    "nn": "æøå",
    "is": "áéíóúýþæöð",
}
GERMAN = {"ä": "ae", "ö": "oe", "ü": "ue"}
OWN: dict[str, dict[str, str]] = {"de": GERMAN} | {
    language: {letter: letter for letter in letters} for language, letters in OWN_LETTERS.items()
}
# A capital I is the letter without a dot.
DOTLESS = frozenset({"tr", "az"})
ALEF_AND_YA = dict(zip("أإآٱىةؤئکی", "اااايهويكي", strict=True))
LEET_MARKS = "@$!"
ASCII = bytes(range(128))
FEW_CHARACTERS = 4
REMEMBERED_CHARACTERS = 70_000


def spaceless(character: str) -> bool:
    """Tell whether a character's script is written without spaces.

    Each such character then stands for a word.
    """
    return "\u0e00" <= character <= "\u0eff" or "\u3040" <= character <= "\u30ff" or "\u3400" <= character <= "\u9fff"


def look_alike(character: str) -> str:
    code = ord(character)
    # Letters in brackets, black circles and squares have no compatibility form.
    if 0x1F110 <= code <= 0x1F129 or 0x1F150 <= code <= 0x1F169 or 0x1F170 <= code <= 0x1F189:
        return chr(ord("a") + (code - 0x1F110) % 32)
    if 0x249C <= code <= 0x24B5:
        return chr(ord("a") + code - 0x249C)
    return LOOK_ALIKES.get(character, character)


class Fold(dict[int, str]):
    """A table for str.translate that fills itself."""

    def __init__(self, symbol: str, kept: str = "", *, own: Mapping[str, str] = NOTHING, foreign: bool = True) -> None:
        super().__init__()
        self.symbol = symbol
        self.kept = kept
        self.own = own
        self.foreign = foreign
        of_ascii = [self.fold(chr(code)) for code in range(128)]
        self._table = bytes(ord(folded or " ") for folded in of_ascii) + bytes(range(128, 256))
        self._dropped = bytes(code for code, folded in enumerate(of_ascii) if not folded)

    def apply(self, text: str) -> str:
        """Return the text with every character folded."""
        written = text.encode("utf-8", "surrogatepass")
        folded = self.apply_to_ascii(written).decode("utf-8", "surrogatepass")
        return folded if text.isascii() else self._beyond_ascii(folded, written.translate(None, ASCII))

    def apply_to_ascii(self, written: bytes) -> bytes:
        """Fold the ASCII characters of a text in UTF-8.

        It takes a tenth of a dictionary's time.
        """
        return written.translate(self._table, self._dropped)

    def _beyond_ascii(self, text: str, characters: bytes) -> str:
        each = set(characters.decode("utf-8", "surrogatepass"))
        # A few characters are replaced one by one, unless one might become another.
        if len(each) <= FEW_CHARACTERS and all(self[ord(c)].isascii() or self[ord(c)].strip() == c for c in each):
            for character in each:
                text = text.replace(character, self[ord(character)])
            return text
        return text.translate(self)

    def __missing__(self, code: int) -> str:
        folded = self.fold(chr(code))
        # A hostile text can show the table all of Unicode.
        if len(self) > REMEMBERED_CHARACTERS:
            self.clear()
        self[code] = folded
        return folded

    def fold(self, character: str) -> str:
        if character in self.kept:
            return character
        if spaceless(character):
            # Spaces around it make it a word of its own.
            return f" {character} "
        if (letter := character.lower()) in self.own:
            return self.own[letter]
        decomposed = unicodedata.normalize("NFKD", self.look_alike(character)).casefold()
        plain = "".join(c for c in decomposed if not is_accent(c))
        return "".join(map(self.fold_plain, unicodedata.normalize("NFKC", plain)))

    def look_alike(self, character: str) -> str:
        return character if character in FOREIGN and not self.foreign else look_alike(character)

    def fold_plain(self, character: str) -> str:
        character = ALEF_AND_YA.get(character) or self.look_alike(character)
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


class Folds(NamedTuple):
    """The ways to fold a text of one language.

    They differ in what a symbol becomes: a space, a word of its own, or nothing.
    """

    plain: Fold
    symbols: Fold
    disguise: Fold


def make_folds(own: Mapping[str, str] = NOTHING, *, foreign: bool = True) -> Folds:
    return Folds(
        Fold(" ", own=own, foreign=False),
        Fold(" {} ", own=own, foreign=False),
        Fold("", LEET_MARKS, own=own, foreign=foreign),
    )


@cache
def folds_of(language: str) -> Folds:
    """Return the folds for a language, the common ones for most."""
    if language in OWN:
        return make_folds(OWN[language])
    return OF_OTHER_SCRIPTS if language in OTHER_SCRIPTS else COMMON


COMMON = make_folds()
# In these languages such letters are no disguise.
_OTHER_SCRIPTS = """
ru uk be bg sr mk kk ky tg tt mn ba cv el
"""
OTHER_SCRIPTS = frozenset(_OTHER_SCRIPTS.split())
OF_OTHER_SCRIPTS = make_folds(foreign=False)
PLAIN, SYMBOLS, DISGUISE = COMMON
