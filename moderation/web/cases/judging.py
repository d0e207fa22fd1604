"""Why a case is here, as values: each text with its evidence, the priority's account, the sentiment's words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Prefetch
from django.utils.safestring import SafeString

from community.models import Message
from moderation.models import Assessment, Case, Desk, Finding, GuidelineVersion, PendingAssessment
from moderation.policy.priority import account_of_case
from moderation.policy.reading import Kind, read_text
from moderation.policy.reading import Reading as PlainReading
from moderation.policy.sentiment import band_of
from moderation.policy.sentiment.vader import CHARACTERS_SCORED, EMOJI_SCORED
from moderation.policy.values import Opening, Part, Severity
from moderation.policy.written import signed
from moderation.web.shared.plain import read_evidence
from moderation.web.shared.present import language_name, marked_evidence, priority_band, sentiment_needle

REVISIONS_SHOWN = 20
WORDS_SHOWN = 12
# The strip of a bar is 88 wide, with zero at 20: as in the stylesheet.
ZERO, RIGHT = 20.0, 67.0


class Passage(NamedTuple):
    """A part of a text as it is read, and whether its author quotes it."""

    shown: SafeString
    is_quote: bool
    has_evidence: bool


@dataclass(frozen=True)
class Reading:
    """One revision of a text, and what was made of it; no assessment means that it has not been checked."""

    revision: int
    title: str
    text: str
    assessment: Assessment | None
    replaced_at: datetime | None = None

    @property
    def findings(self) -> list[Finding]:
        return list(self.assessment.findings.all()) if self.assessment else []

    @property
    def sentiment(self) -> str:
        made = self.assessment
        return signed(made.compound) if made and made.compound is not None else ""

    @property
    def title_shown(self) -> SafeString:
        return marked_evidence(self.title, [finding for finding in self.findings if finding.part == Part.TITLE])

    @cached_property
    def plain(self) -> PlainReading:
        return read_text(self.text)

    @property
    def is_rewritten(self) -> bool:
        """Tell whether people read the text otherwise than it was written."""
        return self.plain.text != self.text

    @cached_property
    def passages(self) -> list[Passage]:
        """The plain reading, cut where its author quotes somebody."""
        seen = read_evidence(self.plain, (found for found in self.findings if found.part == Part.TEXT))
        return [
            Passage(
                marked_evidence(self.plain.text, seen, start, end),
                is_quote,
                any(found.start < end and start < found.end for found in seen),
            )
            for start, end, is_quote in cut_at_quotes(self.plain)
        ]

    @property
    def text_shown(self) -> SafeString:
        return marked_evidence(self.text, [finding for finding in self.findings if finding.part == Part.TEXT])


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the priority's account, and its bar."""

    name: str
    why: str
    value: int
    x: float
    width: float

    @property
    def signed(self) -> str:
        return signed(self.value)


def cut_at_quotes(plain: PlainReading) -> Iterator[tuple[int, int, bool]]:
    """Yield the parts of a reading in order, and whether each is a quote, without blank ones."""
    done = 0
    quotes = [(each.start, each.end) for each in plain.segments if each.kind is Kind.QUOTE]
    for start, end in [*quotes, (len(plain.text), len(plain.text))]:
        # A quote within another one is a part of it.
        for left, right, is_quote in ((done, start, False), (max(done, start), end, True)):
            if plain.text[left:right].strip():
                yield left, right, is_quote
        done = max(done, end)


def text_readings(message: Message) -> list[Reading]:
    """The text as it is, then the earlier ones, newest first."""
    findings = Finding.objects.select_related("version__guideline")
    since = message.revision - REVISIONS_SHOWN
    made = message.assessments.filter(revision__gt=since).select_related("rule_set")
    by_revision = {one.revision: one for one in made.prefetch_related(Prefetch("findings", findings))}
    found = [Reading(message.revision, message.title, message.text, by_revision.get(message.revision))]
    if message.revision > 1:
        found += [
            Reading(old.revision, old.title, old.text, by_revision.get(old.revision), old.replaced_at)
            for old in message.earlier_texts.order_by("-revision")[:REVISIONS_SHOWN]
        ]
    return found


