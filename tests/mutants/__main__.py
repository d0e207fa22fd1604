"""`python -m tests.mutants` gives modules one fault at a time and says which ones their own tests do not notice."""

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path

from tests.mutants.equivalents import EQUIVALENT
from tests.mutants.mutations import Mutant, mutants_of
from tests.mutants.own_tests import ROOT, modules, name_of, tests_of
from tests.mutants.running import PASSED, Bench

MOST_SURVIVING = 0.10
ENDS = {PASSED: "SURVIVED", None: "timed out"}


def main(words: list[str]) -> int:
    asked = arguments(words)
    paths = [name for path in modules() if asked.only in (name := name_of(path))]
    everything = [mutant for path in paths for mutant in mutants_of(ROOT, path)]
    known = [mutant for mutant in everything if mutant.key not in EQUIVALENT]
    sample = random.Random(asked.seed).sample(known, min(asked.sample, len(known)))
    say(f"{len(sample)} of {len(known)} mutants, seed {asked.seed}")
    say(f"{len(everything) - len(known)} others are known to change nothing")
    with tempfile.TemporaryDirectory(prefix="parley-mutants-") as folder:
        share = try_all(Bench(Path(folder)), sample, asked.minutes)
    return 1 if share > MOST_SURVIVING else 0


def arguments(words: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("--sample", type=int, default=300, help="how many mutants are tried")
    parser.add_argument("--seed", type=int, default=1, help="which ones: the same seed tries the same")
    parser.add_argument("--only", default="", help="a part of the modules' paths")
    parser.add_argument("--minutes", type=float, default=600, help="stop then, and say how many were tried")
    return parser.parse_args(words)


def try_all(bench: Bench, sample: list[Mutant], minutes: float) -> float:
    """Print what becomes of each; returns the share that survived."""
    until, survivors, tried = time.monotonic() + 60 * minutes, [], 0
    for mutant in sample:
        if time.monotonic() > until:
            break
        ended = bench.try_mutant(mutant, tests_of(mutant.path))
        tried += 1
        survivors += [mutant] if ended == PASSED else []
        say(f"{ENDS.get(ended, 'noticed')}  {mutant}")
    share = len(survivors) / tried if tried else 1.0
    say(f"{tried} tried, {len(survivors)} survived: {share:.1%}")
    say("\n".join(f"  {mutant}" for mutant in survivors))
    return share


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - the terminal is this command's screen


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
