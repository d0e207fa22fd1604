"""Open the tables of an archive, one or several of one kind."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from zipfile import ZipInfo

from community.files.archive import Archive
from community.files.bounds import Bounds, Enough
from community.files.container import Container, Opened
from community.files.fields import list_columns
from community.files.json_survey import ASSIGNED
from community.files.layout import Layout
from community.files.lines import Unreadable
from community.files.opening import begin_stream
from community.files.streams import SCRIPT_ENDS
from community.records import Record, Reject, Skipped

# Files that are looked into before all of one kind are read.
LOOKED_INTO = 50
PEEKED = Bounds(size=1 << 20)
BESIDE = Bounds(size=16 << 20)


def begin_archive(archive: Archive, layout: Layout, container: Container, bounds: Bounds) -> Opened:
    """Read the head of the first table, and return the records of all of its kind."""
    tables, container = _named_tables(archive.tables, container)
    if len(tables) > 1:
        tables = _of_one_kind(archive, tables, layout, container)

    beside: dict[str, list[object]] = {}

    def begin(info: ZipInfo) -> Opened:
        layout.around.clear()
        layout.around |= place_of(info)
        opened = begin_stream(archive.stream(info, bounds), layout, container, bounds)
        if layout.reading and layout.reading.preset.beside:
            place = layout.reading.preset.beside.place
            if place not in beside:
                beside[place] = _records_of(archive, place)
            layout.reading.learn(beside[place])
        return opened

    first = begin(tables[0])
    if len(tables) == 1:
        return replace(first, said=f"{first.said} It is {_shown(tables[0])} in the archive.")
    said = f"{len(tables):,} files of an archive. The first: {first.said}"
    return replace(first, records=_in_turn(tables, first, begin), said=said)


def place_of(info: ZipInfo) -> dict[str, object]:
    """Return the name of a file in the archive and of its folder, as rules see them."""
    folders, _, name = info.filename.rpartition("/")
    return {"file": name, "folder": folders.rpartition("/")[2]}


def _records_of(archive: Archive, name: str) -> list[object]:
    """Return the records of a small file that tells more of the messages, if it is there and whole."""
    info = next((info for info in archive.tables if info.filename.rpartition("/")[2] == name), None)
    if not info:
        return []
    try:
        raw = b"".join(archive.stream(info, BESIDE))
        assigned = ASSIGNED.match(raw)
        found = json.loads(raw[assigned.end() if assigned else 0 :].rstrip(SCRIPT_ENDS))
    except (Unreadable, ValueError, RecursionError):
        return []
    return found if isinstance(found, list) else [found]


def _named_tables(tables: Sequence[ZipInfo], container: Container) -> tuple[Sequence[ZipInfo], Container]:
    named = [info for info in tables if container.records in (info.filename, info.filename.rpartition("/")[2])]
    return (named, replace(container, records="")) if named else (tables, container)


def _of_one_kind(
    archive: Archive, tables: Sequence[ZipInfo], layout: Layout, container: Container
) -> Sequence[ZipInfo]:
    """Return the tables that hold messages, if they are of one kind.

    Raises Unreadable that names them where somebody has to choose.
    """
    kinds = {info.filename: _kind_of(archive, info, layout, container) for info in tables[:LOOKED_INTO]}
    known = {kind for kind in kinds.values() if kind.startswith("preset ")}
    if len(known) == 1:
        return [info for info in tables if kinds.get(info.filename, *known) in known]
    readable = [info for info in tables if kinds.get(info.filename, "…")]
    if len({kind for kind in kinds.values() if kind}) == 1:
        return readable
    names = list_columns(info.filename for info in readable or tables)
    said = f"The archive holds several tables that are not of one kind: {names}"
    raise Unreadable(f"{said}; say which with --records NAME.", f"{said}; pack the one with the messages alone.")


def _kind_of(archive: Archive, info: ZipInfo, layout: Layout, container: Container) -> str:
    fresh = layout.afresh()
    fresh.around |= place_of(info)
    try:
        opened = begin_stream(archive.stream(info, PEEKED), fresh, container, PEEKED)
    except Unreadable:
        return ""
    return f"preset {opened.preset}" if opened.preset else f"{opened.form} {sorted(opened.names)}"


def _in_turn(tables: Sequence[ZipInfo], first: Opened, begin: Callable[[ZipInfo], Opened]) -> Iterator[Record]:
    yield from _told_of(first.records, tables[0])
    for info in tables[1:]:
        try:
            opened = begin(info)
        except Enough:
            raise
        except Unreadable as fault:
            yield Skipped(0, f"{_shown(info)}: {fault}")
            continue
        yield from _told_of(opened.records, info)


def _told_of(records: Iterator[Record], info: ZipInfo) -> Iterator[Record]:
    """Name the file in the reason of each reject."""
    for record in records:
        yield replace(record, reason=f"{record.reason} ({_shown(info)})") if isinstance(record, Reject) else record


def _shown(info: ZipInfo) -> str:
    name = info.filename[:200]
    return name if name.isprintable() else ascii(name)
