"""Rehearse a file of several channels, all of them in one reading."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from community.channels import Unknown, find_channel
from community.files.lines import Unreadable
from community.imports.authors import Authors
from community.imports.look import Look, Stop
from community.imports.own_rows import OwnChanges, OwnRows
from community.imports.runs import BATCH, Reading, settled_runs
from community.imports.shares import Share, find_shares, with_slugs
from community.ingest import Counts, Seen, rehearse_batch
from community.models import Channel, Community, Message
from community.records import RawMessage, Record
from moderation.assessments.foretelling import SAMPLE, Foretelling

# Each of many channels waits for a batch of its own.
SMALLEST_BATCH, SMALLEST_SAMPLE = 50, 20
CHANNEL = "channel"


@dataclass
class ShareRehearsal:
    """What an import would do in one channel, which may not exist yet."""

    share: Share
    channel: Channel | None
    settled: set[int]
    foretelling: Foretelling
    authors: Authors
    own: OwnRows | None
    seen: Seen = field(default_factory=Seen)
    counts: Counts = field(default_factory=Counts)
    batch: list[Record] = field(default_factory=list)

    def flush(self) -> None:
        batch, self.batch = self.batch, []
        messages = [record for record in batch if isinstance(record, RawMessage)]
        self.authors.add(messages)
        if self.own:
            self.own.add(messages)
        add = self.foretelling.add
        self.counts += rehearse_batch(self.channel, batch, seen=self.seen, settled=self.settled, on_new=add)

    def stops(self, look: Look) -> Iterator[Stop]:
        """Yield what stops the import of this channel, with its name in front."""
        mine = replace(look, staff=self.authors.figures(), own=self.own.changes if self.own else OwnChanges())
        for stop in mine.stops:
            if stop.kind != "dates":
                yield Stop(stop.kind, f"{self.share.name}: {stop.said}", f"{self.share.name}: {stop.on_a_page}")

    def told(self, *, is_history: bool) -> dict[str, Any]:
        cases = {} if is_history else self.foretelling.told()
        its = {"pk": self.channel.pk if self.channel else None, "counts": asdict(self.counts) | cases}
        return asdict(self.share) | its


def channel_reading(reading: Reading, slug: str) -> Reading:
    """Return the reading of one channel's records."""
    return replace(reading, options=reading.options | {CHANNEL: slug})


def shares_in(records: Iterator[Record], field: str) -> list[Share]:
    """Read a file for its channels. Raises Unreadable where it names none, or too many."""
    try:
        return find_shares(records, field)
    except Unknown as unknown:
        raise Unreadable(str(unknown)) from unknown


def rehearse_shares(
    community: Community,
    shares: Sequence[Share],
    records: Iterator[Record],
    reading: Reading,
    now: datetime,
    *,
    field: str,
    on_batch: Callable[[Counts], object],
    on_record: Callable[[Record], object],
) -> list[ShareRehearsal]:
    """Count what an import would do in each channel, without storing anything."""
    found = {share.slug: begin_share(community, share, reading, now, of=len(shares)) for share in shares}
    first = next(iter(found.values()))
    size = max(SMALLEST_BATCH, BATCH // len(shares))
    for slug, record in with_slugs(records, field):
        on_record(record)
        mine = found.get(slug, first)
        mine.batch.append(record)
        if len(mine.batch) >= size:
            on_batch(Counts(read=len(mine.batch)))
            mine.flush()
    for each in found.values():
        on_batch(Counts(read=len(each.batch)))
        each.flush()
    return list(found.values())


def begin_share(community: Community, share: Share, reading: Reading, now: datetime, *, of: int) -> ShareRehearsal:
    channel = find_channel(community, share.name)
    settled = settled_runs(channel, channel_reading(reading, share.slug)) if channel else set()
    foretelling = Foretelling(community, channel, now, max(SMALLEST_SAMPLE, SAMPLE // of))
    is_first = channel is None or not Message.objects.filter(channel=channel).exists()
    return ShareRehearsal(share, channel, settled, foretelling, Authors(channel), OwnRows() if is_first else None)


def sum_told(told: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Add up the counts of channels as one report."""
    counts = [each["counts"] for each in told]
    names = [*asdict(Counts()), *(["cases", "older_than_a_week"] if "cases" in counts[0] else [])]
    sums: dict[str, Any] = {name: sum(each[name] for each in counts) for name in names}
    if "cases" in sums:
        sums["cases_estimated"] = any(each["cases_estimated"] for each in counts)
        sums["is_mostly_old"] = 2 * sums["older_than_a_week"] > sums["created"]
    return sums
