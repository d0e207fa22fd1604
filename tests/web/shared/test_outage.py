"""Which errors of a database pass by themselves."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection

from moderation.models import Tally
from moderation.web.shared.outage import is_outage
from tests.outages import lock

of_postgresql = pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no such codes")


def error_of(ask: Callable[[], object]) -> DatabaseError:
    with pytest.raises(DatabaseError) as caught:
        ask()
    return caught.value


def sql(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(words)


@pytest.mark.django_db(transaction=True)
def test_a_lock_that_somebody_holds_is_one(impatient: None) -> None:
    with lock("moderation_tally"):
        assert is_outage(error_of(lambda: Tally.objects.create(name="assessed", amount=1)))


def test_a_database_that_is_not_there_is_one(django_db_blocker: Any, no_database: None) -> None:
    with django_db_blocker.unblock():
        assert is_outage(error_of(Tally.objects.first))


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["SELECT 1 FROM nobody", "SELEC 1", "INSERT INTO moderation_tally (id) VALUES (1)"])
def test_a_mistake_of_ours_is_none(words: str) -> None:
    assert not is_outage(error_of(lambda: sql(words)))


@of_postgresql
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "passes"),
    [
        ("08006", True),  # the connection was lost
        ("40001", True),  # a conflict
        ("40P01", True),  # a deadlock
        ("53300", True),  # too many connections
        ("55P03", True),  # a lock
        ("57014", True),  # a statement that took too long
        ("57P01", True),  # the server stops
        ("57P03", True),  # the server starts
        ("53100", False),  # the disk is full
        ("53200", False),  # no memory
        ("58030", False),  # the disk fails
        ("42P01", False),  # no such table
        ("XX000", False),  # a fault of the server's
    ],
)
def test_what_postgresql_says(code: str, passes: bool) -> None:
    words = f"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{code}'; END $$"
    assert is_outage(error_of(lambda: sql(words))) is passes


@pytest.mark.django_db
@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has other codes")
def test_a_file_that_is_no_database_stays_so(tmp_path: Path) -> None:
    broken = tmp_path / "broken.sqlite3"
    broken.write_bytes(b"not a database" * 100)
    other = connection.copy()
    other.settings_dict = {**other.settings_dict, "NAME": str(broken)}
    error = error_of(other.ensure_connection)
    assert isinstance(error.__cause__, sqlite3.DatabaseError)
    assert not is_outage(error)


@pytest.mark.parametrize("error", [None, RuntimeError("The database did not answer."), TimeoutError()])
def test_what_is_no_error_of_a_database_is_none(error: Exception | None) -> None:
    assert not is_outage(error)
