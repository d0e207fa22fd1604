"""Show what the records of a file would become, without storing anything."""

import json
import time
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from community.channels import Unknown
from community.files.lines import Unreadable
from community.message_lines import message_line
from community.records import RawMessage, Record, Reject
from moderation.management.reading import add_reading_options, open_source, sense_of_options

REFUSED = 2


class Command(BaseCommand):
    help = "Show what the records of a file would become, one JSON line each. Stores nothing and needs no community."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", help="a file, or - for standard input")
        add_reading_options(parser, zone="UTC")
        parser.add_argument("--json", action="store_true", help="JSON lines, which is also what comes without it")

    def handle(self, **options: Any) -> None:
        started, counts = time.monotonic(), Counter[str]()
        try:
            with open_source(options["path"]) as file:
                opened = sense_of_options(options, "UTC").open(file, timezone.now())
                self.stderr.write(opened.said)
                for record in opened.records:
                    name, line = line_of(record)
                    counts[name] += 1
                    self.stdout.write(json.dumps(line, ensure_ascii=False))
        except (Unreadable, Unknown) as reason:
            raise CommandError(str(reason), returncode=REFUSED) from reason
        names = ("created", "updated", "unchanged", "duplicate", "rejected", "skipped")
        report = {"run": None, "read": counts.total(), **{name: counts[name] for name in names}}
        self.stdout.write(json.dumps(report | {"seconds": round(time.monotonic() - started, 3)}))


def line_of(record: Record) -> tuple[str, dict[str, object]]:
    """Return the count that a record belongs to, and what is printed of it."""
    if isinstance(record, RawMessage):
        return "created", message_line(record)
    if isinstance(record, Reject):
        return "rejected", {"line": record.line, "rejected": record.reason}
    return "skipped", {"line": record.line, "skipped": record.reason}
