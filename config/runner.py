"""`make run` starts everything on one machine, and restarts what dies.

Stopping takes at most five seconds. Supervisor 4.3 restarts well, but neither waits until a process is ready nor goes
away with its children when it is killed, and it stops by process group, which RQ's work-horses leave. Wrapping it would
take as much code as this.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from config import embedded, preflight, processes
from config.children import Child
from config.preflight import HOST, HOST_6
from config.private import keep_private
from config.serving import is_ready, web_command

CHECKOUT = Path(__file__).resolve().parent.parent
TICK = 0.1
READY_SECONDS = 60
# Together under the five seconds that stopping may take.
STOP_SECONDS, VALKEY_STOP_SECONDS = 3.0, 1.0


class Stopped(Exception):
    """The end of the run, with the exit status as its argument."""


def say(text: str) -> None:
    # A closed terminal must not leave processes behind.
    with suppress(OSError):
        print(text, flush=True)  # noqa: T201 - the terminal is this module's screen


def manage_command(*words: str) -> list[str]:
    return [sys.executable, "manage.py", *words]


class Runner:
    def __init__(self, folder: Path, port: int, webs: int, workers: int) -> None:
        self.folder, self.port, self.webs, self.workers = folder, port, webs, workers
        self.children: list[Child] = []
        self.step: subprocess.Popen[bytes] | None = None
        self.is_asked_to_stop = False
        self.began_at = time.monotonic()

    def run(self, with_demo: bool) -> None:
        if not os.environ.get("REDIS_URL"):
            os.environ["REDIS_URL"] = embedded.url_of(self.folder)
            self.start("valkey", embedded.server_command(self.folder))
            self.wait(lambda: embedded.server_answers(self.folder), "Valkey")
        if status := self.do("prepare", *["--demo"] * with_demo):
            # Without it there is nothing to serve.
            say(f"`manage.py prepare` failed with status {status}; what it said stands above.")
            raise Stopped(1)
        self.start("web", web_command(HOST, self.port, self.webs), holds_port=True)
        # Before the others, because on few cores all would be slow to start.
        self.wait(lambda: is_ready(self.port), "The web server")
        if preflight.has_ipv6():
            # Granian listens on one address. One process is enough for the second, which only this machine uses.
            self.start("web-6", web_command(HOST_6, self.port), holds_port=True)
        for count in range(1, self.workers + 1):
            self.start(f"worker-{count}", manage_command("worker"))
        self.start("slow", manage_command("worker", "slow"))
        self.start("sweep", manage_command("sweep", "--every", "5"))
        took, logs = processes.seconds_since(self.began_at), self.folder / "log"
        say(f"Parley is ready: http://{HOST}:{self.port}   ({took}; logs in {logs}; Ctrl-C stops everything)")
        self.do("setup", "--remind")
        while True:
            self.tick()

    def start(self, name: str, command: list[str], *, holds_port: bool = False) -> None:
        self.children.append(Child(name, command, self.folder / "log" / f"{name}.log", holds_port))
        self.children[-1].start()

    def do(self, *words: str) -> int:
        """Run a command to its end, and return its status."""
        self.step = processes.spawn_process(manage_command(*words))
        while (status := self.step.poll()) is None:
            self.tick()
        self.step = None
        return status

    def wait(self, is_ready: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not is_ready():
            self.tick()
            if time.monotonic() > deadline:
                say(f"{what} is not ready after {READY_SECONDS} s; {self.folder / 'log'} may say why.")
                return

    def tick(self) -> None:
        """Wait a moment, restart what died, and show warnings."""
        time.sleep(TICK)
        if self.is_asked_to_stop:
            raise Stopped(0)
        for child in self.children:
            for line in [*child.keep_alive(), *child.warnings()]:
                say(f"{child.name:>9} | {line}")
        processes.bury_ended(processes.child_pids() - self.own())

    def own(self) -> set[int]:
        running = [child.process for child in self.children] + [self.step]
        return {process.pid for process in running if process is not None}

    def stop(self) -> None:
        # Valkey stops last, because the workers sign off there.
        valkey = {child.process.pid for child in self.children if child.name == "valkey" and child.process}
        processes.end_processes(self.own() - valkey, spared=valkey, seconds=STOP_SECONDS)
        processes.end_processes(valkey, spared=set(), seconds=VALKEY_STOP_SECONDS)

    def ask_to_stop(self, *_signal: object) -> None:
        self.is_asked_to_stop = True


def main() -> int:
    os.chdir(CHECKOUT)
    keep_private()
    folder = Path(os.environ.get("PARLEY_VAR") or CHECKOUT / "var")
    try:
        held = preflight.lock_folder(folder)
        webs = preflight.number_of(os.environ, "WEB", 1, 16)
        workers = preflight.number_of(os.environ, "WORKERS", 2, 64)
        runner = Runner(folder, preflight.free_port(os.environ), webs, workers)
        embedded.prepare_folders(folder)
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
