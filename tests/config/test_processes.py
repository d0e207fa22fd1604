"""What the operating system is asked."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE, eventually

PARENT = """
import time
from config import processes
print(processes.spawn_process(["sleep", "60"]).pid, flush=True)
time.sleep(60)
"""
# The middle process dies at once; its child has left its group and session, as RQ's work-horses leave theirs.
GRANDPARENT = """
from config import processes
processes.adopt_orphans()
processes.spawn_process(["sh", "-c", "setsid sleep 60 & sleep 0.1"]).wait()
orphans = processes.child_pids()
processes.end_processes(set(), spared=set(), seconds=0)
print(len(orphans), len(processes.child_pids()), flush=True)
"""
CHILD = """
import signal, sys, time
from pathlib import Path
def asked(*_):
    {}
signal.signal(signal.SIGTERM, asked)
Path(__file__).with_name("up").touch()
while True:
    time.sleep(0.05)
"""
ENDING = """
import sys, time
from pathlib import Path
from config import processes
child = processes.spawn_process([sys.executable, sys.argv[1] + "/child.py"])
while not Path(sys.argv[1], "up").exists():
    time.sleep(0.02)
processes.end_processes({child.pid}, spared=set(), seconds=float(sys.argv[2]))
assert not processes.child_pids()
"""


def is_gone(pid: int) -> bool:
    """Ended; whether its new parent has taken its status yet is not ours to say."""
    try:
        return not Path(f"/proc/{pid}/cmdline").read_bytes()
    except FileNotFoundError:
        return True


def test_a_child_goes_when_its_parent_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True) as parent:
        child = int(parent.stdout.readline())
        parent.kill()
    assert eventually(lambda: is_gone(child))


def test_an_orphan_that_left_its_group_is_found_and_ended() -> None:
    said = subprocess.run(
        [sys.executable, "-c", GRANDPARENT], stdout=subprocess.PIPE, text=True, check=True, timeout=PATIENCE
    )
    assert said.stdout.split() == ["1", "0"]


@pytest.mark.parametrize(
    ("when_asked", "seconds", "said"),
    [("print('leaving', flush=True); sys.exit()", 60, "leaving\n"), ("pass", 0.5, "")],
)
def test_a_child_is_asked_to_go_before_it_is_killed(tmp_path: Path, when_asked: str, seconds: float, said: str) -> None:
    (tmp_path / "child.py").write_text(CHILD.format(when_asked))
    command = [sys.executable, "-c", ENDING, str(tmp_path), str(seconds)]
    assert subprocess.check_output(command, text=True, timeout=PATIENCE) == said


def test_a_process_whose_parent_was_killed_before_it_asked_for_the_news_does_not_start() -> None:
    orphan = f"from config.processes import die_with; die_with({os.getpid() + 1}); print('started')"
    said = subprocess.run([sys.executable, "-c", orphan], capture_output=True, text=True, check=True)
    assert said.stdout == ""
