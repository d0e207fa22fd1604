"""Timers under kill -9: each fires once and in time, and the look at them sees it when one does not."""

import os
from collections.abc import Iterator
from pathlib import Path
from random import SystemRandom

import pytest

from tests.faults import chaos, timers
from tests.faults.scratch import Scratch, copy_of
from tests.faults.world import manage, world
from tests.patience import busy

KIND = {"events": "escalated", "mails": "mail"}


def test_timers_fire_once_and_in_time_under_random_kills(original: Scratch) -> None:
    seed = int(os.environ.get("FAULTS_SEED") or SystemRandom().randrange(1_000_000))
    with world(original, FAULTS_SWEEP_SECONDS=str(timers.HELD_SECONDS)) as here:
        happened = timers.run(here, count=20, kills=8, seed=seed)
    chaos.say(happened)
    assert happened.wrong == []
    assert max(happened.late) <= timers.WITHIN * busy()


@pytest.fixture(scope="module")
def fired(original: Scratch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scratch]:
    """A database in which five timers have fired, without a kill."""
    with world(original) as calm:
        calm.python("from tests.faults import timers\ntimers.plant(5, -1)")
        calm.run(manage("sweep"))
        with copy_of(calm.database, tmp_path_factory.mktemp("fired") / "fired.sqlite3") as made:
            yield made


def test_where_all_went_well_nothing_is_wrong(fired: Scratch) -> None:
    happened = timers.Run(0)
    timers.look(fired, 5, happened)
    assert happened.is_clean


@pytest.mark.parametrize(
    ("what", "harm"),
    # A mail's stable id is unique whoever writes it, so that one cannot be doubled even on purpose.
    [*((what, "doubled") for what in timers.ONCE if what != "mails"), *((what, "moved") for what in timers.ONCE)],
)
def test_what_fired_twice_or_not_at_all_is_seen(fired: Scratch, tmp_path: Path, what: str, harm: str) -> None:
    table = timers.ONCE[what].split()[3]
    where = f" WHERE kind = '{KIND[what]}'" if what in KIND else ""
    one = f"id = (SELECT min(id) FROM {table}{where})"
    with copy_of(fired, tmp_path / "harmed.sqlite3") as harmed:
        if harm == "doubled":
            harmed.repeat(table, one)
        else:
            harmed.change(f"UPDATE {table} SET case_id = (SELECT max(id) FROM moderation_case) WHERE {one}")
        happened = timers.Run(0)
        timers.look(harmed, 5, happened)
    assert not happened.is_clean


def test_a_timer_that_fired_too_late_is_seen(fired: Scratch, tmp_path: Path) -> None:
    with copy_of(fired, tmp_path / "harmed.sqlite3") as harmed:
        harmed.change("UPDATE moderation_firing SET fired_at = '2099-01-01 00:00:00+00:00'")
        happened = timers.Run(0)
        timers.look(harmed, 5, happened)
    assert not happened.is_clean
