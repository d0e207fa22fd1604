"""Read all records of a file while watching whole columns."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from community.files.expressions import Row, named_columns
from community.files.layout import Found, Layout, ReadRow
from community.files.paths import MOST_COLUMNS, flatten
from community.files.time_column import TimeColumn
from community.files.time_form import ANY_FORM, TimeForm
from community.files.time_zones import zone_of_column
from community.files.unused import UnusedColumns
from community.files.values import Convert, Wrong

TIMES = ("posted_at", "edited_at")


class Observing(Layout):
    """A layout that watches the columns of times, and those that no field takes.

    A time that cannot be read by itself is left out, because the form of its column is not known yet.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        self.unused = UnusedColumns()
        self.zones: dict[str, set[str]] = {name: set() for name in TIMES}
        self.time_columns = {name: TimeColumn(latest=self.now + timedelta(days=1)) for name in TIMES}
        # A time was left out that may be read when the form of its column is known.
        self.lacks_times = False
        for name, column in self.time_columns.items():
            self._convert[name] = self._watched(column.see, self._convert[name])

    def is_as_read(self, forms: Mapping[str, TimeForm]) -> bool:
        """Tell whether the records are the same when they are read with these forms of the times."""
        return not self.lacks_times and all(form == self.forms.get(name, ANY_FORM) for name, form in forms.items())

    def columns(self, names: tuple[str, ...]) -> dict[str, str]:
        found = super().columns(names)
        used = {column for field, said in found.items() for column in (said, *named_columns(field, said))}
        self.unused.add_columns((name for name in names if name not in used), used)
        for field in TIMES:
            if said := found.get(field, ""):
                self.zones[field] |= {zone_of_column(said)} if said in names else zones_named(said)
        return found

    def recognise(self, names: Sequence[str], document: Row, first: Row) -> bool:
        is_known = super().recognise(names, document, first)
        rules = {**self.reading.preset.fields, **self.mapped} if self.reading else {}
        for field in TIMES:
            if isinstance(rule := rules.get(field), str) and rule:
                column = self.reading.columns(names).get(field) if self.reading else None
                # Of the columns that an export may have it is the one that is there.
                self.zones[field] |= {zone_of_column(column)} if column else zones_named(rule)
        return is_known

    def of_header(self, header: Sequence[str]) -> ReadRow:
        read_row = super().of_header(header)

        def watch_row(row: Sequence[str], line: int) -> Sequence[Found]:
            if self.unused.is_curious:
                self.unused.see(dict(zip(header, row, strict=True)))
            return read_row(row, line)

        return watch_row

    def of_object(self, record: Mapping[str, object], line: int) -> Sequence[Found]:
        found = super().of_object(record, line)
        if self.unused.is_curious and len(record) <= MOST_COLUMNS:
            self.unused.see(flatten(record))
        return found

    def _watched(self, see: Callable[[object], None], convert: Convert) -> Convert:
        def watch(said: object) -> object:
            see(said)
            try:
                return convert(said)
            except (Wrong, ValueError):
                self.lacks_times = True
                return None

        return watch


def zones_named(said: str) -> set[str]:
    """Return the zones in the columns of an expression, blank for an alternative without one."""
    ways = ({zone for part in way.split("+") if (zone := zone_of_column(part))} for way in said.split("|"))
    return {zone for way in ways for zone in way or {""}}
