"""Measure the project's promised figures in scratch databases.

Each figure stands beside the plain vaderSentiment loop.
"""

import argparse
import json
import signal
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from moderation.bench import scratch
from moderation.bench.figures import Report, table
from moderation.bench.sizes import FULL, QUICK, Sizes
from moderation.bench.stages import STAGES

MISSED = 1


class Command(BaseCommand):
    help = (
        "Measure the figures of docs/figures.md, in databases beside the configured one, whose rows are not touched. "
        "Ends with 1 when a figure misses what it must reach. Let nothing else run meanwhile."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--only", nargs="+", choices=STAGES, default=list(STAGES), metavar="STAGE", help=", ".join(STAGES)
        )
        parser.add_argument("--quick", action="store_true", help="small sizes: whether it works, not how fast it is")
        parser.add_argument("--corpus", default="", metavar="FILE.jsonl", help='texts to score, as "text" of objects')
        parser.add_argument("--json", action="store_true", help="end with one JSON object instead of the table")
        parser.add_argument("--inside", choices=STAGES, help=argparse.SUPPRESS)

    def handle(self, **options: Any) -> None:
        # SIGTERM unwinds like Ctrl-C, so that scratch databases are dropped.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        if options["corpus"] and not Path(options["corpus"]).is_file():
            raise CommandError(f"{options['corpus']} is not a file.")
        if options["inside"]:
            sizes = replace(QUICK if options["quick"] else FULL, corpus_file=options["corpus"])
            self.stdout.write(json.dumps(measure_inside(options["inside"], sizes).as_json()))
            return
        reports, failed = {}, []
        for name in options["only"]:
            self.stderr.write(f"Measuring {name} …")
            try:
                reports[name] = measure_stage(name, options)
            except scratch.Failed as failure:
                # The other stages go on, because a whole run takes a quarter of an hour.
                self.stderr.write(str(failure))
                failed.append(name)
        self.stdout.write((as_json if options["json"] else reports_in_words)(reports, failed))
        if failed or missed_figures(reports):
            sys.exit(MISSED)


def measure_stage(name: str, options: dict[str, Any]) -> Report:
    """Measure one stage in a child process.

    The scratch database is the child's configured one.
    """
    words = ["bench", "--inside", name, *(["--quick"] if options["quick"] else [])]
    if options["corpus"]:
        words += ["--corpus", str(Path(options["corpus"]).resolve())]
    return Report.of_json(scratch.run_inside(words, STAGES[name].databases))


def measure_inside(name: str, sizes: Sizes) -> Report:
    if not scratch.is_inside():
        raise CommandError("This fills the configured database, and that one is not a scratch database.")
    if STAGES[name].databases == 1:
        call_command("migrate", verbosity=0)
    return STAGES[name].measure(sizes)


def missed_figures(reports: dict[str, Report]) -> list[str]:
    return [f"{name}: {each.what}" for name, report in reports.items() for each in report.figures if each.is_missed]


def as_json(reports: dict[str, Report], failed: list[str]) -> str:
    about = {"database": connection.vendor, "at": timezone.now().isoformat(timespec="seconds")}
    stages = {name: report.as_json() for name, report in reports.items()}
    return json.dumps({**about, "stages": stages, "missed": missed_figures(reports), "failed": failed})


def reports_in_words(reports: dict[str, Report], failed: list[str]) -> str:
    about = f"Parley's figures on {connection.display_name}, {timezone.now():%-d %B %Y}; medians, in one run with REF."
    ends = {"Missed": missed_figures(reports), "Failed, so not measured": failed}
    end = " ".join(f"{how}: {', '.join(which)}." for how, which in ends.items() if which)
    return f"{about}\n\n{table(reports)}\n\n{end or 'Every figure is reached.'}"
