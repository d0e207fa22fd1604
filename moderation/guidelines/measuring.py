"""Measure guidelines on texts that people labelled: how often they find what they should, and nothing else."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from moderation.guidelines.spans import GoldSpan
from moderation.policy.evaluation import Confusion, area_under_curve, confusion_of, rounded
from moderation.policy.guidelines import RuleSet
from moderation.policy.judge import STANDARD, judge_batch
from moderation.policy.sentiment import Engine
from moderation.policy.values import Facts, Finding, Judgement, Opening, Thresholds

BATCH = 500


class NotJudgedError(Exception):
    """A text that could not be judged, with its place and the reason."""


@dataclass(frozen=True, slots=True)
class LabelledText:
    """A text with what people said of it.

    `place` is its file and line, and `group` its value of the field that figures are told apart by.
    """

    place: str
    facts: Facts
    positive: bool
    group: str = ""
    spans: tuple[GoldSpan, ...] = ()


class Outcome(NamedTuple):
    """What a judgement says of a labelled text, in the categories that are measured."""

    text: LabelledText
    findings: tuple[Finding, ...]
    opened: bool
    priority: int

    @property
    def called(self) -> bool:
        return bool(self.findings)


def judge_labelled(
    texts: Sequence[LabelledText],
    rules: RuleSet,
    thresholds: Thresholds,
    categories: Collection[str],
    engine: Engine = STANDARD,
) -> Iterator[Outcome]:
    """Yield what the rules say of each text in order.

    Raises NotJudgedError.
    """
    for start in range(0, len(texts), BATCH):
        batch = texts[start : start + BATCH]
        judgements = judge_batch([text.facts for text in batch], rules, thresholds, engine)
        for text, judgement in zip(batch, judgements, strict=True):
            if isinstance(judgement, Exception):
                raise NotJudgedError(f"{text.place}: this text could not be checked: {type(judgement).__name__}.")
            yield outcome_of(text, judgement, categories)


def outcome_of(text: LabelledText, judgement: Judgement, categories: Collection[str]) -> Outcome:
    findings = tuple(each for each in judgement.findings if each.category in categories and not each.frame)
    opened = bool(findings) and Opening.FINDING in judgement.openings
    return Outcome(text, findings, opened, judgement.priority)


def figures_by_group(outcomes: Iterable[Outcome]) -> dict[str, dict[str, Any]]:
    """Return the figures of the texts of each group, by its name in order."""
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        groups.setdefault(outcome.text.group, []).append(outcome)
    return {group: figures_of(groups[group]) for group in sorted(groups)}


def figures_of(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return how right the findings were, and under "cases" how right the cases that they open."""
    findings = confusion_of((each.text.positive, each.called) for each in outcomes)
    cases = confusion_of((each.text.positive, each.opened) for each in outcomes)
    area = area_under_curve((each.text.positive, each.priority) for each in outcomes)
    told = {"n": len(outcomes)} | told_confusion(findings)
    return told | {"auc": rounded(area), "cases": told_confusion(cases)}


def told_confusion(counts: Confusion) -> dict[str, float | None]:
    return {
        "precision": rounded(counts.precision),
        "recall": rounded(counts.recall),
        "f1": rounded(counts.f1),
        "macro_f1": rounded(counts.macro_f1),
        "positive_accuracy": rounded(counts.recall),
        "negative_accuracy": rounded(counts.specificity),
    }
