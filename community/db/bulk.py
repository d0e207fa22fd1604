"""Write any number of rows of a table in one statement."""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import repeat
from operator import attrgetter
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import BinaryField, DateTimeField, Field, JSONField, Model, UUIDField

Row = TypeVar("Row", bound=Model)
Fields = list["Field[Any, Any]"]
Columns = list[Iterable[Any]]
# Values that SQLite's driver does not take as they are. Psycopg takes all but JSON.
ADAPTED = (BinaryField, DateTimeField, UUIDField)
ENCODE = json.JSONEncoder(separators=(",", ":")).encode


def insert(rows: Sequence[Row]) -> None:
    """Insert instances of one model as they are.

    A key that the database gives is not read back.
    """
    if not rows:
        return
    given = [field for field in rows[0]._meta.concrete_fields if not (field.primary_key and rows[0].pk is None)]
    names = [field.attname for field in given]
    insert_rows(type(rows[0]), names, map(attrgetter(*names), rows))
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def insert_rows(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of these columns, and defaults in all others.

    PostgreSQL copies them in. SQLite runs one prepared statement.
    """
    fields, columns = _completed(model, names, rows)
    if not columns:
        return
    table, listed = _table(model), _listed(fields)
    # Copying goes past Django, so its errors would come as the driver names them.
    with connection.wrap_database_errors, connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy:
                for row in zip(*columns, strict=False):
                    copy.write_row(row)
        else:
            cursor.executemany(f"INSERT INTO {table} ({listed}) VALUES ({_marks(fields)})", _rows(columns))  # noqa: S608


def update_rows(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Update these columns of the rows, of which the first is the key.

    Takes no bytes, because PostgreSQL reads the rows from one JSON value.
    """
    fields = _fields(model, names)
    columns = _columns(fields, rows)
    if not columns:
        return
    key, changed = fields[0].column, [field.column for field in fields[1:]]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sets = ", ".join(f'"{name}" = new."{name}"' for name in changed)
            source = f'({_read(fields)}) AS new WHERE old."{key}" = new."{key}"'
            cursor.execute(f"UPDATE {_table(model)} AS old SET {sets} FROM {source}", [_in_json(columns)])  # noqa: S608
        else:
            sets = ", ".join(f'"{name}" = %s' for name in changed)
            update = f'UPDATE {_table(model)} SET {sets} WHERE "{key}" = %s'  # noqa: S608
            cursor.executemany(update, _rows([*columns[1:], columns[0]]))


def upsert_rows(
    model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]], *, unique: str, changes: Iterable[str]
) -> None:
    """Insert rows, or change some columns where the unique column exists.

    The order of the rows is kept. Takes no bytes, because PostgreSQL reads the rows from one JSON value.
    """
    fields, columns = _completed(model, names, rows)
    if not columns:
        return
    (on,), listed = _fields(model, [unique]), _listed(fields)
    sets = ", ".join(f'"{field.column}" = excluded."{field.column}"' for field in _fields(model, changes))
    insert, conflict = f"INSERT INTO {_table(model)} ({listed})", f'ON CONFLICT ("{on.column}") DO UPDATE SET {sets}'
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"{insert} {_read(fields)} {conflict}", [_in_json(columns)])
        else:
            cursor.executemany(f"{insert} VALUES ({_marks(fields)}) {conflict}", _rows(columns))


def free_keys(model: type[Model], count: int) -> Sequence[int]:
    """Reserve keys for rows that are not written yet.

    Other rows of the same transaction can name them.
    """
    if not count:
        return ()
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # This transaction holds the write lock, so nobody else takes the next ones.
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            (last,) = cursor.fetchone() or (0,)
            return range(last + 1, last + 1 + count)
        # A subquery, so that the name is looked up once. Looking it up for each key takes several times as long.
        name = "(SELECT pg_get_serial_sequence(%s, 'id')::regclass)"
        cursor.execute(f"SELECT nextval({name}) FROM generate_series(1, %s)", [table, count])  # noqa: S608
        return [key for (key,) in cursor.fetchall()]


def _table(model: type[Model]) -> str:
    return f'"{model._meta.db_table}"'


def _listed(fields: Fields) -> str:
    return ", ".join(f'"{field.column}"' for field in fields)


def _marks(fields: Fields) -> str:
    return ", ".join(["%s"] * len(fields))


def _fields(model: type[Model], names: Iterable[str]) -> Fields:
    by_name = {field.attname: field for field in model._meta.concrete_fields}
    return [by_name[name] for name in names]


def _completed(model: type[Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> tuple[Fields, Columns]:
    """Return the fields and columns of new rows, defaults included."""
    named = _fields(model, names)
    columns = _columns(named, rows)
    left = [field for field in model._meta.concrete_fields if not (field in named or field.null or field.primary_key)]
    if columns:
        columns += [repeat(value) for (value,) in _columns(left, [[field.get_default() for field in left]])]
    return named + left, columns


def _columns(fields: Fields, rows: Iterable[Sequence[Any]]) -> Columns:
    """Turn rows into columns of values that the driver takes.

    No rows give no columns.
    """
    columns: Columns = list(zip(*rows, strict=True))
    return [
        map(adapt, values) if (adapt := _adapter(field)) else values
        for field, values in zip(fields, columns, strict=False)
    ]


def _rows(columns: Columns) -> list[tuple[Any, ...]]:
    # Columns of defaults are endless, and stop with the others.
    return list(zip(*columns, strict=False))


def _adapter(field: "Field[Any, Any]") -> Callable[[Any], Any] | None:
    if isinstance(field, JSONField):
        # Both databases take the text as it is; the driver's wrapper costs several times as much.
        return _json_text
    if connection.vendor == "postgresql" or not isinstance(field, ADAPTED):
        return None

    def adapt(value: Any) -> Any:
        if value is None:
            return None
        if isinstance(value, datetime) and value.tzinfo is UTC:
            # As Django writes it, in a fraction of the time.
            return str(value.replace(tzinfo=None))
        return field.get_db_prep_save(value, connection)

    return adapt


def _json_text(value: Any) -> str | None:
    if value is None:
        return None
    # Most JSON columns hold an empty list, and encoding it takes longer than comparing.
    return "[]" if value == [] else ENCODE(value)


def _read(fields: Fields) -> str:
    """Return PostgreSQL's SELECT that reads rows from one JSON parameter.

    It is parsed faster than a list of values.
    """
    values = ", ".join(f'(value->>{place})::{_cast(field)} AS "{field.column}"' for place, field in enumerate(fields))
    return f"SELECT {values} FROM jsonb_array_elements(%s::jsonb)"  # noqa: S608


def _cast(field: "Field[Any, Any]") -> str:
    kind = str(field.db_type(connection))
    # A cast to varchar would cut what is too long, where storing it must fail.
    return "text" if kind.startswith("varchar") else kind


def _in_json(columns: Columns) -> str:
    return json.dumps(_rows(columns), default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, date | UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be read from JSON")
