"""The lease of an upload: how fast it says that it goes, when it is worn out, and whose it is."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from community.models import Channel
from moderation.models import Upload, User
from moderation.uploads import lease as leasing
from moderation.uploads.lease import Lease, Lost, lease
from tests.bringing import again, brought, checked, start

pytestmark = pytest.mark.django_db


@pytest.fixture
def upload(reviews: Channel, mia: User) -> Upload:
    """An upload whose import waits for a worker."""
    found = checked(brought(reviews, mia))
    start(found)
    return again(found)


@pytest.fixture
def held(upload: Upload) -> Lease:
    found = lease()
    assert found
    return found


@pytest.mark.parametrize(("seconds", "pace"), [(3, (33.3, 53.3)), (0, (100_000.0, 160_000.0))])
def test_it_tells_records_and_bytes_a_second_since_it_was_taken(
    held: Lease, monkeypatch: pytest.MonkeyPatch, seconds: int, pace: tuple[float, float]
) -> None:
    held.began = 50.0
    monkeypatch.setattr(leasing, "time", SimpleNamespace(monotonic=lambda: 50.0 + seconds))
    held.move_on(60, 40)
    held.move_on(160, 60)
    counts = Upload.objects.get().counts
    assert (counts["a_second"], counts["bytes_a_second"]) == pace
    assert counts["read"] == 3


def test_each_of_two_workers_has_an_upload_of_its_own(upload: Upload, reviews: Channel, mia: User) -> None:
    other = brought(reviews, mia, b"id,text\n1,Another file\n")
    Upload.objects.filter(pk=other.pk).update(state="importing", due_at=timezone.now())
    first, second = lease(), lease()
    assert first
    assert second
    assert {first.upload, second.upload} == {upload, other}
    assert lease() is None


def test_a_state_that_changed_is_not_written_over(held: Lease) -> None:
    Upload.objects.update(state="checking")
    with pytest.raises(Lost):
        held.end(state="finished")
    assert Upload.objects.get().state == "checking"


@pytest.mark.parametrize(("tries", "is_worn_out"), [(5, False), (6, True)])
def test_it_is_worn_out_when_it_comes_back_after_its_last_try(held: Lease, tries: int, is_worn_out: bool) -> None:
    held.upload.tries = tries
    assert held.is_worn_out is is_worn_out
