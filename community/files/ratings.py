"""Read ratings of one to five stars."""

import re

from community.files.cells import unwrap_value
from community.files.wrong import Unclear, shown

BEST = 5
LONGEST = 40
WORDS = {
    **{word: float(number) for number, word in enumerate(("one", "two", "three", "four", "five"), start=1)},
    **dict.fromkeys(("true", "yes", "recommended"), 5.0),
    **dict.fromkeys(("false", "no", "not recommended"), 1.0),
}
NUMBER = re.compile(
    r"(\d{1,3}(?:[.,]\d{1,6})?)(?:\s?(?:/|out of|of|von)\s?(\d{1,3})(?:\.0)?)?(?:[\s-]?stars?)?", re.ASCII
)
STARS = re.compile("([★⭐🌟]\ufe0f?)([★⭐🌟☆✩\ufe0f]*)")
FULL_STAR = re.compile("[★⭐🌟]")


def read_rating(said: object) -> float:
    """Return a rating from 1 to 5.

    One of ten or of a hundred is scaled, and a recommendation is 5 or 1. Raises Unclear.
    """
    rating = _of_text(unwrap_value(said)) if isinstance(said, str) and len(said) <= LONGEST else _of_number(said)
    if rating is None:
        raise Unclear(f"is {shown(said)}, not a rating such as 4 or 4/5")
    if not 1 <= rating <= BEST:
        raise Unclear(f"is {shown(said)}, outside 1 to {BEST}")
    return rating


def _of_number(said: object) -> float | None:
    if isinstance(said, bool):
        return 5.0 if said else 1.0
    return float(said) if isinstance(said, int | float) and abs(said) < 1_000 else None


def _of_text(text: str) -> float | None:
    word = text.lower().replace("_", " ").removesuffix(" stars").removesuffix(" star")
    if word in WORDS:
        return WORDS[word]
    if STARS.fullmatch(text):
        return float(len(FULL_STAR.findall(text)))
    match = NUMBER.fullmatch(text.lower())
    return _scaled(float(match[1].replace(",", ".")), int(match[2] or BEST)) if match else None


def _scaled(stars: float, most: int) -> float:
    # The lowest of ten is the lowest of five, but none at all is no rating.
    is_of_more = most > BEST and 0 < stars <= most
    return max(1.0, BEST * stars / most) if is_of_more else stars if most == BEST else 0.0
