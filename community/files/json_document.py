"""Read one JSON document, whose records stand in a list somewhere in it."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from community.files.json_events import Event, Events, number_of
from community.files.layout import Layout, with_rejects
from community.files.lines import RECORD_LIMIT, Unreadable
from community.files.paths import LONGEST_NAME
from community.files.values import shown
from community.records import Record, Reject

# What is nested deeper is rejected, before Python's own limit is reached.
DEEPEST = 200
# Values around the records that are kept.
MOST_AROUND = 200
# In a path, each of the objects that stand under their ids.
EACH = "*"
STARTS, ENDS = frozenset({"start_map", "start_array"}), frozenset({"end_map", "end_array"})


@dataclass(slots=True)
class Built:
    """An object of the document, or why it cannot be used."""

    value: dict[str, object] = field(default_factory=dict)
    fault: str = ""
    size: int = 0


def read(stream: Iterator[bytes], layout: Layout, path: str) -> Iterator[Record]:
    """Yield what becomes of each object in the list at a path.

    The line of a record is its number, because a document has no lines of records.
    """
    return read_events(Events(stream), layout, path)


def read_events(events: Iterable[Event], layout: Layout, path: str, *, repeats: bool = False) -> Iterator[Record]:
    """Yield what becomes of each object at a path. A key that repeats is a list or else a fault."""
    number = 0
    try:
        for number, built in enumerate(objects_at(events, path, layout.around, repeats=repeats), start=1):
            yield from _object_records(built, layout, number)
    except Unreadable as fault:
        raise Unreadable(f"{fault} {number:,} records come before it.") from fault


def _object_records(built: Built, layout: Layout, number: int) -> list[Record]:
    if built.fault:
        return [Reject.of(number, built.fault, _written(built.value))]
    try:
        found = layout.of_object(built.value, number)
    except ValueError as reason:
        return [Reject.of(number, str(reason), _written(built.value))]
    is_whole = not any(isinstance(each, ValueError) for each in found)
    return list(with_rejects(found, number, b"" if is_whole else _written(built.value)))


def _written(value: dict[str, object]) -> bytes:
    # The bytes of the file are gone by now.
    return json.dumps(value, ensure_ascii=False, default=str).encode("utf-8", "surrogatepass")


def objects_at(
    events: Iterable[Event], path: str, around: dict[str, object] | None = None, *, repeats: bool = False
) -> Iterator[Built]:
    """Yield the objects at a path, with lists passed through on the way.

    The empty path is that of the document itself, or of the list that it is. `around` holds the values that stand
    before the objects, by their path.
    """
    # Several paths stand with strokes between them.
    paths = {path, *path.split("|")}
    here: list[tuple[str, bool]] = []
    key = ""
    around = {} if around is None else around
    source = iter(events)
    for event, value in source:
        if event == "map_key":
            key = str(value)[:LONGEST_NAME]
        elif event in ENDS:
            here.pop()
        elif event in STARTS:
            at = _path_below(here, key)
            if event == "start_map" and at in paths:
                yield build_object(source, repeats=repeats)
            elif event == "start_map" and here and here[-1][1] and join_path(here[-1][0], EACH) in paths:
                yield _named(build_object(source, repeats=repeats), key)
            else:
                here.append((at, event == "start_map"))
                _leave_out_below(around, at)
        elif here and here[-1][1]:
            _keep_around(around, join_path(here[-1][0], key), value)


def _named(built: Built, key: str) -> Built:
    """Give a record the id under which it stands, where it has none of its own."""
    built.value.setdefault("id", key)
    return built


def _keep_around(around: dict[str, object], path: str, value: object) -> None:
    is_short = not isinstance(value, str) or len(value) <= LONGEST_NAME
    if is_short and len(path) <= LONGEST_NAME and (path in around or len(around) < MOST_AROUND):
        around[path] = number_of(value)


def _leave_out_below(around: dict[str, object], path: str) -> None:
    """Forget what an object before said, where another begins in its place."""
    for each in [name for name in around if name.startswith(f"{path}.")] if path else ():
        del around[each]


def _path_below(here: list[tuple[str, bool]], key: str) -> str:
    if not here:
        return ""
    path, is_map = here[-1]
    # Deep down no path is looked for, and together they would be long.
    return join_path(path, key) if is_map and len(here) < DEEPEST else path


def join_path(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def build_roots(events: Iterable[Event], *, repeats: bool = False) -> list[object]:
    """Build the values of a document as far as it is read."""
    roots: list[object] = []
    open_ones, keys, built = [roots], [""], Built()
    try:
        for event, value in events:
            if event == "map_key":
                keys[-1] = str(value)
            elif event in ENDS:
                open_ones.pop()
                keys.pop()
            else:
                _add(built, open_ones, keys, event, value, repeats=repeats)
    except Unreadable:
        return roots
    return roots


def build_object(events: Iterator[Event], *, repeats: bool = False) -> Built:
    """Build an object whose start has been read, up to its end.

    A key that repeats is a fault, unless it `repeats` as the elements of XML do.
    """
    built = Built()
    open_ones: list[dict[str, object] | list[object]] = [built.value]
    keys = [""]
    for event, value in events:
        if event == "map_key":
            keys[-1] = str(value)
            built.size += len(keys[-1])
            if not (built.fault or repeats) and keys[-1] in open_ones[-1]:
                built.fault = f"the key {shown(keys[-1])} appears twice"
        elif event in ENDS:
            open_ones.pop()
            keys.pop()
            if not open_ones:
                break
        else:
            _add(built, open_ones, keys, event, value, repeats=repeats)
    return built


def _add(built: Built, open_ones: list, keys: list[str], event: str, value: object, *, repeats: bool) -> None:
    """Add a value to the innermost open list or object."""
    built.size += len(value) if isinstance(value, str) else 8
    if built.size > RECORD_LIMIT:
        built.fault = f"the record is longer than {RECORD_LIMIT:,} bytes"
    if event == "start_map":
        value = {}
    elif event == "start_array":
        value = []
    elif event == "number":
        value = number_of(value)
    # What cannot be used is followed to its end, and not kept.
    keeps = built.size <= RECORD_LIMIT and len(open_ones) <= DEEPEST
    if keeps and isinstance(open_ones[-1], list):
        open_ones[-1].append(value)
    elif keeps and repeats and keys[-1] in open_ones[-1]:
        _repeat(open_ones[-1], keys[-1], value)
    elif keeps:
        open_ones[-1][keys[-1]] = value
    if event in STARTS:
        if len(open_ones) > DEEPEST:
            built.fault = "the JSON is nested too deeply"
        open_ones.append(value)
        keys.append("")


def _repeat(branch: dict[str, object], key: str, value: object) -> None:
    before = branch[key]
    if isinstance(before, list):
        before.append(value)
    else:
        branch[key] = [before, value]
