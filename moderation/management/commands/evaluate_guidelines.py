"""Measures how well guidelines find what people labelled."""

import json
from argparse import ArgumentParser
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation.guidelines import publishing
from moderation.guidelines.measuring import NotJudgedError, figures_by_group, figures_of, judge_labelled
from moderation.guidelines.spans import span_figures
from moderation.management.commands.check_texts import find_by_slug, rules_in_force
from moderation.management.labelled_texts import labelled_texts, positive_labels, read_lines
from moderation.policy.checks.numbering import regions_of_zone
from moderation.policy.guidelines import RuleSet, compile_rules
from moderation.policy.judge import STANDARD
from moderation.policy.sentiment import Engine
from moderation.policy.starter import KINDS, starter_for
from moderation.policy.values import Thresholds

FIGURES = ("n", "precision", "recall", "f1", "macro_f1", "auc", "positive_accuracy", "negative_accuracy")
SPAN_FIGURES = ("n", "found", "recall", "precision")
Row = tuple[str, dict[str, Any]]


class Command(BaseCommand):
    help = "Measure how well guidelines find what people labelled in files of texts; nothing is stored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE", help="JSON lines: docs/quality.md tells the fields")
        parser.add_argument("--category", required=True, help="the categories of findings that count, with commas")
        parser.add_argument("--positive", nargs="+", metavar="LABEL", help="the labels that count as positive")
        parser.add_argument("--spans", action="store_true", help="count the marked personal data that was found too")
        rules = parser.add_mutually_exclusive_group()
        rules.add_argument("--community", help="use this community's rule set; without it, the starter guidelines")
        rules.add_argument("--kind", choices=KINDS, default="brand", help="whose starter guidelines")
        parser.add_argument("--by", metavar="FIELD", help="tell the figures by this field of the lines besides")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *, files: list[str], **options: Any) -> None:
        rules, thresholds, engine, usual = rules_for(options["community"], options["kind"])
        categories = {each.strip() for each in options["category"].split(",")} - {""}
        self.warn("no guideline has the category", categories - {each.category for each in rules.guidelines})
        lines = read_lines(files, usual, by=options["by"], with_spans=options["spans"])
        met = {line.label for line in lines}
        positive = positive_labels(met, options["positive"])
        self.warn("no line has the label", positive - met)
        try:
            texts = labelled_texts(lines, positive)
            outcomes = list(judge_labelled(texts, rules, thresholds, categories, engine))
        except NotJudgedError as fault:
            raise CommandError(str(fault)) from None
        measured = figures_of(outcomes)
        if options["by"]:
            measured["by"] = figures_by_group(outcomes)
        if options["spans"]:
            measured["spans"] = span_figures((each.text.spans, each.findings) for each in outcomes)
        self.stdout.write(json.dumps(measured, indent=2) if options["json"] else "\n".join(tables_of(measured)))

    def warn(self, problem: str, names: Collection[str]) -> None:
        for name in sorted(names):
            self.stderr.write(f"Warning: {problem} {name}.")


def rules_for(slug: str | None, kind: str) -> tuple[RuleSet, Thresholds, Engine, dict[str, Any]]:
    """Return the rules, from when on they open a case, the engine, and the facts of texts that do not say theirs."""
    community = find_by_slug(slug)
    if community is None:
        return compile_rules(starter_for(kind)), Thresholds(), STANDARD, {"channel_language": "en"}
    rules, _ = rules_in_force(community)
    in_force = publishing.current_rule_sets([community.pk])[community.pk]
    language, regions = (community.languages or [""])[0] or "en", regions_of_zone(community.time_zone)
    return rules, in_force.thresholds, in_force.engine, {"channel_language": language, "regions": regions}


def tables_of(measured: dict[str, Any]) -> Iterator[str]:
    groups = [("all", measured), *measured.get("by", {}).items()]
    yield from table(FIGURES, [row for group, figures in groups for row in rows_of(group, figures)])
    if "spans" in measured:
        yield ""
        yield from table(SPAN_FIGURES, list(measured["spans"].items()))


def rows_of(group: str, figures: dict[str, Any]) -> Iterator[Row]:
    yield group, figures
    yield f"{group}, cases", figures["cases"]


def table(columns: Iterable[str], rows: list[Row]) -> Iterator[str]:
    widths = {name: max(len(name), 7) for name in columns}
    first = max((len(name) for name, _ in rows), default=0)
    yield " " * first + "".join(f"  {name:>{width}}" for name, width in widths.items())
    for name, figures in rows:
        cells = (f"  {cell(figures.get(column)):>{width}}" for column, width in widths.items())
        yield f"{name:<{first}}{''.join(cells)}"


def cell(figure: float | None) -> str:
    if isinstance(figure, int):
        return f"{figure:,}"
    return "-" if figure is None else f"{figure:.3f}"
