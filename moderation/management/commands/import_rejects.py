"""List the records that an import rejected."""

import csv
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from community.imports.rejects import in_order, original_text, rejects_table
from community.models import ImportRun
from moderation.management.piped import while_somebody_reads

SHOWN = 160


class Command(BaseCommand):
    help = "List the records that an import run rejected."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("run", type=int, help="the number of the run, as import_messages prints it")
        parser.add_argument("--csv", action="store_true", help="everything, as a table for a spreadsheet")

    def handle(self, run: int, **options: Any) -> None:
        found = ImportRun.objects.filter(pk=run).first()
        if not found:
            raise CommandError(f"There is no import run {run}.", returncode=2)
        with while_somebody_reads():
            if options["csv"]:
                csv.writer(self.stdout).writerows(rejects_table(found))
            else:
                self.list(found)

    def list(self, run: ImportRun) -> None:
        for reject in in_order(run):
            self.stdout.write(f"{reject}\n    {printable_text(original_text(reject)[:SHOWN])}")
        self.stdout.write(f"{run}: {run.rejected:,} of {run.read:,} records rejected.")


def printable_text(text: str) -> str:
    """Escape what could move a terminal's cursor or colour it."""
    return "".join(mark if mark.isprintable() else ascii(mark)[1:-1] for mark in text)
