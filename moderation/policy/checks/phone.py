"""The check for telephone numbers.

A cheap pattern finds candidates, and their form, the words around them and the numbering plans of regions judge them.
"""

import re
from collections.abc import Iterator, Sequence

from moderation.policy.checks.dialling import AFTER_NUMBER, INTRODUCED, PLAINLY_INTRODUCED
from moderation.policy.checks.numbered import is_file, is_glued, is_of_papers
from moderation.policy.checks.numbering import (
    DEFAULT_REGIONS,
    WITH_ZERO,
    is_possible,
    is_region,
    is_valid,
    national_digits,
    regions_of_language,
)
from moderation.policy.checks.passage import Hit, Look, Passage
from moderation.policy.matching import BadPattern, Patterns

EXCEPT = "except"
# Judging a candidate takes about 0.1 ms for each region, so a wall of digits is cut short.
MOST_CANDIDATES = 20
MOST_REGIONS = 6
MOST_TRIMS = 3
SHORTEST, FEWEST_DIGITS, FEWEST_DIALLED = 7, 7, 10
BEFORE, AFTER = 40, 24
CANDIDATES = (r"(?:\+|\b00|\(|\b)\d(?:[ ().\-/]{0,3}\d){6,14}(?: ?(?:x|ext\.? ?)\d{1,5})?\b",)
NOT_A_NUMBER = re.compile(
    # Dates, years, network addresses, amounts and shares.
    r"(?:19|20)\d\d[-./ ][01]?\d[-./ ][0-3]?\d|[0-3]?\d[-./][01]?\d[-./](?:(?:19|20)\d\d|\d\d\b(?![-./]))"
    r"|(?:1[5-9]|20)\d\d ?[-/] ?(?:1[5-9]|20)\d\d\b|(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:\D|$)"
    r"|\d{1,3}(?:\.\d{1,3}){3}$|.*\((?:19|20)\d\d$|\d{1,3}(?:[.,]\d{3})+$|\d+\.\d+$"
)
AMOUNT = re.compile(r"\+\d{1,3}(?:[ .,]\d{3}){1,2}$")
POSTCODE = re.compile(r"\d{5}-\d{3,4}$|\d{4}-\d{3}$")
MONEY = re.compile(r"(?:[$€£¥₹#]|\b(?:usd|eur|gbp|chf|rs|inr)) ?$", re.IGNORECASE)
MEASURED = re.compile(
    r" ?(?:[%€£¥$]|(?:[mck]?m|k?g|m?l|px|k?bytes|[kmgt]b|ms|s|rpm|[mg]?hz|pts|points|times|years|days|hours|minutes"
    r"|seconds|words|pesos|francs|yen|rupees|reais|wörter|zeichen|punkte|leute|einwohner|habitantes|personas|visitas"
    r"|views|users|people|followers|subscribers|members|euros?|dollars|pounds|usd|eur|gbp|x ?\d+)\b)",
    re.IGNORECASE,
)
GROUP = re.compile(r"\d+")
SEPARATED = re.compile(r"\d[ ().\-/]+\d")
TRUNK = re.compile(r"\(?0\d{2,4}\)?[ /-]\d{3,4}(?:[ -]?\d{3,4})?$")
DIALLED = re.compile(r"0\d{8,11}$")
BARE = re.compile(r"\d{8,12}$")
MOST_GROUPS = 6
# Where numbers are written in pairs that need not begin with a zero.
IN_PAIRS = {"DK", "NO", "IS", "LU", "MC"}
PAIRS, ROW_AFTER = re.compile(r"\d\d(?:[ .-]\d\d)+$"), re.compile(r"[ .-]\d{1,2}(?!\d)")
# Nothing else is written with an area in brackets, or as North Americans write numbers.
CLEAR = re.compile(
    r"(?:(?:1[-. ])?(?:\(\d{3}\) ?-?|\d{3}[-.])\d{3}[-. ]\d{4}|\(0\d{1,4}\)[ .-]?\d{2,4}[ .-]?\d{3,4}"
    r"|(?:\d )?\(\d{3,4}\) ?\d{2,4}[- .]\d{2,4}[- .]\d{2,4})(?: ?(?:x|ext\.? ?)\d+)?$"
)


def phone(patterns: Sequence[str]) -> Look:
    """Prepare the check for numbers.

    A pattern may list regions (US GB DE) whose national way of writing is read, and else those of the channel's
    language and of the community's time zone are. One that begins with “except” lists the brand's own numbers, which
    no rule finds. Numbers with + are read everywhere.
    """
    regions = {index: regions_of(each) for index, each in enumerate(patterns) if not is_exception(each)}
    own = [digits_of(each) for each in patterns if is_exception(each)]
    found = Patterns(CANDIDATES, MOST_CANDIDATES)

    def look(passage: Passage) -> Iterator[Hit]:
        words = passage.words
        candidates = [(start, last) for _, start, last in found.hits(words.text)]
        for index, listed in regions.items():
            wanted = listed or regions_spoken(passage)
            for start, last in candidates:
                end = number_end(words.text, start, last, wanted)
                if end and not is_own(words.text[start:end], own, wanted):
                    yield Hit(index, *words.written(start, end), "A telephone number.")

    return Look(look, found.programs)


