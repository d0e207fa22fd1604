"""More ways to disguise a text, thought up after the first ones were seen through."""

from collections.abc import Callable, Mapping

from moderation.guidelines.tricks import VOWELS, Trick, between, inside, replaced, styled

EMOJI = {"a": "🅰️", "b": "🅱️", "o": "⭕", "i": "ℹ️", "p": "🅿️", "s": "💲", "t": "✝️", "m": "Ⓜ️"}
SHAPES = {"u": "(_)", "k": "|<", "o": "()", "h": "|-|", "a": "@", "i": "|", "e": "€"}
HEAVY_LEET = {"a": "4", "e": "3", "i": "!", "o": "0", "s": "$", "t": "+", "l": "1", "c": "(", "b": "8", "g": "9"}
CHEROKEE = dict(zip("abdeghijklmprstvwyz", "ᎪᏏᎠᎬᏀᎻᎥᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᎽᏃ", strict=True))
ARMENIAN = dict(zip("aehnopsuqgflt", "ɑեհոօքѕսզցƒⅼէ", strict=True))
COPTIC = dict(zip("abehikmnoprtyxc", "ⲁⲃⲉⲏⲓⲕⲙⲛⲟⲣⲅⲧⲩⲭⲥ", strict=True))
HOOKED = dict(zip("bcdfgkpty", "ɓƈɗƒɠƙƥƭƴ", strict=True))
MIRRORED = dict(zip("abcdefghklnpqrstj", "ɒdɔbɘʇǫʜʞlᴎqpɿƨɈꞁ", strict=True))
PILES = ("\u0301\u0325\u0353", "\u030d\u0316\u0334", "\u035c\u0321\u0489", "\u0300\u0332")
MIXED_MARKS = ".-_* /|~"
SOUNDS = (("ph", "f"), ("ck", "kk"), ("th", "d"), ("er", "a"), ("ll", "l"), ("ss", "z"))
FEWEST_WITH_ENDING = 6


def spelled(forms: Mapping[str, str]) -> Trick:
    return inside(lambda word: "".join(forms.get(letter.lower(), letter) for letter in word))


def each(form: str) -> Trick:
    """Return a trick that writes every letter into a form such as “[{}]”."""
    return inside(lambda word: "".join(map(form.format, word)))


def vowels(mark: str) -> Trick:
    return inside(lambda word: word[0] + "".join(mark if letter.lower() in VOWELS else letter for letter in word[1:]))


def mixed(word: str) -> str:
    marks = (MIXED_MARKS[(at * 3 + len(word)) % len(MIXED_MARKS)] for at in range(len(word)))
    return "".join(letter + mark for letter, mark in zip(word, marks, strict=True))[:-1]


def repeated(word: str) -> str:
    return "".join(letter * (at % 2 + 1) + "-."[at % 2] for at, letter in enumerate(word))[:-1]


def sounded(word: str) -> str:
    for sound, other in SOUNDS:
        word = word.replace(sound, other)
    return word


def piled(word: str) -> str:
    return "".join(letter + PILES[at % len(PILES)] for at, letter in enumerate(word))


def doubled_consonant(word: str) -> str:
    at = next((at for at, letter in enumerate(word) if at and letter.lower() not in VOWELS), 0)
    return word[:at] + word[at] + word[at:]


def joined(mark: str) -> Trick:
    return lambda text: mark.join(text.split())


def halves(join: Callable[[str, str], str]) -> Trick:
    return inside(lambda word: join(word[: len(word) // 2], word[len(word) // 2 :]))


TRICKS: dict[str, Trick] = {
    "mixed marks": inside(mixed),
    "repeated and parted": inside(repeated),
    "heavy leet": spelled(HEAVY_LEET),
    "drawn letters": spelled(SHAPES),
    "inner letters turned": inside(lambda word: word[0] + word[-2:0:-1] + word[-1], least=5),
    "second and third": inside(lambda word: word[0] + word[2] + word[1] + word[3:], least=5),
    "starred vowels": vowels("*"),
    "dashed vowels": vowels("-"),
    "dotted vowels": vowels("."),
    "starred first": inside(lambda word: f"*{word[1:]}"),
    "starred last": inside(lambda word: f"{word[:-1]}*"),
    "starred middle": inside(lambda word: word[0] + "*" * (len(word) - 2) + word[-1]),
    "by sound": inside(sounded),
    "emoji for letters": spelled(EMOJI),
    "round brackets": each("({})"),
    "square brackets": each("[{}]"),
    "one in brackets": inside(lambda word: f"{word[0]}({word[1]}){word[2:]}"),
    "half in brackets": halves("{}[{}]".format),
    "over two lines": halves("{}\n{}".format),
    "hyphen at the line's end": halves("{}-\n{}".format),
    "tag characters": between("\U000e0061"),
    "piled accents": inside(piled),
    "cherokee": spelled(CHEROKEE),
    "armenian": spelled(ARMENIAN),
    "coptic": spelled(COPTIC),
    "hooked letters": spelled(HOOKED),
    "turned vowels": spelled({"e": "ə", "a": "ɐ"}),
    "crossed letters": spelled({"t": "ŧ", "h": "ħ", "d": "đ", "l": "ł", "o": "ø", "a": "æ"}),
    "mirrored": lambda text: "".join(MIRRORED.get(letter, letter) for letter in text.lower())[::-1],
    "thin spaces": between("\u2009"),
    "dots in the middle": between("·"),
    "long dashes": between("–"),
    "backslashes": between("\\"),
    "one backslash": inside(lambda word: f"{word[0]}\\{word[1:]}"),
    "code": each("`{}`"),
    "spans": each("<span>{}</span>"),
    "bold letters each": each("**{}**"),
    "camel case": lambda text: "".join(word.capitalize() for word in text.split()),
    "hyphens for spaces": joined("-"),
    "clapping": joined(" 👏 "),
    "bracketed letters": styled(0x249C),
    "doubled consonant": inside(doubled_consonant),
    "all three times": inside(lambda word: "".join(letter * 3 for letter in word)),
    "long end": inside(lambda word: word + word[-1] * 5),
    "without the last": inside(lambda word: word[:-1], least=FEWEST_WITH_ENDING),
    "a letter too many": inside(lambda word: f"{word[:2]}x{word[2:]}"),
    "short for you and are": lambda text: text.replace("you", "u").replace("are", "r").replace("to", "2"),
    "other letters of one sound": inside(replaced(str.maketrans("cs", "kz"))),
    "escaped twice": inside(lambda word: f"&amp;#{ord(word[0])};{word[1:]}"),
    "escaped for a program": inside(lambda word: f"\\u{ord(word[0]):04x}{word[1:]}"),
    "percent signs": inside(lambda word: f"%{ord(word[0]) & 127:02x}{word[1:]}"),
}
