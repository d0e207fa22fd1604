"""Begin, resume and finish the import of a file."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from io import BufferedReader
from itertools import islice
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from django.db import reset_queries, transaction
from django.db.models import QuerySet
from django.utils import timezone

from community.files import opened
from community.files.bounds import Bounds, go_on
from community.files.container import Container, Opened
from community.files.layout import Layout
from community.files.lines import Unreadable
from community.files.time_form import TimeForm
from community.ingest import Counts, Covered, Overtaken, Seen, Stored, ingest_batch, pass_over, rehearse_batch
from community.ingest.digests import digest
from community.models import Channel, ImportRun
from community.records import RawMessage, Record

# Measured. Larger batches are no faster, smaller ones pay for their commits.
BATCH = 2000
AnyLayout = TypeVar("AnyLayout", bound=Layout)
# A file without times is live.
NOW = "now"
# The option that keeps what was settled of the times.
TIMES = "times"
Forms = Mapping[str, TimeForm]
OnBatch = Callable[[Counts], None]


@dataclass(frozen=True, slots=True)
class Reading:
    """A file to import, by name, hash and options.

    `content_hash` is blank for a stream.
    """

    source: str
    content_hash: str = ""
    options: dict[str, object] = field(default_factory=dict)
    is_history: bool = False
    # What the look has settled of the file's times. It follows from the rest, so it makes no other reading.
    times: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sense:
    """The options of an import.

    The command and the page use the same ones, so that either goes on with what the other began. `mapped` is the column
    of a field where it is not the usual one, and empty where the field is to be left out.
    """

    time_zone: str
    form: str = "auto"
    mapped: dict[str, str] = field(default_factory=dict)
    encoding: str = ""
    is_history: bool = False
    # The list of records in a document, or a file in an archive.
    at: str = ""
    skipped: int | None = None
    # A preset by name, or none.
    preset: str = ""
    # "now" where a file without times may be taken to be live. It is no option of the run, as it changes no record.
    posted_at: str = ""
    # Of dates such as 03/04/2026, day or month.
    date_order: str = ""
    # As many are staff as the file says. It changes no record either.
    staff_is_right: bool = False
    # The field that names the channel of each record, in a file of several.
    channel_from: str = ""

    def of(self, source: str, content_hash: str) -> Reading:
        options: dict[str, object] = {
            "format": self.form,
            "map": sorted(f"{name}={column}" for name, column in self.mapped.items()),
            "encoding": self.encoding,
            "history": self.is_history,
            "timezone": self.time_zone,
        }
        # What is not said is not kept, so that runs from before these options go on.
        said = {
            "records": self.at,
            "skip_lines": self.skipped,
            "preset": self.preset,
            "date_order": self.date_order,
            "channel_from": self.channel_from,
        }
        options |= {name: value for name, value in said.items() if value not in ("", None)}
        return Reading(source, content_hash, options, self.is_history)

    def records(
        self, file: BufferedReader, now: datetime, *, forms: Forms | None = None, tick: Callable[[], None] = go_on
    ) -> Iterator[Record]:
        """Yield the records of a file.

        `now` is when the run began, and no time of a record may be more than a day later. `forms` are those of its
        times, as a look has settled them.
        """
        return self.open(file, now, forms=forms, tick=tick).records

    def open(
        self, file: BufferedReader, now: datetime, *, forms: Forms | None = None, tick: Callable[[], None] = go_on
    ) -> Opened:
        """Read the head of a file, and say what it is taken for."""
        return opened.begin_reading(file, self.layout(Layout, now, forms), self.container, bounds=Bounds(tick=tick))

    def layout(self, kind: type[AnyLayout], now: datetime, forms: Forms | None = None) -> AnyLayout:
        if forms is None:
            # Dates that can be read in one order only are read so whatever comes first in the others.
            form = TimeForm(self.date_order, is_mixed=True)
            forms = {"posted_at": form, "edited_at": form} if self.date_order else {}
        zone = ZoneInfo(self.time_zone)
        mapped = self.mapped | {"channel": self.channel_from} if self.channel_from else self.mapped
        return kind(zone, now, mapped, self.preset, posted_at_now=self.posted_at == NOW, forms=forms)

    @property
    def container(self) -> Container:
        return Container(self.form, self.encoding, self.at, self.skipped)


def hash_of_file(file: BufferedReader) -> str:
    """Hash a file's bytes, and rewind it."""
    digest = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return digest


def broken_off_run(channel: Channel, reading: Reading) -> ImportRun | None:
    """Return the unfinished run of the same reading, if there is one."""
    runs = _same_reading(channel, reading).filter(state=ImportRun.State.RUNNING).order_by("-pk")
    return next((run for run in runs if in_order(run.options) == in_order(reading.options)), None)


