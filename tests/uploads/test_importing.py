"""What a worker makes of an upload: a rehearsal, an import, or a sentence about what stood in its way."""

import gzip
import uuid
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from community.ingest import Counts
from community.models import Channel, ImportRun, Message
from moderation.models import PendingAssessment, Upload, User
from moderation.uploads import actions, importing
from moderation.uploads.lease import Lost, lease
from tests.bringing import TABLE, again, brought, checked, due_again, imported, start, table
from tests.commands.importing import counts, run_import
from tests.uploads.dying import die, interrupted, started

pytestmark = pytest.mark.django_db


def test_a_dry_run_counts_says_why_and_stores_nothing(reviews: Channel, mia: User) -> None:
    upload = checked(brought(reviews, mia))
    assert (upload.state, upload.bytes_read) == ("checked", len(TABLE))
    counts = {name: upload.counts[name] for name in asdict(Counts())}
    assert Counts(**counts) == Counts(read=3, created=2, rejected=1)
    # It has no times, so nothing is old.
    assert (upload.counts["cases"], upload.counts["is_mostly_old"]) == (0, False)
    assert upload.reasons == [{"reason": "there is no external_id (nor id, message_id …)", "count": 1, "line": 4}]
    assert (Message.objects.count(), ImportRun.objects.count()) == (0, 0)


def test_an_import_stores_what_the_command_would(reviews: Channel, mia: User, tmp_path: Path) -> None:
    upload = imported(brought(reviews, mia))
    assert (upload.state, upload.run.state, upload.run.source) == ("finished", "finished", "week.csv")
    assert upload.finished_at
    assert PendingAssessment.objects.count() == Message.objects.count() == 2
    (tmp_path / "week.csv").write_bytes(TABLE)
    assert counts(run_import(tmp_path / "week.csv")) == (3, 0, 0, 2, 0, 1)


