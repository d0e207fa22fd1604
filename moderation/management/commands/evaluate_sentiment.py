"""Measures the sentiment engines on texts that people labelled or rated."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from moderation.guidelines.moods import measure_engine
from moderation.management.labelled_moods import corrected_moods, read_moods
from moderation.policy.sentiment import ENGINES

LINE = (
    "{engine}: n {n:,}, accuracy {accuracy}, macro F1 {macro_f1}, "
    "negatives shown positive {negatives_shown_positive}, r {r}"
)


class Command(BaseCommand):
    help = "Measure the sentiment engines on texts with a label or a rating; nothing is stored."

    def add_arguments(self, parser: ArgumentParser) -> None:
        of = parser.add_mutually_exclusive_group(required=True)
        of.add_argument("file", nargs="?", help="JSON lines with a text, and a label or a rating: docs/quality.md")
        of.add_argument("--community", help="the texts whose mood people corrected on cases of this community")
        parser.add_argument("--json", action="store_true", help="print one JSON object a line, one for each engine")

    def handle(self, *, file: str | None, community: str | None, **options: Any) -> None:
        texts = read_moods(file) if file else corrected_moods(community)
        for engine in ENGINES:
            measured = measure_engine(engine, texts)
            self.stdout.write(json.dumps(measured) if options["json"] else LINE.format(**measured))
