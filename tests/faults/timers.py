"""`python -m tests.faults.timers` kills sweeps and workers while clocks run late, and prints when each rule fired."""

import argparse
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random, SystemRandom

from config.processes import send_signal
from tests.faults.chaos import say
from tests.faults.scratch import Scratch, prepared
from tests.faults.world import World, world

KILLS = 20
TIMERS = 60
# The promise: within so many seconds of when it was due, or of the last kill before it was done.
WITHIN = 10
SECONDS_BETWEEN_KILLS = (0.4, 1.6)
HELD_SECONDS = 0.3
FIRED = "SELECT f.fired_at, c.due_by FROM moderation_firing f JOIN moderation_clock c ON c.case_id = f.case_id"
ONCE = {
    "firings": "SELECT case_id FROM moderation_firing",
    "escalations": "SELECT case_id FROM moderation_escalation",
    "events": "SELECT case_id FROM moderation_caseevent WHERE kind = 'escalated'",
    "mails": "SELECT case_id FROM moderation_outbox WHERE kind = 'mail'",
}


@dataclass
class Run:
    """How often what happened, and how many seconds each timer took while nobody was killed."""

    seed: int
    kills: Counter[str] = field(default_factory=Counter)
    killed_at: list[datetime] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    late: list[float] = field(default_factory=list)
    beside: dict[str, int] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        return not self.wrong and max(self.late, default=WITHIN + 1) <= WITHIN

    def kill(self, here: World, rng: Random) -> None:
        self.kills[kill(here, rng)] += 1
        self.killed_at.append(datetime.now(UTC).replace(tzinfo=None))

    def took(self, due_at: datetime | str, done_at: datetime | str) -> float:
        due, done = moment(due_at), moment(done_at)
        return (done - max([due, *(at for at in self.killed_at if at < done)])).total_seconds()

    def __str__(self) -> str:
        killed = {f"killed: {kind}": count for kind, count in sorted(self.kills.items())}
        slowest = f"{max(self.late, default=0):.1f} s after it was due, or after a kill"
        table = {"seed": self.seed, **killed, "due": len(self.late), "the slowest": slowest, **self.beside}
        return "\n".join([*(f"{name:22}{value}" for name, value in table.items()), *self.wrong[:20]])


def plant(count: int, seconds: float) -> None:
    """So many cases whose clocks run late one after another over these seconds, and a rule that watches them."""
    from django.utils import timezone

    from tests.builders import make_case, make_clock, make_escalation_rule, make_message, make_user

    now = timezone.now()
    make_user("lena", "lead", team="legal")
    make_escalation_rule(name="Late", clock="late", team="legal", in_force_from=now - timedelta(days=1))
    for number in range(count):
        due_by = now + timedelta(seconds=seconds * number / count)
        case = make_case(make_message(f"Tent number {number} leaks."), rules_due_at=now, due_by=due_by)
        make_clock(case, "reply", due_by, started_at=now, risk_at=now)


def run(here: World, *, count: int, kills: int, seed: int) -> Run:
    rng, happened = Random(seed), Run(seed)
    seconds = kills * sum(SECONDS_BETWEEN_KILLS) / 2
    here.python(f"from tests.faults import timers\ntimers.plant({count}, {seconds})")
    for _ in range(2):
        here.sweeper()
    here.worker()
    for _ in range(kills):
        rest(here, rng.uniform(*SECONDS_BETWEEN_KILLS))
        happened.kill(here, rng)
    here.wait(lambda: here.database.count("SELECT count(*) FROM moderation_firing") >= count, "Firing the timers")
    # Long enough for what would fire twice to do so.
    rest(here, 2)
    look(here.database, count, happened)
    return happened


def kill(here: World, rng: Random) -> str:
    """Kill -9 a sweep twice as often as a worker or its work-horse; returns the kind."""
    targets = here.wait(lambda: here.targets() if "sweep" in here.targets() else {}, "Finding a sweep to kill")
    kind = rng.choice([*targets, "sweep", "sweep"])
    send_signal({rng.choice(targets[kind])}, signal.SIGKILL)
    return kind


def rest(here: World, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        here.tend()
        time.sleep(0.05)


def look(database: Scratch, timers: int, happened: Run) -> None:
    for what, sql in ONCE.items():
        counted = Counter(case for (case,) in database.rows(sql))
        happened.wrong += [f"case {case} has {times} {what}" for case, times in counted.items() if times != 1]
        if len(counted) != timers:
            happened.wrong.append(f"{len(counted)} of {timers} cases have {what}")
    happened.late = [happened.took(due_by, fired_at) for fired_at, due_by in database.rows(FIRED)]


def moment(said: datetime | str) -> datetime:
    """SQLite's driver leaves a time as it was written."""
    return (datetime.fromisoformat(said) if isinstance(said, str) else said).replace(tzinfo=None)


def main(act: Callable[..., Run] = run) -> int:
    """Have kills meet what is planted, as asked for on the command line."""
    words = argparse.ArgumentParser(description=sys.modules[act.__module__].__doc__)
    words.add_argument("--kills", type=int, default=KILLS)
    words.add_argument("--count", type=int, default=TIMERS)
    words.add_argument("--seed", type=int, default=SystemRandom().randrange(1_000_000))
    given = words.parse_args()
    slow = str(HELD_SECONDS)
    with (
        tempfile.TemporaryDirectory(prefix="timers-") as name,
        prepared(Path(name)) as original,
        world(original, FAULTS_SWEEP_SECONDS=slow) as here,
    ):
        say("SQLite" if original.is_sqlite else "PostgreSQL")
        happened = act(here, count=given.count, kills=given.kills, seed=given.seed)
    say(happened)
    return 0 if happened.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
