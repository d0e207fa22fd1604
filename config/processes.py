"""System calls that leave no process behind."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None


def die_with(parent: int) -> None:
    """Ask the kernel for SIGTERM when this process's parent is gone."""
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        # Of a parent that was killed before it asked, the kernel says nothing.
        if os.getppid() != parent:
            os._exit(0)


def spawn_process(command: list[str], **options: Any) -> subprocess.Popen[bytes]:
    """Start a process that gets SIGTERM when this one is gone.

    It has a session of its own, so that the terminal's Ctrl-C reaches this process alone, which stops the others in
    order.
    """
    return subprocess.Popen(  # noqa: S603 - the commands are this project's own
        command,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=partial(die_with, os.getpid()),  # noqa: PLW1509 - two system calls
        **options,
    )


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent dies."""
    if _libc is not None:
        _libc.prctl(_PR_SET_CHILD_SUBREAPER, 1)


def child_pids() -> set[int]:
    """Return this process's children, including adopted ones."""
    try:
        listed = Path(f"/proc/self/task/{os.getpid()}/children").read_text()
    except FileNotFoundError:
        return set()
    return {int(pid) for pid in listed.split()}


def seconds_since(moment: float) -> str:
    """Say how long ago a moment was, and how long this process and its ended children have kept a processor busy."""
    return f"after {time.monotonic() - moment:.0f} s, {sum(os.times()[:4]):.0f} s of a processor"


def bury_ended(pids: set[int]) -> None:
    """Collect the exit status of ended processes, which would stay as zombies."""
    for pid in pids:
        with suppress(ChildProcessError):
            os.waitpid(pid, os.WNOHANG)


def send_signal(pids: set[int], signal_number: signal.Signals) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal_number)


def end_processes(pids: set[int], *, spared: set[int], seconds: float) -> None:
    """Terminate these, then kill whatever else descends from this process."""
    send_signal(pids, signal.SIGTERM)
    deadline = time.monotonic() + seconds
    # By descent and not by group, because RQ's work-horses leave the group.
    while left := child_pids() - spared:
        bury_ended(left)
        if time.monotonic() > deadline:
            send_signal(left, signal.SIGKILL)
        time.sleep(0.02)
