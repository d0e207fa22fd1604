"""Read many rows as plain values, one column at a time.

Django and SQLite's driver convert each value by itself, which takes longer.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, DateTimeField, Field, Func, JSONField, Model, QuerySet, TextField

Reader = Callable[[Any], Any] | None


class Bare(Func):
    """A column as it is stored.

    An expression has no declared type, so SQLite's driver does not convert it.
    """

    template = "+%(expressions)s"
    output_field = TextField()


def read_rows(found: QuerySet[Any], names: Sequence[str], *more: Any) -> Iterator[tuple[Any, ...]]:
    """Return the rows of `found.values_list(*names, *more)`.

    Names may lead into other tables. `more` are expressions for numbers or texts.
    """
    model: Any = found.model
    readers, asked = plain_columns(model, tuple(names))
    try:
        sql, parameters = found.values_list(*asked, *more).query.sql_with_params()
    except EmptyResultSet:
        return iter(())
    return read_columns(fetch_all(sql, parameters), readers)


# Models of an earlier migration go in time.
@lru_cache(maxsize=256)
def plain_columns(model: type[Model], names: tuple[str, ...]) -> tuple[list[Reader], list[Any]]:
    """Return how the values of each column are read, and what a query asks for them."""
    readers = [_reader(_field_at(model, name)) for name in names]
    is_bare = connection.vendor == "sqlite"
    return readers, [Bare(name) if read and is_bare else name for name, read in zip(names, readers, strict=True)]


def fetch_all(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchall()


def read_columns(rows: Sequence[tuple[Any, ...]], readers: Sequence[Reader]) -> Iterator[tuple[Any, ...]]:
    columns: list[Iterable[Any]] = list(zip(*rows, strict=True))
    for index, read in enumerate(readers):
        if read and columns:
            columns[index] = map(read, columns[index])
    return zip(*columns, strict=True)


def _field_at(model: type[Model], name: str) -> "Field[Any, Any]":
    """Return the column of this name, which may be one of a table that a relation leads to."""
    if "__" not in name:
        return {field.attname: field for field in model._meta.concrete_fields}[name]
    relation, rest = name.split("__", 1)
    other: Any = model._meta.get_field(relation)
    return _field_at(other.related_model, rest)


def _reader(field: "Field[Any, Any]") -> Reader:
    if isinstance(field, JSONField):
        return _json
    if connection.vendor == "postgresql":
        return None
    if isinstance(field, DateTimeField):
        return _moment
    if isinstance(field, BooleanField):
        return _truth
    if field.get_db_converters(connection) or connection.ops.get_db_converters(field.cached_col):
        raise TypeError(f"{field} is not read as a plain value")
    return None


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if text else None


def _truth(number: int | None) -> bool | None:
    return None if number is None else bool(number)


def _json(text: str | None) -> Any:
    # The usual value is not worth a parser.
    if text == "[]":
        return []
    return None if text is None else json.loads(text)
