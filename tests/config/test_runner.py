"""`make run` as it is used: real processes, killed and stopped."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import pytest
import redis
from rq import Queue

from config import processes
from config.embedded import url_of
from config.preflight import HOST
from tests.patience import PATIENCE, busy, eventually, free_port

pytestmark = pytest.mark.faults

CHECKOUT = Path(__file__).parents[2]


@dataclass
class Desk:
    """One `make run`, and everything that it started: told by the folder in their environment."""

    folder: Path
    port: int

    def start(self) -> subprocess.Popen[str]:
        environment = {name: value for name, value in os.environ.items() if name not in {"REDIS_URL", "DATABASE_URL"}}
        environment |= {"PARLEY_VAR": str(self.folder), "PORT": str(self.port), "DEMO": "0", "WORKERS": "1"}
        return subprocess.Popen(
            [sys.executable, "-m", "config.runner"],
            cwd=CHECKOUT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def is_ready(self) -> bool:
        with closing(HTTPConnection(HOST, self.port, timeout=2)) as line:
            try:
                line.request("GET", "/readyz")
                return line.getresponse().status == 200
            except (OSError, HTTPException):
                return False

    def pids(self, named: str = "") -> set[int]:
        return {int(entry.name) for entry in Path("/proc").glob("[0-9]*") if runs(entry, self.folder, named)}


def runs(entry: Path, folder: Path, named: str) -> bool:
    try:
        words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        # Valkey writes its title, which names its socket, over its environment.
        where = words + (entry / "environ").read_bytes().decode(errors="replace")
        return bool(words) and named in words and str(folder) in where
    except OSError:
        return False


@contextmanager
def running(folder: Path) -> Iterator[tuple[Desk, subprocess.Popen[str]]]:
    desk = Desk(folder, free_port())
    runner = desk.start()
    try:
        assert eventually(desk.is_ready), "it is not ready"
        yield desk, runner
    finally:
        # It first, as it starts the others again; they go with it, some before they are met here.
        runner.kill()
        processes.send(desk.pids(), signal.SIGKILL)
        runner.communicate()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with running(tmp_path_factory.mktemp("desk")) as (desk, _runner):
        yield desk


@pytest.mark.parametrize("named", ["granian", "manage.py worker", "manage.py sweep", "valkey-server"])
def test_what_is_killed_comes_back(desk: Desk, named: str) -> None:
    assert eventually(lambda: desk.pids(named))
    killed = desk.pids(named)
    os.kill(min(killed), signal.SIGKILL)
    assert eventually(lambda: desk.pids(named) - killed and not desk.pids(named) & killed)
    assert eventually(desk.is_ready)


def test_a_second_run_in_the_same_folder_is_refused_in_one_sentence(desk: Desk) -> None:
    second = desk.start()
    said, _ = second.communicate(timeout=PATIENCE)
    assert said == f"Parley is already running on {desk.folder}; stop that one first.\n"
    assert second.returncode == 2


def test_ctrl_c_stops_everything_within_five_seconds_also_a_worker_at_work(tmp_path: Path) -> None:
    with running(tmp_path) as (desk, runner):
        job = Queue(connection=redis.Redis.from_url(url_of(tmp_path))).enqueue("time.sleep", 60)
        assert eventually(lambda: job.get_status() == "started")
        asked_at = time.monotonic()
        runner.send_signal(signal.SIGINT)
        assert runner.wait(timeout=PATIENCE) == 0
        assert time.monotonic() - asked_at < 5 * busy()
        assert desk.pids() == set()


def test_a_killed_runner_leaves_no_process(tmp_path: Path) -> None:
    with running(tmp_path) as (desk, runner):
        runner.kill()
        assert eventually(lambda: not desk.pids())
