"""A platform that hangs holds up its own rows and nobody else."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tests.faults import timers
from tests.faults.scratch import Scratch
from tests.faults.world import Actor, World, world
from tests.patience import busy

ROWS = 5
OF_STUCK = "channel_id = (SELECT id FROM community_channel WHERE slug = 'stuck')"
CARRIED_OUT = f"SELECT count(*) FROM moderation_outbox WHERE {OF_STUCK} AND state = 'done'"
# What becomes of everything else that is due, and how much of it there is.
ELSEWHERE = {
    "timers that fired": ("SELECT count(*) FROM moderation_firing", 3),
    "mails that left": ("SELECT count(*) FROM moderation_outbox WHERE kind = 'mail' AND state = 'done'", 3),
    "days that are counted": (f"SELECT count(*) FROM moderation_dayrollup WHERE NOT {OF_STUCK}", 1),
    "other feeds that are read": ("SELECT count(*) FROM community_feed WHERE kind = 'stub' AND cursor > 0", 1),
}


@contextmanager
def stuck_at(what: str, original: Scratch) -> Iterator[World]:
    """A world whose sweep waits for the platform."""
    with world(original, FAULTS_HANGS=what, PARLEY_LEASE_SECONDS="180") as here:
        here.python(f"from tests.faults import hanging\nhanging.plant_stuck({ROWS})")
        here.start(Actor("hanging", [sys.executable, "-m", "tests.faults.hanging"]))
        here.wait(lambda: f"A {what} hangs." in log_of(here), "Waiting for the platform")
        yield here


def log_of(here: World) -> str:
    return (here.folder / "hanging.log").read_text()


def is_done_elsewhere(here: World) -> bool:
    return all(here.database.count(sql) >= expected for sql, expected in ELSEWHERE.values())


def all_else_is_done_in_time(here: World) -> None:
    here.python("from tests.faults import hanging\nhanging.plant_others()")
    here.wait(lambda: is_done_elsewhere(here), "All else", timers.WITHIN * busy())
    happened = timers.Run(0)
    timers.look(here.database, 3, happened)
    assert happened.wrong == []
    assert max(happened.late) <= timers.WITHIN * busy()


def test_a_carrier_that_takes_ten_seconds_a_row_delays_its_own_rows_alone(original: Scratch) -> None:
    with stuck_at("row", original) as here:
        all_else_is_done_in_time(here)
        assert here.database.count(CARRIED_OUT) < ROWS
        here.wait(lambda: here.database.count(CARRIED_OUT) == 2, "Carrying two rows out")


def test_a_pull_that_hangs_delays_nobody_and_is_said_and_counted_once(original: Scratch) -> None:
    with stuck_at("pull", original) as here:
        all_else_is_done_in_time(here)
        here.wait(lambda: here.database.count(CARRIED_OUT) == ROWS, "Carrying out beside the pull")
        assert log_of(here).count("” has taken longer than 2 s") == 1
        assert here.database.count("SELECT sum(amount) FROM moderation_tally WHERE name = 'hung'") == 1
        assert stopped_within(here, 10)


def stopped_within(here: World, seconds: float) -> bool:
    """Whether the sweep ends when it is told to, whatever hangs in it."""
    process = here.actors[0].process
    assert process
    process.terminate()
    return process.wait(timeout=seconds * busy()) == 0
