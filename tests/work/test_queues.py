"""Two queues with workers of their own: however slow a job is, a message that comes in is judged at once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from rq import Queue

from community.models import Channel
from config.embedded import Valkey
from moderation.models import Assessment, PendingAssessment, User
from moderation.uploads import actions
from moderation.work import bell, broker
from tests.bringing import again, brought
from tests.builders import make_message
from tests.patience import eventually
from tests.working import Worker

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.faults]
A_LONG_TIME = 600


@pytest.fixture
def redis(valkey: Valkey, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    broker.redis_client.cache_clear()
    monkeypatch.setattr(bell, "_silent_until", 0.0)
    broker.redis_client().flushall()
    yield
    broker.redis_client().flushall()


@pytest.fixture
def workers(redis: None, settings: object, tmp_path: Path) -> Iterator[dict[str, Worker]]:
    """The fewest that there may be: one of each kind."""
    settings.VAR = tmp_path  # type: ignore[attr-defined]
    started = {name: Worker(tmp_path, name) for name in bell.QUEUES}
    yield started
    for worker in started.values():
        worker.kill()


def test_a_slow_job_delays_no_message(workers: dict[str, Worker]) -> None:
    slow = Queue("slow", connection=broker.redis_client()).enqueue(
        "time.sleep", A_LONG_TIME, job_timeout=2 * A_LONG_TIME
    )
    assert eventually(lambda: slow.get_status() == "started")
    PendingAssessment.objects.create(message=make_message(), revision=1)
    assert bell.ring()
    assert eventually(Assessment.objects.exists)
    assert slow.get_status() == "started"


def test_an_upload_waits_for_the_worker_of_slow_jobs(workers: dict[str, Worker], reviews: Channel, mia: User) -> None:
    workers["slow"].kill()
    broker.redis_client().flushall()
    upload = brought(reviews, mia)
    actions.check(upload, timezone.now())
    PendingAssessment.objects.create(message=make_message(), revision=1)
    assert bell.ring()
    assert eventually(Assessment.objects.exists)
    assert again(upload).state == "checking"
    workers["slow"] = Worker(workers["slow"].var, "slow")
    assert eventually(lambda: again(upload).state == "checked")
