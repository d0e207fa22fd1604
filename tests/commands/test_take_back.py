"""The command that takes an import back."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from community.models import Channel, ImportRun, Message
from moderation.models import Change, TakeBack
from moderation.uploads import actions
from tests.builders import NOON, make_case, make_escalation
from tests.uploads.test_taking_back import brought

pytestmark = pytest.mark.django_db


def told(run: int, *arguments: str) -> str:
    out = StringIO()
    call_command("take_back", str(run), *arguments, stdout=out)
    return out.getvalue().strip()


def report(run: int, *arguments: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(told(run, "--json", *arguments))
    assert said.pop("seconds") >= 0
    return said


@pytest.fixture
def run(reviews: Channel, tmp_path: Path) -> ImportRun:
    """Two new messages and a changed one; a team was asked about one of the new ones."""
    brought(tmp_path, {"id": 1, "text": "Before."})
    run = brought(tmp_path, {"id": 1, "text": "After."}, {"id": 2}, {"id": 3})
    make_escalation(make_case(Message.objects.get(external_id="3")))
    return run


STAYS = {"its case was escalated to a team": 1}


def test_a_rehearsal_counts_what_the_real_one_does_then(run: ImportRun) -> None:
    expected = {"run": run.pk, "removed": 1, "put_back": 1, "stays": STAYS}
    assert report(run.pk, "--dry-run") == expected
    assert Message.objects.count() == 3
    assert not TakeBack.objects.exists()
    assert report(run.pk) == expected
    assert list(Message.objects.order_by("pk").values_list("external_id", "text")) == [("1", "Before."), ("3", "x")]
    assert Change.objects.get(subject="import").actor is None


def test_it_is_said_in_words(run: ImportRun) -> None:
    counts = "1 removed, 1 as before, 1 stay.\n    1: its case was escalated to a team"
    assert told(run.pk, "--dry-run") == f"A rehearsal; nothing was taken back. {counts}"
    assert told(run.pk) == counts


def test_one_that_was_begun_is_gone_on_with(run: ImportRun) -> None:
    actions.take_back(run, None, NOON)
    assert report(run.pk)["removed"] == 1


def test_what_cannot_be_taken_back_ends_with_a_sentence(run: ImportRun) -> None:
    with pytest.raises(CommandError, match="no import run 999"):
        told(999)
    told(run.pk)
    with pytest.raises(CommandError, match="taken back already") as refused:
        told(run.pk)
    assert refused.value.returncode == 2
