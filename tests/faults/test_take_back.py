"""Taking an import back is killed, and the same file is imported meanwhile: nothing is lost or doubled."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from django.db.models import QuerySet
from django.utils import timezone

from community.models import Channel, Conversation, ImportRun, Member, Message, RunChange
from moderation.models import TakeBack
from tests.commands.importing import ROOT, database_url, run_import, started_import
from tests.commands.test_export_messages import but_for_revisions, exported
from tests.patience import PATIENCE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]
LINES = 3000


def line(number: int, text: str) -> str:
    said = {"id": number, "author_id": f"a{number % 50}", "text": text, "created_at": 1772951400 + number}
    return json.dumps(said | {"parent_id": number * 7 % LINES if number % 3 else None})


@pytest.fixture
def before(reviews: Channel, tmp_path: Path) -> list[dict[str, object]]:
    """Every fourth message was there, with another text."""
    path = tmp_path / "before.jsonl"
    path.write_text("\n".join(line(number, "Before.") for number in range(0, LINES, 4)))
    run_import(path)
    return but_for_revisions(exported())


@pytest.fixture
def week(before: object, tmp_path: Path) -> Path:
    path = tmp_path / "week.jsonl"
    path.write_text("\n".join(line(number, f"Text {number}.") for number in range(LINES)))
    return path


def started_take_back(run: int) -> subprocess.Popen[str]:
    command = [sys.executable, "manage.py", "take_back", str(run), "--json"]
    environment = {**os.environ, "DATABASE_URL": database_url()}
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(command, cwd=ROOT, env=environment, text=True, **pipes)


def progress() -> int:
    return sum(map(sum, TakeBack.objects.values_list("removed", "put_back")))


def kill_once(process: subprocess.Popen[str], has_moved: Callable[[], bool], random: Random) -> None:
    """Kill it somewhere in a slice, after it has stored one."""
    deadline = time.monotonic() + PATIENCE
    while not has_moved() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(random.random() * 0.05)
    process.kill()
    process.communicate()
    # Nobody waits for a lease to end in a test.
    TakeBack.objects.update(due_at=timezone.now())


def finished(process: subprocess.Popen[str]) -> dict[str, object]:
    out, error = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, error
    found: dict[str, object] = json.loads(out.splitlines()[-1])
    return found


def test_one_that_is_killed_again_and_again_ends_as_one_that_was_not(
    before: list[dict[str, object]], week: Path
) -> None:
    run, random = run_import(week)["run"], Random()
    for _ in range(4):
        met = progress()
        kill_once(started_take_back(run), lambda met=met: progress() > met, random)
    assert 0 < progress() < LINES
    report = finished(started_take_back(run))
    assert (report["removed"], report["put_back"], report["stays"]) == (LINES * 3 // 4, LINES // 4, {})
    assert but_for_revisions(exported()) == before
    assert not Conversation.objects.filter(messages=None).exists()
    assert not Member.objects.filter(messages=None).exists()
    assert not RunChange.objects.filter(run=run).exists()


def test_the_same_file_imported_meanwhile_is_there_once_and_whole(week: Path) -> None:
    undone, random = run_import(week)["run"], Random()
    whole = but_for_revisions(exported())
    back = started_take_back(undone)
    while not progress():
        time.sleep(0.005)
    met = progress()
    for records in (0, 500, 1200):
        again = started_import(week, "--batch=50")
        kill_once(again, lambda least=records: newest(undone).filter(read__gt=least).exists(), random)
        kill_once(back, lambda met=met: progress() > met, random)
        met = progress()
        back = started_take_back(undone)
    finished(started_import(week, "--batch=50"))
    # It may have ended before the last one began.
    back.communicate(timeout=PATIENCE)
    assert TakeBack.objects.get().state == "finished"
    assert but_for_revisions(exported()) == whole
    assert Message.objects.count() == LINES
    assert not Message.objects.filter(run=undone).exists()


def newest(undone: int) -> QuerySet[ImportRun]:
    return ImportRun.objects.filter(pk__gt=undone)
