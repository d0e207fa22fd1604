"""An empty database gets the same tables at once as by all migrations."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from community.db.schema import make_tables
from tests.earlier.living import standing_in
from tests.faults.scratch import copy_made, empty_database
from tests.made import AT_ONCE, BY_MIGRATIONS

ON_POSTGRESQL = {
    "columns": """
        SELECT table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, is_identity
        FROM information_schema.columns WHERE table_schema = 'public'
    """,
    "indexes": "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'",
    "constraints": """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), condeferrable, condeferred
        FROM pg_constraint WHERE connamespace = 'public'::regnamespace
    """,
}


@pytest.fixture
def empty(django_db_setup: None, django_db_blocker: Any, tmp_path: Path) -> Iterator[None]:
    """An empty database in the place of the tests' own."""
    with empty_database(tmp_path / "empty.sqlite3") as scratch, standing_in(scratch, django_db_blocker):
        yield


def everything_made() -> dict[str, Any]:
    """Tables with columns in any order, indexes, constraints, applied migrations and permissions."""
    return tables_made() | {
        "migrations": sorted(MigrationRecorder(connection).applied_migrations()),
        "permissions": sorted(Permission.objects.values_list("content_type__model", "codename")),
    }


def tables_made() -> dict[str, Any]:
    if connection.vendor == "postgresql":
        return {what: sorted(rows_of(sql), key=repr) for what, sql in ON_POSTGRESQL.items()}
    named = rows_of("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'")
    return {name: sorted(re.split(r"\s*,\s*", sql[sql.index("(") + 1 : sql.rindex(")")])) for name, sql in named}


def rows_of(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def test_an_empty_database_is_made_as_by_all_migrations(
    django_db_setup: None, django_db_blocker: Any, tmp_path: Path
) -> None:
    made = {}
    for command in (AT_ONCE, BY_MIGRATIONS):
        path = tmp_path / f"{command}.sqlite3"
        with copy_made(path, command) as scratch, standing_in(scratch, django_db_blocker):
            made[command] = everything_made()
    at_once, by_migrations = made.values()
    assert at_once.keys() == by_migrations.keys()
    assert {what: at_once[what] for what in at_once if at_once[what] != by_migrations[what]} == {}


def test_what_was_made_at_once_is_left_no_migration(empty: None) -> None:
    assert make_tables()
    call_command("migrate", check_unapplied=True, verbosity=0)
    assert not make_tables()


def test_an_interrupted_making_leaves_an_empty_database(empty: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("community.db.schema.record_migrations", interrupt)
    with pytest.raises(KeyboardInterrupt):
        make_tables()
    assert connection.introspection.table_names() == []


def interrupt(_: object) -> None:
    raise KeyboardInterrupt
