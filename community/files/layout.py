"""Turn rows and objects into messages, by the columns of their fields."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from itertools import islice
from typing import NamedTuple

from community.files.by_preset import PresetReading, answer_id
from community.files.empty import is_empty
from community.files.expressions import Evaluate, Row, compile_expression, is_made, named_columns
from community.files.fields import list_columns, plain_name, time_like, usual_columns
from community.files.lines import Unreadable
from community.files.mail_headers import has_machine_header, machine_headers
from community.files.paths import MOST_COLUMNS, flatten
from community.files.presets import PRESETS, find_preset
from community.files.threads import thread_around
from community.files.time_form import TimeForm
from community.files.values import Convert, Unclear, Wrong, field_conversions
from community.records import RawMessage, Record, Reject, Skipped, Warned

NO_PRESET = "none"
# Record shapes to remember. A file has a few, and a hostile one has one a line.
SHAPES = 500
# Of an answer in the row of what it answers.
UNTIMED = Warned("posted_at", "is not said of the answer, which counts as written now")
# A message must say one of these, or have something attached.
SAYING = frozenset({"text", "title", "rating", "deleted"})

# A faulty part of a record comes as the reason, so that its other parts are kept.
Found = RawMessage | Skipped | Wrong
ReadRow = Callable[[Sequence[str], int], Sequence[Found]]


class Plan(NamedTuple):
    """The fields that are read from a column as it is, and those from an expression."""

    plain: tuple[tuple[str, str], ...]
    built: tuple[tuple[str, Evaluate], ...]


@dataclass
class Layout:
    """The columns, and the zone of times without one, for a file.

    `mapped` is the user's choice, a column or an expression for a field. A field that is mapped to the empty name is
    left out.
    """

    zone: tzinfo
    now: datetime
    mapped: Mapping[str, str] = field(default_factory=dict)
    # Blank where it is recognised, NO_PRESET where none is wanted.
    preset: str = ""
    # A file without times is taken to be live.
    posted_at_now: bool = False
    forms: Mapping[str, TimeForm] = field(default_factory=dict)
    reading: PresetReading | None = field(default=None, init=False)
    source_key: str = field(default="", init=False)
    # What stands around the records as they are read, such as the chat that a list of messages is of.
    around: dict[str, object] = field(default_factory=dict, init=False)
    # The path of what the records are nested in, if they are.
    above: str | None = field(default=None, init=False)
    _shapes: dict[tuple[str, ...], Plan] = field(default_factory=dict, init=False)
    _convert: dict[str, Convert] = field(init=False)

    def __post_init__(self) -> None:
        # A clock a little ahead is no mistake of the source, so a day is allowed.
        self._convert = field_conversions(self.zone, self.now + timedelta(days=1), self.forms)

    def afresh(self) -> "Layout":
        """Return a layout of the same choices that has read nothing."""
        return Layout(self.zone, self.now, self.mapped, self.preset, posted_at_now=self.posted_at_now, forms=self.forms)

    def knows(self, names: Sequence[str]) -> bool:
        """Tell whether these are the names of an export that is known as a whole."""
        return self.preset == "" and find_preset(names) is not None

    def recognise(self, names: Sequence[str], document: Row, first: Row) -> bool:
        """Read by the preset that was named, or by that of these columns."""
        known = PRESETS.get(self.preset) if self.preset else find_preset(names)
        if not known:
            return False
        reading = PresetReading(known, self.mapped, document)
        if not (self.preset or first or reading.can_tell_ids(names)):
            # It has the columns of the export, but other ids, so that it is read as any table.
            return False
        self.reading, self.source_key = reading, known.source(document, first)
        return True

    def of_header(self, header: Sequence[str]) -> ReadRow:
        """Return how the rows of a table become messages.

        Raises Unreadable when the table cannot hold any.
        """
        if len(header) > MOST_COLUMNS:
            raise too_wide(len(header))
        self.recognise(header, {}, {})
        if reading := self.reading:
            return lambda row, line: self._by_preset(reading, _row_by_name(header, row), line)
        columns = self._checked_columns(header)
        indexes = [(name, header.index(column)) for name, column in columns.items() if column in header]
        built = self._plan(tuple(header)).built

        def read_row(row: Sequence[str], line: int) -> Sequence[Found]:
            said: list[tuple[str, object]] = [(name, row[index]) for name, index in indexes]
            if built:
                named = _row_by_name(header, row)
                said += [(name, evaluate(named)) for name, evaluate in built]
            return (self.message(said, line),)

        return read_row

    def of_object(self, record: Mapping[str, object], line: int) -> Sequence[Found]:
        if self.reading:
            return self._by_preset(self.reading, record, line)
        if dict in map(type, record.values()):
            record = flatten(record)
        names = tuple(record)
        plain, built = self._shapes.get(names) or self._plan(names)
        said = [(name, record[column]) for name, column in plain]
        if self.above is not None and (thread := thread_around(self.around, self.above)) is not None:
            # What the record itself says comes later and wins.
            said.insert(0, ("thread_external_id", thread))
        if built:
            said += [(name, evaluate(record)) for name, evaluate in built]
        return (self.message(said, line),)

    def _by_preset(self, reading: PresetReading, record: Mapping[str, object], line: int) -> Sequence[Found]:
        found: list[Found] = []
        for said in reading.said(record, self.around):
            try:
                found.append(Skipped(line, said) if isinstance(said, str) else self._told(said, line))
            except Wrong as reason:
                found.append(reason.with_traceback(None))
        return found

    def _told(self, said: Mapping[str, object], line: int) -> RawMessage:
        message = self.message(said.items(), line)
        if message.posted_at or self.posted_at_now or message.external_id != answer_id(message.parent_external_id):
            return message
        return message._replace(warnings=(*message.warnings, UNTIMED))

    def check_time(self, *records: Sequence[str]) -> None:
        """Raise Unreadable where none of these records has a column of its time."""
        if self.reading or self.posted_at_now or not records:
            return
        if not any("posted_at" in self.columns(tuple(names[:MOST_COLUMNS])) for names in records):
            raise _no_time(dict.fromkeys(name for names in records for name in names))

    def message(self, said: Iterable[tuple[str, object]], line: int) -> RawMessage:
        """Build the message from its fields.

        Raises Wrong, with the reason, when it cannot be stored.
        """
        values: dict[str, object] = {}
        unclear: list[Warned] = []
        convert = self._convert
        is_own = self.reading is not None and self.reading.preset.is_own
        for name, value in said:
            # A blank text is a text, and our own export writes no value in words.
            is_blank_text = name == "text" and value == ""
            if value is None or (not is_own and is_empty(name, value) and not is_blank_text):
                continue
            try:
                values[name] = convert[name](value)
            except Wrong as reason:
                raise Wrong(f"{name} {reason}") from reason
            except Unclear as reason:
                unclear.append(Warned(name, str(reason)))
                if reason.instead is not None:
                    values[name] = reason.instead
        if "external_id" not in values:
            raise Wrong("there is no external_id (nor id, message_id …)")
        if values.keys().isdisjoint(SAYING) and not values.get("attachments"):
            raise Wrong("there is no text, title, rating or attachment")
        if unclear:
            values["warnings"] = tuple(unclear)
        self._place(values)
        return RawMessage(line=line, **values)  # type: ignore[arg-type]

    def _place(self, values: dict[str, object]) -> None:
        if "channel" in self.mapped and "channel" not in values:
            values["channel"] = str(self.around.get(self.mapped["channel"]) or "")
        values["says_kind"] = "kind" in values
        if values.get("is_auto_reply"):
            values["automated"] = True
        if values.get("internal") and values.get("from_staff") is False:
            # What a member writes out of sight is a direct message. Of others a list may say that they are staff.
            values |= {"internal": False, "kind": "direct"}

    def columns(self, names: tuple[str, ...]) -> dict[str, str]:
        """Return the column or the expression of each field among these names."""
        mapped = {name: said for name, said in self.mapped.items() if said and _is_there(name, said, names)}
        # A column may name the channel and be another field as well.
        used = {said for name, said in mapped.items() if name != "channel"}
        usual = usual_columns(tuple(name for name in names if name not in used))
        left_out = {name for name, said in self.mapped.items() if not said}
        return {name: column for name, column in (usual | mapped).items() if name not in left_out}

    def _plan(self, names: tuple[str, ...]) -> Plan:
        if len(self._shapes) >= SHAPES:
            self._shapes.clear()
        columns = self.columns(names)
        plain = {name: column for name, column in columns.items() if column in names}
        built: dict[str, Evaluate] = {}

        def get(name: str) -> Evaluate:
            column = name if name in names else plain.get(name, name)
            return built.get(name) or (lambda row: row.get(column))

        # An id is made last, because it may be made of other fields.
        for name in sorted(columns.keys() - plain.keys(), key="external_id".__eq__):
            built[name] = compile_expression(name, columns[name], get)
        if headers := machine_headers(names):
            built["is_auto_reply"] = has_machine_header(headers)
        plan = Plan(tuple(plain.items()), tuple(built.items()))
        if len(names) <= MOST_COLUMNS:
            self._shapes[names] = plan
        return plan

    def _checked_columns(self, header: Sequence[str]) -> dict[str, str]:
        columns = self.columns(tuple(header))
        for missing in _missing_columns(self.mapped, {*header, *self.around}, columns.keys()):
            raise Unreadable(f"There is no column {missing!r}; the file has {list_columns(header)}.")
        for name, count in Counter(map(plain_name, header)).items():
            if count > 1 and name in map(plain_name, columns.values()):
                raise Unreadable(f"The header has {count} columns named {name!r}.")
        if "external_id" not in columns:
            raise _no_id(header, columns)
        if columns.keys().isdisjoint({*SAYING, "attachments"}):
            said = f"No column is the text among {list_columns(header)}"
            raise Unreadable(f"{said}; name it with --map text=COLUMN.", f"{said}; choose it.")
        self.check_time(header)
        return columns


def with_rejects(found: Sequence[Found], line: int, raw: bytes) -> Sequence[Record]:
    """Return what was found, and a reject of the whole record for a part that is wrong."""
    # What is one message is raised where it is wrong.
    if len(found) == 1 and isinstance(found[0], RawMessage):
        return (found[0],)
    return [Reject.of(line, str(each), raw) if isinstance(each, Wrong) else each for each in found]


def too_wide(columns: int) -> Unreadable:
    return Unreadable(f"The header has {columns:,} columns; the limit is {MOST_COLUMNS:,}.")


def made_id(columns: Mapping[str, str]) -> str:
    """Return the expression of an id for messages that have none, if one can be made."""
    parts = [name for name in ("author_id", "author_name", "posted_at", "text") if name in columns]
    if "external_id" in columns or "text" not in parts or len(parts) == 1:
        return ""
    return f"#{'+'.join(part for part in parts if part != 'author_name' or 'author_id' not in parts)}"


def _no_time(names: Iterable[str]) -> Unreadable:
    like = time_like(islice(names, MOST_COLUMNS))
    said = "No column is the time of the messages"
    said += f"; {list_columns(like)} {'looks' if len(like) == 1 else 'look'} like one" if like else ""
    how = "Name it with --map posted_at=COLUMN, or say --posted-at now if all of it was written just now."
    return Unreadable(f"{said}. {how}", f"{said}. Choose it.")


def _no_id(header: Sequence[str], columns: Mapping[str, str]) -> Unreadable:
    said = f"No column is the messages' id among {list_columns(header)}"
    if made := made_id(columns):
        have = f"or have one made with --map external_id={made}"
        return Unreadable(f"{said}; name it with --map external_id=COLUMN, {have}.", f"{said}; choose it.")
    return Unreadable(f"{said}; name it with --map external_id=COLUMN.", f"{said}; choose it.")


def _is_there(name: str, said: str, names: tuple[str, ...]) -> bool:
    return said in names or is_made(name, said) or any(column in names for column in named_columns(name, said))


def _missing_columns(mapped: Mapping[str, str], known: set[str], fields: Iterable[str]) -> Iterator[str]:
    for name, said in mapped.items():
        if said and said not in known:
            allowed = known.union(fields) if is_made(name, said) else known
            yield from (column for column in named_columns(name, said) if column not in allowed)


def _row_by_name(header: Sequence[str], row: Sequence[str]) -> Row:
    # Reversed, so that of two columns with one name the first wins.
    return dict(zip(reversed(header), reversed(row), strict=True))
