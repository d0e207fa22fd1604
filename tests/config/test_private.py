"""Whatever a process began with, no other user of the machine reads what Parley wrote."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest

from config import processes
from config.children import LOG_LIMIT
from config.preflight import HOST
from tests.config.test_runner import running
from tests.patience import eventually, free_port

CHECKOUT = Path(__file__).parents[2]
PRODUCTION = {"PARLEY_PRODUCTION": "1", "SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "desk.example"}
Start = Callable[[Path], AbstractContextManager[set[str]]]


@pytest.fixture(autouse=True)
def an_open_umask() -> Iterator[None]:
    """What terminals and services begin with."""
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "var"


def inside(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in {"REDIS_URL", "DATABASE_URL"}}
    return kept | {"PARLEY_VAR": str(folder)} | more


def manage(folder: Path, *words: str, **more: str) -> None:
    command = [sys.executable, "manage.py", *words]
    subprocess.run(command, cwd=CHECKOUT, env=inside(folder, **more), check=True, stdout=subprocess.DEVNULL)


@contextmanager
def commands(folder: Path) -> Iterator[set[str]]:
    manage(folder, "prepare")
    manage(folder, "collectstatic", "--noinput", **PRODUCTION)
    manage(folder, "dumpdata", "community", "-o", str(folder / "all.jsonl.gz"))
    yield {"parley.sqlite3", "secret_key", "static/staticfiles.json", "static/moderation/css", "all.jsonl.gz"}


@contextmanager
def web_server(folder: Path) -> Iterator[set[str]]:
    port = free_port()
    where = ["--interface", "wsgi", "--host", HOST, "--port", str(port), "config.wsgi:application"]
    server = processes.spawn_process([sys.executable, "-m", "granian", *where], cwd=CHECKOUT, env=inside(folder))
    try:
        assert eventually(lambda: answers(port))
        yield {"parley.sqlite3", "secret_key"}
    finally:
        server.terminate()
        server.wait()


def answers(port: int) -> bool:
    with closing(HTTPConnection(HOST, port, timeout=5)) as line:
        try:
            line.request("GET", "/readyz")
            return bool(line.getresponse().status)
        except (OSError, HTTPException):
            return False


@contextmanager
def make_run(folder: Path) -> Iterator[set[str]]:
    log = folder / "log" / "web.log"
    log.parent.mkdir(parents=True)
    log.touch(mode=0o600)
    # Enough for it to be put aside at once.
    os.truncate(log, LOG_LIMIT + 1)
    for path in (folder, log.parent):
        path.chmod(0o700)
    with running(folder):
        logs = {"log/valkey.log", "log/web.log", "log/web.log.1"}
        yield {"parley.sqlite3", *logs, "secret_key", "run.lock", "valkey/appendonlydir", "valkey.sock"}


def modes(folder: Path) -> dict[str, int]:
    """The folder and everything in it, with the rights of each."""
    found = [folder, *folder.rglob("*")]
    return {str(path.relative_to(folder)): path.lstat().st_mode & 0o777 for path in found if path.exists()}


@pytest.mark.faults
@pytest.mark.parametrize("start", [commands, web_server, make_run])
def test_nothing_that_is_written_is_open_to_others(folder: Path, start: Start) -> None:
    with start(folder) as expected:
        found = modes(folder)
    assert expected <= set(found)
    assert {name: oct(mode) for name, mode in found.items() if mode & 0o077} == {}


@pytest.mark.parametrize(
    ("before", "after"),
    [(0o755, 0o700), (0o777, 0o700), (0o775, 0o700), (0o700, 0o700), (0o750, 0o750), (0o2770, 0o2770)],
    ids=oct,
)
def test_a_folder_of_an_earlier_version_is_closed_and_one_set_by_hand_stays(
    folder: Path, before: int, after: int
) -> None:
    folder.mkdir()
    (folder / "notes").touch()
    folder.chmod(before)
    manage(folder, "check")
    assert folder.stat().st_mode & 0o7777 == after
    # Nobody else comes this far.
    assert (folder / "notes").stat().st_mode & 0o777 == 0o644


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder to somebody else")
def test_in_somebody_elses_folder_only_what_is_ours_is_closed(folder: Path) -> None:
    folder.mkdir()
    for name in ("log", "uploads", "somebody's own"):
        (folder / name).mkdir()
    for path in (folder, folder / "uploads"):
        os.chown(path, 65534, 65534)
    manage(folder, "check")
    found = modes(folder)
    assert found == {".": 0o755, "log": 0o700, "uploads": 0o755, "somebody's own": 0o755, "secret_key": 0o600}


def test_a_folder_that_is_not_there_yet_is_made_closed(folder: Path) -> None:
    manage(folder, "check")
    assert modes(folder) == {".": 0o700, "secret_key": 0o600}
