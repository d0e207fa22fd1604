"""Databases with all tables that are made once, for every process to copy."""

import fcntl
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg

ROOT = Path(__file__).resolve().parent.parent
MIGRATIONS = (ROOT / "community/migrations", ROOT / "moderation/migrations")
OTHERS = (ROOT / "requirements.txt", ROOT / "community/db/schema.py")
# Kept from one run to the next.
FOLDER = ROOT / ".pytest_cache" / "made"
SECONDS = 600
# What makes the tables: all at once, as a new installation has them, or by one migration after the other.
AT_ONCE, BY_MIGRATIONS = "prepare", "migrate"


def name_of(command: str) -> str:
    """A name that changes with every migration, of ours or of a library."""
    sources = sorted(path for folder in MIGRATIONS for path in folder.glob("*.py"))
    content = b"".join(path.name.encode() + path.read_bytes() for path in (*sources, *OTHERS))
    return f"{command}_{hashlib.sha256(content).hexdigest()[:16]}"


def file_made(command: str = AT_ONCE) -> Path:
    """The SQLite database with all tables, which is made where it is not there."""
    path = FOLDER / f"{name_of(command)}.sqlite3"
    with _alone():
        if not path.exists():
            unfinished = path.with_suffix(".unfinished")
            unfinished.unlink(missing_ok=True)
            make(f"sqlite:///{unfinished}", command)
            unfinished.rename(path)
    return path


def database_made(url: str, command: str = AT_ONCE) -> str:
    """The name of the database with all tables on this PostgreSQL, which is made where it is not there."""
    name = name_of(command)
    with _alone(), psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            unfinished = f"{name}_unfinished"
            connection.execute(f"DROP DATABASE IF EXISTS {unfinished}")
            connection.execute(f"CREATE DATABASE {unfinished}")
            make(urlsplit(url)._replace(path=f"/{unfinished}").geturl(), command)
            connection.execute(f"ALTER DATABASE {unfinished} RENAME TO {name}")
    return name


def make(url: str, command: str) -> None:
    """Make the tables in a process of its own, which leaves no connection and no state behind."""
    environment = {**os.environ, "DATABASE_URL": url, "PARLEY_VAR": str(FOLDER)}
    words = [sys.executable, "manage.py", command, "--verbosity", "0"]
    subprocess.run(words, cwd=ROOT, env=environment, check=True, timeout=SECONDS)


@contextmanager
def _alone() -> Iterator[None]:
    """One process of all at a time."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
