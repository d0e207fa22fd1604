"""The web server's command, and its readiness."""

import sys
from http.client import HTTPConnection, HTTPException

from config.preflight import HOST

# More than REQUESTS_AT_ONCE, so that probes and static files find a free thread.
THREADS = 32
# A worker that is told to stop while it starts does not hear it, and its parent would wait for it for ever.
LAST_SECONDS = 3


def web_command(host: str, port: int, processes: int = 1) -> list[str]:
    options = {
        "interface": "wsgi",
        "host": host,
        "port": port,
        "workers": processes,
        "blocking-threads": THREADS,
        "workers-kill-timeout": LAST_SECONDS,
    }
    words = [str(word) for name, value in options.items() for word in (f"--{name}", value)]
    # A killed worker is replaced while the others go on serving.
    return [sys.executable, "-m", "granian", *words, "--respawn-failed-workers", "config.wsgi:application"]


def is_ready(port: int) -> bool:
    line = HTTPConnection(HOST, port, timeout=2)
    try:
        line.request("GET", "/readyz")
        return line.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        line.close()
