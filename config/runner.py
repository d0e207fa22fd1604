"""`make run`: starts everything on one machine, starts again what dies, and stops it all within five seconds.

Ours and not supervisor 4.3, which restarts well but neither waits until a process is ready nor goes away with its
children when it is killed, and stops by process group, which RQ's work-horses leave: wrapping it would be as long.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from config import embedded, preflight, processes
from config.children import Child
from config.preflight import HOST

CHECKOUT = Path(__file__).resolve().parent.parent
TICK = 0.1
READY_SECONDS = 60
# Together under the five seconds that stopping may take.
STOP_SECONDS, VALKEY_STOP_SECONDS = 3.0, 1.0


class Stopped(Exception):
    """The end: the exit status is its argument."""


def say(text: str) -> None:
    # A terminal that was closed is no reason to leave processes behind.
    with suppress(OSError):
        print(text, flush=True)  # noqa: T201 - the terminal is this module's screen


def manage(*words: str) -> list[str]:
    return [sys.executable, "manage.py", *words]


class Runner:
    def __init__(self, folder: Path, port: int, workers: int) -> None:
        self.folder, self.port, self.workers = folder, port, workers
        self.children: list[Child] = []
        self.step: subprocess.Popen[bytes] | None = None
        self.is_asked_to_stop = False

    def run(self, with_demo: bool) -> None:
        if not os.environ.get("REDIS_URL"):
            os.environ["REDIS_URL"] = embedded.url_of(self.folder)
            self.start("valkey", embedded.command(self.folder))
            self.wait(lambda: embedded.answers(self.folder), "Valkey")
        self.do("prepare", *["--demo"] * with_demo)
        web = ["--interface", "wsgi", "--host", HOST, "--port", str(self.port), "--blocking-threads", "32"]
        self.start("web", [sys.executable, "-m", "granian", *web, "config.wsgi:application"], holds_port=True)
        # Before the others: on few cores they would all be slow to come up.
        self.wait(self.is_ready, "The web server")
        for count in range(1, self.workers + 1):
            self.start(f"worker-{count}", manage("worker"))
        self.start("sweep", manage("sweep", "--every", "5"))
        say(f"Parley is ready: http://{HOST}:{self.port}   (logs in {self.folder / 'log'}; Ctrl-C stops everything)")
        while True:
            self.tick()

    def start(self, name: str, command: list[str], *, holds_port: bool = False) -> None:
        self.children.append(Child(name, command, self.folder / "log" / f"{name}.log", holds_port))
        self.children[-1].start()

    def do(self, *words: str) -> None:
        """Run a command to its end; without it there is nothing to serve."""
        self.step = processes.spawn(manage(*words))
        while (status := self.step.poll()) is None:
            self.tick()
        self.step = None
        if status:
            say(f"`manage.py {' '.join(words)}` failed with status {status}; what it said stands above.")
            raise Stopped(1)

    def wait(self, is_ready: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not is_ready():
            self.tick()
            if time.monotonic() > deadline:
                say(f"{what} is not ready after {READY_SECONDS} s; {self.folder / 'log'} may say why.")
                return

    def is_ready(self) -> bool:
        line = HTTPConnection(HOST, self.port, timeout=2)
        try:
            line.request("GET", "/readyz")
            return line.getresponse().status == 200
        except (OSError, HTTPException):
            return False
        finally:
            line.close()

    def tick(self) -> None:
        """A moment passes: what died is started again, what warns is shown."""
        time.sleep(TICK)
        if self.is_asked_to_stop:
            raise Stopped(0)
        for child in self.children:
            for line in [*child.keep_alive(), *child.warnings()]:
                say(f"{child.name:>9} | {line}")
        processes.bury(processes.children() - self.own())

    def own(self) -> set[int]:
        running = [child.process for child in self.children] + [self.step]
        return {process.pid for process in running if process is not None}

    def stop(self) -> None:
        # Valkey last: the workers take their names off its list as they go.
        valkey = {child.process.pid for child in self.children if child.name == "valkey" and child.process}
        processes.end(self.own() - valkey, spared=valkey, seconds=STOP_SECONDS)
        processes.end(valkey, spared=set(), seconds=VALKEY_STOP_SECONDS)

    def ask_to_stop(self, *_signal: object) -> None:
        self.is_asked_to_stop = True


def main() -> int:
    os.chdir(CHECKOUT)
    folder = Path(os.environ.get("PARLEY_VAR") or CHECKOUT / "var")
    try:
        held = preflight.lock(folder)
        workers = preflight.number(os.environ, "WORKERS", 2, 64)
        runner = Runner(folder, preflight.free_port(os.environ), workers)
        embedded.prepare(folder)
    except (preflight.Refusal, embedded.Unfit) as refusal:
        print(refusal, file=sys.stderr)  # noqa: T201
        return 2
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, runner.ask_to_stop)
    processes.adopt_orphans()
    with held:
        try:
            runner.run(with_demo=os.environ.get("DEMO") != "0")
        except Stopped as stopped:
            return int(stopped.args[0])
        finally:
            runner.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
