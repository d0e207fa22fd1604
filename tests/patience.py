"""What a test that measures time grants a machine that does much else at once."""

import os
import random
import socket
import time
from collections.abc import Callable

# Only a ceiling: what is waited for comes long before.
PATIENCE = 120
# Below the ports that systems give to outgoing connections, which else could take a free one before it is used.
PORTS = range(20_000, 30_000)


def busy() -> float:
    """How many times as long something may take here: 1 on a machine with a core for everybody who wants one."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def eventually(is_so: Callable[[], object], within: float = PATIENCE) -> bool:
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        if is_so():
            return True
        time.sleep(0.05)
    return False


def free_port() -> int:
    while True:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", random.choice(PORTS)))
            except OSError:
                continue
            return int(probe.getsockname()[1])
