"""Ways to disguise a text so that people still read it."""

import unicodedata
from collections.abc import Callable
from string import ascii_lowercase

Trick = Callable[[str], str]
VOWELS = "aeiou"
CYRILLIC = str.maketrans("aeopcxyikmhtbABEKMHOPCTX", "аеорсхуікмнтьАВЕКМНОРСТХ")
GREEK = str.maketrans("aeiknopuvxyt", "αεικηορυνχγτ")
SMALL_CAPITALS = str.maketrans("abcdefghijklmnoprstuvwyz", "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ")
SUPERSCRIPT = str.maketrans("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
UPSIDE_DOWN = str.maketrans("abcdefghijklmnopqrtuvwy", "ɐqɔpǝɟƃɥᴉɾʞlɯuodbɹʇnʌʍʎ")
LEET = str.maketrans("aeiost", "431057")
MARKED_LEET = str.maketrans("aisle", "@!$13")


def inside(join: Callable[[str], str], *, least: int = 4) -> Trick:
    """Return a trick that changes each word with so many letters."""

    def trick(text: str) -> str:
        return "".join(join(word) if len(word) >= least and word.isalpha() else word for word in pieces(text))

    return trick


def pieces(text: str) -> list[str]:
    found: list[str] = []
    for character in text:
        if found and character.isalpha() and found[-1].isalpha():
            found[-1] += character
        else:
            found.append(character)
    return found


def between(mark: str) -> Trick:
    return inside(mark.join)


def in_the_middle(mark: str) -> Trick:
    return inside(lambda word: word[: len(word) // 2] + mark + word[len(word) // 2 :])


def styled(first: int, *, capitals: int | None = None) -> Trick:
    table = {ord(letter): chr(first + at) for at, letter in enumerate(ascii_lowercase)}
    if capitals is not None:
        table |= {ord(letter.upper()): chr(capitals + at) for at, letter in enumerate(ascii_lowercase)}
    return lambda text: (text.lower() if capitals is None else text).translate(table)


def replaced(table: dict[int, int]) -> Trick:
    return lambda text: text.translate(table)


def first_vowel(change: Callable[[str], str]) -> Callable[[str], str]:
    def trick(word: str) -> str:
        at = next((i for i, c in enumerate(word) if i and c.lower() in VOWELS), None)
        return word if at is None else word[:at] + change(word[at]) + word[at + 1 :]

    return trick


def swapped(word: str) -> str:
    at = len(word) // 2
    return word[: at - 1] + word[at] + word[at - 1] + word[at + 1 :]


def swapped_vowel(word: str) -> str:
    return first_vowel(lambda vowel: {"a": "e", "e": "a", "i": "y", "o": "u", "u": "o"}.get(vowel, vowel))(word)


def marked(text: str) -> str:
    return unicodedata.normalize("NFD", text.translate(str.maketrans("aeiounc", "áêïöüñç")))


TRICKS: dict[str, Trick] = {
    "leet": inside(replaced(LEET)),
    "leet marks": inside(replaced(MARKED_LEET)),
    "one digit": inside(first_vowel(replaced(LEET))),
    "spaces": between(" "),
    "dots": between("."),
    "hyphens": between("-"),
    "underscores": between("_"),
    "stars between": between("*"),
    "new lines": between("\n"),
    "one space": in_the_middle(" "),
    "one hyphen": in_the_middle("-"),
    "one star": in_the_middle("*"),
    "an emoji": in_the_middle("🔥"),
    "an apostrophe": in_the_middle("'"),
    "zero width": in_the_middle("\u200b"),
    "soft hyphen": in_the_middle("\u00ad"),
    "override": inside(lambda word: f"\u202e{word[::-1]}\u202c"),
    "reversed": inside(lambda word: word[::-1]),
    "invisible letter": in_the_middle("\u3164"),
    "tag in a word": in_the_middle("<b></b>"),
    "bold in a word": inside(lambda word: f"{word[:2]}<b>{word[2]}</b>{word[3:]}"),
    "comment in a word": in_the_middle("<!-- x -->"),
    "italics in a word": inside(lambda word: f"{word[:2]}*{word[2]}*{word[3:]}"),
    "entities": inside(lambda word: f"&#{ord(word[0])};&#x{ord(word[1]):x};{word[2:]}"),
    "cyrillic": inside(replaced(CYRILLIC)),
    "one cyrillic": inside(first_vowel(replaced(CYRILLIC))),
    "greek": inside(replaced(GREEK)),
    "bold letters": styled(0x1D41A, capitals=0x1D400),
    "script letters": styled(0x1D4EA),
    "full width": styled(0xFF41, capitals=0xFF21),
    "circled": styled(0x24D0, capitals=0x24B6),
    "black squares": styled(0x1F170),
    "regional": lambda text: "\u200b".join(styled(0x1F1E6)(text)),
    "small capitals": lambda text: text.lower().translate(SMALL_CAPITALS),
    "superscript": lambda text: text.lower().translate(SUPERSCRIPT),
    "upside down": lambda text: text.lower().translate(UPSIDE_DOWN)[::-1],
    "accents": marked,
    "struck through": inside(lambda word: "".join(f"{letter}\u0336" for letter in word)),
    "capitals": lambda text: "".join(c.upper() if at % 2 else c.lower() for at, c in enumerate(text)),
    "doubled letter": inside(first_vowel(lambda vowel: vowel * 2)),
    "all doubled": inside(lambda word: "".join(letter * 2 for letter in word)),
    "long letter": inside(first_vowel(lambda vowel: vowel * 4)),
    "starred vowel": inside(first_vowel(lambda _: "*")),
    "dropped vowel": inside(first_vowel(lambda _: "")),
    "swapped letters": inside(swapped, least=5),
    "swapped vowel": inside(swapped_vowel, least=5),
    "hashtag": lambda text: "#" + "".join(word.capitalize() for word in text.split()),
    "no spaces": lambda text: "".join(text.split()),
}
