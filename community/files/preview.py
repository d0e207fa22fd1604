"""Look at the beginning of a file, its columns and first records."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from io import BufferedReader
from itertools import chain, islice

from community.files.bounds import Bounds, Enough
from community.files.by_preset import PresetReading
from community.files.container import AS_FOUND, Container, Opened
from community.files.expressions import Row
from community.files.fields import plain_name
from community.files.layout import Found, Layout, ReadRow, made_id
from community.files.lines import Unreadable
from community.files.opened import begin_reading
from community.files.paths import MOST_COLUMNS, flatten
from community.files.presets.rules import text_of
from community.files.previewed import SHOWN, Column, Line, Preview, Shown, can_be_named, printed
from community.files.values import Wrong
from community.records import RawMessage, Record, Skipped, Unread

RECORDS = 20
# Messages shown as they would come in.
MESSAGES = 5
# Limits of a preview. The caller adds a limit on time. A line of half a megabyte has room for the longest text with
# everything escaped.
LOOK = Bounds(size=8 << 20, lines=2_000, longest=1 << 19)
COLUMNS = 200
# Columns shown where none is a field. The others have a sample each.
COLUMNS_SHOWN = 8
# Channels that a preview names. The dry run counts them all.
CHANNELS = 100
CHANNEL = "channel"
# Where an export names its server beside its records.
SERVER_NAMES = ("guild.name", "personal_information.first_name", "name")
EMPTY = "{extent} are empty. If messages come later the dry run finds them; if not, bring another file."
NO_RECORD = "In {extent} there is no record to show. The dry run reads the whole file."


class Watched(Layout):
    """A layout that remembers each record's columns for the preview.

    It also takes a table that cannot hold messages.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        self.said: dict[int, Mapping[str, object]] = {}
        self.named: dict[str, None] = {}
        self.fault: Unreadable | None = None
        self.server_name = ""

    def recognise(self, names: Sequence[str], document: Row, first: Row) -> bool:
        is_known = super().recognise(names, document, first)
        if self.source_key:
            self.server_name = next((said for name in SERVER_NAMES if (said := text_of(document, name))), "")
        return is_known

    def of_header(self, header: Sequence[str]) -> ReadRow:
        self.named = dict.fromkeys(header)
        try:
            read_row = super().of_header(header)
        except Unreadable as fault:
            self.fault = fault

        def remember_row(row: Sequence[str], line: int) -> Sequence[Found]:
            self.said[line] = dict(zip(header, row, strict=True))
            if self.fault:
                raise Wrong(self.fault.on_a_page)
            return read_row(row, line)

        return remember_row

    def check_time(self, *records: Sequence[str]) -> None:
        try:
            super().check_time(*records)
        except Unreadable as fault:
            self.fault = fault

    def of_object(self, record: Mapping[str, object], line: int) -> Sequence[Found]:
        # Looking for fields among a hundred thousand keys takes half a second.
        first = dict(islice(record.items(), MOST_COLUMNS))
        self.said[line] = flat = flatten(first)
        self.named.update(dict.fromkeys([*flat, *record] if len(record) > MOST_COLUMNS else flat))
        if self.fault:
            raise Wrong(self.fault.on_a_page)
        return super().of_object(first, line)


def preview_file(
    file: BufferedReader, layout: Watched, container: Container = AS_FOUND, *, bounds: Bounds = LOOK
) -> Preview:
    """Read the first records within the bounds.

    Raises Hopeless when there are none, however the file is read.
    """
    try:
        opened = begin_reading(file, layout, container, bounds=bounds)
    except Enough as enough:
        return Preview(fault=_nothing_in(enough))
    found, end = _first(opened.records, bounds)
    preview = _shown(opened, layout, found, end)
    field = CHANNEL if opened.preset else next((name for name in layout.named if plain_name(name) == CHANNEL), "")
    field = layout.mapped.get(CHANNEL, field)
    if not field or not any(_channel_of(record, layout, field) for record in found):
        return preview
    # What would be looked at in vain is left alone.
    records = found if end else chain(found, _within(opened.records, bounds))
    channels = _distinct(_channel_of(record, layout, field) for record in records)
    return replace(preview, channels=channels, channel_field=field if can_be_named(field) else "")


def _channel_of(record: Record, layout: Watched, field: str) -> str:
    if not isinstance(record, RawMessage):
        return ""
    return record.channel or printed(layout.said.get(record.line, {}).get(field)).strip()


