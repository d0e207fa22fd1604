"""What faulty exports leave in a text, such as escapes and letters read in a wrong encoding."""

import re
from collections.abc import Callable, Iterator

from moderation.policy.reading.draft import Draft, Edit

# One pass tells whether any of it may be there.
SIGNS = re.compile(r"\\[nrtux]|=[0-9A-F\r\n]|%[2-7]|[\xc2\xc3\xe2\xf0][\x80-\u2122]|\x1b|''|-\n|\u202e")
# Bytes of UTF-8 that were read as letters begin so.
BROKEN = re.compile(r"[\xc2\xc3\xe2\xf0][\x80-\u2122]|\u202e")
# Letters that the second and third bytes of UTF-8 become, without the quotes that may stand behind a real letter.
LATER = "[\x80-\xaa\xac-\xba\xbc-\xbf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u2122]"
# Each begins with a sign of its own, so that the search leaps from sign to sign.
BEGINS = re.compile(r"\\|=|%|\x1b|\xc2|\xc3|\xe2|\xf0|''|-(?=\n)|\u202e")
REMAINS = re.compile(
    r"(?P<units>(?:\\u[0-9a-fA-F]{4})+)|(?P<bytes>(?:\\x[0-9a-fA-F]{2})+)|(?P<broken>(?:\\r)?\\n|\\[rt])"
    r"|(?P<quoted>(?:=[0-9A-F]{2})+)|(?P<soft>(?<![=\s])=\r?\n)|(?P<wrapped>(?<=[a-z])-\n(?=[a-z]))"
    r"|(?P<turned>\u202e[^\u202c\n]{1,300}\u202c)|(?P<percent>%[2-7][0-9A-Fa-f])|(?P<control>\x1b\[[0-9;]*[A-Za-z])"
    rf"|(?P<wrong>[\xc2\xc3]{LATER}|\xe2[\x80-\x82\u20ac]{LATER}|\xf0[\x9f\u0178]{LATER}{LATER})"
    r"|(?P<apostrophe>(?<=[^\W\d_])'{2,5}(?=[^\W\d_]))|(?P<ticks>(?<![:;=\W])'{2,5}|(?<![:;='])'{2,5}(?=\w))"
)
LONGEST_TOKEN = 200
# Addresses keep their signs.
BEFORE_PERCENT, AFTER_PERCENT = re.compile(r"(?<!\S)[\w%'.,!?-]*\Z"), re.compile(r"[\w%'.,!?-]*(?!\S)")
# Anything else behind a backslash is a formula's or a path's.
OTHER_BACKSLASH = re.compile(r"\\[^nrtux\"/\\]|\b[A-Za-z]:\\|\$")
# Mails in which some signs are written by their numbers.
IS_QUOTED = re.compile(
    r"(?<![=\s])=\r?\n|=3[CDE]|=(?:C[23]|E2)=[89AB][0-9A-F]|[a-z,.]=20[A-Za-z\n].*[a-z,.]=20(?:[A-Za-z\n]|\Z)",
    re.DOTALL,
)


def may_be_broken(text: str) -> bool:
    return BROKEN.search(text) is not None


def resolve_remains(draft: Draft) -> Draft:
    """Write what was escaped by mistake as the author did."""
    return draft.edited(remains(draft.text)) if SIGNS.search(draft.text) else draft


def remains(text: str) -> Iterator[Edit]:
    kinds = kinds_in(text)
    at = 0
    while sign := BEGINS.search(text, at):
        found = REMAINS.match(text, sign.start())
        at = found.end() if found else sign.end()
        if not found or found.lastgroup not in kinds or (found.lastgroup == "percent" and not is_among_words(found)):
            continue
        plain = kinds[found.lastgroup](found[0])
        if plain is not None:
            yield Edit(*found.span(), plain)


def kinds_in(text: str) -> dict[str, Callable[[str], str | None]]:
    """Return the kinds of remains that a text may have, for some signs mean it in certain texts alone."""
    kinds = ANYWHERE
    if "\\" in text and not OTHER_BACKSLASH.search(text):
        kinds = kinds | BROKEN_LINES
    return kinds | QUOTED if "=" in text and IS_QUOTED.search(text) else kinds


def is_among_words(sign: re.Match[str]) -> bool:
    """Tell whether a sign stands beside a letter in a token that is no address."""
    text, (start, end) = sign.string, sign.span()
    is_beside = text[start - 1 : start].isalpha() or text[end : end + 1].isalpha()
    before, after = text[max(0, start - LONGEST_TOKEN) : start], text[end : end + LONGEST_TOKEN]
    return is_beside and bool(BEFORE_PERCENT.search(before) and AFTER_PERCENT.match(after))


def nothing(_: str) -> str:
    return ""


def of_numbers(escapes: str) -> str:
    return of_bytes(bytes.fromhex(escapes.replace("\\x", "").replace("=", "").replace("%", "")))


def of_units(escapes: str) -> str | None:
    try:
        return bytes.fromhex(escapes.replace("\\u", "")).decode("utf-16-be")
    except UnicodeDecodeError:
        # Half a pair stands for nothing.
        return None


def of_bytes(written: bytes) -> str:
    try:
        return written.decode()
    except UnicodeDecodeError:
        return written.decode("latin-1")


def of_wrong(letters: str) -> str | None:
    """Return the character whose bytes were taken for letters of Western Europe."""
    try:
        return b"".join(map(byte_of, letters)).decode()
    except UnicodeError:
        return None


def byte_of(letter: str) -> bytes:
    # The five bytes without a letter were left as they are.
    return letter.encode("latin-1") if letter <= "\xff" else letter.encode("cp1252")


ANYWHERE: dict[str, Callable[[str], str | None]] = {
    "units": of_units,
    "bytes": of_numbers,
    "percent": of_numbers,
    "wrong": of_wrong,
    # Shown from right to left, also where its letters are Latin.
    "turned": lambda letters: letters.strip("\u202e\u202c")[::-1],
    "wrapped": nothing,
    "control": nothing,
    "ticks": nothing,
    "apostrophe": lambda _: "'",
}
BROKEN_LINES: dict[str, Callable[[str], str | None]] = {"broken": lambda sign: " " if sign == "\\t" else "\n"}
QUOTED: dict[str, Callable[[str], str | None]] = {"quoted": of_numbers, "soft": nothing}
