"""Kill -9, frozen workers, a Redis that is gone or empty, and poison: nothing is lost and nothing is done twice."""

import os
import signal
from pathlib import Path
from random import SystemRandom

import pytest

from config.processes import send_signal
from tests.faults import chaos
from tests.faults.audit import audit
from tests.faults.lines import HANGS, TEXTS, Fate, lines, write
from tests.faults.scratch import Scratch
from tests.faults.world import ALIVE, World, world

LEASED = "SELECT count(*) FROM moderation_pendingassessment WHERE token IS NOT NULL"
STORED = "SELECT external_id, revision, text FROM community_message"
COUNTS = ("read", "created", "updated", "unchanged", "duplicate", "rejected")
RUNS = f"SELECT {', '.join(COUNTS)} FROM community_importrun"
RING_FOR_SECONDS = """
from django.conf import settings
from moderation.work import bell
settings.JOB_TIMEOUT = 3
assert bell.ring()
"""


def test_nothing_is_lost_or_doubled_under_random_kills(original: Scratch, tmp_path: Path) -> None:
    seed = int(os.environ.get("FAULTS_SEED") or SystemRandom().randrange(1_000_000))
    with world(original, FAULTS_JUDGE_SECONDS=str(chaos.judge_seconds(300, 10))) as here:
        happened = chaos.run(here, tmp_path, messages=300, kills=10, files=3, poison=1, seed=seed)
    chaos.say(happened)
    assert (happened.audit.lost, happened.audit.doubled) == ([], [])
    assert (happened.audit.dead, happened.audit.assessed) == (1, 299)
    assert happened.audit.share_in_jobs >= chaos.SHARE_IN_JOBS


def test_a_worker_frozen_past_its_lease_writes_nothing_when_it_wakes(original: Scratch, tmp_path: Path) -> None:
    wanted = lines(20, poison=0)
    with world(original) as here:
        here.import_now(write(tmp_path, wanted, 1)[0])
        here.gate.touch()
        here.worker()
        here.wait(lambda: here.database.count(LEASED), "Leasing")
        horse = here.freeze_a_horse()
        here.gate.unlink()
        here.worker()
        here.sweep()
        here.wait(here.is_idle, "Doing the frozen worker's work")
        here.thaw(horse)
        note = f"SELECT amount FROM witness_batch WHERE pid = {horse}"
        here.wait(lambda: here.database.rows(note), "Waking up")
        assert here.database.rows(note)[0] == (0,)
        said = audit(here.database, wanted)
    assert (said.assessed, said.lost, said.doubled) == (20, [], [])


def test_with_redis_down_messages_are_stored_and_the_sweep_has_them_done_later(here: World, tmp_path: Path) -> None:
    wanted = lines(60, poison=0)
    here.valkey.kill()
    assert here.import_now(write(tmp_path, wanted, 1)[0])["created"] == 60
    assert here.database.count(ALIVE) == 60
    here.valkey.start()
    here.worker()
    here.sweep()
    here.wait(here.is_idle, "Doing what waited")
    said = audit(here.database, wanted)
    assert (said.share_in_jobs, said.lost, said.doubled) == (1.0, [], [])


def test_a_text_that_policy_hangs_on_is_cut_off_and_the_rest_of_its_batch_is_done(
    original: Scratch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(TEXTS, Fate.DEAD, HANGS)
    failed = "SELECT error, tries FROM moderation_pendingassessment WHERE error <> ''"
    with world(original, PARLEY_LEASE_SECONDS="60") as here:
        here.valkey.kill()
        here.import_now(write(tmp_path, lines(10), 1)[0])
        here.valkey.start()
        here.python(RING_FOR_SECONDS)
        here.worker()
        here.wait(lambda: here.database.rows(failed), "Cutting it off")
        (error, tries), *others = here.database.rows(failed)
        assert "JobTimeoutException" in error
        assert (tries, others, here.database.count(ALIVE)) == (1, [], 1)


def test_an_import_that_is_killed_again_and_again_ends_as_one_that_was_not(original: Scratch, tmp_path: Path) -> None:
    path = write(tmp_path, lines(3_000, poison=0), 1)[0]
    path.write_text(path.read_text() + "not JSON\n" + path.read_text().splitlines()[0] + "\n")
    with world(original) as calm, world(original) as raging:
        expected = calm.import_now(path)
        kills = import_under_fire(raging, path)
        stored, runs = ([sorted(here.database.rows(sql)) for here in (calm, raging)] for sql in (STORED, RUNS))
    assert kills == 3
    assert [expected[name] for name in COUNTS] == [3_002, 3_000, 0, 0, 1, 1]
    assert stored[0] == stored[1]
    assert runs[0] == runs[1] == [tuple(expected[name] for name in COUNTS)]


def import_under_fire(here: World, path: Path) -> int:
    """Kill the importer whenever it has stored something more, until it comes through; returns how often."""
    actor, met = here.importer([path]), [0]

    def is_through() -> bool:
        stored = here.database.count("SELECT count(*) FROM community_message")
        if stored > met[-1] and len(met) <= 3 and actor.pid:
            send_signal({actor.pid}, signal.SIGKILL)
            met.append(stored)
        return actor not in here.actors

    here.wait(is_through, "Importing under fire")
    return len(met) - 1


def test_a_world_leaves_no_process_behind(original: Scratch) -> None:
    with world(original) as here:
        here.worker()
        here.sweep()
        valkey = here.valkey.process
        assert len(here.running()) == 2
    assert here.running() == []
    assert valkey.poll() is not None
    assert not here.folder.exists()
