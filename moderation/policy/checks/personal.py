"""Checks for e-mail addresses, payment cards and bank accounts."""

import re
from collections.abc import Callable, Iterator, Sequence

from stdnum import iban as account
from stdnum import luhn

from moderation.policy.checks.numbered import is_file, is_glued, is_of_goods
from moderation.policy.checks.passage import Hit, Look, Passage
from moderation.policy.everyday import EVERYDAY
from moderation.policy.matching import LETTERS, BadPattern, Patterns
from moderation.policy.reading import Span

MOST_CANDIDATES = 50
# What stands behind a number may look like a part of it.
MOST_TRIMS = 4
BREAK = re.compile(r"[ .-]+")
# A number of thirteen digits, or of an issuer that few have, is a card's only where a card is spoken of.
OLDEST, BEFORE = 13, 60
CARD_BEFORE = re.compile(
    r"\b(?:(?:credit|debit|kredit|giro|ec)?cards?|visa|maestro|mastercard|amex|credit|debit|cc|\w*karte|tarjeta|carte|carta"
    r"|cartão|bankkaart|карт[аыу])\b",
    re.IGNORECASE,
)
OTHER_CARD = re.compile(
    r"\b(?:gift|loyalty|member\w*|library|sim|graphics?|sd|memory|business|bonus|club)\W?cards?\b", re.IGNORECASE
)
ENDING = r"(?:com|net|org|info|edu|gov|io|co|uk|de|fr|es|it|nl|ru|in|au|ca|jp|br|us)"
ADDRESSES = (
    rf"[{LETTERS}][{LETTERS}._%+'-]*@(?:[{LETTERS}-]+\.)+[{LETTERS}-]*[a-z\x{{c0}}-\x{{d7ff}}]",
    rf"[{LETTERS}._-]+ ?[\[({{] ?at ?[\])}}] ?[{LETTERS}-]+ ?(?:[\[({{] ?dot ?[\])}}]|\.| dot ) ?{ENDING}\b",
    rf"\b[{LETTERS}._-]+ at (?:gmail|googlemail|yahoo|hotmail|outlook|icloud|proton|protonmail|gmx)"
    rf" ?(?:dot|\.) ?{ENDING}\b",
    rf"\b[{LETTERS}._-]+ at [{LETTERS}-]+ dot {ENDING}\b",
)
CARDS = (
    r"\b\d{12,19}\b",
    r"\b\d{4}[ .-]{1,2}\d{4}[ .-]{1,2}\d{4}(?:[ .-]{1,2}\d{1,7}){0,2}\b",
    r"\b\d{4}[ .-]{1,2}\d{6}[ .-]{1,2}\d{4,5}\b",
)
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
    ("2200", "2204", {16}),
)
# Cards of debit, whose issuers share these digits with much else.
SPOKEN_RANGES = (("50", "50", {*range(12, 20)}), ("56", "69", {*range(12, 20)}))

# Programs that are called with an address, files with a size in their name, and releases of packages.
NO_MAIL = re.compile(
    r"(?:git|hg|svn|cvs)@|.*@(?:[1-9]x\.|v?\d+\.\d|.*\.(?:png|jpe?g|gif|svg|webp|avif|heic|ico|mp[34]|css|js|ts|py|pdf|zip|json|md)$"
    r"|(?:latest|next|beta|alpha|canary|stable|main|master)\.)",
    re.IGNORECASE,
)
# Of a person on a machine, not of a mailbox.
LOGIN = re.compile(r"\b(?:ssh|scp|sftp|rsync|mosh|telnet|clone|remote add \w+)\b[^\n,;]{0,40}$", re.IGNORECASE)
PATH = re.compile(r":(?:[~/]|[\w.-]{1,40}/)")
SAID_AT = re.compile(r"([^\s]+) at \S+(?: dot \w+)?$", re.IGNORECASE)


