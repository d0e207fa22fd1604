"""The features of the project's own models: words, signs and what numbers stand for, alone and in pairs."""

import re
from itertools import pairwise

ADDRESS = re.compile(r"https?://\S+|www\.\S+|\b[\w-]+\.(?:com|net|org|info|biz|co\.uk)\S*")
MONEY = re.compile(r"[£$€]\s?\d[\d.,]*")
LONG_NUMBER, NUMBER = re.compile(r"\d{5,}"), re.compile(r"\d+")
DIGITS = frozenset("0123456789")
TOKEN = re.compile(r"<\w+>|[^\W\d_](?:[^\W\d_]|')*|[^\w\s]")


def features_of(text: str) -> list[str]:
    """Return the words of a text and each two that follow one another."""
    words = tokens_of(text)
    return [*words, *(f"{one} {two}" for one, two in pairwise(words))]


def tokens_of(text: str) -> list[str]:
    plain = text.lower().replace("’", "'").replace("\ufeff", "")
    # Most texts have no address, and half of them no number.
    if "." in plain or "://" in plain:
        plain = ADDRESS.sub(" <address> ", plain)
    if not DIGITS.isdisjoint(plain):
        plain = NUMBER.sub(" <number> ", LONG_NUMBER.sub(" <long> ", MONEY.sub(" <money> ", plain)))
    return TOKEN.findall(plain)
