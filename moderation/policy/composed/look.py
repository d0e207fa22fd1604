"""The check for composed rules: their parts look together, and each rule joins what they say."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from moderation.policy.checks.passage import Hit, Look, Passage, Prepare, Unknown
from moderation.policy.composed.evidence import Spoken, severity_of
from moderation.policy.composed.facts import FACTS, fact_in_words, holds
from moderation.policy.composed.kleene import Known, joined
from moderation.policy.composed.line import read_line
from moderation.policy.composed.places import Ground, stands_right
from moderation.policy.composed.values import Fact, Group, Join, Part
from moderation.policy.matching import BadPattern
from moderation.policy.values import Severity

MOST_REASONS = 4
Places = Mapping[int, Sequence[Hit]]


def composed(lines: Sequence[str], prepare: Mapping[str, Prepare]) -> Look:
    """Prepare composed rules over these checks.

    Raises BadPattern.
    """
    groups = [read_line(line) for line in lines]
    parts = Parts([part for group in groups for part in group.parts], prepare)
    # The number of each rule's first part among all parts.
    firsts = list(accumulate((len(group.parts) for group in groups), initial=0))[:-1]

    def look(passage: Passage) -> Iterator[Hit]:
        said = parts.over(passage)
        unknown: list[str] = []
        for number, (group, first) in enumerate(zip(groups, firsts, strict=True)):
            answer = Answer(passage, said, first)
            known = answer.of(group)
            if known is None:
                unknown += answer.missing
            elif known and (hit := answer.hit(number, group)):
                yield hit
        if unknown:
            raise Unknown(", ".join(dict.fromkeys(unknown)))

    return Look(look)


class Parts:
    """All parts of some rules, whose checks look at a passage once for all of them."""

    def __init__(self, parts: Sequence[Part], prepare: Mapping[str, Prepare]) -> None:
        self.parts = parts
        patterns: dict[str, list[str]] = {}
        self.owners: dict[str, list[int]] = {}
        for number, part in enumerate(parts):
            for rule in part.rules:
                if rule.kind not in prepare:
                    raise BadPattern(f"There is no check and no fact named {rule.kind}.")
                patterns.setdefault(rule.kind, []).append(rule.pattern)
                self.owners.setdefault(rule.kind, []).append(number)
        self.looks = {kind: prepare[kind](some) for kind, some in patterns.items()}

    def over(self, passage: Passage) -> dict[int, list[Hit] | str]:
        """Return what each part found, by its number, or the name of a fact that nobody knows."""
        said: dict[int, list[Hit] | str] = {}
        ground = Ground(passage)
        for kind, look in self.looks.items():
            owners = self.owners[kind]
            try:
                for hit in look.hits(passage):
                    number = owners[hit.number]
                    if stands_right(hit, self.parts[number], ground):
                        found = said.setdefault(number, [])
                        if isinstance(found, list):
                            found.append(hit)
            except Unknown as missing:
                said |= {number: str(missing) for number in owners if number not in said}
        return said


class Answer:
    """What one rule says of a passage, with what it says so by."""

    def __init__(self, passage: Passage, said: Mapping[int, list[Hit] | str], first: int) -> None:
        self.passage, self.said, self.next = passage, said, first
        self.spoken: list[Spoken] = []
        self.facts: list[Fact] = []
        self.missing: list[str] = []

    def of(self, item: Group | Part | Fact, *, counts: bool = True) -> Known:
        """Return whether an item holds. What must not be there speaks for nothing."""
        if isinstance(item, Group):
            counts = counts and item.join is not Join.NONE
            return joined(item.join, [self.of(each, counts=counts) for each in item.items], item.least)
        if isinstance(item, Fact):
            return self.of_fact(item, counts=counts)
        found, self.next = self.said.get(self.next, []), self.next + 1
        if isinstance(found, str):
            self.missing.append(found)
            return None
        if found and counts:
            self.spoken.append(Spoken(item, min(found, key=lambda hit: hit.start)))
        return bool(found)

    def of_fact(self, fact: Fact, *, counts: bool) -> Known:
        known = holds(fact, self.passage.facts, self.passage.language)
        if known is None:
            self.missing.append(FACTS[fact.name].missing)
        elif known and counts:
            self.facts.append(fact)
        return known

    def hit(self, number: int, group: Group) -> Hit | None:
        reasons = [each.hit.reason for each in self.spoken] + [f"{upper(fact_in_words(fact))}." for fact in self.facts]
        reason = " ".join(list(dict.fromkeys(reasons))[:MOST_REASONS])
        if not self.spoken:
            # Facts alone speak of the message, which has one place.
            return Hit(number, 0, len(self.passage.text), reason) if self.passage.is_whole else None
        first = self.spoken[0].hit
        severity = severity_of(self.spoken, Severity.CRITICAL) if group.is_weighed else None
        return Hit(number, first.start, first.end, reason, self.evidence(), severity)

    def evidence(self) -> tuple[str, ...]:
        """Return the words of each part, as people read them."""
        reading = self.passage.reading
        spans = [reading.read(each.hit.start, each.hit.end) for each in self.spoken]
        return tuple(dict.fromkeys(reading.text[start:end].lower() for start, end in spans))


def upper(words: str) -> str:
    return words[:1].upper() + words[1:]
