"""Databases that a test may ruin: one is prepared, each world gets a copy, and plain SQL reads what became of it."""

import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg

from tests.made import AT_ONCE, database_made, file_made

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Scratch:
    """A database of either kind, outside Django: what reads it shares no code with what wrote it."""

    url: str

    @property
    def is_sqlite(self) -> bool:
        return self.url.startswith("sqlite")

    @property
    def path(self) -> Path:
        return Path(self.url.removeprefix("sqlite:///"))

    @property
    def name(self) -> str:
        return urlsplit(self.url).path.strip("/")

    @contextmanager
    def connected(self) -> Iterator[Any]:
        connection: Any = sqlite3.connect(self.path, timeout=30) if self.is_sqlite else psycopg.connect(self.url)
        try:
            yield connection
            connection.commit()
        finally:
            connection.close()

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with self.connected() as connection:
            return list(connection.execute(sql).fetchall())

    def change(self, sql: str) -> int:
        with self.connected() as connection:
            return int(connection.execute(sql).rowcount)

    def repeat(self, table: str, where: str) -> int:
        """Insert rows once more under new keys; returns how many."""
        with self.connected() as connection:
            names = [column[0] for column in connection.execute(f"SELECT * FROM {table} LIMIT 0").description]
            columns = ", ".join(f'"{name}"' for name in names if name != "id")
            sql = f"INSERT INTO {table} ({columns}) SELECT {columns} FROM {table} WHERE {where}"
            return int(connection.execute(sql).rowcount)

    def count(self, sql: str) -> int:
        return int(self.rows(sql)[0][0] or 0)


@contextmanager
def prepared(folder: Path) -> Iterator[Scratch]:
    """A database with a community, a channel and a guideline, where no constraint hides doubling."""
    with copy_made(folder / "prepared.sqlite3") as made:
        environment = {**os.environ, "DATABASE_URL": made.url, "PARLEY_VAR": str(folder)}
        command = [sys.executable, "-m", "tests.faults.prepare"]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=120)
        yield made


@contextmanager
def copy_made(path: Path, command: str = AT_ONCE) -> Iterator[Scratch]:
    """A database with all tables, made by this command."""
    server = server_url()
    if not server:
        shutil.copyfile(file_made(command), path)
    with empty_database(path, database_made(server, command) if server else "") as made:
        yield made


@contextmanager
def copy_of(original: Scratch, path: Path) -> Iterator[Scratch]:
    if original.is_sqlite:
        shutil.copyfile(original.path, path)
    with empty_database(path, original.name) as copy:
        yield copy


@contextmanager
def empty_database(path: Path, template: str = "template1") -> Iterator[Scratch]:
    """A file, or a copy of the template on the server that DATABASE_URL names; gone afterwards."""
    if not (server := server_url()):
        yield Scratch(f"sqlite:///{path}")
        return
    name = f"faults_{os.getpid()}_{secrets.token_hex(4)}"
    _on(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield Scratch(urlsplit(server)._replace(path=f"/{name}").geturl())
    finally:
        _on(server, f"DROP DATABASE {name} WITH (FORCE)")


def server_url() -> str:
    """The PostgreSQL that DATABASE_URL names; blank where it names none."""
    url = os.environ.get("DATABASE_URL", "")
    return url if url.startswith("postgres") else ""


def _on(server: str, sql: str) -> None:
    with psycopg.connect(urlsplit(server)._replace(path="/postgres").geturl(), autocommit=True) as connection:
        connection.execute(sql)
