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
from tests.faults.scratch import empty_database

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
def elsewhere(tmp_path: Path) -> Iterator[None]:
    """An empty database in the place of the tests' own."""
    own = connection.settings_dict["NAME"]
    with empty_database(tmp_path / "empty.sqlite3") as scratch:
        connection.close()
        connection.settings_dict["NAME"] = str(scratch.path) if scratch.is_sqlite else scratch.name
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = own


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


@pytest.mark.django_db(transaction=True)
def test_an_empty_database_is_made_as_by_all_migrations(request: pytest.FixtureRequest) -> None:
    by_migrations = everything_made()
    request.getfixturevalue("elsewhere")
    assert make_tables()
    call_command("migrate", verbosity=0)
    at_once = everything_made()
    assert at_once.keys() == by_migrations.keys()
    assert {what: at_once[what] for what in at_once if at_once[what] != by_migrations[what]} == {}


@pytest.mark.django_db(transaction=True)
def test_an_interrupted_making_leaves_an_empty_database(elsewhere: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("community.db.schema.record_migrations", interrupt)
    with pytest.raises(KeyboardInterrupt):
        make_tables()
    assert connection.introspection.table_names() == []


def interrupt(_: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.django_db
def test_a_database_with_tables_is_left_to_the_migrations() -> None:
    assert not make_tables()