def pending_assessment(reading: Reading, message: Message) -> PendingAssessment | None:
    """Why a text has no assessment: it still waits, or it could not be checked."""
    return None if reading.assessment else PendingAssessment.objects.filter(message=message).first()


def priority_account(terms: Sequence[dict[str, Any]]) -> list[Entry]:
    """The terms of a priority with bars on one scale, the longest filling its side."""
    values = [term["value"] for term in terms]
    scale = min([RIGHT, *((RIGHT if value > 0 else ZERO) / abs(value) for value in values if value)])
    return [_account_entry(term, scale) for term in terms]


def _account_entry(term: dict[str, Any], scale: float) -> Entry:
    width = round(abs(term["value"]) * scale, 1)
    x = ZERO if term["value"] >= 0 else round(ZERO - width, 1)
    return Entry(term["name"], term["why"], term["value"], x, width)


def moving_words(assessment: Assessment) -> list[tuple[str, str, str]]:
    """The words that moved the sentiment, the strongest first: the word, its part, and which way it moved."""
    strongest = sorted(assessment.words, key=lambda word: -abs(word[1]))[:WORDS_SHOWN]
    return [(term, signed(float(moved)), "neg" if moved < 0 else "pos") for term, moved in strongest]


def guidelines_found(findings: Iterable[Finding]) -> list[GuidelineVersion]:
    """The guidelines that were found, the most severe first, each once."""
    ranked = sorted(findings, key=lambda finding: (-finding.severity, finding.number))
    return list({finding.version_id: finding.version for finding in ranked}.values())


def opening_reasons(case: Case, desk: Desk) -> list[str]:
    """What opened the case, in words."""
    words = {
        Opening.FINDING: f"A finding of severity {Severity(desk.severity_from).name.lower()} or above.",
        Opening.ANSWER: "A member waits for an answer.",
        Opening.NEGATIVE: f"A sentiment at or below {signed(desk.compound_to)}.",
        Opening.REPORTS: f"Reported by members, {desk.reports_from} times or more.",
        Opening.RATING: f"Rated {desk.rating_to} of 5 or lower, or not recommended.",
        Opening.UNCHECKED: "It could not be checked, so a person must look.",
        Opening.BY_HAND: "Somebody opened it by hand; why stands in what happened.",
        Opening.GATHERING: "Many people wrote below it within minutes.",
    }
    return [words[opening] for opening in Opening if opening in case.opened_for]


def judged_parts(case: Case, readings: list[Reading]) -> dict[str, Any]:
    """Why it is here."""
    current, *earlier = readings
    made = current.assessment
    return {
        "current": current,
        "earlier": earlier,
        "pending": pending_assessment(current, case.message),
        "assessment": made,
        "reasons": opening_reasons(case, case.community.desk),
        **priority_parts(case, made),
        **score_parts(made),
        "language": language_name(made.language) if made else "",
        "versions": guidelines_found(current.findings),
    }


def priority_parts(case: Case, made: Assessment | None) -> dict[str, Any]:
    """The priority with its account."""
    account = account_of_case(made.terms, case.priority, case.opened_for) if made else []
    # What a text was judged at, or with a crowd below it what its case stands at.
    is_raised = made is not None and len(account) > len(made.terms)
    summed = made.priority if made and not is_raised else case.priority
    return {"entries": priority_account(account), "summed": summed, "band": priority_band(summed)}


def score_parts(made: Assessment | None) -> dict[str, Any]:
    """The sentiment's figures, or nothing when there is no score."""
    if made is None or made.compound is None:
        return {}
    band = band_of(made.engine, made.compound)
    return {
        "needle": sentiment_needle(made.compound, band),
        "mood": band,
        "sentiment": signed(made.compound),
        "movers": moving_words(made),
        "characters_scored": f"{CHARACTERS_SCORED:,}",
        "emoji_scored": EMOJI_SCORED,
    }
