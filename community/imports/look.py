"""Look at a whole file before anything of it is stored."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from io import BufferedReader
from itertools import islice
from typing import Any

from community.files.bounds import Bounds, go_on
from community.files.lines import Unreadable
from community.files.observing import Observing
from community.files.opened import begin_reading
from community.files.time_form import TimeForm
from community.files.unused import UnusedColumn, sentence_of
from community.imports import own_rows, staff_share
from community.imports.authors import Authors
from community.imports.kept import Kept
from community.imports.own_rows import OwnChanges, OwnRows
from community.imports.runs import BATCH, OnBatch, Sense, record_batches
from community.imports.staff_share import StaffFigures
from community.imports.times import SettledTimes, settle_times
from community.ingest import Counts
from community.models import Channel, Message
from community.records import RawMessage, Record
from community.servers import other_server

Only = Callable[[Iterator[Record]], Iterator[Record]]


@dataclass(frozen=True, slots=True)
class Stop:
    """A reason to store nothing of a file until a person has said more: dates, staff or own rows."""

    kind: str
    said: str
    on_a_page: str


@dataclass(frozen=True, slots=True)
class Look:
    """What a whole file shows. `said` is what it is taken for."""

    said: str
    times: SettledTimes
    staff: StaffFigures = field(default_factory=StaffFigures)
    own: OwnChanges = field(default_factory=OwnChanges)
    unused: tuple[UnusedColumn, ...] = ()
    staff_is_right: bool = False
    # The server that the records are of, and what is said where the channel is of another one.
    source_key: str = ""
    other_server: str = ""
    # The records, where nothing that was found out changes how they are read.
    kept: Kept | None = None

    @property
    def forms(self) -> Mapping[str, TimeForm]:
        return self.times.forms

    def records(self, file: BufferedReader, sense: Sense, now: datetime) -> Iterator[Record]:
        """Yield the records of the file that was looked through."""
        return self.kept.records() if self.kept else sense.records(file, now, forms=self.forms)

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about the file that stop nothing."""
        return tuple(filter(None, (*self.times.notes, sentence_of(self.unused))))

    @property
    def stops(self) -> tuple[Stop, ...]:
        """Reasons to store nothing as it is read now."""
        found = [Stop("dates", each.sentence, each.on_a_page) for each in self.times.questions]
        if self.staff.is_doubtful and not self.staff_is_right:
            how = f"{staff_share.TURNED} {staff_share.RIGHT}"
            found.append(
                Stop("staff", f"{self.staff.in_words} {how}", f"{self.staff.in_words} {staff_share.ON_A_PAGE}")
            )
        if self.own.count:
            words = self.own.in_words
            found.append(Stop("own rows", f"{words} {own_rows.HOW}", f"{words} {own_rows.ON_A_PAGE}"))
        return tuple(found)

    def as_json(self) -> dict[str, Any]:
        """Return what is kept for a page, and the form of the times for the import."""
        return {
            "notes": list(self.notes),
            "stops": [{"kind": stop.kind, "said": stop.on_a_page} for stop in self.stops],
            "times": self.times.as_options,
            "staff": asdict(self.staff),
            "unused": [each._asdict() for each in self.unused],
        }


def look_through(
    file: BufferedReader,
    sense: Sense,
    now: datetime,
    *,
    channel: Channel | None = None,
    order_before: str = "",
    tick: Callable[[], None] = go_on,
    on_batch: OnBatch = lambda _: None,
    most: int | None = None,
    only: Only = iter,
    keeps: bool = False,
) -> Look:
    """Read a file to its end, and rewind it.

    `channel` is None when it does not exist yet, and `order_before` is what came first in the dates of earlier files.
    Of more than `most` records the rest is not looked at, and `only` picks those of a channel. With `keeps` the records
    are kept for whoever reads them next. Raises Unreadable where no record can be read at all.
    """
    layout = sense.layout(Observing, now)
    opened = begin_reading(file, layout, sense.container, bounds=Bounds(tick=tick))
    authors = Authors(channel)
    is_first = channel is None or not Message.objects.filter(channel=channel).exists()
    own = OwnRows() if is_first else None
    batches = record_batches(islice(only(opened.records), most), BATCH)
    kept = Kept() if keeps else None
    # The import comes upon the same fault, behind the records that it stores.
    with suppress(Unreadable):
        for batch in kept.watch(batches) if kept else batches:
            messages = [record for record in batch if isinstance(record, RawMessage)]
            authors.add(messages)
            if own:
                own.add(messages)
            on_batch(Counts(read=len(batch)))
    file.seek(0)
    times = settle_times(layout.time_columns, layout.zones, said=sense.date_order, remembered=order_before)
    return Look(
        opened.said,
        times,
        authors.figures(),
        own.changes if own else OwnChanges(),
        tuple(layout.unused.alike()),
        sense.staff_is_right,
        opened.source_key,
        other_server(channel, opened.source_key) if channel else "",
        kept if kept and kept.is_whole and layout.is_as_read(times.forms) else None,
    )
