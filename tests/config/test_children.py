"""One supervised process."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from config import children
from config.children import Child
from tests.patience import PATIENCE

KILLED_SERVER = """
import sys, time
from pathlib import Path
from config import processes
from config.children import Child
processes.adopt_orphans()
server = Child("web", ["sh", "-c", "sleep 60 & echo up; wait"], Path(sys.argv[1], "log"), holds_port=True)
server.start()
while not server.log.read_text():
    time.sleep(0.02)
server.process.kill()
server.process.wait()
left = processes.child_pids()
list(server.keep_alive())
deadline = time.monotonic() + 30
while processes.child_pids() and time.monotonic() < deadline:
    time.sleep(0.02)
    processes.bury_ended(left)
print(len(left), len(processes.child_pids()))
"""

MakeChild = Callable[[str], Child]


@pytest.fixture
def make_child(tmp_path: Path) -> Iterator[MakeChild]:
    made: list[Child] = []

    def make(script: str) -> Child:
        made.append(Child("child", ["sh", "-c", script], tmp_path / "child.log"))
        made[-1].start()
        return made[-1]

    yield make
    for child in made:
        if child.process:
            os.killpg(child.process.pid, signal.SIGKILL)
            child.process.wait()


def notice(child: Child) -> str:
    assert child.process
    child.process.wait(timeout=PATIENCE)
    return "".join(child.keep_alive())


@pytest.mark.parametrize("status", [0, 1])
def test_a_child_that_ends_is_started_again_whatever_its_status(make_child: MakeChild, status: int) -> None:
    child = make_child(f"exit {status}")
    assert f"stopped with status {status} and starts again" in notice(child)
    time.sleep(children.FIRST_PAUSE * 2)
    assert list(child.keep_alive()) == []
    assert child.process


def test_one_that_keeps_failing_waits_longer_each_time(make_child: MakeChild) -> None:
    child = make_child("exit 1")
    for pause in (0.5, 1, 2, 4, 8, 8, 8):
        assert child.process
        child.process.wait(timeout=PATIENCE)
        before = time.monotonic()
        assert "starts again" in notice(child)
        assert before + pause <= child.start_by <= time.monotonic() + pause
        child.start()


def test_one_that_was_healthy_starts_again_at_once(make_child: MakeChild) -> None:
    child = make_child("exit 1")
    child.failures, child.started_at = 5, time.monotonic() - children.HEALTHY_SECONDS - 1
    notice(child)
    assert child.start_by - time.monotonic() <= children.FIRST_PAUSE


@pytest.mark.parametrize(
    ("line", "is_shown"),
    [
        ("12:00:01 WARNING moderation.jobs Nobody could be woken", True),
        ("[ERROR] Unexpected exit from worker-1", True),
        ("12:00:01 INFO rq.worker default: Job OK", False),
        ("1:M # WARNING Memory overcommit must be enabled!", False),
        ("[WARNING] Configuration allows spawning up to 8 Python threads, which seems quite high", False),
        ("[WARNING] Killing worker-1 after it refused to gracefully stop", True),
        ("[WARNING] Configuration file not found", True),
    ],
)
def test_only_trouble_is_shown_and_only_once(make_child: MakeChild, line: str, is_shown: bool) -> None:
    child = make_child(f"echo '{line}'")
    notice(child)
    assert list(child.warnings()) == [line] * is_shown
    assert list(child.warnings()) == []


def test_what_an_earlier_run_wrote_is_not_shown_again(make_child: MakeChild, tmp_path: Path) -> None:
    (tmp_path / "child.log").write_text("ERROR of yesterday\n")
    child = make_child("echo ERROR of today")
    notice(child)
    assert list(child.warnings()) == ["ERROR of today"]


def test_a_long_log_begins_anew_and_the_old_one_is_kept_once(
    make_child: MakeChild, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(children, "LOG_LIMIT", 10)
    child = make_child("echo a line of many characters")
    notice(child)
    assert list(child.warnings()) == []
    assert (tmp_path / "child.log").read_text() == ""
    assert (tmp_path / "child.log.1").read_text() == "a line of many characters\n"


def test_what_a_killed_server_leaves_does_not_keep_its_port(tmp_path: Path) -> None:
    # In a process of its own, which then is the parent of the orphans.
    assert subprocess.check_output([sys.executable, "-c", KILLED_SERVER, str(tmp_path)], text=True) == "1 0\n"
