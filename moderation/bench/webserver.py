"""The web server as `make run` starts it, and its processor time."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config import processes
from config.preflight import HOST
from config.serving import is_ready, web_command
from moderation.bench import line

TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Web:
    port: int
    pid: int

    def seconds_used(self) -> float:
        """Return the processor time of its processes so far."""
        pids = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        # The name of a process, which stands before the counts in brackets, may hold anything.
        counts = [Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13] for pid in pids]
        return sum(int(ticks) for used in counts for ticks in used) / TICKS_A_SECOND


@contextmanager
def serving(webs: int) -> Iterator[Web]:
    """Run a web server of so many processes."""
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    server = processes.spawn_process(web_command(HOST, port, webs))
    try:
        line.await_(lambda: is_ready(port), "A web server that answers")
        yield Web(port, server.pid)
    finally:
        server.terminate()
        server.wait()
