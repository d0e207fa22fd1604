"""Scratch databases and a Valkey for a child process."""

import json
import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from config import processes
from config.embedded import Valkey

MARK = "parley_bench_"
# Where a child finds the names of its databases, the first of which is the configured one.
NAMES = "PARLEY_BENCH_DATABASES"
END_SECONDS = 5


class Failed(Exception):
    """A child process failed.

    Its own words stand above.
    """


def run_inside(words: Sequence[str], databases: int) -> dict[str, Any]:
    """Run `manage.py` in a world of its own, and return the JSON it ends with.

    The world is gone afterwards.
    """
    with world(databases) as environment:
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), *words]
        child = processes.spawn_process(command, env=environment, cwd=settings.BASE_DIR, stdout=subprocess.PIPE)
        said, _ = child.communicate()
        if child.returncode:
            raise Failed(f"{' '.join(words)} ended with status {child.returncode}.")
    return json.loads(said.splitlines()[-1])


@contextmanager
def world(databases: int) -> Iterator[dict[str, str]]:
    """Yield the environment of a child with empty databases and a Valkey.

    All of them are gone at the end, as are its processes.
    """
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with ExitStack() as held:
        # Beside the configured database, on the same disk: a database in memory would flatter.
        folder = Path(held.enter_context(tempfile.TemporaryDirectory(prefix="bench-", dir=settings.VAR)))
        urls = [held.enter_context(database(folder)) for _ in range(max(databases, 1))]
        valkey = Valkey(folder)
        valkey.start()
        held.callback(valkey.stop)
        processes.adopt_orphans()
        spared = processes.child_pids()
        held.callback(
            lambda: processes.end_processes(processes.child_pids() - spared, spared=spared, seconds=END_SECONDS)
        )
        ours = {
            "DATABASE_URL": urls[0],
            "REDIS_URL": valkey.url,
            "PARLEY_VAR": str(folder),
            NAMES: "\n".join(map(name_in, urls)),
            "LOG_LEVEL": "WARNING",
        }
        # Figures are of what runs in production, and with DEBUG Django keeps every statement.
        yield {**os.environ, **ours, "DEBUG": ""}


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """Yield the URL of a scratch database of the configured kind.

    It is a file, or one more database on the same server, dropped afterwards.
    """
    name = MARK + secrets.token_hex(6)
    if connection.vendor == "sqlite":
        yield f"sqlite:///{folder / name}.sqlite3"
        return
    on_server(f'CREATE DATABASE "{name}"')
    try:
        yield urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
    finally:
        on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def on_server(sql: str) -> None:
    other = connection.copy()
    other.settings_dict["NAME"] = "postgres"
    try:
        with other.cursor() as cursor:
            cursor.execute(sql)
    finally:
        other.close()


def name_in(url: str) -> str:
    return url.removeprefix("sqlite:///") if url.startswith("sqlite") else urlsplit(url).path.strip("/")


def names() -> list[str]:
    """Return the databases of this child process, none in any other process."""
    return os.environ.get(NAMES, "").split("\n")


def is_inside() -> bool:
    """Tell whether this process was started by `run_inside`."""
    # Nothing else may fill the database that it is configured with.
    return Path(settings.DATABASES["default"]["NAME"]).name.startswith(MARK) and names() != [""]


def use(name: str) -> None:
    """Switch to another of this child's databases."""
    connection.close()
    connection.settings_dict["NAME"] = name
