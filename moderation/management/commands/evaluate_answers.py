"""Measures whom staff messages are told to answer against a file that people labelled."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from moderation.answers.measuring import Measure, measure_scenes

LINE = "{name}: {n:,} messages, {answered:,} told, {wrong:,} wrong (precision {precision}), {asked:,} asked about"


class Command(BaseCommand):
    help = "Measure whom staff messages are told to answer, by the shape of their conversations, on a labelled file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", help="JSON lines, one conversation a line: docs/definitions.md tells the fields")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument("--mistakes", action="store_true", help="print each wrong one too")

    def handle(self, *, file: str, **options: Any) -> None:
        measures = measure_file(file)
        if options["json"]:
            self.stdout.write(json.dumps({name: each.as_json() for name, each in measures.items()}, indent=2))
            return
        for name, each in measures.items():
            self.stdout.write(LINE.format(name=name, **each.as_json()))
        for mistake in measures["all"].mistakes if options["mistakes"] else ():
            self.stdout.write(f"  {mistake}")


def measure_file(path: str) -> dict[str, Measure]:
    try:
        lines = Path(path).read_text().splitlines()
        return measure_scenes(map(json.loads, filter(str.strip, lines)))
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from None
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise CommandError(f"{path} is no file of labelled conversations: {error!r}.") from None
