"""Fixtures: the database is not there, or somebody keeps it locked."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, connections

from tests.patience import free_port

# What any request and any probe reads or writes.
TABLES = "moderation_pendingassessment, moderation_caseevent, django_session"


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A lock is waited for as long as a test can wait."""
    if connection.vendor == "sqlite":
        short = {"timeout": 0.3}
    else:
        short = {"options": "-c lock_timeout=300ms -c statement_timeout=5s"}
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", connection.settings_dict["OPTIONS"] | short)
    yield
    connection.close()


@pytest.fixture
def no_database(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The database is gone for whoever connects from now on."""
    gone = {"NAME": "/nowhere/parley.sqlite3"}
    if connection.vendor == "postgresql":
        gone = {"HOST": "127.0.0.1", "PORT": str(free_port())}
    connections.close_all()
    for name, value in gone.items():
        monkeypatch.setitem(connection.settings_dict, name, value)
    yield
    connections.close_all()


@contextmanager
def lock(tables: str = TABLES) -> Iterator[None]:
    """Somebody else's transaction: on SQLite nobody can write, on PostgreSQL nobody can even read these tables."""
    other = connection.copy()
    with other.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("BEGIN EXCLUSIVE")
        else:
            cursor.execute(f"BEGIN; LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
            other.close()


@pytest.fixture
def locked_database(impatient: None) -> Iterator[None]:
    with lock():
        yield
