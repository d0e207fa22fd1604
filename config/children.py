"""A supervised process with its log and its restarts."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from config import processes

LOG_LIMIT = 10_000_000
# A process that lived this long was healthy, so the pauses begin anew.
HEALTHY_SECONDS = 10
FIRST_PAUSE, LONGEST_PAUSE = 0.25, 8.0
# Valkey's advice on memory and granian's on threads are left out, because neither applies here.
WORTH_SHOWING = re.compile(rb"\b(WARNING(?! Memory overcommit|\] Configuration allows)|ERROR|CRITICAL)\b")


@dataclass
class Child:
    name: str
    command: list[str]
    log: Path
    holds_port: bool = False
    process: subprocess.Popen[bytes] | None = None
    failures: int = 0
    started_at: float = 0.0
    start_by: float = 0.0
    read_to: int = -1

    def start(self) -> None:
        with self.log.open("ab") as out:
            if self.read_to < 0:
                self.read_to = out.tell()
            self.process = processes.spawn_process(self.command, stdout=out, stderr=subprocess.STDOUT)
        self.started_at = time.monotonic()

    def keep_alive(self) -> Iterator[str]:
        """Start the process again when it is due."""
        if self.process is None:
            if time.monotonic() >= self.start_by:
                self.start()
        elif (status := self.process.poll()) is not None:
            if self.holds_port:
                self.end_kin()
            healthy = time.monotonic() - self.started_at > HEALTHY_SECONDS
            self.failures = 0 if healthy else self.failures + 1
            self.start_by = time.monotonic() + min(FIRST_PAUSE * 2**self.failures, LONGEST_PAUSE)
            self.process = None
            # Whatever the status, because an RQ worker that met a corrupt job leaves with 0.
            yield f"stopped with status {status} and starts again; its log is {self.log}"

    def end_kin(self) -> None:
        """Kill the processes that it leaves behind."""
        # Granian's worker would go on answering beside the next one.
        kin = {pid for pid in processes.child_pids() if self.process and os.getsid(pid) == self.process.pid}
        processes.send_signal(kin, signal.SIGKILL)

    def warnings(self) -> Iterator[str]:
        """Yield the new lines of the log that tell of trouble."""
        with self.log.open("rb") as said:
            said.seek(self.read_to)
            *lines, _unfinished = said.read().split(b"\n")
        self.read_to += sum(len(line) + 1 for line in lines)
        if self.read_to > LOG_LIMIT:
            shutil.copyfile(self.log, self.log.with_suffix(".log.1"))
            os.truncate(self.log, 0)
            self.read_to = 0
        yield from (line.decode(errors="replace") for line in lines if WORTH_SHOWING.search(line))
