"""Taking an import back brings no text back that was erased or was too old to keep."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from community.models import Channel, Community, ImportRun, Member, Message, MessageText, RunChange
from moderation.members import erasing, retaining
from moderation.members.actions import begin_erasing
from moderation.models import Desk, TakeBack
from moderation.uploads import taking_back
from moderation.uploads.acted_on import Stays, stays_of
from tests.members.traces import ID, NAME, SAID, traces_left
from tests.uploads.test_taking_back import brought, judged, of, taken_back

pytestmark = pytest.mark.django_db
THEIRS: dict[str, Any] = {"id": 1, "author_id": ID, "author_name": NAME, "text": SAID}


def erase() -> None:
    (erasure,) = begin_erasing(Community.objects.get(), Member.objects.get(external_id=ID), None, timezone.now())
    assert erasing.go_on(erasure)


@pytest.fixture
def second(reviews: Channel, tmp_path: Path) -> ImportRun:
    """The import that changed what Kestrel had said."""
    brought(tmp_path, THEIRS)
    return brought(tmp_path, THEIRS | {"text": "The heliotropes bloom now."})


def test_what_the_person_said_before_an_import_does_not_come_back(second: ImportRun) -> None:
    erase()
    assert taken_back(second).state == TakeBack.State.FINISHED
    assert (of("1").text, of("1").is_emptied, of("1").run == second) == ("", True, False)
    (Path(ImportRun.objects.earliest("pk").source)).unlink(missing_ok=True)
    assert list(traces_left()) == []


def test_what_is_left_in_the_record_of_an_import_is_not_put_into_an_emptied_message(second: ImportRun) -> None:
    was = RunChange.objects.get().was
    erase()
    RunChange.objects.update(was=was)
    taken_back(second)
    assert (of("1").text, of("1").is_emptied) == ("", True)


def test_it_waits_for_an_erasure_in_the_source_and_goes_on(second: ImportRun) -> None:
    (erasure,) = begin_erasing(second.community, Member.objects.get(external_id=ID), None, timezone.now())
    held = taken_back(second)
    assert (held.state, held.tries, of("1").run) == (TakeBack.State.TAKING, 0, second)
    assert erasing.go_on(erasure)
    TakeBack.objects.update(due_at=timezone.now())
    taking_back.go_on()
    assert (TakeBack.objects.get().state, of("1").text) == (TakeBack.State.FINISHED, "")


def test_what_others_said_before_comes_back_without_the_person_and_below_their_message(
    reviews: Channel, tmp_path: Path
) -> None:
    brought(tmp_path, THEIRS | {"id": f"{ID}_1"})
    answer = {"id": 2, "author_id": "moira", "parent_id": f"{ID}_1", "text": f"{NAME}: “{SAID}” No."}
    brought(tmp_path, answer, {"id": 3, "author_id": "moira"})
    run = brought(tmp_path, answer | {"text": "Sorry.", "parent_id": 3})
    erase()
    taken_back(run)
    assert of("2").text == "[erased]: “[erased].” No."
    assert of("2").parent == Message.objects.get(external_id__startswith="erased-")


def test_a_text_that_an_import_gave_to_another_author_goes_too(reviews: Channel, tmp_path: Path) -> None:
    brought(tmp_path, THEIRS)
    run = brought(tmp_path, THEIRS | {"author_id": "moira", "author_name": "Moira", "text": "Mine."})
    erase()
    assert not MessageText.objects.exists()
    taken_back(run)
    assert (of("1").text, str(of("1").author)) == ("Mine.", "Moira")


def test_what_was_emptied_with_a_person_stays_so_that_it_does_not_come_in_again(
    reviews: Channel, tmp_path: Path
) -> None:
    answer = {"id": 2, "author_id": "desk", "is_staff": True, "kind": "direct", "thread_id": "9", "text": "At home?"}
    run = brought(tmp_path, THEIRS | {"kind": "direct", "thread_id": "9"}, answer, {"id": 3})
    judged()
    erase()
    assert stays_of(run, timezone.now()) == dict.fromkeys((of("1").pk, of("2").pk), Stays.ERASED)
    assert taken_back(run).removed == 1
    brought(tmp_path, THEIRS | {"author_id": "", "author_name": ""}, answer, {"id": 3, "text": "Back."})
    assert [(each.external_id, each.text) for each in Message.objects.order_by("external_id")] == [
        ("1", ""),
        ("2", ""),
        ("3", "Back."),
    ]


def test_what_was_too_old_to_keep_does_not_live_on_in_what_imports_found(second: ImportRun) -> None:
    judged()
    Message.objects.update(posted_at=timezone.now() - timedelta(days=400))
    Desk.objects.filter(community=second.community).update(keep_messages=12, retention_due_at=None)
    assert retaining.retain_all(timezone.now()) == 1
    assert RunChange.objects.get().was == {}
    assert taken_back(second).put_back == 1
    assert (of("1").text, str(of("1").author)) == ("", NAME)
    # What was taken back is no more to look at.
    Desk.objects.update(retention_due_at=None)
    assert retaining.retain_all(timezone.now()) == 0


def test_what_is_kept_for_some_months_may_be_of_an_import_that_was_taken_back(reviews: Channel, tmp_path: Path) -> None:
    run = brought(tmp_path, THEIRS, {"id": 2, "created_at": "no time"}, {"id": 3, "likes": "many"})
    judged()
    Message.objects.update(posted_at=timezone.now() - timedelta(days=400))
    ImportRun.objects.update(started_at=timezone.now() - timedelta(days=400))
    kept = {"keep_messages": 12, "keep_cases": 12, "keep_rejects": 12, "keep_uploads": 12}
    Desk.objects.filter(community=run.community).update(retention_due_at=None, **kept)
    assert taken_back(run).removed == 2
    assert retaining.retain_all(timezone.now()) == run.rejected == 1
