"""What ends an import for good, and what is only tried again."""

import errno
import gzip
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from community.files import packing
from community.imports import runs
from community.models import Channel, Message
from moderation.models import Upload, User
from moderation.uploads import actions, files, importing
from moderation.uploads.lease import lease
from tests.bringing import TABLE, again, broken_gzip, brought, checked, due_again, start, table
from tests.uploads.dying import die, started

pytestmark = pytest.mark.django_db


def test_a_file_that_takes_its_workers_down_is_given_up_with_the_reason(
    reviews: Channel, mia: User, settings: Any
) -> None:
    upload = started(brought(reviews, mia))
    for _ in range(settings.TRIES):
        assert lease().upload == upload
        due_again(upload)
    importing.go_on()
    found = again(upload)
    assert (found.state, found.token) == ("failed", None)
    assert found.error.startswith(f"It took {settings.TRIES} workers down")


@pytest.mark.usefixtures("small")
def test_workers_that_die_further_on_each_time_do_not_wear_a_file_out(
    reviews: Channel, mia: User, settings: Any
) -> None:
    upload = started(brought(reviews, mia, table(100)))
    for number in range(settings.TRIES + 3):
        # What is read already comes in batches too.
        die(upload, number + 1)
    importing.go_on()
    assert (again(upload).state, Message.objects.count()) == ("finished", 100)


def test_a_fault_nobody_thought_of_is_tried_again_later_and_then_given_up(
    reviews: Channel, mia: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = started(brought(reviews, mia))
    monkeypatch.setattr(importing, "store_upload", lambda *_: 1 / 0)
    for number in range(1, settings.TRIES):
        assert importing.go_on() == 1
        found = again(upload)
        assert (found.state, found.tries, found.token) == ("importing", number, None)
        assert found.due_at > timezone.now()
        due_again(upload)
    importing.go_on()
    assert again(upload).state == "failed"
    assert (
        again(upload).error == f"It failed {settings.TRIES} times; the last time: ZeroDivisionError: division by zero."
    )


def test_a_file_that_has_vanished_is_told_and_the_same_bytes_go_on(reviews: Channel, mia: User) -> None:
    upload = started(brought(reviews, mia))
    files.throw_away(upload.path)
    importing.go_on()
    assert (again(upload).state, again(upload).error) == ("failed", files.GONE)


def test_a_file_that_was_changed_on_the_disk_is_not_read(reviews: Channel, mia: User) -> None:
    upload = started(brought(reviews, mia))
    files.path_below(upload.path).write_bytes(TABLE + b"9,eve,slipped in\n")
    importing.go_on()
    assert (again(upload).error, Message.objects.count()) == (files.CHANGED, 0)


def test_a_damaged_gzip_fails_with_what_is_stored(reviews: Channel, mia: User) -> None:
    upload = checked(brought(reviews, mia, broken_gzip()))
    assert (upload.state, upload.run) == ("failed", None)
    assert upload.error == "The file is damaged: its compressed bytes break off or do not unpack."
    Upload.objects.update(state="checked")
    start(again(upload))
    importing.go_on()
    stored = Message.objects.count()
    assert 1000 < stored < 9000
    assert again(upload).error.endswith(f"do not unpack. The {stored:,} records before that are stored.")


def test_a_gzip_that_unpacks_out_of_proportion_is_stopped(
    reviews: Channel, mia: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "RATIO", 3)
    monkeypatch.setattr(packing, "RATIO_FROM", 1000)
    upload = checked(brought(reviews, mia, gzip.compress(b"id,text\n" + b"x" * 200_000)))
    assert upload.error == "The file unpacks to more than 3 times its size, which no list of messages does."


@pytest.mark.parametrize(("most", "state"), [(2, "failed"), (3, "checked")])
def test_more_records_than_are_allowed_are_refused(
    reviews: Channel, mia: User, settings: Any, most: int, state: str
) -> None:
    settings.UPLOAD_ROWS = most
    upload = checked(brought(reviews, mia))
    assert upload.state == state
    assert ("more than 2 records" in upload.error) == (state == "failed")


def test_a_full_disk_fails_it_and_with_room_it_goes_on(
    reviews: Channel, mia: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = started(brought(reviews, mia, table(5000)))
    ingest, left = runs.ingest_batch, [1]

    def full(*args: Any, **kwargs: Any) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return ingest(*args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(runs, "ingest_batch", full)
        importing.go_on()
    found = again(upload)
    assert found.state == "failed"
    assert "No space left on device" in found.error
    assert found.error.endswith("The 2,000 records before that are stored.")
    actions.resume(found, timezone.now())
    importing.go_on()
    assert (again(upload).state, again(upload).run.created, Message.objects.count()) == ("finished", 5000, 5000)


def test_a_mapping_that_cannot_be_right_fails_in_words_of_the_page(reviews: Channel, mia: User) -> None:
    upload = checked(brought(reviews, mia, b"a,b\n1,2\n"))
    assert upload.error == "No column is the messages' id among a, b; choose it."
