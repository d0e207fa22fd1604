"""The check for postal addresses.

Cheap patterns find candidates, and what stands before and behind decides whether they are somebody's address.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from moderation.policy.checks.address_forms import FORMS, Form
from moderation.policy.checks.passage import Hit, Look, Passage
from moderation.policy.checks.streets import (
    COUNTED,
    FAMOUS,
    FOLLOWING,
    KINDS,
    LOOSE_BEFORE_NAME,
    MONTHS,
    NO_STREETS,
    PARTICLES,
    SENTENCE,
    TIMES,
    UNITS,
)
from moderation.policy.matching import Patterns

# There are many forms, and a text may be full of what looks like one.
WEIGHT_OF_ADDRESS = 20.0
MOST_CANDIDATES = 20
ENOUGH = 3
BEFORE, AFTER, LONGEST_WORD = 60, 120, 30
HOME = re.compile(
    r"(?:(?<!mail )(?<!ip )(?<!web )(?<!mac )(?<!wallet )(?<!btc )(?<!bitcoin )\b(?:address(?:es)?|adresse|anschrift"
    r"|direcci[óo]n|domicilio|indirizzo|endere[çc]o|adres|addy|addr)|\b(?:lives?|living|lived|resid(?:e|es|ed|ing)"
    r"|residence|dox(?:x?ed|x?ing)?|wohn(?:e|t|en|haft)|vive|vivo|viven|habite|demeure|abita|abito|mora|moro|post ?code"
    r"|zip(?: code)?|plz)\b)[^.!?\d]{0,40}$",
    re.IGNORECASE,
)
PLACED = re.compile(
    r"(?:\b(?:at|to|from|into|in|on|is|was|corner of|in der|in die|auf der|an der|an die|nach|am|im|ist|en|es|à"
    r"|au|est|è)|@) (?:the )?$",
    re.IGNORECASE,
)
# Somebody's name, or that of a house.
WHOSE = re.compile(r"[A-ZÀ-Þ][\w'’-]+ [A-ZÀ-Þ][\w'’-]+, \Z")
# A line or a field of its own begins or ends here.
BEGINS = re.compile(r"(?:^|[\n\r>|\"“:;•*\t]|\?{3}|,) {0,8}$")
ENDS = re.compile(r" {0,4}(?:$|[\n\r|\"”;]|\.\s*$)")
LINE = r"[ ,\n>?]{1,12}+"
TOWN = r"[^\W\d_a-z][\w'’.()-]{0,30}+"
POSTCODE = (
    r"(?:\d{4,6}(?:-\d{3,4})?|\d{3} \d{2}|\d{4} ?[A-Z]{2}|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)\b"
)
UNIT_AFTER = re.compile(rf"{LINE}(?:{UNITS})\b\.? ?#?\d{{1,4}}[a-z]?\b", re.IGNORECASE)
STATE_AFTER = re.compile(
    rf"(?:{LINE}{TOWN}){{0,6}}?{LINE}(?:[A-Z]{{2,3}}{LINE}\d{{4,5}}(?:-\d{{4}})?|[A-Z]{{1,2}}\d[A-Z\d]? ?\d[A-Z]{{2}}"
    r"|(?:[A-Z]{2} )?[A-Z]\d[A-Z] ?\d[A-Z]\d)\b"
)
POSTED_AFTER = re.compile(
    rf"{LINE}(?:[A-Z]{{1,3}}-)?(?:\d{{4,5}}(?: ?[A-Z]{{2}})?|\d{{3}} \d{{2}}|\d{{2}}-\d{{3}}),? {TOWN}"
    rf"|(?:{LINE}(?:{TOWN}|nan|de|la|am|an|der|upon|on|sur)\b\.?){{0,8}}?{LINE}{POSTCODE}(?! ?[-/]? ?\d)"
)
TOWN_AFTER = re.compile(rf" ?, ?\n?{TOWN}(?: {TOWN}){{0,3}}")
NUMBER_BEFORE = re.compile(rf"(?:(?:{UNITS})\b\.? ?\d{{1,4}}[a-z]? )?\b\d{{1,5}} \Z", re.IGNORECASE)
FIRST_WORD = re.compile(r"\d+[a-z]?(?:[-/]\d+)?[, ]{1,2}([^\W\d_]+)", re.IGNORECASE)
CUT_OFF = re.compile(r"[^\W\d_]+\Z")
YEAR = re.compile(r"(?:1[5-9]|20)\d\d ")
SMALL_WORD = re.compile(r" ([a-z]{3,})")
WORDS = re.compile(r"[^\W\d_]+")
LETTERS_AND_DIGITS = re.compile(r"[^\W_]+")


class Address(NamedTuple):
    """A passage with an address, and the part of it that names the house."""

    start: int
    end: int
    house: str


def address(patterns: Sequence[str]) -> Look:
    """Prepare the check for addresses.

    A pattern may hold the brand's own ones, in words one after the other.
    """
    found = Patterns([form.pattern for form in FORMS], MOST_CANDIDATES)
    signs = Patterns((r"\d",)).programs
    own = [plain_words(pattern) for pattern in patterns]

    def look(passage: Passage) -> Iterator[Hit]:
        words = passage.words
        for each in addresses_in(words.text, found):
            for index, allowed in enumerate(own):
                if plain_words(each.house) not in allowed:
                    yield Hit(index, *words.written(each.start, each.end), "A postal address.")

    return Look(look, signs)


def plain_words(text: str) -> str:
    """Return words and numbers between single spaces, so that a whole one is found in others."""
    words = " ".join(LETTERS_AND_DIGITS.findall(text.lower()))
    return f" {words} "


def addresses_in(text: str, found: Patterns) -> Iterator[Address]:
    """Yield addresses in order, of those that overlap one."""
    judged = (judge_candidate(text, FORMS[form], start, end) for form, start, end in found.hits(text))
    last = 0
    for each in sorted(filter(None, judged), key=lambda one: (one.start, -one.end)):
        if each.start >= last:
            yield each
            last = each.end


def judge_candidate(text: str, form: Form, start: int, end: int) -> Address | None:
    # RE2 takes a letter beyond ASCII for the end of a word.
    if cut := CUT_OFF.search(text[max(0, start - LONGEST_WORD) : start]):
        start -= len(cut[0])
    house, after = text[start:end], text[end : end + AFTER]
    # Some write another number before that of the house.
    number = NUMBER_BEFORE.search(text[max(0, start - BEFORE) : start])
    first = start - len(number[0]) if number else start
    of_name = worth_of_name(house, after, form)
    if of_name is None:
        return None
    length, of_rest = what_follows(after, ends_with_kind=form.has_kind_last)
    worth = form.worth + of_name + worth_before(text[max(0, first - BEFORE) : first])
    # What has no name is worth the same whatever follows.
    worth += of_rest if form.has_name else 0
    # The dot of a sentence is no part of it.
    last = end + length if length else start + len(house.rstrip("."))
    return Address(first, last, house) if worth >= ENOUGH else None


def worth_of_name(house: str, after: str, form: Form) -> int | None:
    """Return 0 where the words of an address are written as names, less where they may be, and None where not."""
    if not form.has_name:
        return 0
    words = [word for word in WORDS.findall(house) if len(word) > 1]
    small = [word.lower() for word in words]
    if not SENTENCE.isdisjoint(small) or not MONTHS.isdisjoint(small) or is_counted(house, COUNTED | TIMES):
        return None
    if is_counted(f"0{after}", COUNTED):
        return None
    names = [word for word in words if word.lower() not in PARTICLES]
    proper = [word for word in names if not KINDS.fullmatch(word)]
    if (not proper and len(names) < 2) or NO_STREETS.search(house) or FAMOUS.search(house):
        return None
    is_written_small = any(word[0].islower() for word in proper)
    if form.is_loose and (is_written_small or any(map(str.isupper, proper)) or YEAR.match(house)):
        return None
    return -(is_written_small + (small[0] in LOOSE_BEFORE_NAME))


def is_counted(text: str, words: Collection[str]) -> bool:
    """Tell whether a number at the beginning says how many, how long or when."""
    word = FIRST_WORD.match(text)
    return word is not None and word[1].lower() in words


def worth_before(before: str) -> int:
    if HOME.search(before):
        return 3
    if PLACED.search(before) or WHOSE.search(before):
        return 2
    return 1 if BEGINS.search(before) else 0


def what_follows(after: str, *, ends_with_kind: bool) -> tuple[int, int]:
    """Return how far an address goes on, and what that is worth."""
    end, worth = 0, 0
    for _ in range(2):
        if unit := UNIT_AFTER.match(after, end):
            end, worth = unit.end(), 2
    if posted := STATE_AFTER.match(after, end):
        return posted.end(), 3
    if posted := POSTED_AFTER.match(after, end):
        return posted.end(), 2
    if worth:
        return end, worth
    if town := TOWN_AFTER.match(after, end):
        return town.end(), 1
    if noun := SMALL_WORD.match(after):
        # A street that another word follows is more often a part of a name: “Wall Street bankers”.
        return end, -1 if ends_with_kind and noun[1] not in FOLLOWING else 0
    return end, 1 if ENDS.match(after) else 0
