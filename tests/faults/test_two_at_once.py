"""Two things change one channel at once, and one is killed again and again: nothing is lost, doubled or left."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from community.connectors.kinds import CONNECTORS
from community.models import Channel, ErasedMember, Feed, ImportRun, Message
from moderation.assessments import intake
from moderation.models import TakeBack
from tests.builders import make_feed
from tests.commands.importing import ROOT, database_url, run_import
from tests.faults.test_take_back import kill_once, progress, started_take_back
from tests.members.traces import ID, NAME, SAID, traces_left
from tests.patience import PATIENCE
from tests.web.pushes.programs import Program

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]
LINES, A_PUSH, FILES, A_FILE = 1200, 40, 12, 60


def line(number: int, text: str = "") -> dict[str, Any]:
    said = {"id": f"m{number}", "author_id": f"a{number % 50}", "created_at": 1772951400 + number}
    return said | {"text": text or f"Text {number}.", "parent_id": f"m{number // 2}" if number % 3 else None}


def accepted(bot: Program, records: list[dict[str, Any]]) -> None:
    """Push until it is answered that it was stored, as a program does that is told to come again."""
    deadline = time.monotonic() + PATIENCE
    while (answer := bot.push(*records)).status_code != 200:
        assert answer.status_code == 503, answer.content
        assert time.monotonic() < deadline
    assert answer.json()["rejected"] == 0


def test_what_is_pushed_while_an_import_is_taken_back_is_there_once_and_as_it_was_pushed(
    reviews: Channel, tmp_path: Path
) -> None:
    path = tmp_path / "week.jsonl"
    path.write_text("\n".join(json.dumps(line(number)) for number in range(LINES)))
    run, bot, random = run_import(path)["run"], Program.of(reviews.source), Random()
    # Every third as it was imported, every third otherwise, and some that were never imported.
    pushed = {n: line(n, f"Pushed {n}." if n % 3 == 1 else "") for n in range(LINES + 100) if n % 3 < 2}
    numbers = random.sample(sorted(pushed), len(pushed))
    back = started_take_back(run)
    while not ImportRun.objects.exclude(undone_at=None).exists():
        time.sleep(0.005)
    pushes = [numbers[start : start + A_PUSH] for start in range(0, len(numbers), A_PUSH)]
    for count, some in enumerate([*pushes, *random.sample(pushes, len(pushes))]):
        accepted(bot, [pushed[number] for number in some])
        if count % 12 == 5:
            met = progress()
            kill_once(back, lambda met=met: progress() > met, random)
            back = started_take_back(run)
    # It may have ended before the last one began.
    back.communicate(timeout=PATIENCE)
    assert TakeBack.objects.get().state == "finished"
    texts = dict(Message.objects.values_list("external_id", "text"))
    assert texts == {f"m{number}": said["text"] for number, said in pushed.items()}
    assert Message.objects.count() == len(pushed)


@pytest.fixture
def feed(reviews: Channel, tmp_path: Path, settings: Any) -> Feed:
    settings.FOLDERS = str(tmp_path / "put")
    (tmp_path / "put").mkdir()
    reviews.feed = make_feed(reviews.community, kind="folder")
    reviews.save()
    return reviews.feed


def put(folder: Path, number: int) -> None:
    said = [
        {"id": f"f{number}-{each}", "created_at": 1772951400 + each}
        | ({"author_id": ID, "author": NAME, "text": SAID} if each % 3 else {"author_id": "moira", "text": "All good."})
        for each in range(A_FILE)
    ]
    path = folder / f"{number}.jsonl"
    path.write_text("\n".join(map(json.dumps, said)))
    os.utime(path, (time.time() - 60,) * 2)


def pulled(feed: Feed) -> int:
    return CONNECTORS["folder"].pull(feed, timezone.now(), intake.stored)


def pull_all(feed: Feed, folder: Path, numbers: Iterator[int]) -> None:
    try:
        for number in numbers:
            put(folder, number)
            pulled(feed)
    finally:
        connections.close_all()


def started_erasing() -> subprocess.Popen[str]:
    words = ["--community=tarnfell", "--source=Tarnfell Outdoor", f"--id={ID}"]
    environment = {**os.environ, "DATABASE_URL": database_url()}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    command = [sys.executable, "manage.py", "erase_member", *words]
    return subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **pipes)


def test_who_is_erased_while_files_come_in_leaves_nothing_and_others_lose_nothing(feed: Feed, tmp_path: Path) -> None:
    pulled(feed)
    folder, random = tmp_path / "put/tarnfell/reviews", Random()
    put(folder, 0)
    assert pulled(feed) == A_FILE
    rest = Thread(target=pull_all, args=(feed, folder, iter(range(1, FILES))))
    rest.start()
    for _ in range(3):
        process = started_erasing()
        kill_once(process, ErasedMember.objects.exists, random)
    rest.join(PATIENCE)
    assert not rest.is_alive()
    end = started_erasing()
    out, error = end.communicate(timeout=PATIENCE)
    assert end.returncode == 0 or "erased" in error.lower(), error
    assert ErasedMember.objects.exclude(finished_at=None).exists(), out
    # What comes later is skipped.
    put(folder, FILES)
    pulled(feed)
    assert list(traces_left()) == []
    assert Message.objects.filter(author__external_id="moira", text="All good.").count() == A_FILE // 3 * (FILES + 1)
    assert len(list((folder / "done").iterdir())) == FILES + 1
