"""A real `manage.py worker` beside the test, on the test's own database."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from tests.commands.importing import ROOT, database_url


class Worker:
    def __init__(self, var: Path, *words: str) -> None:
        self.var = var
        environment = {**os.environ, "DATABASE_URL": database_url(), "PARLEY_VAR": str(var), "LOG_LEVEL": "ERROR"}
        self.process = subprocess.Popen([sys.executable, "manage.py", "worker", *words], cwd=ROOT, env=environment)

    def horses(self) -> list[int]:
        pid = self.process.pid
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def kill(self) -> None:
        """The worker first, so that it starts no other horse, and with it whatever it has forked."""
        horses = self.horses() if self.process.poll() is None else []
        self.process.kill()
        self.process.wait()
        for horse in horses:
            with suppress(ProcessLookupError):
                os.kill(horse, signal.SIGKILL)
