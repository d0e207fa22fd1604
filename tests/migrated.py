"""A database that was migrated once, for every process to copy."""

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
# Kept from one run to the next.
FOLDER = ROOT / ".pytest_cache" / "migrated"
SECONDS = 600


def key_of_schema() -> str:
    """A name that changes with every migration, of ours or of a library."""
    sources = sorted(path for folder in MIGRATIONS for path in folder.glob("*.py"))
    content = b"".join(path.name.encode() + path.read_bytes() for path in (*sources, ROOT / "requirements.txt"))
    return f"migrated_{hashlib.sha256(content).hexdigest()[:16]}"


def migrated_file() -> Path:
    """The migrated SQLite database, which is made where it is not there."""
    path = FOLDER / f"{key_of_schema()}.sqlite3"
    with _alone():
        if not path.exists():
            unfinished = path.with_suffix(".unfinished")
            unfinished.unlink(missing_ok=True)
            migrate(f"sqlite:///{unfinished}")
            unfinished.rename(path)
    return path


def migrated_database(url: str) -> str:
    """The name of the migrated database on this PostgreSQL, which is made where it is not there."""
    name = key_of_schema()
    with _alone(), psycopg.connect(url, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            unfinished = f"{name}_unfinished"
            connection.execute(f"DROP DATABASE IF EXISTS {unfinished}")
            connection.execute(f"CREATE DATABASE {unfinished}")
            migrate(urlsplit(url)._replace(path=f"/{unfinished}").geturl())
            connection.execute(f"ALTER DATABASE {unfinished} RENAME TO {name}")
    return name


def migrate(url: str) -> None:
    """Migrate in a process of its own, which leaves no connection and no state behind."""
    environment = {**os.environ, "DATABASE_URL": url, "PARLEY_VAR": str(FOLDER)}
    command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=SECONDS)


@contextmanager
def _alone() -> Iterator[None]:
    """One process of all at a time."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
