"""The bell: it rings on a real queue, not too often, and never holds anybody up."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rq import Queue, SimpleWorker

from config.embedded import Valkey
from moderation import jobs, queue
from moderation.models import Assessment, PendingAssessment
from tests.builders import make_message


@pytest.fixture
def bell(valkey: Valkey, monkeypatch: pytest.MonkeyPatch) -> Iterator[Queue]:
    queue.client.cache_clear()
    monkeypatch.setattr(jobs, "_silent_until", 0.0)
    queue.client().flushall()
    yield Queue("default", connection=queue.client())
    queue.client().flushall()


@pytest.mark.django_db
def test_a_ring_is_a_job_without_arguments_that_does_the_work(bell: Queue) -> None:
    PendingAssessment.objects.create(message=make_message(), revision=1)
    assert jobs.ring()
    job = bell.jobs[0]
    assert (job.func_name, job.args, job.kwargs) == ("moderation.jobs.assess_due", (), {})
    SimpleWorker([bell], connection=bell.connection).work(burst=True)
    assert Assessment.objects.count() == 1


def test_many_rings_are_a_few_jobs(bell: Queue) -> None:
    assert all(jobs.ring() for _ in range(20))
    assert bell.count == jobs.RINGS_WAITING


@pytest.fixture
def no_redis(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.REDIS_URL = f"unix://{tmp_path}/nobody.sock"
    queue.client.cache_clear()
    yield
    queue.client.cache_clear()


@pytest.mark.usefixtures("no_redis")
def test_without_redis_ringing_gives_up_at_once_and_stays_silent_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_silent_until", 0.0)
    began = time.monotonic()
    assert [jobs.ring() for _ in range(50)] == [False] * 50
    assert time.monotonic() - began < 3
    assert jobs._silent_until > began
