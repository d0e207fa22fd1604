"""A world of real processes around a scratch database: started, killed, frozen, started again, and gone at the end."""

import atexit
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from config.embedded import Valkey
from config.processes import send_signal, spawn_process
from tests.faults.lines import CHANNEL, COMMUNITY
from tests.faults.scratch import ROOT, Scratch, copy_of
from tests.patience import PATIENCE

ALIVE = "SELECT count(*) FROM moderation_pendingassessment WHERE died_at IS NULL"
DEAD = "SELECT count(*) FROM moderation_pendingassessment WHERE died_at IS NOT NULL"

Found = TypeVar("Found")
# Those who hold work are met more often than the others.
OFTEN = {"work-horse": 4, "worker": 2}


class TooSlow(Exception):
    """What was waited for did not come in time."""


@dataclass
class Actor:
    """A process that the world keeps running: it is started again until it ends with a status that is an end."""

    name: str
    command: list[str]
    is_over: Callable[[int], bool] = lambda _status: False
    process: subprocess.Popen[bytes] | None = None
    starts: int = 0

    @property
    def pid(self) -> int | None:
        return self.process.pid if self.process and self.process.poll() is None else None


@dataclass
class World:
    folder: Path
    database: Scratch
    settings: dict[str, str] = field(default_factory=dict)
    actors: list[Actor] = field(default_factory=list)
    sessions: set[int] = field(default_factory=set)
    frozen: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.valkey = Valkey(self.folder)
        # While this file is there, whoever judges stops at it.
        self.gate = self.folder / "gate"
        self.environment = {
            **os.environ,
            "DATABASE_URL": self.database.url,
            "REDIS_URL": self.valkey.url,
            "PARLEY_VAR": str(self.folder),
            "PARLEY_LEASE_SECONDS": "3",
            "PARLEY_BATCH_SIZE": "20",
            "PARLEY_JOB_SECONDS": "5",
            "FAULTS_GATE": str(self.gate),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            **self.settings,
        }

    def start(self, actor: Actor) -> Actor:
        with (self.folder / f"{actor.name}.log").open("ab") as log:
            actor.process = spawn_process(actor.command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        actor.starts += 1
        self.sessions.add(actor.process.pid)
        if actor not in self.actors:
            self.actors.append(actor)
        return actor

    def worker(self) -> Actor:
        count = sum(actor.name.startswith("worker") for actor in self.actors)
        return self.start(Actor(f"worker-{count + 1}", [sys.executable, "-m", "tests.faults.worker"]))

    def sweep(self) -> Actor:
        return self.start(Actor("sweep", manage("sweep", "--every", "0.5")))

    def sweeper(self) -> Actor:
        """A sweep that is slow where a kill would do most harm."""
        count = sum(actor.name.startswith("sweep") for actor in self.actors)
        return self.start(Actor(f"sweep-{count + 1}", [sys.executable, "-m", "tests.faults.sweeper"]))

    def importer(self, paths: Sequence[Path]) -> Actor:
        """One file after another, each again until it is in."""
        files = iter(paths)
        actor = Actor("importer", importing(next(files)))

        def is_over(status: int) -> bool:
            if status == 0:
                path = next(files, None)
                if path is None:
                    return True
                actor.command = importing(path)
            return False

        actor.is_over = is_over
        return self.start(actor)

    def import_now(self, path: Path) -> dict[str, Any]:
        """Import to the end; returns the report."""
        return json.loads(self.run(importing(path)).splitlines()[-1])

    def python(self, code: str) -> str:
        return self.run([sys.executable, "-c", f"import django; django.setup()\n{code}"])

    def run(self, command: list[str], seconds: float = PATIENCE) -> str:
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, timeout=seconds, check=True, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    def tend(self) -> None:
        """Start again what has ended before its end."""
        for actor in list(self.actors):
            if actor.process is None or (status := actor.process.poll()) is None:
                continue
            actor.process = None
            if actor.is_over(status):
                self.actors.remove(actor)
            else:
                self.start(actor)

    def wait(self, condition: Callable[[], Found], what: str, seconds: float = PATIENCE) -> Found:
        """Tend the world until there is something; returns what there is."""
        deadline = time.monotonic() + seconds
        while not (found := condition()):
            if time.monotonic() > deadline:
                raise TooSlow(f"{what} took more than {seconds} s.\n{self.told()}")
            self.tend()
            time.sleep(0.05)
        return found

    def is_idle(self) -> bool:
        importing = any(actor.name == "importer" for actor in self.actors)
        return not importing and self.database.count(ALIVE) == 0

    def horses(self) -> list[int]:
        """Work-horses at work, also those whose worker is dead: they stay in its session, and nobody else forks."""
        return sorted(set(self.running()) - self.sessions - self.frozen)

    def running(self) -> list[int]:
        pids = (int(entry) for entry in os.listdir("/proc") if entry.isdecimal())
        return [pid for pid in pids if os_session(pid) in self.sessions and not is_zombie(pid)]

    def targets(self) -> dict[str, list[int]]:
        """Whom a kill may meet, by kind."""
        named: dict[str, list[int]] = {"work-horse": self.horses()}
        for actor in self.actors:
            if actor.pid:
                named.setdefault(actor.name.split("-")[0], []).append(actor.pid)
        return {kind: pids for kind, pids in named.items() if pids}

    def kill_at_random(self, rng: Random) -> str:
        """Kill -9 one process of a kind chosen by lot; returns the kind."""
        targets = self.wait(self.targets, "Finding somebody to kill")
        kinds = sorted(targets)
        kind = rng.choices(kinds, [OFTEN.get(kind, 1) for kind in kinds])[0]
        send_signal({rng.choice(targets[kind])}, signal.SIGKILL)
        return kind

    def restart_redis_empty(self) -> None:
        self.valkey.kill()
        shutil.rmtree(self.folder / "valkey")
        self.valkey.start()

    def freeze_a_horse(self) -> int:
        horse = self.wait(self.horses, "Finding a work-horse")[-1]
        send_signal({horse}, signal.SIGSTOP)
        self.frozen.add(horse)
        return horse

    def thaw(self, horse: int) -> None:
        send_signal({horse}, signal.SIGCONT)
        self.frozen.discard(horse)

    def told(self) -> str:
        """The last lines of every log."""
        logs = sorted(self.folder.glob("*.log"))
        return "\n".join(f"--- {log.name}\n" + "\n".join(log.read_text().splitlines()[-15:]) for log in logs)

    def end(self) -> None:
        """Nothing of this world runs on, whatever happened to it."""
        deadline = time.monotonic() + 10
        while (left := set(self.running())) and time.monotonic() < deadline:
            send_signal(left, signal.SIGKILL)
            for actor in self.actors:
                if actor.process:
                    actor.process.poll()
            time.sleep(0.02)
        with suppress(AttributeError):
            self.valkey.kill()


def manage(*words: str) -> list[str]:
    return [sys.executable, "manage.py", *words]


def importing(path: Path) -> list[str]:
    # In small transactions, so that a kill finds something stored and something not.
    where = ("--community", COMMUNITY, "--channel", CHANNEL, "--batch", "50")
    return manage("import_messages", str(path), *where, "--json")


def os_session(pid: int) -> int:
    try:
        return os.getsid(pid)
    except ProcessLookupError:
        return 0


def is_zombie(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


@contextmanager
def world(original: Scratch, **settings: str) -> Iterator[World]:
    """A world on a copy of a prepared database, in a folder short enough for a socket's path."""
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        folder = Path(name)
        with copy_of(original, folder / "db.sqlite3") as database:
            here = World(folder, database, settings)
            atexit.register(here.end)
            try:
                here.valkey.start()
                yield here
            finally:
                here.end()
                atexit.unregister(here.end)
