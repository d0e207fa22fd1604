"""Measure how much of the personal data that people marked is met by findings, and by findings of its own kind."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from moderation.policy.checks import CHECKS
from moderation.policy.evaluation import Range, overlapping, rounded, share
from moderation.policy.values import Finding, Part

# The kind of check behind each name that labelled files give to personal data.
CHECK_OF = {
    "EMAIL_ADDRESS": "email",
    "PHONE_NUMBER": "phone",
    "TELEPHONE_NUMBER": "phone",
    "CREDIT_CARD": "card",
    "CREDIT_CARD_NUMBER": "card",
    "IBAN_CODE": "iban",
    "IP_ADDRESS": "ip",
    "STREET_ADDRESS": "address",
}
PERSONAL = frozenset(kind for kind, check in CHECKS.items() if check.group == CHECKS["email"].group)


class GoldSpan(NamedTuple):
    """A passage that people marked as personal data of some kind."""

    kind: str
    range: Range


@dataclass(slots=True)
class SpanCount:
    """Counts of one kind of personal data.

    `n` passages were marked, `found` of them met a finding; `right` of `findings` met a marked passage.
    """

    n: int = 0
    found: int = 0
    findings: int = 0
    right: int = 0

    def as_json(self) -> dict[str, Any]:
        precision = rounded(share(self.right, self.findings))
        return {"n": self.n, "found": self.found, "recall": rounded(share(self.found, self.n)), "precision": precision}


def kind_of(name: str) -> str:
    """Return the kind of check behind a file's name of personal data, or the name where there is none."""
    kind = CHECK_OF.get(name.upper(), name.lower())
    return kind if kind in PERSONAL else name


def span_figures(texts: Iterable[tuple[Collection[GoldSpan], Iterable[Finding]]]) -> dict[str, dict[str, Any]]:
    """Return how much of each kind of personal data was found, by kind in order.

    A text is what people marked in it and what was found in it.
    """
    counts: dict[str, SpanCount] = {}
    for gold, findings in texts:
        count_text(counts, gold, ranges_by_check(findings))
    return {kind: counts[kind].as_json() for kind in sorted(counts)}


def count_text(counts: dict[str, SpanCount], gold: Collection[GoldSpan], found: dict[str, list[Range]]) -> None:
    everything = [each for ranges in found.values() for each in ranges]
    for kind in {span.kind for span in gold} | found.keys() & PERSONAL:
        marked = [span.range for span in gold if span.kind == kind]
        # What no check is made for may still be found by words or patterns.
        ours = found.get(kind, []) if kind in PERSONAL else everything
        count = counts.setdefault(kind, SpanCount())
        count.n += len(marked)
        count.found += overlapping(marked, ours)
        if kind in PERSONAL:
            count.findings += len(ours)
            count.right += overlapping(ours, marked)


def ranges_by_check(findings: Iterable[Finding]) -> dict[str, list[Range]]:
    ranges: dict[str, list[Range]] = {}
    for finding in findings:
        if finding.part is Part.TEXT:
            ranges.setdefault(finding.rule.partition(":")[0], []).append(Range(finding.start, finding.end))
    return ranges
