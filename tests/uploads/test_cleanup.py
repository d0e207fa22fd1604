"""Files are thrown away a week after the last thing that was done with them; their rows stay."""

import os
import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from community.models import Channel
from moderation.models import Upload, User
from moderation.uploads import cleanup, files
from tests.bringing import again, brought, imported, on_disk

pytestmark = pytest.mark.django_db


def aged(upload: Upload, days: float, **fields: Any) -> Upload:
    Upload.objects.filter(pk=upload.pk).update(due_at=timezone.now() - timedelta(days=days), **fields)
    return again(upload)


@pytest.mark.parametrize(
    ("state", "days", "is_kept"),
    [
        ("finished", 6.9, True),
        ("finished", 7.1, False),
        ("cancelled", 7.1, False),
        ("failed", 7.1, False),
        ("mapping", 7.1, False),
        ("checked", 6.9, True),
        ("importing", 99, True),
        ("checking", 99, True),
    ],
)
def test_a_file_that_is_done_with_is_kept_for_a_week(
    reviews: Channel, mia: User, state: str, days: float, is_kept: bool
) -> None:
    upload = aged(brought(reviews, mia), days, state=state)
    assert cleanup.tidy_uploads(timezone.now()) == (not is_kept)
    assert on_disk() == ([upload.path] if is_kept else [])
    assert bool(again(upload).path) == is_kept


def test_the_counts_stay(reviews: Channel, mia: User) -> None:
    upload = aged(imported(brought(reviews, mia)), 8)
    cleanup.tidy_uploads(timezone.now())
    assert (again(upload).run.read, again(upload).state) == (3, "finished")


def test_a_second_sweep_finds_nothing_left(reviews: Channel, mia: User) -> None:
    aged(brought(reviews, mia), 8)
    assert [cleanup.tidy_uploads(timezone.now()) for _ in range(2)] == [1, 0]


def test_a_file_that_never_got_a_row_goes_after_a_day(reviews: Channel, mia: User) -> None:
    upload = brought(reviews, mia)
    for name, age in (("left", 90_000), ("coming", 3600)):
        place = files.upload_folder() / name
        place.touch()
        os.utime(place, (time.time() - age,) * 2)
    os.utime(files.path_below(upload.path), (1, 1))
    assert cleanup.tidy_uploads(timezone.now()) == 1
    assert on_disk() == sorted([f"{files.FOLDER}/coming", upload.path])
