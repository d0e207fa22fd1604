"""Emoji that stand for a word in a sentence, written as that word."""

import re
from collections.abc import Iterator

from moderation.policy.frame_words import pattern
from moderation.policy.reading import Draft, Edit

_DEEDS = {
    "fuck": "🖕",
    "kill": "💀☠",
    "shoot": "🔫",
    "stab": "🔪🗡",
    "bomb": "💣",
    "behead": "🪓",
    "sick": "🤮🤢",
    "cock": "🍆",
    "kiss": "💋",
}
_NAMES = {
    "clown": "🤡",
    "pig": "🐷🐖🐽🐗",
    "rat": "🐀🐁",
    "ape": "🐒🐵🦍🦧",
    "cockroach": "🪳",
    "snake": "🐍",
    "garbage": "💩",
    "trash": "🗑🚮",
    "fire": "🔥🚒",
    "fuck": "🦆",
}
DEEDS = {sign: word for word, signs in _DEEDS.items() for sign in signs}
NAMES = {sign: word for word, signs in _NAMES.items() for sign in signs}
# Behind a farewell or a laugh a picture only decorates, so what calls names does so where a name would stand.
CALLED = pattern(
    r"""(?:\b(?:an?|are|r|is|re|such|of|like|fat|stupid|dumb|dirty|ugly|fucking|absolute|total|complete|filthy|lying)
    |but|just|being|you['’]?re|ur|they['’]?re
    |(?:^|[.!?]\s+)(?:(?:hey|ok|lol|lmao|wow|yo)[, ]+)?(?:you|u))\s*$"""
)
SWORN = pattern(r"\b(?:shut|what|who|why|where|how) the\s*$")
EATEN = pattern(r"\beat (?:my )?$")
AIMED = pattern(r"^\s*(?:you|u|off|yourself|him|them)\b")
SHOWN = DEEDS.keys() | NAMES.keys()
MODIFIERS = "[\ufe0f\u200d\U0001f3fb-\U0001f3ff]*"
# One picture several times in a row is one word.
RUN = re.compile("|".join(f"(?:{sign}{MODIFIERS})+" for sign in sorted(SHOWN)))
NEAR = 40


def in_words(draft: Draft) -> Draft:
    """Return the text with such emoji as words, or the draft itself."""
    if SHOWN.isdisjoint(draft.text):
        return draft
    return draft.edited(words_shown(draft.text))


def words_shown(text: str) -> Iterator[Edit]:
    for found in RUN.finditer(text):
        start, end = found.span()
        if word := word_at(text, start, end):
            before = " " if text[start - 1 : start].isalnum() else ""
            yield Edit(start, end, f"{before}{word}{' ' if text[end : end + 1].isalnum() else ''}")


def word_at(text: str, start: int, end: int) -> str:
    """Return the word that an emoji stands for in its place, or nothing."""
    sign = text[start]
    if sign in DEEDS:
        return DEEDS[sign]
    before = text[max(0, start - NEAR) : start]
    if sign == "🦆":
        is_sworn = SWORN.search(before) or AIMED.match(text[end : end + NEAR])
        return NAMES[sign] if is_sworn else ""
    if sign == "💩" and EATEN.search(before):
        return "shit"
    return NAMES[sign] if CALLED.search(before) else ""
