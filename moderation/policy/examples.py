"""Examples of a guideline as tests: what it must find, and what it must not."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from moderation.policy.guidelines import RuleSet
from moderation.policy.judge import judge_batch
from moderation.policy.values import Facts, Finding, Guideline, Thresholds


class Tried(NamedTuple):
    """An example, whether something must be found in it, and what was."""

    text: str
    must: bool
    found: Sequence[Finding]

    @property
    def is_kept(self) -> bool:
        return bool(self.found) == self.must


def try_examples(guideline: Guideline, rules: RuleSet, language: str) -> list[Tried]:
    """Try a guideline's examples on its own rules. Words that are only mentioned are no finding."""
    said = [(text, True) for text in guideline.must_find] + [(text, False) for text in guideline.must_not_find]
    found = findings_in([text for text, _ in said], rules, language)
    return [Tried(text, must, some) for (text, must), some in zip(said, found, strict=True)]


def findings_in(texts: Sequence[str], rules: RuleSet, language: str) -> list[list[Finding]]:
    """Return the findings in each text that are no frame.

    Raises the fault of a text that cannot be judged.
    """
    judged = judge_batch([Facts(text, channel_language=language) for text in texts], rules, Thresholds())
    for each in judged:
        if isinstance(each, Exception):
            raise each
    return [[found for found in each.findings if not found.frame] for each in judged if not isinstance(each, Exception)]


def share_disguised(
    texts: Sequence[str], rules: RuleSet, language: str, tricks: Iterable[Callable[[str], str]]
) -> float | None:
    """Return the share of disguised examples in which something is found, of those in which it is found clean."""
    clean = [text for text, found in zip(texts, findings_in(texts, rules, language), strict=True) if found]
    disguised = [trick(text) for trick in tricks for text in clean]
    if not disguised:
        return None
    return sum(map(bool, findings_in(disguised, rules, language))) / len(disguised)
