"""Letters, digits, spaces and apostrophes in their usual forms."""

import re
import unicodedata
from collections.abc import Iterator

from moderation.policy.folding import LOOK_ALIKES, look_alike
from moderation.policy.reading.draft import Draft, Edit

CONTROLS = "\x0b\x0c\x1c\x1d\x1e\x1f"
APOSTROPHES = "’ʼ‘′＇‛ʻ"
# Blank though they are letters, or signs that are written with no width.
INVISIBLE = "\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
JOINERS = "\u200d\ufe0e\ufe0f"
# Arabic vowel signs and the stretched line between letters.
ARABIC_SIGNS = re.compile("[\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
SMALL_LETTERS = re.compile("[\u0250-\u02af\u1d00-\u1d7f\ua730-\ua7ff]")
# Styles whose letters Unicode itself takes for the plain ones.
STYLES = ("<font>", "<wide>", "<narrow>", "<circle>", "<square>", "<super>", "<sub>", "<compat>")
REGIONAL_A = 0x1F1E6
REMEMBERED_CHARACTERS = 70_000

# A letter with its accents, katakana of half the width, letters of flags, and anything else beyond ASCII.
ODD = re.compile(
    r"(?P<accented>[^\W_][\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\u3099\u309a\ufe20-\ufe2f]+)"
    "|(?P<narrow>[\uff66-\uff9f]+)|(?P<flags>[\U0001f1e6-\U0001f1ff]+)|(?P<joiner>[\u200d\ufe0e\ufe0f])"
    "|(?P<tick>(?<=[^\\W\\d_])[`´](?=[^\\W\\d_]))|(?P<other>[^\x00-\x7f]|[\x0b\x0c\x1c-\x1f])"
)
MAYBE_ODD = re.compile(
    "[`´\u0300-\u036f\u0370-\u03ff\u0400-\u052f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\u3099\u309a\ufe20-\ufe2f"
    "\uff66-\uff9f\U0001f1e6-\U0001f1ff\u200d\ufe0e\ufe0f\x0b\x0c\x1c-\x1f]"
)
CYRILLIC_TWINS = dict(zip("aeopcxykmtbhi", "аеорсхукмтвні", strict=True))
MAYBE_MIXED = re.compile("[\u0370-\u03ff\u0400-\u052f]")
WORD = re.compile(r"[^\W\d_]+")
FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")
LATIN = re.compile("[a-zA-Z]")


class Usual(dict[str, str]):
    """The usual form of each character, found when it is first met."""

    def __missing__(self, character: str) -> str:
        # A hostile text can show the table all of Unicode.
        if len(self) > REMEMBERED_CHARACTERS:
            self.clear()
        self[character] = usual = usual_form(character)
        return usual


def usual_form(character: str) -> str:
    """Return a character as it is usually written, or nothing for one that cannot be seen."""
    if character in APOSTROPHES:
        return "'"
    kind = unicodedata.category(character)
    if kind in {"Cf", "Cn"} or character in INVISIBLE or ARABIC_SIGNS.match(character):
        return ""
    if kind == "Zs" or character in "\t\x1f":
        return " "
    if kind in {"Zl", "Zp"} or character in f"{CONTROLS}\x85":
        return "\n"
    if kind == "Nd":
        return str(unicodedata.decimal(character))
    return styled_form(character, kind)


def styled_form(character: str, kind: str) -> str:
    alike = look_alike(character)
    if alike != character and (kind == "So" or SMALL_LETTERS.match(character)):
        return alike
    if unicodedata.decomposition(character).startswith(STYLES):
        plain = unicodedata.normalize("NFKC", character)
        # Signs such as ™ and ½ are no letters in disguise.
        if plain.isascii() and (kind[0] == "L" or character >= "\uff00" or (kind == "So" and plain.isalnum())):
            return plain
    return character


USUAL = Usual()
PLAINLY = frozenset(map(chr, range(128))) - frozenset(f"`{CONTROLS}")


class OddCharacters(dict[str, bool]):
    """Whether a character alone or with its neighbours may have another form."""

    def __missing__(self, character: str) -> bool:
        if len(self) > REMEMBERED_CHARACTERS:
            self.clear()
        is_odd = USUAL[character] != character or bool(MAYBE_ODD.match(character))
        self[character] = is_odd
        return is_odd


ODD_CHARACTERS = OddCharacters()


def has_odd_letters(text: str) -> bool:
    """Tell whether any character may have to be written in another way."""
    return not PLAINLY.issuperset(text) and any(map(ODD_CHARACTERS.__getitem__, set(text) - PLAINLY))


def plain_letters(draft: Draft) -> Draft:
    """Write every letter of a text in its usual form."""
    return unmixed(draft.edited(odd_letters(draft.text)))


def odd_letters(text: str) -> Iterator[Edit]:
    for found in ODD.finditer(text):
        start, end = found.span()
        plain = plain_form(text, found)
        if plain != found[0]:
            yield Edit(start, end, plain)


def plain_form(text: str, found: re.Match[str]) -> str:
    match found.lastgroup:
        case "accented":
            # What is left over when letter and accent are one sign only crosses the letter out.
            return USUAL[unicodedata.normalize("NFC", found[0])[0]]
        case "narrow":
            return unicodedata.normalize("NFKC", found[0])
        case "flags":
            # Two letters of a country are its flag.
            return found[0] if len(found[0]) % 2 == 0 else "".join(chr(ord(c) - REGIONAL_A + 97) for c in found[0])
        case "joiner":
            before = text[found.start() - 1 : found.start()]
            return found[0] if before and not before.isalpha() and not before.isspace() else ""
        case "tick":
            return "'"
        case _:
            return USUAL[found[0]]


def unmixed(draft: Draft) -> Draft:
    """Write words of mixed scripts in one of them."""
    if not MAYBE_MIXED.search(draft.text):
        return draft
    return draft.edited(mixed_words(draft.text))


def mixed_words(text: str) -> Iterator[Edit]:
    for found in WORD.finditer(text):
        word = found[0]
        if not (FOREIGN.search(word) and LATIN.search(word)):
            continue
        one = one_script(word)
        for at, (was, now) in enumerate(zip(word, one, strict=True), found.start()):
            if was != now:
                yield Edit(at, at + 1, now)


def one_script(word: str) -> str:
    """Return a word of mixed scripts in Latin letters, or else in Cyrillic ones, where that is possible."""
    latin = "".join(twin(letter, LOOK_ALIKES) if FOREIGN.match(letter) else letter for letter in word)
    if not FOREIGN.search(latin):
        return latin
    cyrillic = "".join(twin(letter, CYRILLIC_TWINS) for letter in word)
    return word if LATIN.search(cyrillic) else cyrillic


def twin(letter: str, twins: dict[str, str]) -> str:
    like = twins.get(letter.lower(), letter)
    return like.upper() if letter.isupper() and like != letter else like
