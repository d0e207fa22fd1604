"""Letters, digits, spaces and apostrophes in their usual forms."""

import re
import unicodedata
from collections.abc import Callable, Iterator

from moderation.policy.folding import LOOK_ALIKES, look_alike
from moderation.policy.reading.draft import Draft, Edit
from moderation.policy.reading.flags import letters_of_flags

CONTROLS = "\x0b\x0c\x1c\x1d\x1e\x1f"
UNPRINTED = "".join(chr(code) for code in (*range(9), *range(14, 28), 127))
APOSTROPHES = "’ʼ‘′＇‛ʻʽʹˈꞌ՚᾽᾿‵❛❜ߴ׳"
HYPHENS = "\u2010\u2011\ufe63\uff0d"
FORMS = dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(HYPHENS, "-")
# Blank though they are letters, or signs that are written with no width.
INVISIBLE = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
JOINERS = "\u200d\ufe0e\ufe0f"
# Arabic vowel signs and the stretched line between letters.
ARABIC_SIGNS = re.compile("[\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
SMALL_LETTERS = re.compile("[\u0250-\u02af\u1d00-\u1d7f\ua730-\ua7ff]")
# Styles whose letters Unicode itself takes for the plain ones.
STYLES = ("<font>", "<wide>", "<narrow>", "<circle>", "<square>", "<super>", "<sub>", "<compat>")
REMEMBERED_CHARACTERS = 70_000

ACCENTS = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\u3099\u309a\ufe20-\ufe2f"
# The accents of living languages. Any other only crosses a letter out or piles up on it.
SPOKEN = frozenset(
    "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0309\u030a\u030b\u030c\u030f\u0311\u031b\u0323\u0326\u0327\u0328\u0331\u3099\u309a"
)
RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789", strict=True))

# Digits of keys, a letter with its accents, katakana of half the width, letters of flags, and the rest beyond ASCII.
ODD = re.compile(
    "(?P<key>[0-9*#]\ufe0f?\u20e3)|(?P<raised>[⁰¹²³⁴-⁹₀-₉]{3,})|(?P<dash>(?<=\\d)(?:[‒−](?=\\d)|–(?=\\d{2,4}[–-]\\d{2,4})|(?<=–\\d{3})–(?=\\d)))"
    rf"|(?P<accented>[^\W_][{ACCENTS}]+)|(?P<loose>[{ACCENTS}]+)"
    "|(?P<narrow>[\uff66-\uff9f]+)|(?P<flags>[\U0001f1e6-\U0001f1ff]+)|(?P<joiner>[\u200d\ufe0e\ufe0f])"
    "|(?P<tick>(?<=[^\\W\\d_])[`´](?=[^\\W\\d_]))|(?P<other>[^\x00-\x7e]|[\x00-\x08\x0b\x0c\x0e-\x1f])"
)
MAYBE_ODD = re.compile(
    f"[`´{ACCENTS}\u0370-\u03ff\u0400-\u052f⁰¹²³⁴-⁹₀-₉‒–−"
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
    if character in FORMS:
        return FORMS[character]
    kind = unicodedata.category(character)
    if kind in {"Cf", "Cn"} or character in INVISIBLE + UNPRINTED or ARABIC_SIGNS.match(character):
        return ""
    if kind == "Zs" or character in "\t\x1f\u2800":
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
        # Signs such as ™, ½ and ² are no letters in disguise.
        is_circled = (kind == "So" and plain.isalnum()) or unicodedata.decomposition(character).startswith("<circle>")
        if plain.isascii() and (kind[0] == "L" or character >= "\uff00" or is_circled):
            return plain
    return character


USUAL = Usual()
PLAINLY = frozenset(map(chr, range(128))) - frozenset(f"`{CONTROLS}{UNPRINTED}")


def has_odd_letters(text: str) -> bool:
    """Tell whether any character may have to be written in another way."""
    if PLAINLY.issuperset(text):
        return False
    beyond = set(text) - PLAINLY
    return any(USUAL[each] != each for each in beyond) or MAYBE_ODD.search("".join(beyond)) is not None


def plain_letters(draft: Draft) -> Draft:
    """Write every letter of a text in its usual form."""
    text = draft.text
    beyond = set(text) - PLAINLY
    # Mostly there are a few apostrophes, which need no way back of their own.
    if all(len(USUAL[each]) == 1 for each in beyond) and not MAYBE_ODD.search("".join(beyond)):
        for each in (each for each in beyond if USUAL[each] != each):
            text = text.replace(each, USUAL[each])
        return draft.rewritten(text)
    return unmixed(draft.edited(odd_letters(text)))


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
            is_spoken = SPOKEN.issuperset(found[0][1:])
            return USUAL[unicodedata.normalize("NFC" if is_spoken else "NFD", found[0])[0]]
        case "flags":
            return letters_of_flags(found[0])
        case "joiner":
            before = text[found.start() - 1 : found.start()]
            return found[0] if before and not USUAL[before].isalpha() and not before.isspace() else ""
        case kind:
            return OF_KIND[kind or ""](found[0])


OF_KIND: dict[str, Callable[[str], str]] = {
    "key": lambda key: key[0],
    "raised": lambda digits: "".join(map(RAISED.__getitem__, digits)),
    "dash": lambda _: "-",
    "loose": lambda _: "",
    "narrow": lambda katakana: unicodedata.normalize("NFKC", katakana),
    "tick": lambda _: "'",
    "other": USUAL.__getitem__,
}


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
