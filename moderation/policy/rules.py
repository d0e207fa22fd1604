"""A rule set: guidelines compiled once, then asked of many messages; every check looks and every reason is kept."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from moderation.policy.checks import CHECKS
from moderation.policy.checks.passage import Hit, Look, Passage, Unknown
from moderation.policy.matching import MOST_HITS, BadPattern
from moderation.policy.values import Facts, Finding, Guideline, Part, Rule, Sentiment

Owner = tuple[Guideline, str]
LONGEST_LABEL = 200
PARTS = {Part.TITLE: 0, Part.TEXT: 1}


@dataclass(frozen=True, slots=True)
class RuleSet:
    """Compiled guidelines; it holds no state of a message, so threads may share it."""

    guidelines: tuple[Guideline, ...]
    looks: tuple[tuple[Look, tuple[Owner, ...]], ...]

    def findings(self, facts: Facts, sentiment: Sentiment | None, language: str) -> tuple[list[Finding], list[str]]:
        """What the rules see, title first and by place, and the names of facts that a rule needed but nobody knows."""
        found: list[Finding] = []
        unknown: dict[str, None] = {}
        parts = ((Part.TITLE, facts.title), (Part.TEXT, facts.text))
        passages = [Passage(text, part, facts, sentiment, language) for part, text in parts if text]
        for look, owners in self.looks:
            seen: dict[int, int] = {}
            for passage in passages:
                try:
                    found += [finding(passage, hit, owners[hit.number]) for hit in first_few(look(passage), seen)]
                except Unknown as missing:
                    unknown[str(missing)] = None
        found.sort(key=lambda f: (PARTS[f.part], f.start, f.end, -f.severity))
        return found, list(unknown)


def first_few(hits: Iterable[Hit], seen: dict[int, int]) -> Iterator[Hit]:
    for hit in hits:
        seen[hit.number] = seen.get(hit.number, 0) + 1
        if seen[hit.number] <= MOST_HITS:
            yield hit


def finding(passage: Passage, hit: Hit, owner: Owner) -> Finding:
    guideline, rule = owner
    return Finding(
        guideline=guideline.key,
        name=guideline.name,
        category=guideline.category,
        severity=guideline.severity,
        start=hit.start,
        end=hit.end,
        excerpt=passage.text[hit.start : hit.end],
        rule=rule,
        reason=hit.reason,
        part=passage.part,
    )


def compile_rules(guidelines: Iterable[Guideline]) -> RuleSet:
    """Compiles guidelines, or raises BadPattern: a rule that cannot be used must never silently find nothing."""
    kept = tuple(guidelines)
    kinds: dict[str, list[tuple[Guideline, Rule]]] = {}
    for guideline in kept:
        for rule in guideline.rules:
            kinds.setdefault(rule.kind, []).append((guideline, rule))
    return RuleSet(kept, tuple(compiled(kind, owned) for kind, owned in kinds.items()))


def compiled(kind: str, owned: list[tuple[Guideline, Rule]]) -> tuple[Look, tuple[Owner, ...]]:
    if kind not in CHECKS:
        raise BadPattern(f"There is no check named {kind}.")
    look = CHECKS[kind]([rule.pattern for _, rule in owned])
    return look, tuple((guideline, named(rule)) for guideline, rule in owned)


def named(rule: Rule) -> str:
    label = f"{rule.kind}: {rule.pattern}" if rule.pattern else rule.kind
    return label if len(label) <= LONGEST_LABEL else f"{label[: LONGEST_LABEL - 1]}…"


def problems(guideline: Guideline) -> list[str]:
    """What is wrong with a guideline's rules, as sentences for a form; an empty list lets it be saved."""
    found = []
    for rule in guideline.rules:
        try:
            compiled(rule.kind, [(guideline, rule)])
        except BadPattern as problem:
            found.append(str(problem))
    return found