def _within(records: Iterator[Record], bounds: Bounds) -> Iterator[Record]:
    """Yield further records as long as the bounds allow."""
    with suppress(Unreadable):
        for record in records:
            bounds.tick()
            yield record


def _distinct(names: Iterable[str]) -> list[str]:
    found: dict[str, None] = {}
    for name in filter(None, names):
        found.setdefault(printed(name))
        if len(found) == CHANNELS:
            break
    return list(found)


def _first(records: Iterator[Record], bounds: Bounds) -> tuple[list[Record], Unreadable | None]:
    """Return the first records, and the error that ended them."""
    found: list[Record] = []
    try:
        for record in islice(records, RECORDS):
            found.append(record)
            # Lines taken in by a wrong quote come again without any reading.
            bounds.tick()
    except Unreadable as end:
        return found, end
    return found, None


def _shown(opened: Opened, layout: Watched, found: Sequence[Record], end: Unreadable | None) -> Preview:
    names = tuple(layout.named)
    fields, usual = _fields_of(layout, names[:MOST_COLUMNS])
    by_column = {column: name for name, column in fields.items()}
    heads = {column: by_column[column] for column in names if column in by_column}
    # An export that is read by rules has few columns that are a field as they are.
    if len(heads) < COLUMNS_SHOWN and (opened.preset or not heads):
        heads |= dict.fromkeys([name for name in names if name not in heads][: COLUMNS_SHOWN - len(heads)], "")
    return Preview(
        opened.form,
        opened.encoding,
        [_column(name, layout.said.values()) for name in names[:COLUMNS]],
        max(0, len(names) - COLUMNS),
        {name: column for name, column in fields.items() if can_be_named(column)},
        {name: column for name, column in usual.items() if can_be_named(column)},
        [(name, printed(column)) for column, name in heads.items()],
        [_preview_line(record, layout, heads) for record in found],
        layout.fault.on_a_page if layout.fault else _fault(found, end),
        end.extent if isinstance(end, Enough) and 0 < len(found) < RECORDS else "",
        said=opened.said,
        preset=opened.preset,
        source_key=opened.source_key,
        is_private=opened.is_private,
        server_name=printed(layout.server_name),
        path=opened.path,
        made_id="" if opened.preset else made_id(fields),
        messages=[Shown.of(record) for record in found if isinstance(record, RawMessage)][:MESSAGES],
    )


def _fields_of(layout: Watched, names: tuple[str, ...]) -> tuple[dict[str, str], dict[str, str]]:
    """Return the column of each field, as it is read and as it would be without a mapping."""
    if layout.reading:
        preset = layout.reading.preset
        return layout.reading.columns(names), PresetReading(preset, {}, {}).columns(names)
    return layout.columns(names), Layout(layout.zone, layout.now).columns(names)


def _fault(found: Sequence[Record], end: Unreadable | None) -> str:
    if isinstance(end, Enough):
        return "" if found else _nothing_in(end)
    return end.on_a_page if end else ""


def _nothing_in(enough: Enough) -> str:
    sentence = (EMPTY if enough.is_blank else NO_RECORD).format(extent=enough.extent)
    return sentence[0].upper() + sentence[1:]


def _column(name: str, said: Iterable[Mapping[str, object]]) -> Column:
    sample = next((shown for record in said if (shown := printed(record.get(name)))), "")
    return Column(name if can_be_named(name) else "", printed(name), sample)


def _preview_line(record: Record, layout: Watched, heads: Iterable[str]) -> Line:
    said = layout.said.get(record.line)
    cells = [printed(said.get(column)) for column in heads] if said else []
    if isinstance(record, RawMessage):
        return Line(record.line, cells)
    if isinstance(record, Skipped):
        return Line(record.line, cells, reason=record.reason)
    raw = "" if said else printed(record.raw[: 4 * SHOWN].decode("utf-8", "backslashreplace").rstrip("\r\n"))
    return Line(record.line, cells, raw, "" if layout.fault else record.reason, isinstance(record, Unread))


def mapping_of(chosen: Mapping[str, str], usual: Mapping[str, str]) -> dict[str, str]:
    """Return the mapping that makes a file read as chosen.

    Usual columns need no entry. An empty entry leaves a field out.
    """
    said = {name: column for name, column in chosen.items() if usual.get(name) != column}
    return said | {name: "" for name in usual if name not in chosen}
