"""The compiled checks of a rule set, applied to batches of passages."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from moderation.policy.checks.passage import Hit, Look, Passage, Unknown
from moderation.policy.matching import MOST_HITS, Sieve
from moderation.policy.values import Finding, Guideline

Owner = tuple[Guideline, str]


class Seen(NamedTuple):
    """Findings of a message, and the unknown facts that rules needed."""

    findings: list[Finding]
    unknown: list[str]


class OwnedLook(NamedTuple):
    """One check, with the guideline and the label of each of its rules."""

    look: Look
    owners: tuple[Owner, ...]

    def over(self, passages: Sequence[Passage], seen: Sequence[Seen]) -> None:
        """Add this check's findings, at most a few for a rule and message."""
        hits_in, owners = self.look.hits, self.owners
        times: Counter[tuple[int, int]] = Counter()
        for passage in passages:
            number = passage.message
            try:
                for hit in hits_in(passage):
                    times[number, hit.number] += 1
                    if times[number, hit.number] <= MOST_HITS:
                        seen[number].findings.append(finding(passage, hit, owners[hit.number]))
            except Unknown as missing:
                seen[number].unknown.append(str(missing))


class Looks:
    """All checks of a rule set."""

    def __init__(self, each: Sequence[OwnedLook]) -> None:
        self.each = tuple(each)
        # Few texts have anything to find, and one pass over a text tells most checks so.
        self._sieve = Sieve([sign for owned in each for sign in owned.look.signs])
        self._of_sign = [number for number, owned in enumerate(each) for _ in owned.look.signs]

    def over(self, passages: Sequence[Passage], seen: Sequence[Seen]) -> None:
        # Check by check instead of passage by passage, because the processor's cache then holds what a check needs.
        for owned, some in zip(self.each, self._worth_a_look(passages), strict=True):
            owned.over(some, seen)

    def _worth_a_look(self, passages: Sequence[Passage]) -> list[Sequence[Passage]]:
        """Return for each check the passages in which one of its signs occurs.

        A check without signs gets all passages.
        """
        with_signs: list[list[Passage]] = [[] for _ in self.each]
        for passage in passages:
            # A check may look at any of the readings, so a sign in one of them is enough.
            for number in {self._of_sign[sign] for text in passage.texts for sign in self._sieve.occurring(text)}:
                with_signs[number].append(passage)
        return [some if owned.look.signs else passages for owned, some in zip(self.each, with_signs, strict=True)]


def finding(passage: Passage, hit: Hit, owner: Owner) -> Finding:
    guideline, rule = owner
    return Finding(
        guideline=guideline.key,
        name=guideline.name,
        category=guideline.category,
        severity=guideline.severity if hit.severity is None else min(hit.severity, guideline.severity),
        start=hit.start,
        end=hit.end,
        excerpt=passage.text[hit.start : hit.end],
        rule=rule,
        reason=hit.reason,
        part=passage.part,
        evidence=hit.evidence,
    )
