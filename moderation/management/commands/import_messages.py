"""Import messages from a file or standard input."""

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import datetime
from io import BufferedReader
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand, CommandError, CommandParser, OutputWrapper
from django.db import transaction
from django.utils import timezone

from community.channels import (
    Unknown,
    find_channel,
    find_community,
    make_channel,
    make_community,
    source_of_file,
    unknown_channel,
    unknown_community,
)
from community.db import disk
from community.files.fields import USUAL_NAMES
from community.files.lines import Unreadable
from community.imports import runs
from community.imports.look import Only, look_through
from community.imports.runs import Reading, Sense
from community.imports.shares import Share, find_shares
from community.imports.times import forms_of_options
from community.ingest import Counts, Overtaken, pass_over
from community.ingest.warned import WarnedField, warnings_of, watched
from community.models import Channel, Community, ImportRun
from community.records import Record
from community.servers import other_server
from moderation.assessments import intake
from moderation.assessments.foretelling import Foretelling
from moderation.escalations.starter import install_starter_rules
from moderation.guidelines import publishing
from moderation.management.progress import Progress
from moderation.management.reading import add_reading_options, sense_of_options, tell_look
from moderation.management.spooling import is_stream, open_source

Warnings = dict[str, WarnedField]
REFUSED = 2
INTERRUPTED = 130
OVERTAKEN = "Another process is importing this file into this channel, or takes it back; this one stops."
BROKEN_OFF = "Interrupted: what was stored stays, and importing the same file again goes on from there."
SAME_PEOPLE = "Import it into another channel, or say with --same-people that they are the same."
GOES_ON = "With room again, importing the same file goes on from there."


