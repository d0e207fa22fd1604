"""The share of findings that survives each disguise."""

from collections.abc import Iterator, Sequence

from moderation.guidelines import by_hand, more_tricks, tricks
from moderation.policy.guidelines import RuleSet, compile_rules
from moderation.policy.starter import STARTER
from moderation.policy.values import Facts

# What words break. A disguised number or link is another matter.
WORDED = {"hate-speech", "harassment", "rude-language", "threats", "legal-threat", "self-harm", "product-complaint"}
RULES = compile_rules(guideline for guideline in STARTER if guideline.key in WORDED)
TRICKS = tricks.TRICKS | more_tricks.TRICKS | by_hand.TRICKS


def found(rules: RuleSet, text: str) -> set[str]:
    """Return the guidelines of which something is found."""
    return {finding.guideline for finding in rules.findings(Facts(text), None, "en").findings}


def recalls(texts: Sequence[str], rules: RuleSet = RULES) -> Iterator[tuple[str, float]]:
    """Yield each trick with the share of findings in clean texts that are found in the disguised ones."""
    clean = [(text, found(rules, text)) for text in texts]
    total = sum(len(guidelines) for _, guidelines in clean)
    for name, trick in TRICKS.items():
        kept = sum(len(guidelines & found(rules, trick(text))) for text, guidelines in clean)
        yield name, kept / total
