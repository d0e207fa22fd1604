"""Findings in what a message quotes, charged to whoever said it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from moderation.policy.folding import PLAIN
from moderation.policy.normalise import LEET
from moderation.policy.reading import Kind, Reading, Segment, read_text
from moderation.policy.values import Finding, Part, Severity

# Who puts an attack into somebody else's mouth still posts it.
CHARGED = frozenset({"harassment", "hate-speech", "hate", "threats"})
SECOND_PERSON = re.compile(
    r"\b(?:you|your|yours|yourself|u|ur|ya|y'all|du|dich|dir|dein|deine|ihr|euch|tú|tu|te|ti|usted|ustedes|vos|toi|vous|sei)\b",
    re.IGNORECASE,
)
# What is told to somebody without any such word.
ADDRESSED = re.compile(
    r"(?<![\w@])@\w|\b(?:stfu|gtfo|kys|gfy|foad|(?:fuck|piss|sod|bugger) off|shut up|shut the|eat shit|drink bleach"
    r"|go (?:to|die|hang|kill|fuck|away|back)|(?:rot|burn|die) in|suck (?:my|it|a)|(?:kiss|lick) my|bend over"
    r"|halt die|verpiss|ta gueule|cállate|vete a|vaffanculo)|死ね|(?:ぶっ)?殺す",
    re.IGNORECASE,
)
# The lines with which mail programs begin a quote.
INTRODUCTION = re.compile(
    r"\A(?:[^\n]*:[ \t]*\n|[ \t]*--[^\n]*\n|(?:From|Sent|Date|To|Cc|Subject|Von|Gesendet|An|Betreff):[^\n]*\n)+"
)
BORNE_OUT_BY_NOBODY = "In a quote that no earlier message here bears out."


def weigh_quotes(
    findings: Sequence[Finding], reading: Reading, quotable: Iterable[str], threshold: Severity
) -> list[Finding]:
    """Return the findings that count against the author of a message with quotes.

    `quotable` are earlier texts of others. What is quoted from them counts for nothing, an attack that was made up one
    step less, and anything else in a made-up quote only marks its words.
    """
    if not (findings and reading.has_quote):
        return list(findings)
    quotes = list(quotes_of(reading, [words_of(text) for text in quotable]))
    return [weighed for finding in findings for weighed in weigh_finding(finding, quotes, threshold)]


class Quote(NamedTuple):
    """Where a quote was written, and whether an earlier text says the same.

    Its words begin behind the line that introduces them, and `speaks` tells that they speak to somebody.
    """

    start: int
    words: int
    end: int
    is_borne_out: bool
    speaks: bool


def quotes_of(reading: Reading, earlier: Sequence[str]) -> Iterator[Quote]:
    for segment in quote_segments(reading):
        whole, quote = reading.text[segment.start : segment.end], quoted_text(reading, segment)
        words = words_of(quote)
        start, end = reading.written(segment.start, segment.end)
        first = reading.written(segment.end - len(quote), segment.end)[0] if quote else end
        yield Quote(start, first, end, bool(words.strip()) and any(words in text for text in earlier), speaks(whole))


def speaks(words: str) -> bool:
    """Tell whether words speak to somebody, also where digits stand for letters."""
    read = f"{words}\n{words.translate(LEET)}"
    return bool(SECOND_PERSON.search(read) or ADDRESSED.search(read))


def quoted_texts(reading: Reading) -> list[str]:
    """Return what each quote says, without the line that introduces it."""
    return [quoted_text(reading, segment) for segment in quote_segments(reading)]


def quoted_text(reading: Reading, segment: Segment) -> str:
    return INTRODUCTION.sub("", reading.text[segment.start : segment.end])


def quote_segments(reading: Reading) -> list[Segment]:
    return [segment for segment in reading.segments if segment.kind is Kind.QUOTE]


def weigh_finding(finding: Finding, quotes: Sequence[Quote], threshold: Severity) -> Iterator[Finding]:
    around = (each for each in quotes if each.start <= finding.start and finding.end <= each.end)
    quote = next(around, None) if finding.part is Part.TEXT else None
    if quote is None:
        yield finding
        return
    # Whoever quotes writes the introduction, and could attack there whom they quote below.
    is_introduction = finding.start < quote.words and finding.category in CHARGED
    if is_introduction or not quote.is_borne_out:
        severity = severity_in_quote(finding, threshold, speaks=quote.speaks)
        yield replace(finding, severity=severity, reason=f"{finding.reason} {BORNE_OUT_BY_NOBODY}")


def severity_in_quote(finding: Finding, threshold: Severity, *, speaks: bool) -> Severity:
    if finding.category not in CHARGED:
        return min(finding.severity, Severity.LOW)
    lower = Severity(max(Severity.LOW, finding.severity - 1))
    return max(lower, min(finding.severity, threshold)) if speaks else lower


def words_of(text: str) -> str:
    """Return the words of a text between single spaces, as people read them."""
    return f" {' '.join(PLAIN.apply(read_text(text).text).split())} "
