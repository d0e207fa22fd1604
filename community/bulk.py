"""Writes many new rows at once, several times as fast as building one statement of all their values."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connection
from django.db.models import BinaryField, DateTimeField, Field, JSONField, Model, UUIDField

Row = TypeVar("Row", bound=Model)
# Fields whose values are not what the driver takes; the others would only be handed through.
ADAPTED = (BinaryField, DateTimeField, JSONField, UUIDField)


def insert(rows: Sequence[Row]) -> None:
    """Insert rows of one model as they are; a key that the database gives is not read back.

    PostgreSQL copies them in; SQLite runs one prepared statement.
    """
    if not rows:
        return
    meta = rows[0]._meta
    fields = [field for field in meta.concrete_fields if not (field.primary_key and rows[0].pk is None)]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    # Copying goes past Django, so its errors would come as the driver names them.
    with connection.wrap_database_errors, connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{meta.db_table}" ({columns}) FROM STDIN') as copy:
                for values in _values(rows, fields):
                    copy.write_row(values)
        else:
            marks = ", ".join(["%s"] * len(fields))
            statement = f'INSERT INTO "{meta.db_table}" ({columns}) VALUES ({marks})'  # noqa: S608
            cursor.executemany(statement, list(_values(rows, fields)))
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def free_keys(model: type[Model], count: int) -> Iterable[int]:
    """Keys for new rows before they are written, so that other rows of the same transaction can name them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # This transaction holds the write lock, so nobody else takes the next ones.
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            (last,) = cursor.fetchone() or (0,)
            return range(last + 1, last + 1 + count)
        sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
        cursor.execute(sequence, [table, count])
        return [key for (key,) in cursor.fetchall()]


def _values(rows: Sequence[Row], fields: Sequence["Field[Any, Any]"]) -> Iterator[list[Any]]:
    get = attrgetter(*(field.attname for field in fields))
    adapted = [(place, _adapter(field)) for place, field in enumerate(fields) if isinstance(field, ADAPTED)]
    for row in rows:
        values = list(get(row))
        for place, adapt in adapted:
            if values[place] is not None:
                values[place] = adapt(values[place])
        yield values


def _adapter(field: "Field[Any, Any]") -> Callable[[Any], Any]:
    if isinstance(field, JSONField):
        # Both databases take the text as it is; the driver's wrapper costs several times as much.
        return json.dumps

    def adapt(value: Any) -> Any:
        return field.get_db_prep_save(value, connection)

    # The moment of storing is the same in all rows of a batch.
    return lru_cache(maxsize=100)(adapt) if isinstance(field, DateTimeField) else adapt
