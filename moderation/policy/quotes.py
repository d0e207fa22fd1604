"""Findings in what a message quotes, charged to whoever said it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from moderation.policy.folding import PLAIN
from moderation.policy.reading import Kind, Reading, Segment, read_text
from moderation.policy.values import Finding, Part, Severity

# Who puts an attack into somebody else's mouth still posts it.
CHARGED = frozenset({"harassment", "hate-speech", "hate", "threats"})
SECOND_PERSON = re.compile(
    r"\b(?:you|your|yours|yourself|u|ur|ya|y'all|du|dich|dir|dein|deine|ihr|euch|tú|tu|te|ti|usted|ustedes|vos|toi|vous|sei)\b",
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
    return [weighed for finding in findings for weighed in weigh_finding(finding, quotes, reading, threshold)]


def quotes_of(reading: Reading, earlier: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """Yield where each quote was written, and whether an earlier text says the same."""
    for segment in quote_segments(reading):
        words = words_of(quoted_text(reading, segment))
        is_borne_out = bool(words.strip()) and any(words in text for text in earlier)
        yield (*reading.written(segment.start, segment.end), is_borne_out)


def quoted_texts(reading: Reading) -> list[str]:
    """Return what each quote says, without the line that introduces it."""
    return [quoted_text(reading, segment) for segment in quote_segments(reading)]


def quoted_text(reading: Reading, segment: Segment) -> str:
    return INTRODUCTION.sub("", reading.text[segment.start : segment.end])


def quote_segments(reading: Reading) -> list[Segment]:
    return [segment for segment in reading.segments if segment.kind is Kind.QUOTE]


def weigh_finding(
    finding: Finding, quotes: Sequence[tuple[int, int, bool]], reading: Reading, threshold: Severity
) -> Iterator[Finding]:
    within = [
        (start, end, is_borne_out)
        for start, end, is_borne_out in quotes
        if start <= finding.start and finding.end <= end and finding.part is Part.TEXT
    ]
    if not within:
        yield finding
        return
    start, end, is_borne_out = within[0]
    if not is_borne_out:
        severity = severity_in_quote(finding, reading.original[start:end], threshold)
        yield replace(finding, severity=severity, reason=f"{finding.reason} {BORNE_OUT_BY_NOBODY}")


def severity_in_quote(finding: Finding, quote: str, threshold: Severity) -> Severity:
    if finding.category not in CHARGED:
        return min(finding.severity, Severity.LOW)
    lower = Severity(max(Severity.LOW, finding.severity - 1))
    if SECOND_PERSON.search(quote):
        return max(lower, min(finding.severity, threshold))
    return lower


def words_of(text: str) -> str:
    """Return the words of a text between single spaces, as people read them."""
    return f" {' '.join(PLAIN.apply(read_text(text).text).split())} "
