"""Checks for e-mail addresses, payment cards and bank accounts."""

import re
from collections.abc import Callable, Iterator, Sequence

from stdnum import iban as account
from stdnum import luhn

from moderation.policy.checks.numbered import is_named
from moderation.policy.checks.passage import Hit, Look, Passage
from moderation.policy.everyday import EVERYDAY
from moderation.policy.matching import LETTERS, BadPattern, Patterns
from moderation.policy.reading import Span

MOST_CANDIDATES = 50
# A number of thirteen digits is a card's only where a card is spoken of.
OLDEST, BEFORE = 13, 60
CARD_BEFORE = re.compile(r"\b(?:cards?|visa|credit|debit|cc|karte|tarjeta|carte)\b", re.IGNORECASE)
ENDING = r"(?:com|net|org|info|edu|gov|io|co|uk|de|fr|es|it|nl|ru|in|au|ca|jp|br|us)"
ADDRESSES = (
    rf"[{LETTERS}][{LETTERS}._%+'-]*@(?:[{LETTERS}-]+\.)+[{LETTERS}-]*[a-z\x{{c0}}-\x{{d7ff}}]",
    rf"[{LETTERS}._-]+ ?[\[({{] ?at ?[\])}}] ?[{LETTERS}-]+ ?(?:[\[({{] ?dot ?[\])}}]|\.| dot ) ?{ENDING}\b",
    rf"\b[{LETTERS}._-]+ at (?:gmail|googlemail|yahoo|hotmail|outlook|icloud|proton|protonmail|gmx)"
    rf" ?(?:dot|\.) ?{ENDING}\b",
)
CARDS = (r"\b\d{13,19}\b", r"\b\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{1,7}\b", r"\b\d{4}[ -]\d{6}[ -]\d{4,5}\b")
ACCOUNTS = (r"\b[a-z]{2}\d{2}(?:[ -]?[a-z0-9]{4}){2,7}(?:[ -]?[a-z0-9]{1,3})?\b",)
# First digits of the issuers, from and to, with the lengths that they use.
CARD_RANGES = (
    ("4", "4", {13, 16, 19}),
    ("51", "55", {16}),
    ("2221", "2720", {16}),
    ("34", "34", {15}),
    ("37", "37", {15}),
    ("6011", "6011", {16, 19}),
    ("644", "659", {16, 19}),
    ("35", "35", {16, 19}),
    ("1800", "1800", {15}),
    ("2131", "2131", {15}),
    ("300", "305", {14, 16, 19}),
    ("36", "36", {14, 16, 19}),
    ("38", "39", {14, 16, 19}),
    ("62", "62", {16, 17, 18, 19}),
)

# Programs that are called with an address, files with a size in their name, and releases of packages.
NO_MAIL = re.compile(
    r"(?:git|hg|svn)@|.*@(?:[1-9]x\.|.*\.(?:png|jpe?g|gif|svg|webp|ico|css|js|ts|pdf|zip)$"
    r"|(?:latest|next|beta|alpha|canary|stable|main|master)\.)",
    re.IGNORECASE,
)
SAID_AT = re.compile(r"([^\s]+) at \S+$", re.IGNORECASE)


def email(patterns: Sequence[str]) -> Look:
    """Prepare the check for addresses.

    A pattern may list domains whose addresses are public, such as the brand's own.
    """
    found = Patterns(ADDRESSES, MOST_CANDIDATES)
    public = [tuple(pattern.lower().replace(",", " ").split()) for pattern in patterns]

    def look(passage: Passage) -> Iterator[Hit]:
        words = passage.words
        for start, end in mails_in(words.text, found):
            domain = words.text[start:end].lower().rpartition("@")[2]
            for index, allowed in enumerate(public):
                if not any(domain == own or domain.endswith(f".{own}") for own in allowed):
                    yield Hit(index, *words.written(start, end), "An e-mail address.")

    return Look(look, found.programs)


def mails_in(text: str, found: Patterns) -> Iterator[Span]:
    for _, start, end in found.hits(text):
        written = text[start:end]
        # A name of a member on another server begins with a mark too.
        if text[start - 1 : start] == "@" or NO_MAIL.match(written):
            continue
        # “met at gmail.com” says where, and “joe at gmail.com” says who.
        said = SAID_AT.fullmatch(written)
        if not said or said[1].lower() not in EVERYDAY:
            yield start, end


def card(patterns: Sequence[str]) -> Look:
    return checked(patterns, CARDS, is_card, "A payment card number: its checksum and issuer are right.")


def iban(patterns: Sequence[str]) -> Look:
    return checked(patterns, ACCOUNTS, account.is_valid, "A bank account number (IBAN): its checksum is right.")


def checked(patterns: Sequence[str], forms: Sequence[str], is_right: Callable[[str], bool], reason: str) -> Look:
    if any(pattern.strip() for pattern in patterns):
        raise BadPattern("This check takes no pattern.")
    found = Patterns(forms, MOST_CANDIDATES)

    def look(passage: Passage) -> Iterator[Hit]:
        words = passage.words
        right = [
            hit
            for hit in found.hits(words.text)
            if is_right(words.text[hit[1] : hit[2]])
            and not is_named(words.text, hit[1])
            and not (is_short(words.text[hit[1] : hit[2]]) and not CARD_BEFORE.search(words.text[: hit[1]][-BEFORE:]))
        ]
        for index in range(len(patterns)):
            for _, start, end in right:
                yield Hit(index, *words.written(start, end), reason)

    return Look(look, found.programs)


def is_short(number: str) -> bool:
    """Tell whether a number is as short as the oldest cards were, and as those on most goods are."""
    return number.isdecimal() and len(number) == OLDEST


def is_card(text: str) -> bool:
    digits = "".join(filter(str.isdecimal, text))
    # One number in ten has a right checksum by chance, so the issuer counts too.
    return issued(digits) and luhn.is_valid(digits)


def issued(digits: str) -> bool:
    return any(first <= digits[: len(first)] <= last and len(digits) in lengths for first, last, lengths in CARD_RANGES)
