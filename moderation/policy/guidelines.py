"""Rule sets, compiled from guidelines once and applied to many messages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from moderation.policy.checks import CHECKS
from moderation.policy.checks.passage import Passage, make_passage
from moderation.policy.composed.line import items_of, read_line
from moderation.policy.composed.told import inner_rules
from moderation.policy.composed.values import Fact
from moderation.policy.likeness import ABUSE
from moderation.policy.looks import Looks, OwnedLook, Seen
from moderation.policy.matching import BadPattern
from moderation.policy.reading import Reading, read_text
from moderation.policy.values import Facts, Guideline, Part, Rule, Sentiment
from moderation.policy.vocabulary import NO_WORDS, Vocabulary
from moderation.policy.wording import vocabulary_of

LONGEST_LABEL = 200


class Scored(NamedTuple):
    """A message's facts, sentiment and language, as the checks get them."""

    facts: Facts
    sentiment: Sentiment | None
    language: str
    reading: Reading | None = None


@dataclass(frozen=True)
class RuleSet:
    """Compiled guidelines without state, safe to share between threads."""

    guidelines: tuple[Guideline, ...]
    looks: Looks
    vocabulary: Vocabulary = NO_WORDS

    @cached_property
    def knows_abuse(self) -> bool:
        """Tell whether a rule asks how much texts read like abuse, so that they are ranked by it too."""
        return any(
            rule.kind == "likeness" and rule.pattern.startswith(ABUSE)
            for guideline in self.guidelines
            for written in guideline.rules
            for rule in inner_rules(written)
        )

    @cached_property
    def facts_asked(self) -> frozenset[str]:
        """The names of the facts that composed rules ask for."""
        lines = [rule.pattern for guideline in self.guidelines for rule in guideline.rules if rule.kind == "composed"]
        leaves = [leaf for line in lines for leaf in items_of(read_line(line))]
        return frozenset(leaf.name for leaf in leaves if isinstance(leaf, Fact))

    def findings(self, facts: Facts, sentiment: Sentiment | None, language: str) -> Seen:
        """Return the findings in a message, and the unknown facts that rules needed.

        Findings in the title come first, then by place.
        """
        return self.findings_of([Scored(facts, sentiment, language)])[0]

    def findings_of(self, batch: Sequence[Scored]) -> list[Seen]:
        """Return the findings of a batch of messages.

        A batch costs less than its messages one by one.
        """
        seen = [Seen([], []) for _ in batch]
        self.looks.over(passages_of(batch, self.vocabulary), seen)
        for findings, _ in seen:
            findings.sort(key=lambda f: (f.part is Part.TEXT, f.start, f.end, -f.severity))
        return seen


def passages_of(batch: Sequence[Scored], vocabulary: Vocabulary) -> list[Passage]:
    return [
        make_passage(
            reading,
            part,
            number,
            each.facts,
            sentiment=each.sentiment,
            language=each.language,
            vocabulary=vocabulary,
        )
        for number, each in enumerate(batch)
        for part, reading in readings_of(each)
    ]


def readings_of(each: Scored) -> Iterator[tuple[Part, Reading]]:
    if each.facts.title:
        yield Part.TITLE, read_text(each.facts.title)
    if each.facts.text:
        is_read = each.reading is not None and each.reading.original == each.facts.text
        yield Part.TEXT, each.reading if each.reading and is_read else read_text(each.facts.text)


def compile_rules(guidelines: Iterable[Guideline]) -> RuleSet:
    """Compile guidelines.

    Raises BadPattern.
    """
    kept = tuple(guidelines)
    # All rules of a kind look together, in one pass over a text.
    kinds: dict[str, list[tuple[Guideline, Rule]]] = {}
    for guideline in kept:
        for rule in guideline.rules:
            kinds.setdefault(rule.kind, []).append((guideline, rule))
    looks = Looks([compiled(kind, owned) for kind, owned in kinds.items()])
    return RuleSet(kept, looks, vocabulary_of(tuple(rule for guideline in kept for rule in guideline.rules)))


def compiled(kind: str, owned: list[tuple[Guideline, Rule]]) -> OwnedLook:
    if kind not in CHECKS:
        # A rule that cannot be used must not silently find nothing.
        raise BadPattern(f"There is no check named {kind}.")
    look = CHECKS[kind].prepare([rule.pattern for _, rule in owned])
    return OwnedLook(look, tuple((guideline, named(rule)) for guideline, rule in owned))


def named(rule: Rule) -> str:
    label = f"{rule.kind}: {rule.pattern}" if rule.pattern else rule.kind
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def problems(guideline: Guideline) -> list[str]:
    """Return the faults of a guideline's rules as sentences for a form."""
    found = []
    for rule in guideline.rules:
        try:
            compiled(rule.kind, [(guideline, rule)])
        except BadPattern as problem:
            found.append(str(problem))
    return found
