"""A real worker is killed in the middle of an import that was begun in the browser, and another ends it."""

import sys
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.utils import timezone

from community.models import Channel, ImportRun, Message
from config.embedded import Valkey
from moderation.models import PendingAssessment, Upload, User
from moderation.uploads import actions
from moderation.work import bell, broker
from tests.bringing import again, brought, due_again, start, table
from tests.patience import eventually
from tests.working import Worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]
RECORDS = 30_000


@pytest.fixture
def rings(valkey: Valkey, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Here everybody rings on a real queue."""
    broker.redis_client.cache_clear()
    monkeypatch.setattr(bell, "_silent_until", 0.0)
    broker.redis_client().flushall()
    yield
    broker.redis_client().flushall()


@pytest.fixture
def workers(own_folder: Path) -> Iterator[list[Worker]]:
    started: list[Worker] = []
    yield started
    for worker in started:
        worker.kill()


def is_checked(upload: Upload) -> Upload:
    assert eventually(lambda: again(upload).state == "checked")
    return again(upload)


@pytest.mark.skipif(sys.platform != "linux", reason="the work-horse is found in /proc")
@pytest.mark.usefixtures("rings")
def test_a_worker_killed_in_the_middle_is_followed_by_another(
    reviews: Channel, mia: User, own_folder: Path, workers: list[Worker], settings: Any
) -> None:
    random = Random()
    upload = brought(reviews, mia, table(RECORDS))
    actions.check(upload, timezone.now())
    for at_least in (2_000, random.randrange(6_000, 14_000)):
        workers.append(Worker(own_folder, "slow"))
        if upload.state == "mapping":
            upload = is_checked(upload)
            start(upload)
        assert eventually(lambda least=at_least: ImportRun.objects.filter(read__gte=least).exists())
        workers[-1].kill()
        assert again(upload).state == "importing"
        # Nobody waits for the lease to end in a test.
        due_again(upload)
        PendingAssessment.objects.update(due_at=timezone.now())
        bell.ring_for_imports()
    assert 0 < Message.objects.count() == ImportRun.objects.get().read < RECORDS
    workers.append(Worker(own_folder, "slow"))
    assert eventually(lambda: again(upload).state == "finished")
    run = ImportRun.objects.get()
    assert (run.state, run.read, run.created, run.duplicate, run.rejected) == ("finished", RECORDS, RECORDS, 0, 0)
    assert Message.objects.count() == RECORDS
    assert Upload.objects.get().tries <= settings.TRIES
