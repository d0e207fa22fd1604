"""Watch the records of a dry run for unknown values and for the channels that they name."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from community.ingest.warned import WarnedField, watched
from community.records import RawMessage, Record

# Names to tell apart, and to show.
CHANNELS, SHOWN = 1_000, 5


@dataclass
class Watching:
    warned: dict[str, WarnedField] = field(default_factory=dict)
    channels: dict[str, None] = field(default_factory=dict)

    def watch(self, records: Iterator[Record]) -> Iterator[Record]:
        for record in watched(records, self.warned):
            if isinstance(record, RawMessage) and record.channel and len(self.channels) < CHANNELS:
                self.channels.setdefault(record.channel)
            yield record

    @property
    def warnings(self) -> list[dict[str, Any]]:
        return [{"field": name, **asdict(each)} for name, each in self.warned.items()]

    @property
    def notes(self) -> list[str]:
        """Say that a file which goes into one channel names several."""
        if len(self.channels) < 2:
            return []
        some = ", ".join(list(self.channels)[:SHOWN])
        more = ", …" if len(self.channels) > SHOWN else ""
        count = f"{len(self.channels):,}{' or more' if len(self.channels) == CHANNELS else ''}"
        return [f"The file names {count} channels ({some}{more}), and all of it comes into one."]
