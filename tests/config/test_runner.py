"""`make run` as it is used: real processes, killed and stopped."""

import os
import re
import signal
import sqlite3
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
from config.preflight import HOST, HOST_6, has_ipv6
from tests.patience import PATIENCE, busy, eventually, free_port

pytestmark = pytest.mark.faults

CHECKOUT = Path(__file__).parents[2]
WEB, WEB_6 = (rf"granian .*--host {host} " for host in (HOST, HOST_6))
ASSESSED = "SELECT count(*) FROM moderation_assessment"
WEEK = ("fixtures/week.jsonl", "--community", "tarnfell", "--channel", "week", "--create")
# As the kernel writes them.
LISTENING, LOOPBACK, LOOPBACK_6 = "0A", "0100007F", "00000000000000000000000001000000"
needs_ipv6 = pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")


@dataclass
class Desk:
    """One `make run`, and everything that it started: told by the folder in their environment."""

    folder: Path
    port: int

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in {"REDIS_URL", "DATABASE_URL"}}
        fewest = {"DEMO": "0", "WORKERS": "1", "WEB": "2"}
        return kept | {"PARLEY_VAR": str(self.folder), "PORT": str(self.port), **fewest}

    def start(self) -> subprocess.Popen[str]:
        return self.run("-m", "config.runner")

    def run(self, *words: str) -> subprocess.Popen[str]:
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        return subprocess.Popen([sys.executable, *words], cwd=CHECKOUT, env=self.environment, text=True, **pipes)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with closing(sqlite3.connect(self.folder / "parley.sqlite3", timeout=30)) as database:
            return database.execute(sql).fetchall()

    def is_ready(self, host: str = HOST) -> bool:
        with closing(HTTPConnection(host, self.port, timeout=2)) as line:
            try:
                line.request("GET", "/readyz")
                return line.getresponse().status == 200
            except (OSError, HTTPException):
                return False

    def pids(self, named: str = ".") -> set[int]:
        """Its processes whose words hold this pattern."""
        return {int(entry.name) for entry in Path("/proc").glob("[0-9]*") if runs(entry, self.folder, named)}


def runs(entry: Path, folder: Path, named: str) -> bool:
    try:
        words = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        # Valkey writes its title, which names its socket, over its environment.
        where = words + (entry / "environ").read_bytes().decode(errors="replace")
        return bool(re.search(named, words)) and str(folder) in where
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
        processes.send_signal(desk.pids(), signal.SIGKILL)
        runner.communicate()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with running(tmp_path_factory.mktemp("desk")) as (desk, _runner):
        yield desk


@pytest.mark.parametrize(
    "named",
    [
        WEB,
        pytest.param(WEB_6, marks=needs_ipv6),
        "manage.py worker $",
        "manage.py worker slow",
        "manage.py sweep",
        "valkey-server",
    ],
)
def test_what_is_killed_comes_back(desk: Desk, named: str) -> None:
    assert eventually(lambda: desk.pids(named))
    killed = desk.pids(named)
    os.kill(min(killed), signal.SIGKILL)
    assert eventually(lambda: desk.pids(named) - killed and not desk.pids(named) & killed)
    assert eventually(desk.is_ready)


def test_of_two_web_processes_one_that_is_killed_is_followed_by_another(desk: Desk) -> None:
    assert eventually(lambda: len(desk.pids(WEB)) == 3)
    before = desk.pids(WEB)
    os.kill(max(before), signal.SIGKILL)
    assert eventually(lambda: desk.pids(WEB) - before)
    assert before - desk.pids(WEB) == {max(before)}
    assert eventually(desk.is_ready)


@needs_ipv6
def test_it_is_met_under_both_addresses_of_this_machine(desk: Desk) -> None:
    assert eventually(lambda: desk.is_ready(HOST) and desk.is_ready(HOST_6))


def test_no_other_machine_meets_it(desk: Desk) -> None:
    sockets = [line.split() for table in ("tcp", "tcp6") for line in Path("/proc/net", table).read_text().splitlines()]
    bound = [words[1].split(":") for words in sockets if words[3] == LISTENING]
    found = {address for address, *port in bound if port == [f"{desk.port:04X}"]}
    assert found == {LOOPBACK} | ({LOOPBACK_6} if has_ipv6() else set())


def test_with_one_worker_a_slow_job_delays_no_message(desk: Desk) -> None:
    slow = Queue("slow", connection=redis.Redis.from_url(url_of(desk.folder)))
    job = slow.enqueue("time.sleep", 600, job_timeout=900)
    assert eventually(lambda: job.get_status() == "started")
    assert desk.run("manage.py", "import_messages", *WEEK).wait(timeout=PATIENCE) == 0
    assert eventually(lambda: desk.rows(ASSESSED) > [(0,)])
    assert job.get_status() == "started"


def test_a_second_run_in_the_same_folder_is_refused_in_one_sentence(desk: Desk) -> None:
    second = desk.start()
    said, _ = second.communicate(timeout=PATIENCE)
    assert said == f"Parley is already running on {desk.folder}; stop that one first.\n"
    assert second.returncode == 2


def test_where_nobody_can_sign_in_the_last_line_names_the_command_that_changes_that(tmp_path: Path) -> None:
    with running(tmp_path) as (desk, runner):
        assert eventually(lambda: desk.pids("manage.py setup"))
        assert eventually(lambda: not desk.pids("manage.py setup"))
        runner.send_signal(signal.SIGINT)
        ready, *reminder = runner.communicate(timeout=PATIENCE)[0].splitlines()
    assert ready.startswith(f"Parley is ready: http://{HOST}:{desk.port} ")
    assert re.search(r"\(after \d+ s, \d+ s of a processor; ", ready)
    assert reminder == ["Nobody can sign in yet. In a second terminal: .venv/bin/python manage.py setup"]


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