def test_how_it_is_read_is_what_was_said(reviews: Channel, mia: User) -> None:
    content = "Ticket;Opened;Question\nt-1;2026-03-08 09:30;Für März?\n".encode("cp1252")
    said = {"mapping": {"external_id": "Ticket", "posted_at": "Opened", "text": "Question"}}
    upload = brought(reviews, mia, content, encoding="cp1252", time_zone="Asia/Tokyo", is_history=True, **said)
    imported(upload)
    message = Message.objects.get()
    assert (message.text, message.posted_at.hour, again(upload).run.is_history) == ("Für März?", 0, True)
    assert PendingAssessment.objects.get().is_history


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("is_in_the_browser_first", [True, False])
def test_what_one_of_command_and_browser_began_the_other_goes_on_with(
    reviews: Channel, mia: User, tmp_path: Path, is_in_the_browser_first: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, said = tmp_path / "week.csv", {"mapping": {"text": "text", "author_name": "", "external_id": "id"}}
    path.write_bytes(table(100))
    arguments = ("--map", "text=text", "--map", "external_id=id", "--without", "author_name", "--batch", "10")
    upload = started(brought(reviews, mia, table(100), **said))
    if is_in_the_browser_first:
        die(upload, 4)
        assert ImportRun.objects.get().read == 40
        assert counts(run_import(path, *arguments)) == (100, 100, 0, 0, 0, 0)
    else:
        with monkeypatch.context() as patch:
            patch.setattr("moderation.management.progress.Progress.move", interrupted)
            with pytest.raises(SystemExit):
                run_import(path, *arguments)
        assert ImportRun.objects.get().read == 10
    importing.go_on()
    assert ImportRun.objects.count() == 1
    assert (again(upload).state, Message.objects.count()) == ("finished", 100)
    assert again(upload).run.created + again(upload).run.unchanged == 100


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("batches", [1, 3, 10])
def test_a_worker_that_dies_is_followed_by_one_that_goes_on(reviews: Channel, mia: User, batches: int) -> None:
    upload = started(brought(reviews, mia, table(100)))
    die(upload, batches)
    assert (again(upload).state, again(upload).run.read) == ("importing", 10 * batches)
    assert importing.go_on() == 1
    found = again(upload)
    assert (found.state, found.run.read, found.run.created, found.run.duplicate) == ("finished", 100, 100, 0)
    assert (Message.objects.count(), ImportRun.objects.count()) == (100, 1)


@pytest.mark.usefixtures("small")
def test_a_worker_that_died_between_the_runs_end_and_the_rows_has_imported_it(reviews: Channel, mia: User) -> None:
    upload = imported(brought(reviews, mia, table(30)))
    Upload.objects.update(state="importing", token=uuid.uuid4())
    due_again(upload)
    importing.go_on()
    assert (again(upload).state, again(upload).run, ImportRun.objects.count()) == ("finished", upload.run, 1)


@pytest.mark.usefixtures("small")
def test_a_dry_run_that_died_counts_from_the_beginning(reviews: Channel, mia: User) -> None:
    upload = brought(reviews, mia, table(100))
    actions.check(upload, timezone.now())
    # The look at the file before is one batch.
    die(upload, 4)
    assert again(upload).counts["read"] == 30
    importing.go_on()
    assert (again(upload).state, again(upload).counts["read"]) == ("checked", 100)


@pytest.mark.usefixtures("small")
def test_stopping_is_heard_at_the_next_batch_and_what_is_stored_stays(reviews: Channel, mia: User) -> None:
    upload = started(brought(reviews, mia, table(100)))
    importing.go_on(between=lambda: actions.cancel(again(upload), timezone.now()) if not ended(upload) else None)
    found = again(upload)
    # One more batch was under way.
    assert (found.state, found.run.state, Message.objects.count()) == ("cancelled", "running", found.run.read)
    assert 10 <= found.run.read <= 20
    actions.resume(found, timezone.now())
    importing.go_on()
    assert (again(upload).state, again(upload).run.created, Message.objects.count()) == ("finished", 100, 100)


def test_what_was_stopped_as_a_worker_took_it_is_checked_and_can_be_started_again(reviews: Channel, mia: User) -> None:
    upload = started(brought(reviews, mia))
    held = lease()
    actions.cancel(again(upload), timezone.now())
    with pytest.raises(Lost):
        importing.carry_upload(held, lambda: None)
    assert (again(upload).state, again(upload).run, Message.objects.count()) == ("checked", None, 0)
    start(again(upload))
    importing.go_on()
    assert (again(upload).state, ImportRun.objects.count(), Message.objects.count()) == ("finished", 1, 2)


def ended(upload: Upload) -> bool:
    return again(upload).state not in Upload.WORK


@pytest.mark.usefixtures("small")
def test_a_dry_run_that_was_stopped_waits_for_its_mapping_again(reviews: Channel, mia: User) -> None:
    upload = brought(reviews, mia, table(100))
    actions.check(upload, timezone.now())
    importing.go_on(between=lambda: actions.cancel(again(upload), timezone.now()) if not ended(upload) else None)
    assert again(upload).state == "mapping"


@pytest.mark.usefixtures("small")
def test_a_worker_whose_lease_ran_out_stops_when_another_has_gone_on(reviews: Channel, mia: User) -> None:
    upload, went_on = started(brought(reviews, mia, table(100))), []

    def freeze() -> None:
        if not went_on:
            went_on.append(True)
            due_again(upload)
            importing.go_on()

    importing.go_on(between=freeze)
    found = again(upload)
    assert (found.state, found.run.created, found.error, Message.objects.count()) == ("finished", 100, "", 100)


def test_two_files_of_the_same_bytes_at_once_are_stored_once(reviews: Channel, mia: User) -> None:
    first, second = [checked(brought(reviews, mia, table(5000))) for _ in range(2)]
    for upload in (first, second):
        start(upload)
    held, other = lease(), lease()
    assert {held.upload.pk, other.upload.pk} == {first.pk, second.pk}
    met = []

    def meanwhile() -> None:
        if not met:
            met.append(True)
            importing.carry_upload(other, lambda: None)

    importing.carry_upload(held, meanwhile)
    assert sorted(Upload.objects.values_list("state", flat=True)) == ["failed", "finished"]
    assert "Another import of the same file" in Upload.objects.get(state="failed").error
    assert (Message.objects.count(), ImportRun.objects.count()) == (5000, 1)
    actions.resume(Upload.objects.get(state="failed"), timezone.now())
    importing.go_on()
    assert set(Upload.objects.values_list("state", flat=True)) == {"finished"}
    assert ImportRun.objects.get().created == 5000


def test_what_a_worker_holds_no_other_takes_until_its_lease_is_over(reviews: Channel, mia: User, settings: Any) -> None:
    upload = started(brought(reviews, mia))
    held = lease()
    assert lease() is None
    assert again(upload).due_at > timezone.now() + timedelta(seconds=settings.LEASE_SECONDS - 5)
    due_again(upload)
    other = lease()
    assert other.token != held.token
    with pytest.raises(Lost):
        held.move_on(10, 1)
    other.move_on(10, 1)


def test_every_batch_moves_the_lease_and_tells_how_far_it_is(reviews: Channel, mia: User, settings: Any) -> None:
    upload, seen = started(brought(reviews, mia, table(5000))), []
    Upload.objects.update(due_at=timezone.now())

    def look() -> None:
        seen.append(again(upload))

    importing.go_on(between=look)
    assert [found.run.read for found in seen] == [2000, 4000, 5000]
    assert all(found.due_at > timezone.now() + timedelta(seconds=settings.LEASE_SECONDS - 30) for found in seen)
    assert 0 < seen[0].bytes_read <= upload.size
    assert seen[0].counts["read"] == 5000
    assert seen[0].counts["a_second"] > 0


EMPTY_LINES = gzip.compress(b"id,text\n1,a\n" + b"\n" * 3_000_000 + b"2,late\n")


def test_between_two_batches_however_far_apart_the_lease_is_moved_and_others_have_their_turn(
    reviews: Channel, mia: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "STEP_SECONDS", 0)
    upload, seen = started(brought(reviews, mia, EMPTY_LINES)), []

    def look() -> None:
        seen.append(again(upload))
        Upload.objects.update(due_at=timezone.now())

    importing.go_on(between=look)
    *before, last = seen
    assert len(before) > 10
    assert [found.run.read for found in before] == [0] * len(before)
    assert all(found.due_at > timezone.now() + timedelta(seconds=settings.LEASE_SECONDS - 60) for found in before)
    assert (last.run.read, again(upload).state) == (2, "finished")


@pytest.mark.parametrize("is_import", [True, False])
def test_stopping_is_heard_also_where_no_batch_comes(
    reviews: Channel, mia: User, monkeypatch: pytest.MonkeyPatch, is_import: bool
) -> None:
    upload, turns = brought(reviews, mia, EMPTY_LINES), []
    upload = started(upload) if is_import else upload
    if not is_import:
        actions.check(upload, timezone.now())
    monkeypatch.setattr(importing, "STEP_SECONDS", 0)

    def stop() -> None:
        turns.append(actions.cancel(again(upload), timezone.now()))

    importing.go_on(between=stop)
    assert turns == [is_import]
    assert (again(upload).state, Message.objects.count()) == ("cancelled" if is_import else "mapping", 0)


def test_a_step_comes_well_before_anybody_thinks_that_the_worker_hangs(settings: Any) -> None:
    assert 4 * importing.STEP_SECONDS < settings.JOB_TIMEOUT < settings.LEASE_SECONDS


def test_an_honest_file_pays_for_no_step_besides_its_batches(reviews: Channel, mia: User) -> None:
    upload, turns = started(brought(reviews, mia, table(5000))), []
    importing.go_on(between=lambda: turns.append("turn"))
    assert (len(turns), again(upload).state) == (3, "finished")
