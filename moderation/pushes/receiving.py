"""Store what a program has sent, by the same ingest as files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from community.files.lines import Unreadable
from community.imports.authors import Authors
from community.ingest import Counts, ingest_batch
from community.models import Channel, Source
from community.records import RawMessage, Record, Reject
from moderation.assessments import intake
from moderation.models import PendingAssessment


@dataclass
class Received:
    """What became of a push."""

    counts: Counts = field(default_factory=Counts)
    rejects: list[Reject] = field(default_factory=list)

    @property
    def as_json(self) -> dict[str, Any]:
        lines = [{"line": reject.line, "reason": reject.reason} for reject in self.rejects]
        return {**asdict(self.counts), "rejects": lines}


def store_push(
    source: Source, records: Iterable[Record], asked: str, now: datetime, *, staff_is_right: bool = False
) -> Received:
    """Store each record in its channel, one transaction a channel.

    `asked` is the channel of all of them, or blank where each record says its own. Raises Unreadable, before
    anything is stored, where so many authors would be staff that somebody has to say that it is right.
    """
    channels = {channel.slug: channel for channel in source.channels.select_related("community", "source")}
    by_channel: dict[str, list[RawMessage]] = {}
    received = Received()
    for record in records:
        if isinstance(record, RawMessage):
            slug = asked or record.channel or next(iter(channels), "")
            if why := why_no_channel(slug, channels, is_said=bool(asked or record.channel)):
                received.rejects.append(Reject.of(record.line, why, b""))
            else:
                by_channel.setdefault(slug, []).append(record)
        elif isinstance(record, Reject):
            received.rejects.append(record)
        else:
            received.counts += Counts(read=1, skipped=1)
    rejected = len(received.rejects)
    received.counts += Counts(read=rejected, rejected=rejected)
    received.rejects.sort(key=lambda reject: reject.line)
    if not staff_is_right:
        for slug, batch in by_channel.items():
            check_staff(channels[slug], batch)
    for slug, batch in by_channel.items():
        received.counts += ingest_batch(
            channels[slug], batch, run=None, now=now, is_history=False, on_stored=intake.stored
        )
    return received


def check_staff(channel: Channel, batch: Sequence[RawMessage]) -> None:
    authors = Authors(channel)
    authors.add(batch)
    # Without the channel's share, which takes a look at all of it.
    figures = authors.figures(compares=False)
    if figures.is_doubtful:
        raise Unreadable(f"{figures.in_words} Nothing was stored. If that is right, say ?staff_is_right=1.")


def why_no_channel(slug: str, channels: Mapping[str, Channel], *, is_said: bool) -> str:
    """Tell why a record finds no channel, or nothing when it does."""
    if not channels:
        return "this source has no channel yet"
    names = ", ".join(channels)
    if not is_said and len(channels) > 1:
        return f"it names no channel, and the source has several: {names}"
    return "" if slug in channels else f"the source has no channel {slug!r}; it has {names}"


def is_behind(most: int) -> bool:
    """Tell whether more live messages than these wait to be checked."""
    waiting = PendingAssessment.objects.alive().filter(is_history=False)
    return bool(waiting.values_list("pk")[most : most + 1])