@transaction.atomic
def begin_run(channel: Channel, reading: Reading, now: datetime) -> ImportRun:
    """Resume the unfinished run, or create one."""
    # Of two that begin at once, the second joins the first's run, and notices at its first batch.
    Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
    return broken_off_run(channel, reading) or ImportRun.objects.create(
        channel=channel,
        source=reading.source[:500],
        content_hash=reading.content_hash,
        options=reading.options | ({TIMES: reading.times} if reading.times else {}),
        is_history=reading.is_history,
        started_at=now,
        keeps_changes=True,
    )


def settled_runs(channel: Channel, reading: Reading) -> set[int]:
    """Return the keys of the finished runs of the same bytes and options."""
    runs = _same_reading(channel, reading).filter(state=ImportRun.State.FINISHED)
    said = in_order(reading.options)
    return {pk for pk, options in runs.values_list("pk", "options") if in_order(options) == said}


def in_order(options: dict[str, Any]) -> dict[str, Any]:
    """Sort the mapping, whose order means nothing, and leave out what follows from the rest."""
    said = {name: value for name, value in options.items() if name != TIMES}
    return said | {"map": sorted(options.get("map", ()))}


def times_before(channel: Channel, reading: Reading) -> dict[str, Any] | None:
    """Return what was settled of the same file's times when its import was begun or finished, or None."""
    if unfinished := broken_off_run(channel, reading):
        return dict(unfinished.options.get(TIMES, {}))
    same = ImportRun.objects.filter(pk__in=settled_runs(channel, reading)).order_by("-pk")
    return next((options[TIMES] for options in same.values_list("options", flat=True) if TIMES in options), None)


def order_before(channel: Channel, reading: Reading) -> str:
    """Return what came first in the dates of the same file before, or else of the channel's last file with dates."""
    if same := times_before(channel, reading):
        return str(same["order"])
    ordered = ImportRun.objects.filter(channel=channel, options__times__order__in=("day", "month"))
    newest = ordered.filter(state=ImportRun.State.FINISHED).order_by("-pk").first()
    return str(newest.options[TIMES]["order"]) if newest else ""


def _same_reading(channel: Channel, reading: Reading) -> QuerySet[ImportRun]:
    # What was taken back is neither gone on with nor the last word.
    runs = ImportRun.objects.filter(channel=channel, content_hash=reading.content_hash, undone_at=None)
    return runs if reading.content_hash else runs.none()


def store_records(
    run: ImportRun,
    records: Iterator[Record],
    *,
    settled: set[int],
    on_stored: Callable[[Stored], None],
    on_batch: OnBatch,
    size: int = BATCH,
) -> None:
    """Store the records that the run has not read yet.

    Raises Overtaken when another process goes on with the same run.
    """
    seen = Seen()
    for batch in record_batches(islice(records, run.read), size):
        # Records before the stored position are read only for what they said.
        seen.remember({record.external_id: digest(record) for record in batch if isinstance(record, RawMessage)})
        on_batch(Counts(read=len(batch)))
    for batch in record_batches(records, size):
        on_batch(
            ingest_batch(
                run.channel,
                batch,
                run=run,
                now=timezone.now(),
                is_history=run.is_history,
                on_stored=on_stored,
                seen=seen,
                settled=settled,
            )
        )
        # With DEBUG on, Django keeps every statement, and these are long.
        reset_queries()
    _finish_run(run, timezone.now(), on_stored)


@transaction.atomic
def _finish_run(run: ImportRun, now: datetime, on_stored: Callable[[Stored], None]) -> None:
    """Finish a run and hand on what time it covers, both or neither."""
    # The guard is the position, which moves when another process goes on with the run.
    here = ImportRun.objects.filter(pk=run.pk, read=run.read, state=ImportRun.State.RUNNING, undone_at=None)
    if not here.update(state=ImportRun.State.FINISHED, finished_at=now):
        raise Overtaken
    if covered := Covered.by_run(run):
        on_stored(Stored(covered=covered))


def rehearse_all(
    channel: Channel | None,
    records: Iterator[Record],
    *,
    settled: set[int],
    on_batch: OnBatch,
    on_new: Callable[[RawMessage], None] = pass_over,
    size: int = BATCH,
) -> Counts:
    """Count what an import would do, without storing anything.

    `channel` is None when it does not exist yet. `on_new` is called with each record that would be created.
    """
    seen, counts = Seen(), Counts()
    for batch in record_batches(records, size):
        counts += rehearse_batch(channel, batch, seen=seen, settled=settled, on_new=on_new)
        on_batch(Counts(read=len(batch)))
        reset_queries()
    return counts


def record_batches(records: Iterator[Record], size: int) -> Iterator[list[Record]]:
    """Yield lists of up to `size` records.

    Records before a fault come out before the fault is raised.
    """
    batch: list[Record] = []
    fault = None
    try:
        for record in records:
            batch.append(record)
            if len(batch) == size:
                yield batch
                batch = []
    except Unreadable as error:
        fault = error
    if batch:
        yield batch
    if fault:
        raise fault
