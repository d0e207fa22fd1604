"""Parts of a reading that are quotes, code, addresses, mentions or hashtags."""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from moderation.policy.reading.draft import Draft, Edit


class Kind(StrEnum):
    """Kinds of parts in a text."""

    QUOTE = "quote"
    CODE = "code"
    LINK = "link"
    MENTION = "mention"
    HASHTAG = "hashtag"


class Segment(NamedTuple):
    """A part of a reading, by its characters there."""

    kind: Kind
    start: int
    end: int


ADDRESS = re.compile(
    r"\b(?:https?|hxxps?|ftp)(?:://|\[:\]//)[^\s<>\"“”]+|\bwww\.[^\s<>\"“”]+"
    r"|(?<![\w@./-])(?:[\w-]+\.)+[a-z]{2,24}(?::\d{1,5})?/[^\s<>\"“”]+",
    re.IGNORECASE,
)
MENTION = re.compile(r"(?<![\w/])@\w[\w.-]*")
HASHTAG = re.compile(r"(?<![\w/&#])#(?=\w*[^\W\d_])\w+")
TRAILING = ".,;:!?'\")]}*_"
JOINED = re.compile(r"(?<![\w@])[A-Z]?[a-z]+(?:[A-Z][a-z]*){2,}(?![^\W_])")
CAPITAL = re.compile(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_+")


def find_segments(draft: Draft) -> tuple[Segment, ...]:
    text = draft.text
    found = [Segment(Kind(name), *draft.read(start, end)) for name, start, end in draft.notes]
    found += addresses(text)
    if "@" in text:
        found += [Segment(Kind.MENTION, *mention.span()) for mention in MENTION.finditer(text)]
    if "#" in text:
        found += [Segment(Kind.HASHTAG, *tag.span()) for tag in HASHTAG.finditer(text)]
    return tuple(sorted((each for each in found if each.start < each.end), key=lambda each: each[1:]))


def addresses(text: str) -> Iterator[Segment]:
    # Most texts have none, and searching takes as long as reading them.
    if "/" not in text and "www." not in text.lower():
        return
    for found in ADDRESS.finditer(text):
        yield Segment(Kind.LINK, found.start(), found.start() + len(found[0].rstrip(TRAILING)))


def without_addresses(text: str, segments: Iterable[Segment]) -> str:
    """Blank each address, but keep that one stands there."""
    for kind, start, end in segments:
        if kind is Kind.LINK:
            # A word of its own, or what stands before and behind would be neighbours.
            word = text[start : start + 4].lower()
            word = word if word in ("http", "hxxp") else "www"
            text = f"{text[:start]}{word:{end - start}.{end - start}}{text[end:]}"
    return text


def split_words(draft: Draft, segments: Iterable[Segment]) -> Draft:
    """Part the words of hashtags, and of names that join more than two words by capitals."""
    runs = [(start + 1, end) for kind, start, end in segments if kind is Kind.HASHTAG]
    runs += [found.span() for found in JOINED.finditer(draft.text)]
    edges = {edge.span() for start, end in runs for edge in CAPITAL.finditer(draft.text, start, end)}
    return draft.edited(Edit(start, end, " ") for start, end in sorted(edges))
