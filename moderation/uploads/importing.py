"""Rehearse or import an upload in a worker, to its end.

One job carries an import to its end. Jobs of half a minute would each begin by passing over what is read already, to
know its ids again: measured, 10,000 records a second are stored and 80,000 passed over, so that the last of 5,000,000
could never be reached. Its queue has workers of its own, so that nobody else waits meanwhile.
"""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from io import BufferedReader
from typing import Any

from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from community.db import disk
from community.files.lines import Unreadable
from community.imports import runs
from community.imports.look import Look, look_through
from community.imports.runs import TIMES, Reading, Sense
from community.imports.shares import Share
from community.imports.times import forms_of_options
from community.ingest import Counts, Overtaken
from community.models import ImportRun
from community.records import Record
from moderation.assessments import intake
from moderation.assessments.foretelling import Foretelling
from moderation.models import Upload
from moderation.uploads import actions, files, taking_back
from moderation.uploads.actions import SERVER, SHARE, SHARES
from moderation.uploads.lease import Lease, Lost, lease
from moderation.uploads.reasons import Reasons
from moderation.uploads.rehearsing import channel_reading, rehearse_shares, shares_in, sum_told
from moderation.uploads.watching import Watching
from moderation.work import bell

log = logging.getLogger(__name__)

State = Upload.State
# Called after each batch.
Between = Callable[[], object]
OVERTAKEN = (
    "Another import of the same file goes on with it, or it is taken back; this one stopped. Nothing is counted twice."
)
WORN_OUT = "It took {tries} workers down, the last near byte {at:,} of the file."
FAILED = "It failed {tries} times; the last time: {said}."
RETRY_SECONDS = 5
# Well under a job's time limit, and often enough for somebody who watches.
STEP_SECONDS = 5


def import_due() -> None:
    """Run the job of the import queue."""
    bell.stay_alive()
    go_on(between=bell.stay_alive)
    taking_back.go_on(between=bell.stay_alive)


def go_on(*, between: Between = lambda: None) -> int:
    """Work until nothing is due.

    Returns how many uploads were taken in hand.
    """
    done = 0
    while held := lease():
        # The alarm of the last upload's work is used up.
        bell.stay_alive()
        with suppress(Lost):
            carry_upload(held, between)
        done += 1
    return done


def carry_upload(held: Lease, between: Between) -> None:
    """Carry one upload as far as it goes.

    Raises Lost when it is not this worker's any more.
    """
    upload = held.upload
    if held.is_worn_out:
        fail_upload(held, WORN_OUT.format(tries=settings.TRIES, at=upload.bytes_read), stored_of(upload))
        return
    try:
        with files.open_upload(upload) as file, disk.watch_full_disk(lambda: "Make room."):
            (rehearse_upload if upload.state == State.CHECKING else store_upload)(held, file, between)
    except Unreadable as fault:
        fail_upload(held, fault.on_a_page, stored_of(upload))
    except disk.NoRoom as fault:
        fail_upload(held, str(fault), stored_of(upload))
    except Overtaken:
        fail_upload(held, OVERTAKEN)
    except (Lost, OperationalError):
        # The database itself fails, so nothing can be written now. The lease ends by itself.
        raise
    except Exception as error:
        log.exception("Upload %s failed (try %s).", upload.pk, upload.tries)
        hand_back_upload(held, f"{type(error).__name__}: {error}")


def rehearse_upload(held: Lease, file: BufferedReader, between: Between) -> None:
    upload, sense = held.upload, actions.sense_of(held.upload)
    # Counts of an earlier try are counted again.
    upload.counts = {}
    reading, steps = reading_of_upload(upload, sense), Steps(held, file, between)
    now = began_at(upload, reading)
    look = look_through(
        file,
        sense,
        now,
        channel=None if sense.channel_from else upload.channel,
        order_before=runs.order_before(upload.channel, reading),
        tick=steps.tick,
        on_batch=steps.looked,
        most=settings.UPLOAD_ROWS,
    )
    told = (rehearse_several if sense.channel_from else rehearse_one)(steps, sense, look, now)
    held.end(state=State.CHECKED, bytes_read=upload.size, error="", tries=0, **told)


def rehearse_one(steps: "Steps", sense: Sense, look: Look, now: datetime) -> dict[str, Any]:
    """Return what is kept of a dry run into the upload's channel."""
    upload, found, watching = steps.held.upload, Reasons(), Watching()
    opened = sense.open(steps.file, now, forms=look.forms, tick=steps.tick)
    foretelling = Foretelling(upload.community, upload.channel, now)
    counts = runs.rehearse_all(
        upload.channel,
        watching.watch(found.watch(no_more_than(settings.UPLOAD_ROWS, opened.records))),
        settled=runs.settled_runs(upload.channel, reading_of_upload(upload, sense)),
        on_batch=steps.rehearsed,
        on_new=foretelling.add,
    )
    told = look.as_json() | {"warnings": watching.warnings, SERVER: opened.source_key}
    told["notes"] += watching.notes
    all_counts = asdict(counts) | ({} if upload.is_history else foretelling.told())
    return {"reasons": found.top(), "found": told, "counts": all_counts}


