"""Reminders of teams under kill -9: each once, with its mail, and in time."""

import os
from random import SystemRandom

from tests.faults import chaos, reminders, timers
from tests.faults.scratch import Scratch
from tests.faults.world import world
from tests.patience import busy


def test_teams_are_reminded_once_and_in_time_under_random_kills(original: Scratch) -> None:
    seed = int(os.environ.get("FAULTS_SEED") or SystemRandom().randrange(1_000_000))
    with world(original, FAULTS_SWEEP_SECONDS=str(timers.HELD_SECONDS)) as here:
        happened = reminders.run(here, count=20, kills=8, seed=seed)
    chaos.say(happened)
    assert happened.wrong == []
    assert max(happened.late) <= timers.WITHIN * busy()
