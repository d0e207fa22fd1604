"""Mails of a storm under kill -9: every notice is told and done once, and the look at them sees it when one is not."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from random import SystemRandom
from typing import Any

import pytest

from tests.faults import chaos, digests, post, timers
from tests.faults.scratch import Scratch, copy_of
from tests.faults.world import world
from tests.patience import busy

FIRST = "(SELECT min(id) FROM {})"
COUNT = 5
# What is changed in the database.
HARM = {
    "a notice never left": "UPDATE moderation_outbox SET state = 'failed' WHERE id = "
    + FIRST.format("moderation_outbox WHERE kind = 'mail'"),
    "its event is gone": "DELETE FROM moderation_caseevent WHERE id = "
    + FIRST.format("moderation_caseevent WHERE kind = 'delivered'"),
    "a notice is gone": "DELETE FROM moderation_outbox WHERE id = "
    + FIRST.format("moderation_outbox WHERE kind = 'mail'"),
}
SWEEP = """
from django.core.management import call_command
from tests.faults import post
post.install()
call_command("sweep")
"""
Mails = list[dict[str, Any]]


def test_every_notice_is_told_and_done_once_under_random_kills(original: Scratch) -> None:
    seed = int(os.environ.get("FAULTS_SEED") or SystemRandom().randrange(1_000_000))
    with world(original) as here:
        happened = digests.run(here, count=20, kills=8, seed=seed)
    chaos.say(happened)
    assert happened.wrong == []
    # What was being mailed at a kill waits for its lease, and then may wait behind another kill.
    assert max(happened.late) <= 2 * timers.WITHIN * busy()
    # Of forty notices, most went out together.
    assert happened.beside["mails"] <= 20


@pytest.fixture(scope="module")
def told(original: Scratch, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Scratch, Mails]]:
    """A database of which all was told without a kill, and the mails."""
    with world(original) as calm:
        calm.python(f"from tests.faults import digests\ndigests.plant({COUNT}, 0)")
        calm.python(SWEEP)
        mails = post.noted(digests.post_of(calm))
        with copy_of(calm.database, tmp_path_factory.mktemp("told") / "told.sqlite3") as made:
            yield made, mails


def looked(database: Scratch, mails: Mails, folder: Path) -> timers.Run:
    notes, happened = folder / post.NOTES, timers.Run(0)
    notes.write_text("".join(f"{json.dumps(mail)}\n" for mail in mails))
    digests.look(database, notes, COUNT, happened)
    return happened


def test_where_all_went_well_nothing_is_wrong(told: tuple[Scratch, Mails], tmp_path: Path) -> None:
    happened = looked(*told, tmp_path)
    assert (happened.wrong, happened.beside) == ([], {"mails": 2, "sent again": 0, "sent too soon": 0})


@pytest.mark.parametrize("harm", HARM)
def test_the_look_sees_that(harm: str, told: tuple[Scratch, Mails], tmp_path: Path) -> None:
    database, mails = told
    with copy_of(database, tmp_path / "harmed.sqlite3") as harmed:
        assert harmed.change(HARM[harm]) == 1
        assert looked(harmed, mails, tmp_path).wrong


@pytest.mark.parametrize(
    ("harm", "change"),
    [
        ("a mail was lost", lambda mails: mails[1:]),
        ("one mail left twice", lambda mails: [*mails, mails[0] | {"at": mails[0]["at"] + 99}]),
        ("a mail left too soon", lambda mails: [*mails, {**mails[0], "rows": mails[0]["rows"][:1]}]),
        ("it went to somebody else", lambda mails: [mails[0] | {"to": mails[1]["to"]}, mails[1]]),
    ],
)
def test_the_look_sees_of_mails_that(harm: str, change: Any, told: tuple[Scratch, Mails], tmp_path: Path) -> None:
    database, mails = told
    assert looked(database, change(mails), tmp_path).wrong