def rehearse_several(steps: "Steps", sense: Sense, look: Look, now: datetime) -> dict[str, Any]:
    """Return what is kept of a dry run into the channels that the file names."""
    upload, file, field = steps.held.upload, steps.file, sense.channel_from
    found, watching = Reasons(), Watching()
    shares = shares_in(sense.records(file, now, forms=look.forms, tick=steps.tick), field)
    file.seek(0)
    opened = sense.open(file, now, forms=look.forms, tick=steps.tick)
    records = watching.watch(no_more_than(settings.UPLOAD_ROWS, opened.records))
    reading = sense.of(upload.name, upload.content_hash)
    rehearsals = rehearse_shares(
        upload.community, shares, records, reading, now, field=field, on_batch=steps.rehearsed, on_record=found.note
    )
    stops = [stop for stop in look.stops if stop.kind == "dates"]
    stops += [stop for each in rehearsals for stop in each.stops(look)]
    told = look.as_json() | {"warnings": watching.warnings, SERVER: opened.source_key}
    told["stops"] = [{"kind": stop.kind, "said": stop.on_a_page} for stop in stops]
    told[SHARES] = [each.told(is_history=upload.is_history) for each in rehearsals]
    return {"reasons": found.top(), "found": told, "counts": sum_told(told[SHARES])}


def store_upload(held: Lease, file: BufferedReader, between: Between) -> None:
    upload, sense = held.upload, actions.sense_of(held.upload)
    reading = replace(reading_of_upload(upload, sense), times=upload.found.get(TIMES, {}))
    # A worker that died after the last batch has finished the run, but not the upload.
    if upload.run is None or upload.run.state != ImportRun.State.FINISHED:
        now = began_at(upload, reading)
        run = upload.run = runs.begin_run(upload.channel, reading, now)
        held.change(run=run)
        forms = forms_of_options(run.options.get(TIMES))
        steps = Steps(held, file, between)
        records = sense.records(file, run.started_at, forms=forms, tick=steps.tick)
        runs.store_records(
            run,
            records_of_share(upload, sense, no_more_than(settings.UPLOAD_ROWS, records)),
            settled=runs.settled_runs(upload.channel, reading),
            on_stored=intake.stored,
            on_batch=steps.stored,
        )
    held.end(state=State.FINISHED, bytes_read=upload.size, error="", finished_at=timezone.now())


def reading_of_upload(upload: Upload, sense: Sense) -> Reading:
    """Return the reading of a file, or of its part for the upload's channel."""
    reading, share = sense.of(upload.name, upload.content_hash), upload.found.get(SHARE)
    return channel_reading(reading, share["slug"]) if share and sense.channel_from else reading


def records_of_share(upload: Upload, sense: Sense, records: Iterator[Record]) -> Iterator[Record]:
    """Yield the records of the upload's channel, which are all where the file goes into one."""
    if not sense.channel_from:
        return records
    share = upload.found[SHARE]
    return Share(share["slug"], share["name"], is_first=share["is_first"]).of(records, sense.channel_from)


class Steps:
    """The steps after each batch of an upload.

    The lease is moved on, and the job's time begins anew. Where no batch is full for long, as in millions of empty
    lines, a step is taken between two blocks of the file.
    """

    def __init__(self, held: Lease, file: BufferedReader, between: Between) -> None:
        self.held, self.file, self.between = held, file, between
        # Records that the run has read already are no sign of progress.
        self.passed = held.upload.run.read if held.upload.run else 0
        self.last = time.monotonic()

    def looked(self, _counts: Counts) -> None:
        # The dry run itself reads all of it once more.
        self.step(Counts())

    def rehearsed(self, counts: Counts) -> None:
        upload = self.held.upload
        upload.counts = upload.counts | {"read": int(upload.counts.get("read", 0)) + counts.read}
        self.step(counts)

    def stored(self, counts: Counts) -> None:
        self.passed -= counts.read
        # A new batch is stored, so the cause of earlier deaths is behind it.
        if self.passed < 0:
            self.held.upload.tries = 0
        self.step(counts)

    def tick(self) -> None:
        if time.monotonic() - self.last >= STEP_SECONDS:
            self.step(Counts())

    def step(self, counts: Counts) -> None:
        self.held.move_on(self.file.tell(), counts.read)
        self.between()
        self.last = time.monotonic()


def began_at(upload: Upload, reading: Reading) -> datetime:
    """Return the start of the run that is resumed, or now."""
    # Times are checked against the start of the run, also after it was broken off.
    unfinished = runs.broken_off_run(upload.channel, reading)
    return unfinished.started_at if unfinished else timezone.now()


def no_more_than(most: int, records: Iterator[Record]) -> Iterator[Record]:
    for number, record in enumerate(records):
        if number >= most:
            raise Unreadable(f"The file holds more than {most:,} records. Split it, or import it by the command.")
        yield record


def fail_upload(held: Lease, *why: str) -> None:
    held.end(state=State.FAILED, error=" ".join(filter(None, why)), finished_at=timezone.now())


def stored_of(upload: Upload) -> str:
    return f"The {upload.run.read:,} records before that are stored." if upload.run else ""


def hand_back_upload(held: Lease, said: str) -> None:
    """Put an upload back for another try, or fail it after the last one."""
    upload = held.upload
    if upload.tries >= settings.TRIES:
        fail_upload(held, FAILED.format(tries=upload.tries, said=said[:500]))
    else:
        # Later each time, because the cause may take a while to pass.
        wait = timedelta(seconds=RETRY_SECONDS * 2**upload.tries)
        held.change(token=None, due_at=timezone.now() + wait, error=said[:500])
