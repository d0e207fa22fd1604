"""Tell words that attack from words that somebody only mentions: quotes, reports, counter-speech, one's own name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import NamedTuple

from moderation.policy.frame_words import (
    ABOUT_THE_WORD,
    CLAIMED,
    COUNTER_AFTER,
    COUNTER_BEFORE,
    MARKED,
    MEANS,
    NOBODY,
    OF_ONESELF,
    OWN_WORD,
    OWN_WORDS,
    PASSED_ON,
    REPORTED,
    REPOSTED,
    SENTENCE_END,
    TITLED,
    TO_ME,
)
from moderation.policy.quotes import CHARGED, SECOND_PERSON
from moderation.policy.reading import Reading, Span
from moderation.policy.values import Finding, Part, Severity


class Frame(StrEnum):
    """Ways to say words without attacking with them."""

    REPORT = "report"
    COUNTER = "counter"
    QUOTE = "quote"
    RECLAIMED = "reclaimed"
    SELF = "self"
    ACADEMIC = "academic"


TOLD = {
    Frame.REPORT: "Reported: somebody else said it.",
    Frame.COUNTER: "Said against it.",
    Frame.QUOTE: "Quoted.",
    Frame.RECLAIMED: "Said of oneself.",
    Frame.SELF: "Said of oneself.",
    Frame.ACADEMIC: "Said about the word.",
}
HATE = "hate-speech"
# What is done to somebody: a report of it is of a harm, and stays at the top.
HARMS = frozenset({"threats", "blackmail", "grooming", "sexual-harassment"})
FRAMED = CHARGED | HARMS

# How far a word that frames reaches, and how much of what stands before is read, in characters.
NEAR, BEFORE = 70, 300
FEWEST_OWN_WORDS = 4


class Scene(NamedTuple):
    """Words of a finding in their sentence: what stands before and after them, and around the marks of a quote."""

    before: str
    words: str
    after: str
    around: str | None

    @property
    def is_marked(self) -> bool:
        return self.around is not None


def frame_findings(findings: Sequence[Finding], reading: Reading) -> list[Finding]:
    """Return the findings with their frames; what is only mentioned counts low, and what a victim reports stays.

    Nothing that speaks to the reader outside marks of a quote is taken for a mention.
    """
    if not any(finding.category in FRAMED for finding in findings):
        return list(findings)
    marked = [match.span() for match in MARKED.finditer(reading.text)]
    return like_their_words(
        [framed(finding, reading, marked) if finding.category in FRAMED else finding for finding in findings]
    )


def like_their_words(findings: Sequence[Finding]) -> list[Finding]:
    """Give what a model says of a whole text the frame of the words that were found in it."""
    words = [each for each in findings if each.category in CHARGED and not each.is_of_model]
    if not words or not all(each.frame for each in words):
        return list(findings)
    frame = Frame(words[0].frame)
    return [in_frame(each, frame) if each.is_of_model and not each.frame else each for each in findings]


def framed(finding: Finding, reading: Reading, marked: Sequence[Span]) -> Finding:
    if finding.part is not Part.TEXT:
        return finding
    frames = {frame_of(scene, finding.category) for scene in scenes(finding, reading, marked)}
    # One place without a frame is an attack.
    if not frames or None in frames:
        return finding
    return in_frame(finding, min(filter(None, frames), key=list(Frame).index))


def in_frame(finding: Finding, frame: Frame) -> Finding:
    severity = severity_in(frame, finding)
    return replace(finding, frame=frame, severity=severity, reason=f"{finding.reason} {TOLD[frame]}")


def severity_in(frame: Frame, finding: Finding) -> Severity:
    # A threat that somebody reports is harm done to them.
    return finding.severity if frame is Frame.REPORT and finding.category in HARMS else Severity.LOW


def scenes(finding: Finding, reading: Reading, marked: Sequence[Span]) -> Iterator[Scene]:
    """Yield each place of a finding's evidence: its words where it names some, or its span."""
    for start, end in places(finding, reading):
        first, last = sentence_around(reading.text, start, end)
        text = reading.text
        quotes = ((begin, past) for begin, past in marked if begin < start and end < past)
        around = next((f"{text[:begin]} {text[past:]}" for begin, past in quotes), None)
        yield Scene(text[max(first, start - BEFORE) : start], text[start:end], text[end:last], around)


def places(finding: Finding, reading: Reading) -> Iterator[Span]:
    if not finding.evidence:
        yield reading.read(finding.start, finding.end)
        return
    lower = reading.text.lower()
    for word in finding.evidence:
        for found in re.finditer(rf"\b{re.escape(word)}\b", lower):
            yield found.span()


def sentence_around(text: str, start: int, end: int) -> Span:
    # One sentence further back, for what is said there introduces it.
    ends = [match.end() for match in SENTENCE_END.finditer(text, 0, start) if match.end() <= start]
    after = SENTENCE_END.search(text, end)
    return (ends[-2] if len(ends) > 1 else 0), (after.start() if after else len(text))


def frame_of(scene: Scene, category: str) -> Frame | None:
    own = SENTENCE_END.split(scene.before)[-1]
    near = own[-NEAR:]
    speaks = bool(SECOND_PERSON.search(scene.words)) and not scene.is_marked
    if OF_ONESELF.search(own) and not speaks:
        return Frame.RECLAIMED if category == HATE else Frame.SELF
    if TITLED.search(near):
        return Frame.ACADEMIC
    is_against = not speaks and is_said_against(scene, near, category)
    # Of a threat the report weighs more, as it is harm to somebody.
    if is_reported(scene, near, speaks=speaks) and (category in HARMS or not is_against):
        return Frame.REPORT
    if speaks or is_against:
        return Frame.COUNTER if is_against else None
    if ABOUT_THE_WORD.search(near) or MEANS.search(scene.after):
        return Frame.ACADEMIC
    return Frame.QUOTE if scene.is_marked and is_about_it(scene) else None


def is_reported(scene: Scene, near: str, *, speaks: bool) -> bool:
    """Tell whether somebody else is said to have said it: to somebody, or in marks of a quote."""
    if OWN_WORDS.search(near):
        return False
    if scene.is_marked:
        return bool(REPORTED.search(scene.before) or PASSED_ON.search(scene.before))
    if speaks:
        return bool(PASSED_ON.search(near) and TO_ME.search(near))
    return bool(PASSED_ON.search(near) or CLAIMED.search(near))


def is_said_against(scene: Scene, near: str, category: str) -> bool:
    if COUNTER_BEFORE.search(near) or COUNTER_AFTER.search(scene.after[:NEAR]):
        return True
    return category == HATE and bool(NOBODY.search(near))


def is_about_it(scene: Scene) -> bool:
    """Tell whether what stands around a quote speaks of it, where a repost has nothing but a name."""
    around = scene.around or ""
    return len(OWN_WORD.findall(around)) >= FEWEST_OWN_WORDS and not REPOSTED.search(f"{around} {scene.before}")
