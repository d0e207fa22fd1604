"""Import messages from a file or standard input."""

import json
import os
import stat
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict
from io import BufferedReader
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from community.channels import (
    Unknown,
    find_channel,
    find_community,
    make_channel,
    make_community,
    source_of_server,
    unknown_channel,
    unknown_community,
)
from community.db import disk
from community.files.fields import USUAL_NAMES
from community.files.lines import Unreadable
from community.imports import runs
from community.imports.runs import Reading, Sense
from community.ingest import Counts, Overtaken, pass_over
from community.models import Channel, Community, ImportRun
from community.records import Record
from moderation.assessments import intake
from moderation.assessments.foretelling import Foretelling
from moderation.guidelines import publishing
from moderation.management.progress import Progress
from moderation.management.reading import add_reading_options, open_source, sense_of_options

REFUSED = 2
INTERRUPTED = 130
OVERTAKEN = "Another process is importing this file into this channel, or takes it back; this one stops."
BROKEN_OFF = "Interrupted: what was stored stays, and importing the same file again goes on from there."
GOES_ON = "With room again, importing the same file goes on from there."


class Command(BaseCommand):
    help = (
        "Import messages from CSV or JSON Lines, packed with gzip or not. A file imported again changes only what "
        "changed in it; an import that was broken off goes on where it was. Fields: " + ", ".join(USUAL_NAMES) + "."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", help="a file, or - for standard input")
        parser.add_argument("--community", required=True)
        parser.add_argument("--channel", required=True)
        parser.add_argument("--create", action="store_true", help="make the community or channel if it is missing")
        parser.add_argument("--history", action="store_true", help="score and count, but open no cases")
        add_reading_options(parser, zone="the community's")
        parser.add_argument("--dry-run", action="store_true", help="read and count, store nothing")
        parser.add_argument("--json", action="store_true", help="end with the counts as one JSON object")
        parser.add_argument("--batch", type=int, default=runs.BATCH, help="records in one transaction")

    def handle(self, **options: Any) -> None:
        started = time.monotonic()
        try:
            with open_source(options["path"]) as file, disk.watch_full_disk(lambda: "Nothing was stored."):
                run, counts = self.read(file, options)
        except (Unreadable, Unknown, disk.NoRoom) as reason:
            raise CommandError(str(reason), returncode=REFUSED) from reason
        except Overtaken as overtaken:
            raise CommandError(OVERTAKEN, returncode=REFUSED) from overtaken
        except KeyboardInterrupt:
            self.stderr.write(BROKEN_OFF)
            # As a shell reports a command that Ctrl-C ended.
            sys.exit(INTERRUPTED)
        report = {"run": run, **counts, "seconds": round(time.monotonic() - started, 3)}
        self.stdout.write(json.dumps(report) if options["json"] else counts_in_words(report))

    def read(self, file: BufferedReader, options: dict[str, Any]) -> tuple[int | None, dict[str, Any]]:
        """Return the key of the run, if there is one, and its counts."""
        community = find_community(options["community"])
        channel = find_channel(community, options["channel"]) if community else None
        if not (channel or options["create"]):
            raise (
                unknown_channel(community, options["channel"]) if community else unknown_community(options["community"])
            )
        sense = what_is_read(community, options)
        reading = sense.of(options["path"], hash_unless_stream(file))
        unfinished = runs.broken_off_run(channel, reading) if channel else None
        # Times are checked against the start of the run, also after it was broken off.
        begun_at = unfinished.started_at if unfinished else timezone.now()
        opened = sense.open(file, begun_at)
        found = opened.records
        # A script reads the counts from the standard output.
        (self.stderr if options["json"] else self.stdout).write(opened.said)
        with Progress(file) as progress:
            if options["dry_run"]:
                return None, self.rehearse(community, channel, found, reading, progress)
            # Nothing is created before the head of the file has proved to be readable.
            run = runs.begin_run(channel or make_missing(community, options, opened.source_key), reading, begun_at)
            self.carry_out(run, found, reading, progress, options["batch"])
        return run.pk, {name: getattr(run, name) for name in asdict(Counts())}

    def rehearse(
        self,
        community: Community | None,
        channel: Channel | None,
        found: Iterator[Record],
        reading: Reading,
        progress: Progress,
    ) -> dict[str, Any]:
        settled = runs.settled_runs(channel, reading) if channel else set()
        # The guidelines of a community that is missing are not known.
        told = Foretelling(community, channel, timezone.now()) if community and not reading.is_history else None
        on_new = told.add if told else pass_over
        counts = runs.rehearse_all(channel, found, settled=settled, on_batch=progress.move, on_new=on_new)
        return asdict(counts) | (told.told() if told else {})

    def carry_out(
        self, run: ImportRun, found: Iterator[Record], reading: Reading, progress: Progress, size: int
    ) -> None:
        try:
            with disk.watch_full_disk(lambda: f"{said_before(run)} {GOES_ON}"):
                runs.store_records(
                    run,
                    found,
                    settled=runs.settled_runs(run.channel, reading),
                    on_stored=intake.stored,
                    on_batch=progress.move,
                    size=size,
                )
        except Unreadable as fault:
            raise Unreadable(f"{fault} {said_before(run)}") from fault


def said_before(run: ImportRun) -> str:
    return f"The {run.read:,} records before that are stored (run {run.pk})."


def what_is_read(community: Community | None, options: dict[str, Any]) -> Sense:
    return sense_of_options(options, community.time_zone if community else "UTC", is_history=options["history"])


def hash_unless_stream(file: BufferedReader) -> str:
    """Hash a file, or return a blank for a stream.

    A stream cannot be read twice.
    """
    if not file.seekable() or not stat.S_ISREG(os.fstat(file.fileno()).st_mode) or file is sys.stdin.buffer:
        return ""
    return runs.hash_of_file(file)


@transaction.atomic
def make_missing(community: Community | None, options: dict[str, Any], source_key: str) -> Channel:
    """Create the missing channel, and its community where that is missing too.

    A new community starts with the starter guidelines in force. Channels of one server share their source.
    """
    if community is None:
        community = make_community(options["community"])
        publishing.install_starter_guidelines(community)
    return make_channel(community, options["channel"], source_of_server(community, source_key))


def counts_in_words(report: dict[str, Any]) -> str:
    names = ("created", "updated", "unchanged", "duplicate", "rejected", *(["skipped"] if report["skipped"] else []))
    counts = ", ".join(f"{report[name]:,} {name}" for name in names)
    read = f"{report['read']:,} records read in {report['seconds']:.1f} s: {counts}."
    if not report["run"]:
        return f"A rehearsal; nothing was stored. {read}{cases_in_words(report)}"
    why = f"\nWhy records were rejected: manage.py import_rejects {report['run']}" if report["rejected"] else ""
    return f"Run {report['run']}: {read}{why}"


def cases_in_words(report: dict[str, Any]) -> str:
    """Say how many cases a rehearsal foretells, and ask about history where most is old."""
    if "cases" not in report or not report["created"]:
        return ""
    about = "about " if report["cases_estimated"] else ""
    cases = f"{about}{report['cases']:,} {'case' if report['cases'] == 1 else 'cases'}"
    old, created = report["older_than_a_week"], report["created"]
    if not report["is_mostly_old"]:
        return f"\nIt would open {cases}."
    return f"\n{old:,} of {created:,} messages are older than a week; without --history they would open {cases}."
