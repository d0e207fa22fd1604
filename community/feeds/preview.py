"""The beginning of a file as a person looks at it: its columns, which field each is, and what the first records are."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BufferedReader
from itertools import islice

from community.feeds.fields import Layout
from community.feeds.lines import Enough, Unreadable
from community.feeds.opened import begun
from community.feeds.raw import RawMessage, Reject
from community.feeds.values import Wrong

RECORDS = 20
# What is unpacked and looked at for them: a request must not read on and on through a line that never ends.
LOOKED_AT = 8 << 20
COLUMNS = 200
SHOWN = 160
# What no database takes inside a JSON value.
UNSTORABLE = re.compile("[\0\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Line:
    """One record: what it says in each column, or its bytes where it has no columns, and why it would be rejected."""

    number: int
    said: Mapping[str, object]
    raw: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """`fields` are the columns by field; `fault` is why no message can be read so, or no further."""

    form: str = ""
    encoding: str = ""
    columns: Sequence[str] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    lines: Sequence[Line] = ()
    fault: str = ""

    def sample(self, column: str) -> str:
        """The first thing that a record says there."""
        return next((shown for line in self.lines if (shown := printed(line.said.get(column)))), "")


class Watched(Layout):
    """A layout that remembers what each record says, and takes also a table that cannot hold messages."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.said: dict[int, Mapping[str, object]] = {}
        self.named: dict[str, None] = {}
        self.fault: Unreadable | None = None

    def of_header(self, header: Sequence[str]) -> list[tuple[str, int]]:
        self.header, self.places = header, []
        self.named = dict.fromkeys(header)
        try:
            self.places = super().of_header(header)
        except Unreadable as fault:
            self.fault = fault
        return [(name, place) for place, name in enumerate(header)]

    def message(self, said: Iterable[tuple[str, object]], line: int) -> RawMessage:
        if line in self.said:
            return super().message(said, line)
        cells = [cell for _, cell in said]
        self.said[line] = dict(zip(self.header, cells, strict=True))
        if self.fault:
            raise Wrong(self.fault.on_a_page)
        return super().message([(name, cells[place]) for name, place in self.places], line)

    def of_object(self, record: Mapping[str, object], line: int) -> RawMessage:
        self.said[line] = record
        self.named.update(dict.fromkeys(record))
        return super().of_object(record, line)


def preview(file: BufferedReader, layout: Watched, *, form: str, encoding: str) -> Preview:
    """The first records of the file. Raises Hopeless when it holds none, however it is read."""
    opened = begun(file, layout, form=form, encoding=encoding, most=LOOKED_AT)
    lines: list[Line] = []
    fault = layout.fault.on_a_page if layout.fault else ""
    try:
        for record in islice(opened.records, RECORDS):
            # One by one: what came before a fault is shown.
            lines.append(_line(record, layout))  # noqa: PERF401
    except Enough:
        pass
    except Unreadable as broken:
        fault = fault or broken.on_a_page
    names = tuple(layout.named)
    return Preview(opened.form, opened.encoding, names, layout.columns(names), lines, fault)


def _line(record: RawMessage | Reject, layout: Watched) -> Line:
    said = layout.said.get(record.line, {})
    if isinstance(record, RawMessage):
        return Line(record.line, said)
    raw = "" if said else printed(record.raw[: 4 * SHOWN].decode("utf-8", "backslashreplace").rstrip("\r\n"))
    return Line(record.line, said, raw, "" if layout.fault else record.reason)


def printed(value: object) -> str:
    """A value as one line that can be shown anywhere; what is long is cut."""
    if value is None:
        return ""
    try:
        text = value if isinstance(value, str) else json.dumps(value)
    except (RecursionError, ValueError):
        return "…"
    shown = "".join(mark if mark.isprintable() else ascii(mark)[1:-1] for mark in text[: SHOWN + 1])
    return f"{shown[:SHOWN]}…" if len(shown) > SHOWN else shown


def can_be_named(column: str) -> bool:
    """Whether a column can be mapped: it needs a name, and one that can be kept."""
    return bool(column) and not UNSTORABLE.search(column)


def mapping_of(chosen: Mapping[str, str], layout: Layout, columns: Sequence[str]) -> dict[str, str]:
    """What has to be mapped so that each field is read from the column that was chosen for it, and no other field is.

    `layout` maps nothing, so what it finds by itself need not be said.
    """
    usual = layout.columns(tuple(columns))
    said = {name: column for name, column in chosen.items() if usual.get(name) != column}
    return said | {name: "" for name in usual if name not in chosen}
