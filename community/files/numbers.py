"""Read counts as people and platforms write them."""

import re
from decimal import Decimal

from community.files.cells import unwrap_value
from community.files.wrong import Unclear, shown

LONGEST = 40
TIMES = {
    "k": 10**3, "tsd": 10**3, "thousand": 10**3,
    "m": 10**6, "mn": 10**6, "mio": 10**6, "million": 10**6,
    "b": 10**9, "bn": 10**9, "mrd": 10**9, "billion": 10**9,
}  # fmt: skip
# Blanks of any kind and apostrophes only ever group digits. A comma or a point also begins a fraction.
BLANK = r"[\s\u00a0\u2009\u202f]"
GROUPED = rf"[1-9]\d{{0,2}}(?:(?:{BLANK}|['’])\d{{3}})+|[1-9]\d{{0,2}}(?:,\d{{3}})+|[1-9]\d{{0,2}}(?:\.\d{{3}})+"
COUNT = re.compile(
    rf"([+-]?)({GROUPED}|\d{{1,25}})(?:([.,])(\d{{1,12}}))?(?:e\+?(\d{{1,2}}))?{BLANK}?([a-z]{{1,8}})?\.?\+?",
    re.ASCII | re.IGNORECASE,
)
MARKS = re.compile(r"\D", re.ASCII)


def read_count(said: object, low: int, high: int) -> int:
    """Return a whole number from low to high.

    1.2K is 1,200, and 1,234 like 1.234 is one thousand and more, as a count has no fraction. Raises Unclear.
    """
    number = _whole_number(said)
    if not low <= number <= high:
        raise Unclear(f"is {shown(said)}, outside {low:,} to {high:,}")
    return number


def _whole_number(said: object) -> int:
    if isinstance(said, int) and not isinstance(said, bool):
        return said
    if isinstance(said, float) and said.is_integer():
        return int(said)
    number = _written_number(unwrap_value(said)) if isinstance(said, str) and len(said) <= LONGEST else None
    if number is None or number != int(number):
        raise Unclear(f"is {shown(said)}, not a whole number")
    return int(number)


def _written_number(text: str) -> Decimal | None:
    match = COUNT.fullmatch(text.replace("\u2212", "-"))
    if not match:
        return None
    sign, whole, mark, fraction, exponent, word = match.groups()
    times = TIMES.get(word.lower()) if word else 1
    if not times or _is_unclear(whole, mark, is_scaled=bool(word or exponent)):
        return None
    return Decimal(f"{sign}{MARKS.sub('', whole)}.{fraction or 0}") * times * 10 ** int(exponent or 0)


def _is_unclear(whole: str, mark: str | None, *, is_scaled: bool) -> bool:
    """Tell whether a comma or a point could both group digits and begin a fraction."""
    if mark:
        return mark in whole
    points, commas = whole.count("."), whole.count(",")
    # 1.234K may be 1.2 or 1,234 thousand, and 5.000 may be five.
    return points + commas == 1 and (is_scaled or (points == 1 and whole.endswith(".000")))
