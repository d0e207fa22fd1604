"""`python -m tests.faults.chaos` kills processes over a stream of messages, and prints what that did to the work."""

import argparse
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random, SystemRandom

from tests.faults.audit import Audit, audit
from tests.faults.lines import lines, write
from tests.faults.scratch import prepared
from tests.faults.world import World, world
from tests.patience import PATIENCE

# Longer than the lease: whoever is frozen has lost its rows when it goes on.
FROZEN_SECONDS = 4.5
SHARE_IN_JOBS = 0.95


@dataclass
class Run:
    """What was done to a world, and what came of it."""

    seed: int
    acts: Counter[str] = field(default_factory=Counter)
    # Acts on a world that had nothing left to do prove nothing.
    in_time: int = 0
    seconds: float = 0.0
    audit: Audit = field(default_factory=Audit)

    @property
    def is_clean(self) -> bool:
        return not self.audit.lost and not self.audit.doubled and self.audit.share_in_jobs >= SHARE_IN_JOBS

    def __str__(self) -> str:
        said = self.audit
        table = {
            "seed": self.seed,
            **{f"killed: {kind}" if kind != "freeze" else "frozen": count for kind, count in sorted(self.acts.items())},
            "while work was left": self.in_time,
            "messages": said.messages,
            "assessed": said.assessed,
            "lost": len(said.lost),
            "doubled": len(said.doubled),
            "dead": said.dead,
            "in RQ jobs": f"{said.share_in_jobs:.1%}",
            "seconds": f"{self.seconds:.1f}",
        }
        rows = [f"{name:22}{value}" for name, value in table.items()]
        return "\n".join([*rows, *said.lost[:20], *said.doubled[:20]])


def script(kills: int, rng: Random) -> list[str]:
    """The acts in order: Redis now and then, a freeze for every eighth kill, anybody otherwise."""
    redis, frozen = max(1, kills // 20), max(1, kills // 8)
    acts = ["redis"] * redis + ["anybody"] * (kills - redis) + ["freeze"] * frozen
    rng.shuffle(acts)
    return acts


def judge_seconds(messages: int, kills: int) -> float:
    """So slow that the work outlasts the kills, with two workers and about 0.6 s between two kills."""
    return min(0.04, 1.5 * kills / messages)


def rage(here: World, happened: Run, acts: list[str], rng: Random) -> None:
    frozen: dict[int, float] = {}
    here.wait(here.horses, "The first job")
    for act in acts:
        pause(here, rng.uniform(0.2, 0.9), frozen)
        happened.in_time += not here.is_idle()
        happened.acts[do(here, act, frozen, rng)] += 1
    pause(here, FROZEN_SECONDS, frozen)
    for horse in frozen:
        here.thaw(horse)


def do(here: World, act: str, frozen: dict[int, float], rng: Random) -> str:
    """One act; returns whom it met."""
    if act == "redis":
        here.restart_redis_empty()
        return act
    if act == "freeze":
        here.wait(lambda: here.horses() or here.is_idle(), "Finding a work-horse")
        if here.horses():
            frozen[here.freeze_a_horse()] = time.monotonic() + FROZEN_SECONDS
            return act
    return here.kill_at_random(rng)


def pause(here: World, seconds: float, frozen: dict[int, float]) -> None:
    """Time passes: the dead are started again, and who was frozen long enough goes on."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        here.tend()
        for horse in [horse for horse, until in frozen.items() if time.monotonic() > until]:
            here.thaw(horse)
            del frozen[horse]
        time.sleep(0.05)


def run(here: World, folder: Path, *, messages: int, kills: int, files: int, poison: int, seed: int) -> Run:
    rng, started = Random(seed), time.monotonic()
    wanted = lines(messages, poison=poison)
    here.importer(write(folder, wanted, files))
    here.sweep()
    here.worker()
    here.worker()
    happened = Run(seed)
    say(f"seed {seed}")
    rage(here, happened, script(kills, rng), rng)
    here.wait(here.is_idle, "Finishing the work", PATIENCE + messages / 10)
    happened.seconds = time.monotonic() - started
    happened.audit = audit(here.database, wanted)
    return happened


def say(what: object) -> None:
    print(what, flush=True)  # noqa: T201 - the terminal is this script's screen


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--kills", type=int, default=40)
    words.add_argument("--messages", type=int, default=2_000)
    words.add_argument("--seed", type=int, default=SystemRandom().randrange(1_000_000))
    given = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="chaos-") as name, prepared(Path(name)) as original:
        slow = str(judge_seconds(given.messages, given.kills))
        with world(original, FAULTS_JUDGE_SECONDS=slow) as here:
            say("SQLite" if original.is_sqlite else "PostgreSQL")
            happened = run(
                here,
                Path(name),
                messages=given.messages,
                kills=given.kills,
                files=max(2, given.messages // 100),
                poison=3,
                seed=given.seed,
            )
    say(happened)
    return 0 if happened.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
