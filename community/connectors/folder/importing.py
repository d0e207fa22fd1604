"""Import the files of one channel's folder, each as an import of its own."""

import logging
import os
from dataclasses import replace
from datetime import datetime
from io import BufferedReader
from pathlib import Path

from django.db import DatabaseError, InterfaceError
from django.utils import timezone

from community.connectors.connector import OnStored
from community.connectors.folder.places import (
    Found,
    Moved,
    enter_folder,
    move_file,
    open_file,
    require_writable,
    settled_files,
)
from community.db import disk
from community.files.lines import Unreadable
from community.imports import runs
from community.imports.look import Look, look_through
from community.imports.runs import Sense
from community.imports.times import forms_of_options
from community.ingest import Counts, Overtaken
from community.models import Channel, ImportRun

log = logging.getLogger(__name__)

DONE, REJECTED = "done", "rejected"
REASONS_SHOWN = 20
BY_A_PERSON = "A folder answers nothing. Import the file in the browser or by the command, where it can be said."
# With a name of this kind no folder stands elsewhere than below the root.
NO_NAMES = ("", ".", "..")


class Refused(Exception):
    """The file cannot be imported as it is, with the reason."""


def folder_of(channel: Channel) -> tuple[str, str]:
    """Return the names of a channel's folder and the one around it."""
    names = channel.community.slug, channel.slug
    if any(name in NO_NAMES or "/" in name for name in names):
        raise OSError(f"{names} is no name of a folder")
    return names


def read_channel(root: Path, channel: Channel, on_stored: OnStored) -> int:
    """Import what is new in a channel's folder. Returns how many records were read."""
    read = 0
    with enter_folder(root, *folder_of(channel)) as folder:
        files = settled_files(folder)
        if files:
            require_writable(folder, DONE, REJECTED)
        for file in files:
            try:
                read += take_file(folder, file, channel, on_stored)
            except (Moved, Overtaken):
                # Somebody else is at it, or goes on writing it.
                log.info("The file %r of %s was left where it is.", file.name, channel)
    return read


def take_file(folder: int, file: Found, channel: Channel, on_stored: OnStored) -> int:
    """Import a file, and move it to where it belongs then."""
    try:
        with open_file(folder, file) as opened, disk.watch_full_disk(lambda: "The file stays where it is."):
            run = import_file(opened, file.name, channel, on_stored)
    except (Refused, Unreadable) as reason:
        move_file(folder, file, REJECTED, str(reason))
        return 0
    except (Moved, Overtaken, OSError, DatabaseError, InterfaceError, disk.NoRoom):
        # It is none of the file's faults, so it is tried again.
        raise
    except Exception as error:
        # Otherwise it would be tried every few seconds for ever.
        log.exception("The file %r of %s could not be imported.", file.name, channel)
        move_file(folder, file, REJECTED, f"It could not be imported: {type(error).__name__}: {error}")
        return 0
    move_file(folder, file, DONE)
    return run.read


def import_file(file: BufferedReader, name: str, channel: Channel, on_stored: OnStored) -> ImportRun:
    """Import a file to its end, from where an earlier try of the same bytes broke off."""
    sense = Sense(channel.community.time_zone)
    # A name may hold any bytes.
    reading = sense.of(os.fsencode(name).decode(errors="replace"), runs.hash_of_file(file))
    began_at = began(channel, reading)
    if times := runs.times_before(channel, reading):
        records = sense.records(file, began_at, forms=forms_of_options(times))
    else:
        look = look_at(file, channel, sense, began_at)
        times, records = look.times.as_options, look.records(file, sense, began_at)
    # Nothing is created before the file has proved to be readable.
    run = runs.begin_run(channel, replace(reading, times=times), began_at)
    settled = runs.settled_runs(channel, reading)
    try:
        runs.store_records(run, records, settled=settled, on_stored=on_stored, on_batch=count_nothing)
    except Unreadable as fault:
        raise Unreadable(f"{fault} The {run.read:,} records before that are stored (run {run.pk}).") from fault
    if run.read and run.rejected == run.read:
        raise Refused(f"None of its {run.read:,} records could be read (run {run.pk}).\n{reasons_of(run)}")
    return run


def look_at(file: BufferedReader, channel: Channel, sense: Sense, now: datetime) -> Look:
    """Look through a file before it is stored.

    Raises Refused where only a person can say how it is to be read.
    """
    before = runs.order_before(channel, sense.of("", ""))
    look = look_through(file, sense, now, channel=channel, order_before=before, keeps=True)
    if why := [*filter(None, [look.other_server]), *(stop.on_a_page for stop in look.stops)]:
        raise Refused("\n".join([*why, BY_A_PERSON]))
    return look


def began(channel: Channel, reading: runs.Reading) -> datetime:
    # Times are checked against the start of the run, also after it was broken off.
    unfinished = runs.broken_off_run(channel, reading)
    return unfinished.started_at if unfinished else timezone.now()


def reasons_of(run: ImportRun) -> str:
    rejects = run.rejects.order_by("line", "pk")[:REASONS_SHOWN]
    return "\n".join(f"Line {reject.line:,}: {reject.reason}" for reject in rejects)


def count_nothing(_counts: Counts) -> None:
    """Watch no progress."""
