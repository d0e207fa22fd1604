"""The importer is killed in the middle, and two of them work on one file: nothing is lost, doubled or miscounted."""

import json
import time
from pathlib import Path
from random import Random
from subprocess import Popen

import pytest

from community.models import Channel, ImportReject, ImportRun, Message, MessageText
from tests.commands.importing import counts, run_import, started_import, table
from tests.patience import PATIENCE

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]
LINES = 1_200
# So small that a file has many more of them than pass while a busy machine does not look.
BATCH = "--batch=10"


@pytest.fixture
def week(reviews: Channel, tmp_path: Path) -> Path:
    """Replies before and after their parents, changes, repeats and broken lines, all over the file."""
    random = Random(7)
    path = tmp_path / "week.jsonl"
    path.write_text("\n".join(line(random) for _ in range(LINES)))
    return path


def line(random: Random) -> str:
    number = random.randrange(LINES // 2)
    said = {"id": number, "author": f"a{number % 50}", "text": f"Text {random.randrange(2)} of {number}"}
    said |= {"created_at": 1772951400 + number, "parent_id": number * 7 % (LINES // 2) if number % 3 else None}
    return json.dumps(said) if random.random() > 0.02 else '{"broken'


def facts() -> list[object]:
    """What is stored, and what the first run rejected: a later run of the same file keeps a list of its own."""
    first = ImportReject.objects.filter(run=ImportRun.objects.earliest("pk"))
    rejects = list(first.order_by("line").values_list("line", "reason"))
    texts = list(MessageText.objects.order_by("message__external_id", "revision").values_list("revision", "text"))
    return [table(), rejects, texts]


def cleared() -> None:
    Message.objects.all().delete()
    ImportRun.objects.all().delete()


def kill_after(process: Popen[str], records: int, random: Random) -> None:
    """Somewhere in a batch, not at its end."""
    deadline = time.monotonic() + PATIENCE
    while not ImportRun.objects.filter(read__gte=records).exists() and time.monotonic() < deadline:
        time.sleep(0.005)
    time.sleep(random.random() * 0.03)
    process.kill()
    process.communicate()


def test_an_import_killed_at_any_moment_ends_as_if_it_had_not_been(week: Path) -> None:
    report = run_import(week, BATCH)
    undisturbed = facts()
    cleared()
    random = Random()
    for records in (0, 150, 600):
        kill_after(started_import(week, BATCH), records, random)
    assert 600 <= ImportRun.objects.get().read < LINES
    assert counts(run_import(week, BATCH)) == counts(report)
    assert facts() == undisturbed


def test_two_imports_of_one_file_at_once_count_every_record_once(week: Path) -> None:
    report = run_import(week, BATCH)
    undisturbed = facts()
    cleared()
    both = [started_import(week, BATCH) for _ in range(2)]
    told = [process.communicate(timeout=PATIENCE)[1] for process in both]
    assert facts() == undisturbed
    # The slower one either meets the other, or comes when it has finished and finds nothing new.
    assert sorted(process.returncode for process in both) in ([0, 0], [0, 2])
    assert all(
        "Another process is importing" in error for error, process in zip(told, both, strict=True) if process.returncode
    )
    assert counts(vars(ImportRun.objects.earliest("pk"))) == counts(report)
