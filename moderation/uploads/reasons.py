"""Count the reasons for rejecting records.

The same reason about different values is one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from community.records import Record, Reject

# Kinds of reasons to tell apart. A hostile file has one a line.
KINDS = 200
SHOWN = 20
OTHER = "other reasons"
# The parts of a reason that are about one record, its values and numbers.
OF_ONE_RECORD = re.compile(r"'(?:[^'\\]|\\.)*'…?|\"(?:[^\"\\]|\\.)*\"…?|'[^']*…|0x[0-9a-f]+|\d[\d,.]*")


@dataclass
class Reasons:
    found: dict[str, dict[str, object]] = field(default_factory=dict)

    def watch(self, records: Iterator[Record]) -> Iterator[Record]:
        for record in records:
            self.note(record)
            yield record

    def note(self, record: Record) -> None:
        if isinstance(record, Reject):
            self.add(record)

    def add(self, reject: Reject) -> None:
        kind, reason = OF_ONE_RECORD.sub("…", reject.reason), reject.reason
        if kind not in self.found and len(self.found) >= KINDS:
            kind = reason = OTHER
        row = self.found.setdefault(kind, {"reason": reason, "count": 0, "line": reject.line})
        row["count"] = int(str(row["count"])) + 1

    def top(self) -> list[dict[str, object]]:
        """Return the most frequent reasons, each with its first example and line."""
        return sorted(self.found.values(), key=lambda row: -int(str(row["count"])))[:SHOWN]