def email(patterns: Sequence[str]) -> Look:
    """Prepare the check for addresses.

    A pattern may list public ones, such as the brand's own, by their domains or as a whole.
    """
    found = Patterns(ADDRESSES, MOST_CANDIDATES)
    public = [tuple(pattern.lower().replace(",", " ").split()) for pattern in patterns]

    def look(passage: Passage) -> Iterator[Hit]:
        words = passage.words
        for start, end in mails_in(words.text, found):
            address = words.text[start:end].lower()
            domain = address.rpartition("@")[2]
            for index, allowed in enumerate(public):
                if not any(own in (address, domain) or domain.endswith(f".{own}") for own in allowed):
                    yield Hit(index, *words.written(start, end), "An e-mail address.")

    return Look(look, found.programs)


def mails_in(text: str, found: Patterns) -> Iterator[Span]:
    last = 0
    for start, end in sorted((start, end) for _, start, end in found.hits(text)):
        if start < last:
            continue
        written = text[start:end]
        # A name of a member on another server begins with a mark too.
        if text[start - 1 : start] == "@" or NO_MAIL.match(written) or is_login(text, start, end):
            continue
        # “met at gmail.com” says where, and “joe at gmail.com” says who.
        said = SAID_AT.fullmatch(written)
        if not said or said[1].lower() not in EVERYDAY:
            yield start, end
            last = end


def is_login(text: str, start: int, end: int) -> bool:
    """Tell whether an address is of somebody on a machine, as programs are called with it."""
    return bool(PATH.match(text, end) or LOGIN.search(text[max(0, start - BEFORE) : start]))


def card(patterns: Sequence[str]) -> Look:
    return checked(patterns, CARDS, is_card_there, "A payment card number: its checksum and issuer are right.")


def iban(patterns: Sequence[str]) -> Look:
    return checked(patterns, ACCOUNTS, is_account_there, "A bank account number (IBAN): its checksum is right.")


def checked(
    patterns: Sequence[str], forms: Sequence[str], is_there: Callable[[str, int, int], bool], reason: str
) -> Look:
    if any(pattern.strip() for pattern in patterns):
        raise BadPattern("This check takes no pattern.")
    found = Patterns(forms, MOST_CANDIDATES)

    def look(passage: Passage) -> Iterator[Hit]:
        words = passage.words
        right = [
            (start, end)
            for _, start, last in found.hits(words.text)
            if (end := number_end(words.text, start, last, is_there))
        ]
        for index in range(len(patterns)):
            for start, end in right:
                yield Hit(index, *words.written(start, end), reason)

    return Look(look, found.programs)


def number_end(text: str, start: int, end: int, is_there: Callable[[str, int, int], bool]) -> int | None:
    """Return the end of a number without the words that stand behind it, or None when there is none."""
    for _ in range(MOST_TRIMS):
        if is_there(text, start, end):
            return end
        cut = BREAK.search(text[start:end][::-1])
        if not cut:
            return None
        end -= cut.end()
    return None


def is_account_there(text: str, start: int, end: int) -> bool:
    # The country's own checksum is left out: examples, and what people make up, have a right one only by chance.
    return account.is_valid(text[start:end], check_country=False) and not is_of_goods(text, start, end)


def is_card_there(text: str, start: int, end: int) -> bool:
    digits = "".join(filter(str.isdecimal, text[start:end]))
    # One number in ten has a right checksum by chance, so the issuer counts too.
    if not luhn.is_valid(digits) or not (is_issued(digits, CARD_RANGES) or is_issued(digits, SPOKEN_RANGES)):
        return False
    if is_of_goods(text, start, end) or is_glued(text, start, end) or is_file(text, end):
        return False
    is_clear = is_issued(digits, CARD_RANGES) and len(digits) != OLDEST
    return is_clear or speaks_of_card(text[max(0, start - BEFORE) : start])


def speaks_of_card(before: str) -> bool:
    return bool(CARD_BEFORE.search(before)) and not OTHER_CARD.search(before)


def is_issued(digits: str, ranges: Sequence[tuple[str, str, set[int]]]) -> bool:
    return any(first <= digits[: len(first)] <= last and len(digits) in lengths for first, last, lengths in ranges)
