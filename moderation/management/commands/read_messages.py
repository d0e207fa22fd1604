"""Show what the records of a file would become, without storing anything."""

import json
import time
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from community.channels import Unknown
from community.files.lines import Unreadable
from community.files.previewed import printed
from community.imports.look import look_through
from community.message_lines import message_line
from community.records import RawMessage, Record, Reject
from moderation.management.reading import add_reading_options, sense_of_options, tell_look
from moderation.management.spooling import open_source

REFUSED = 2
# Records and characters of a text that are shown to people.
SHOWN, WIDEST = 20, 60
MARKS = {"from_staff": "staff", "automated": "bot", "internal": "note", "deleted": "deleted"}
PLACES = {"conversation_id": "in", "parent_id": "to"}


class Command(BaseCommand):
    help = "Show what the records of a file would become. Stores nothing and needs no community."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", help="a file, or - for standard input")
        add_reading_options(parser, zone="UTC")
        parser.add_argument("--json", action="store_true", help="every record as a JSON line, not the first in a table")

    def handle(self, **options: Any) -> None:
        started, counts, warned = time.monotonic(), Counter[str](), Counter[str]()
        try:
            with open_source(options["path"]) as file:
                sense, now = sense_of_options(options, "UTC"), timezone.now()
                look = look_through(file, sense, now, keeps=True)
                tell_look(look, self.stderr, only=("dates",))
                for record in look.records(file, sense, now):
                    name, line = line_of(record)
                    counts[name] += 1
                    if isinstance(record, RawMessage):
                        warned.update(each.field for each in record.warnings)
                    if options["json"]:
                        self.stdout.write(json.dumps(line, ensure_ascii=False))
                    elif counts.total() <= SHOWN:
                        self.stdout.write(row_of(line))
        except (Unreadable, Unknown) as reason:
            raise CommandError(str(reason), returncode=REFUSED) from reason
        if not options["json"]:
            self.stdout.write(in_words(counts))
            return
        names = ("created", "updated", "unchanged", "duplicate", "rejected", "skipped")
        report = {"run": None, "read": counts.total(), **{name: counts[name] for name in names}}
        self.stdout.write(json.dumps(report | {"warnings": warned, "seconds": round(time.monotonic() - started, 3)}))


def line_of(record: Record) -> tuple[str, dict[str, object]]:
    """Return the count that a record belongs to, and what is printed of it."""
    if isinstance(record, RawMessage):
        return "created", message_line(record)
    if isinstance(record, Reject):
        return "rejected", {"line": record.line, "rejected": record.reason}
    return "skipped", {"line": record.line, "skipped": record.reason}


def row_of(line: dict[str, object]) -> str:
    """Print a record as a row for people."""
    for what in ("rejected", "skipped"):
        if reason := line.get(what):
            return f"{what.upper():<20}  line {line['line']}: {reason}"
    when = str(line["posted_at"] or "no time")[:19].replace("T", " ")
    marks = [mark for name, mark in MARKS.items() if line[name]]
    who = " ".join([str(line["author_name"] or line["author_id"] or "unknown"), *(f"({mark})" for mark in marks)])
    where = " ".join(f"{name} {line[key]}" for key, name in PLACES.items() if line[key])
    words = printed(line["text"] or line["title"] or (f"{line['rating']:g} stars" if line["rating"] else ""))
    return f"{when:<20}  {printed(who)[:28]:<28}  {words[:WIDEST]}{f'  [{printed(where)}]' if where else ''}".rstrip()


def in_words(counts: Counter[str]) -> str:
    more = f" The first {SHOWN} are shown; --json shows all." if counts.total() > SHOWN else ""
    said = f"{counts['created']:,} messages, {counts['rejected']:,} rejected, {counts['skipped']:,} skipped"
    return f"{counts.total():,} records: {said}.{more}"