class Command(BaseCommand):
    help = (
        "Import messages from CSV or JSON Lines, packed with gzip or not. A file imported again changes only what "
        "changed in it; an import that was broken off goes on where it was. Fields: " + ", ".join(USUAL_NAMES) + "."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", help="a file, or - for standard input")
        parser.add_argument("--community", required=True)
        where = parser.add_mutually_exclusive_group(required=True)
        where.add_argument("--channel")
        where.add_argument("--channel-from", default="", metavar="FIELD", help="one channel for each of its values")
        parser.add_argument("--create", action="store_true", help="make the community or channel if it is missing")
        parser.add_argument("--history", action="store_true", help="score and count, but open no cases")
        add_reading_options(parser, zone="the community's")
        parser.add_argument("--staff-is-right", action="store_true", help="as many are staff as the file says")
        parser.add_argument("--same-people", action="store_true", help="the channel is of another server than the file")
        parser.add_argument("--dry-run", action="store_true", help="read and count, store nothing")
        parser.add_argument("--json", action="store_true", help="end with the counts as one JSON object")
        parser.add_argument("--batch", type=int, default=runs.BATCH, help="records in one transaction")

    def handle(self, **options: Any) -> None:
        started = time.monotonic()
        try:
            with open_source(options["path"]) as file, disk.watch_full_disk(lambda: "Nothing was stored."):
                report = self.read_channels(file, options) if options["channel_from"] else self.read(file, options)
        except (Unreadable, Unknown, disk.NoRoom) as reason:
            raise CommandError(str(reason), returncode=REFUSED) from reason
        except Overtaken as overtaken:
            raise CommandError(OVERTAKEN, returncode=REFUSED) from overtaken
        except KeyboardInterrupt:
            self.stderr.write(BROKEN_OFF)
            # As a shell reports a command that Ctrl-C ended.
            sys.exit(INTERRUPTED)
        report["seconds"] = round(time.monotonic() - started, 3)
        if options["json"]:
            warnings = {field: each.count for field, each in report["warnings"].items()}
            self.stdout.write(json.dumps(report | {"warnings": warnings}))
        else:
            self.stdout.write(counts_in_words(report))

    def read_channels(self, file: BufferedReader, options: dict[str, Any]) -> dict[str, Any]:
        """Import what a file holds of each channel, and return the counts of each and their sums."""
        community, field = find_community(options["community"]), options["channel_from"]
        sense, now = what_is_read(community, options), timezone.now()
        look = look_through(file, sense, now, keeps=True)
        shares = find_shares(look.records(file, sense, now), field)
        if community and not options["create"]:
            # Before anything is stored in the others.
            for missing in (share.name for share in shares if not find_channel(community, share.name)):
                raise unknown_channel(community, missing)
        for there in filter(None, (find_channel(community, share.name) for share in shares) if community else ()):
            refuse_other_server(other_server(there, look.source_key), options)
        channels: dict[str, dict[str, Any]] = {}
        warned: Warnings = {}
        for share in shares:
            file.seek(0)
            slugs = [each.slug for each in shares]
            counts = self.read(file, options | {"channel": share.name, "share": share, "slugs": slugs})
            for name, each in counts.pop("warnings").items():
                warned.setdefault(name, WarnedField(0, each.sample)).count += each.count
            channels[share.slug] = counts
            if not options["json"]:
                self.stdout.write(f"{share.name}: {counts['created']:,} created of {counts['read']:,} read.")
        sums = {name: sum(counts[name] for counts in channels.values()) for name in asdict(Counts())}
        return {"run": None, "channels": channels, **sums, "warnings": warned}

    def read(self, file: BufferedReader, options: dict[str, Any]) -> dict[str, Any]:
        """Return the key of the run, if there is one, its counts and its warnings."""
        share: Share | None = options.get("share")
        community = find_community(options["community"])
        channel = find_channel(community, options["channel"]) if community else None
        if not (channel or options["create"]):
            raise (
                unknown_channel(community, options["channel"]) if community else unknown_community(options["community"])
            )
        sense = what_is_read(community, options)
        reading = sense.of(options["path"], "" if is_stream(options["path"]) else runs.hash_of_file(file))
        if share:
            reading = replace(reading, options=reading.options | {"channel": share.slug})
        # A script reads the counts from the standard output.
        out = self.stderr if options["json"] or (share and not share.is_first) else self.stdout
        begun = begin_reading(file, sense, reading, channel, out=out, only=only_of(share, options))
        refuse_other_server(begun.other_server, options)
        with Progress(begun.file) as progress:
            if options["dry_run"]:
                return {"run": None, **rehearse(community, channel, begun, progress)}
            # Nothing is created before the file has proved to be readable.
            made = channel or make_missing(community, options, begun.source_key)
            run = runs.begin_run(made, begun.reading, begun.now)
            self.carry_out(run, begun.records, begun.reading, progress, options["batch"])
        counts = {name: getattr(run, name) for name in asdict(Counts())}
        return {"run": run.pk, **counts, "warnings": warnings_of(run)}

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


class Begun(NamedTuple):
    """A file with its times settled, its moment and its records, and what they are read from."""

    reading: Reading
    now: datetime
    records: Iterator[Record]
    source_key: str
    file: BufferedReader
    other_server: str = ""


def begin_reading(
    file: BufferedReader,
    sense: Sense,
    reading: Reading,
    channel: Channel | None,
    *,
    out: OutputWrapper,
    only: Only,
) -> Begun:
    """Look through a file, and begin to read it.

    A file that was begun or stored before is read as it was then. The moment of a run that goes on is its beginning,
    against which times are checked.
    """
    unfinished = runs.broken_off_run(channel, reading) if channel else None
    now = unfinished.started_at if unfinished else timezone.now()
    # Of a file that was stored before nothing new is stored, and half the time is saved.
    times = runs.times_before(channel, reading) if channel else None
    if times is not None:
        opened = sense.open(file, now, forms=forms_of_options(times))
        out.write(opened.said)
        return Begun(replace(reading, times=times), now, only(opened.records), opened.source_key, file)
    before = runs.order_before(channel, reading) if channel else ""
    with Progress(file) as progress:
        look = look_through(
            file, sense, now, channel=channel, order_before=before, on_batch=progress.look, only=only, keeps=True
        )
    tell_look(look, out)
    reading = replace(reading, times=look.times.as_options)
    # What was kept is of this channel alone.
    records = look.kept.records() if look.kept else only(sense.records(file, now, forms=look.forms))
    return Begun(reading, now, records, look.source_key, look.kept.file if look.kept else file, look.other_server)


def only_of(share: Share | None, options: dict[str, Any]) -> Only:
    return (lambda records: share.of(records, options["channel_from"])) if share else iter


def refuse_other_server(said: str, options: dict[str, Any]) -> None:
    """Raise Unreadable where a channel is of another server than the file, and nobody said that this is meant."""
    if said and not options["same_people"]:
        raise Unreadable(f"{said} {SAME_PEOPLE}")


def rehearse(community: Community | None, channel: Channel | None, begun: Begun, progress: Progress) -> dict[str, Any]:
    settled = runs.settled_runs(channel, begun.reading) if channel else set()
    # The guidelines of a community that is missing are not known.
    told = Foretelling(community, channel, begun.now) if community and not begun.reading.is_history else None
    warned: Warnings = {}
    counts = runs.rehearse_all(
        channel,
        watched(begun.records, warned),
        settled=settled,
        on_batch=progress.move,
        on_new=told.add if told else pass_over,
    )
    return asdict(counts) | {"warnings": warned} | (told.told() if told else {})


def said_before(run: ImportRun) -> str:
    return f"The {run.read:,} records before that are stored (run {run.pk})."


def what_is_read(community: Community | None, options: dict[str, Any]) -> Sense:
    return sense_of_options(options, community.time_zone if community else "UTC", is_history=options["history"])


@transaction.atomic
def make_missing(community: Community | None, options: dict[str, Any], source_key: str) -> Channel:
    """Create the missing channel, and its community where that is missing too.

    A new community starts with the starter guidelines and escalation rules. The channels of a server share its source.
    """
    if community is None:
        community = make_community(options["community"])
        publishing.install_starter_guidelines(community)
        install_starter_rules(community, None, timezone.now())
    share: Share | None = options.get("share")
    source_name = share.source_name if share else ""
    source = source_of_file(community, source_name or source_key, options.get("slugs", ()))
    return make_channel(community, options["channel"], source, is_private=bool(share and share.is_direct))


def counts_in_words(report: dict[str, Any]) -> str:
    names = ("created", "updated", "unchanged", "duplicate", "rejected", *(["skipped"] if report["skipped"] else []))
    counts = ", ".join(f"{report[name]:,} {name}" for name in names)
    read = f"{report['read']:,} records read in {report['seconds']:.1f} s: {counts}."
    if warned := report["warnings"]:
        fields = "; ".join(f"{each.count:,} of {field} (such as {each.sample})" for field, each in warned.items())
        read = f"{read}\nValues left unknown: {fields}."
    if "channels" in report:
        return f"{len(report['channels']):,} channels: {read}"
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
