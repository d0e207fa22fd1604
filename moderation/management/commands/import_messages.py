"""Import messages from a file or standard input."""

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime
from io import BufferedReader
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser, OutputWrapper
from django.db import transaction
from django.utils import timezone

from community.channels import (
    Unknown,
    find_channel,
    find_community,
    make_channel,
    make_community,
    unknown_channel,
    unknown_community,
)
from community.db import disk
from community.files.fields import USUAL_NAMES
from community.files.lines import Unreadable
from community.imports import runs
from community.imports.look import look_through
from community.imports.runs import Reading, Sense
from community.imports.times import forms_of_options
from community.ingest import Counts, Overtaken
from community.ingest.warned import WarnedField, warnings_of, watched
from community.models import Channel, Community, ImportRun
from community.records import Record
from moderation.assessments import intake
from moderation.guidelines import publishing
from moderation.management.progress import Progress
from moderation.management.reading import add_reading_options, sense_of_options, tell_look
from moderation.management.spooling import is_stream, open_source

Warnings = dict[str, WarnedField]
REFUSED = 2
INTERRUPTED = 130
OVERTAKEN = "Another process is importing this file into this channel; this one stops."
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
        parser.add_argument("--staff-is-right", action="store_true", help="as many are staff as the file says")
        parser.add_argument("--dry-run", action="store_true", help="read and count, store nothing")
        parser.add_argument("--json", action="store_true", help="end with the counts as one JSON object")
        parser.add_argument("--batch", type=int, default=runs.BATCH, help="records in one transaction")

    def handle(self, **options: Any) -> None:
        started = time.monotonic()
        try:
            with open_source(options["path"]) as file, disk.watch_full_disk(lambda: "Nothing was stored."):
                run, counts, warned = self.read(file, options)
        except (Unreadable, Unknown, disk.NoRoom) as reason:
            raise CommandError(str(reason), returncode=REFUSED) from reason
        except Overtaken as overtaken:
            raise CommandError(OVERTAKEN, returncode=REFUSED) from overtaken
        except KeyboardInterrupt:
            self.stderr.write(BROKEN_OFF)
            # As a shell reports a command that Ctrl-C ended.
            sys.exit(INTERRUPTED)
        warnings = {field: each.count for field, each in warned.items()}
        report = {"run": run, **counts, "warnings": warnings, "seconds": round(time.monotonic() - started, 3)}
        self.stdout.write(json.dumps(report) if options["json"] else counts_in_words(report, warned))

    def read(self, file: BufferedReader, options: dict[str, Any]) -> tuple[int | None, dict[str, int], Warnings]:
        """Return the key of the run, if there is one, its counts and its warnings."""
        community = find_community(options["community"])
        channel = find_channel(community, options["channel"]) if community else None
        if not (channel or options["create"]):
            raise (
                unknown_channel(community, options["channel"]) if community else unknown_community(options["community"])
            )
        sense = what_is_read(community, options)
        reading = sense.of(options["path"], "" if is_stream(options["path"]) else runs.hash_of_file(file))
        # A script reads the counts from the standard output.
        out = self.stderr if options["json"] else self.stdout
        reading, now, records = begin_reading(file, sense, reading, channel, out)
        with Progress(file) as progress:
            if options["dry_run"]:
                settled = runs.settled_runs(channel, reading) if channel else set()
                warned: Warnings = {}
                counted = runs.rehearse_all(channel, watched(records, warned), settled=settled, on_batch=progress.move)
                return None, asdict(counted), warned
            # Nothing is created before the file has proved to be readable.
            run = runs.begin_run(channel or make_missing(community, options), reading, now)
            self.carry_out(run, records, reading, progress, options["batch"])
        return run.pk, {name: getattr(run, name) for name in asdict(Counts())}, warnings_of(run)

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


def begin_reading(
    file: BufferedReader, sense: Sense, reading: Reading, channel: Channel | None, out: OutputWrapper
) -> tuple[Reading, datetime, Iterator[Record]]:
    """Look through a file, and return its reading with the times settled, its moment and its records.

    A file that was begun or stored before is read as it was then. The moment of a run that goes on is its beginning,
    against which times are checked.
    """
    unfinished = runs.broken_off_run(channel, reading) if channel else None
    now = unfinished.started_at if unfinished else timezone.now()
    # Of a file that was stored before nothing new is stored, and half the time is saved.
    times = runs.times_before(channel, reading) if channel else None
    if is_new := times is None:
        before = runs.order_before(channel, reading) if channel else ""
        with Progress(file) as progress:
            look = look_through(file, sense, now, channel=channel, order_before=before, on_batch=progress.look)
        tell_look(look, out)
        times = look.times.as_options
    opened = sense.open(file, now, forms=forms_of_options(times))
    if not is_new:
        out.write(opened.said)
    return replace(reading, times=times), now, opened.records


def said_before(run: ImportRun) -> str:
    return f"The {run.read:,} records before that are stored (run {run.pk})."


def what_is_read(community: Community | None, options: dict[str, Any]) -> Sense:
    return sense_of_options(options, community.time_zone if community else "UTC", is_history=options["history"])


@transaction.atomic
def make_missing(community: Community | None, options: dict[str, Any]) -> Channel:
    """Create the missing channel, and its community where that is missing too.

    A new community starts with the starter guidelines in force.
    """
    if community is None:
        community = make_community(options["community"])
        publishing.install_starter_guidelines(community)
    return make_channel(community, options["channel"])


def counts_in_words(report: dict[str, Any], warned: Warnings) -> str:
    names = ("created", "updated", "unchanged", "duplicate", "rejected", *(["skipped"] if report["skipped"] else []))
    counts = ", ".join(f"{report[name]:,} {name}" for name in names)
    read = f"{report['read']:,} records read in {report['seconds']:.1f} s: {counts}."
    if warned:
        fields = "; ".join(f"{each.count:,} of {field} (such as {each.sample})" for field, each in warned.items())
        read = f"{read}\nValues left unknown: {fields}."
    if not report["run"]:
        return f"A rehearsal; nothing was stored. {read}"
    why = f"\nWhy records were rejected: manage.py import_rejects {report['run']}" if report["rejected"] else ""
    return f"Run {report['run']}: {read}{why}"
