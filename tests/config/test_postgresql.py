"""A server that does not answer is not waited for, whatever has become of it."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection

from config.postgresql.base import HEALTH_SECONDS, DatabaseWrapper
from tests.patience import busy, free_port
from tests.silence import HOST, Line, black_hole, dropped

pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has no server"),
    pytest.mark.django_db,
]
ANSWER_SECONDS = 0.5
# What a machine that does much else may add.
MORE = 1.0


@pytest.fixture
def line() -> Iterator[Line]:
    folder, port = connection.settings_dict["HOST"], connection.settings_dict["PORT"] or 5432
    line = Line(Path(folder) / f".s.PGSQL.{port}")
    yield line
    line.close()


def through(port: int, **options: Any) -> DatabaseWrapper:
    """A connection to the tests' database through this port."""
    here = connection.settings_dict
    bounds = {"connect_timeout": 2, "answer_seconds": ANSWER_SECONDS}
    return DatabaseWrapper({**here, "HOST": HOST, "PORT": str(port), "OPTIONS": bounds | options}, "other")


@pytest.fixture
def asked(line: Line) -> Iterator[DatabaseWrapper]:
    """A connection that has answered before."""
    made = through(line.port)
    assert answer(made, "SELECT 1") == 1
    yield made
    made.close()


def answer(database: DatabaseWrapper, sql: str) -> Any:
    with database.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def seconds_of(ask: Callable[[], object]) -> float:
    began = time.monotonic()
    ask()
    return time.monotonic() - began


def gives_up(database: DatabaseWrapper, sql: str = "SELECT 1") -> None:
    with pytest.raises(OperationalError):
        answer(database, sql)


def test_an_answer_that_does_not_come_is_given_up(line: Line, asked: DatabaseWrapper) -> None:
    line.speaks.clear()
    assert seconds_of(lambda: gives_up(asked)) < ANSWER_SECONDS + MORE * busy()
    assert asked.connection.closed


def test_so_is_one_inside_a_transaction_and_the_next_request_begins_anew(line: Line, asked: DatabaseWrapper) -> None:
    asked.set_autocommit(False)
    line.speaks.clear()
    gives_up(asked, "SELECT 1")
    line.speaks.set()
    asked.close_if_unusable_or_obsolete()
    assert answer(asked, "SELECT 2") == 2


def test_an_answer_that_takes_its_time_is_waited_for_without_a_bound(line: Line) -> None:
    patient = through(line.port, answer_seconds=None)
    assert answer(patient, f"SELECT 3 FROM pg_sleep({ANSWER_SECONDS + 0.5})") == 3
    patient.close()


def test_an_error_that_the_server_tells_leaves_the_connection_as_it_is(asked: DatabaseWrapper) -> None:
    with asked.cursor() as cursor, pytest.raises(OperationalError, match="statement timeout"):
        cursor.execute("SET statement_timeout = 50; SELECT pg_sleep(5)")
    assert not asked.connection.closed


def test_whether_a_connection_is_still_of_use_is_known_soon(line: Line) -> None:
    kept = through(line.port, answer_seconds=60)
    answer(kept, "SELECT 1")
    line.speaks.clear()
    assert seconds_of(lambda: kept.is_usable() and pytest.fail("It does not answer.")) < HEALTH_SECONDS + MORE * busy()
    kept.close()


@pytest.mark.parametrize("nowhere", [black_hole, dropped])
def test_nobody_who_answers_is_given_up(nowhere: Callable[[], AbstractContextManager[int]]) -> None:
    with nowhere() as port:
        assert seconds_of(lambda: gives_up(through(port))) < 2 + MORE * busy()


def test_nobody_there_is_told_at_once() -> None:
    assert seconds_of(lambda: gives_up(through(free_port()))) < MORE * busy()