def is_exception(pattern: str) -> bool:
    return pattern.partition(" ")[0] == EXCEPT


def regions_of(pattern: str) -> tuple[str, ...]:
    regions = tuple(pattern.upper().replace(",", " ").split())
    for region in regions:
        if not is_region(region):
            raise BadPattern(f"{region} is not a region with telephone numbers; write two letters, such as US or DE.")
    return regions


def regions_spoken(passage: Passage) -> tuple[str, ...]:
    """Return the regions where people write as they do here."""
    spoken = regions_of_language(passage.facts.channel_language or passage.language)
    return tuple(dict.fromkeys((*passage.facts.regions, *spoken)))[:MOST_REGIONS] or DEFAULT_REGIONS


def digits_of(pattern: str) -> tuple[str, ...]:
    """Return what follows “except” as groups of digits, whatever stands between them."""
    groups = tuple(GROUP.findall(pattern))
    if not groups or re.search(r"[^\W\d_]", pattern.removeprefix(EXCEPT)):
        raise BadPattern("Write whole numbers with their calling code, such as +44 20 7946 0958.")
    return groups


def is_own(number: str, own: Sequence[tuple[str, ...]], regions: Sequence[str]) -> bool:
    if not own:
        return False
    digits = national_digits(number, regions)
    return any(ends_with(groups[:count], digits) for groups in own for count in range(1, len(groups) + 1))


def ends_with(groups: Sequence[str], digits: str) -> bool:
    """Tell whether these groups end with a number's digits, which a calling code and a zero may stand before."""
    return len(digits) >= FEWEST_DIGITS and "".join(groups).endswith(digits)


def number_end(text: str, start: int, end: int, regions: Sequence[str]) -> int | None:
    """Return the end of the number, or None when there is none."""
    for _ in range(MOST_TRIMS):
        if is_number(text, start, end, regions):
            return end
        # The part after a space or a stroke may be a date or another number.
        cut = max(text.rfind(" ", start, end), text.rfind("/", start, end), start)
        end = start + len(text[start:cut].rstrip(" -./("))
        if end - start < SHORTEST:
            return None
    return None


def is_number(text: str, start: int, end: int, regions: Sequence[str]) -> bool:
    candidate, before, after = text[start:end], text[max(0, start - BEFORE) : start], text[end : end + AFTER]
    if PAIRS.match(candidate) and ROW_AFTER.match(after):
        return False
    if NOT_A_NUMBER.match(candidate) or is_of_papers(text, start, end) or is_file(text, end) or MEASURED.match(after):
        return False
    introduced = bool(PLAINLY_INTRODUCED.search(before) or AFTER_NUMBER.match(after))
    if not introduced and (is_glued(text, start, end) or MONEY.search(before) or POSTCODE.match(candidate)):
        return False
    if candidate.startswith("+"):
        if before[-1:].isalnum():
            return False
        return is_possible(candidate) and not AMOUNT.match(candidate)
    return is_national(candidate, regions, plainly=introduced, introduced=introduced or bool(INTRODUCED.search(before)))


def is_national(candidate: str, regions: Sequence[str], *, plainly: bool, introduced: bool) -> bool:
    separated = bool(SEPARATED.search(candidate))
    if CLEAR.match(candidate) or (separated and candidate.startswith("00") and is_valid(f"+{candidate[2:]}", "")):
        return True
    if introduced and DIALLED.match(candidate):
        return True
    # A bare run of digits is more often an order or a tracking number.
    if plainly and (is_grouped(candidate) if separated else BARE.match(candidate)):
        return True
    return any(is_number_of(region, candidate, introduced=introduced) for region in regions)


def is_grouped(candidate: str) -> bool:
    """Tell whether digits stand together as those of a number do, and not as a row of numbers."""
    groups = [len(each) for each in GROUP.findall(candidate)]
    return len(groups) <= MOST_GROUPS and (max(groups) > 2 or (len(groups) > 3 and {*groups[1:]} == {2}))


def is_number_of(region: str, candidate: str, *, introduced: bool) -> bool:
    if introduced:
        return is_valid(candidate, region)
    if not SEPARATED.search(candidate) or not is_grouped(candidate):
        return False
    # Numbers that are kept for fiction are valid in no region, and people give them too.
    if region in WITH_ZERO:
        return candidate.lstrip("(").startswith("0") and (is_valid(candidate, region) or is_dialled(candidate, region))
    return is_valid(candidate, region) and (region in IN_PAIRS or not PAIRS.match(candidate) or candidate[0] == "0")


def is_dialled(candidate: str, region: str) -> bool:
    """Tell whether digits stand together as behind the zero of a region, and are as many."""
    digits = sum(map(str.isdecimal, candidate))
    return digits >= FEWEST_DIALLED and TRUNK.match(candidate) is not None and is_possible(candidate, region)


def weight_of_phone(pattern: str) -> float:
    """Return the weight of a pattern, 2 for each region."""
    if is_exception(pattern):
        return 1.0
    # Each candidate is tried in each region.
    return 2 * (len(pattern.replace(",", " ").split()) or MOST_REGIONS)


def phone_in_words(pattern: str) -> str:
    if is_exception(pattern):
        return f"Not our own numbers{pattern.removeprefix(EXCEPT)}"
    return f"Telephone numbers, as written in {pattern}" if pattern else "Telephone numbers"
