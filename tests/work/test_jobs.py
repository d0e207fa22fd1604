"""The queue: it rings on a real queue, not too often, and never holds anybody up."""

import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from django.utils import timezone
from rq import Queue, SimpleWorker

from community.models import Channel
from config.embedded import Valkey
from moderation.models import Assessment, PendingAssessment, User
from moderation.uploads import actions
from moderation.work import bell, broker
from tests.bringing import again, brought
from tests.builders import make_message


@pytest.fixture
def queue(valkey: Valkey, monkeypatch: pytest.MonkeyPatch) -> Iterator[Queue]:
    broker.redis_client.cache_clear()
    monkeypatch.setattr(bell, "_silent_until", 0.0)
    broker.redis_client().flushall()
    yield Queue("default", connection=broker.redis_client())
    broker.redis_client().flushall()


@pytest.fixture
def slow(queue: Queue) -> Queue:
    return Queue("slow", connection=queue.connection)


@pytest.mark.django_db
def test_a_ring_is_a_job_without_arguments_that_does_the_work(queue: Queue) -> None:
    PendingAssessment.objects.create(message=make_message(), revision=1)
    assert bell.ring()
    job = queue.jobs[0]
    assert (job.func_name, job.args, job.kwargs) == ("moderation.work.jobs.assess_due", (), {})
    SimpleWorker([queue], connection=queue.connection).work(burst=True)
    assert Assessment.objects.count() == 1


def test_many_rings_are_a_few_jobs(queue: Queue) -> None:
    assert all(bell.ring() for _ in range(20))
    assert queue.count == bell.RINGS_WAITING


def test_many_rings_for_imports_are_a_few_jobs_however_many_others_wait(queue: Queue, slow: Queue) -> None:
    for _ in range(10):
        slow.enqueue("time.sleep", 0)
    assert all(bell.ring_for_imports() for _ in range(20))
    assert (slow.count, queue.count) == (10 + bell.IMPORT_RINGS_WAITING, 0)


def test_files_that_wait_while_no_worker_takes_slow_jobs_are_told_in_the_log(
    slow: Queue, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(bell.IMPORT_RINGS_WAITING):
        assert bell.ring_for_imports()
    assert caplog.messages == []
    assert bell.ring_for_imports()
    assert caplog.messages == ["A file waits, and no worker takes slow jobs: start one with `manage.py worker slow`."]


def test_files_that_wait_behind_others_are_not(slow: Queue, caplog: pytest.LogCaptureFixture) -> None:
    worker = SimpleWorker([slow], connection=slow.connection)
    worker.register_birth()
    assert all(bell.ring_for_imports() for _ in range(20))
    assert caplog.messages == []
    worker.register_death()


@pytest.mark.django_db
def test_a_ring_for_imports_is_a_job_without_arguments_that_does_the_work(
    slow: Queue, reviews: Channel, mia: User, settings: Any, tmp_path: Path
) -> None:
    settings.VAR = tmp_path
    upload = brought(reviews, mia)
    actions.check(upload, timezone.now())
    assert bell.ring_for_imports()
    job = slow.jobs[-1]
    assert (job.func_name, job.args, job.kwargs) == ("moderation.uploads.importing.import_due", (), {})
    SimpleWorker([slow], connection=slow.connection).work(burst=True)
    assert again(upload).state == "checked"


def hangs_after_a_batch() -> None:
    bell.stay_alive()
    time.sleep(30)


def test_a_long_job_that_hangs_is_ended_as_soon_as_any_other(
    slow: Queue, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.JOB_TIMEOUT = 1
    monkeypatch.setattr(bell, "IMPORT", f"{__name__}.hangs_after_a_batch")
    monkeypatch.setitem(sys.modules, __name__, sys.modules.get(__name__) or ModuleType(__name__))
    monkeypatch.setattr(sys.modules[__name__], "hangs_after_a_batch", hangs_after_a_batch, raising=False)
    bell.ring_for_imports()
    (job,) = slow.jobs
    began = time.monotonic()
    SimpleWorker([slow], connection=slow.connection).work(burst=True)
    assert job.timeout == bell.IMPORT_TIMEOUT
    assert job.is_failed
    assert time.monotonic() - began < 20


def test_outside_a_job_there_is_no_alarm() -> None:
    bell.stay_alive()
    assert signal.alarm(0) == 0


@pytest.fixture
def no_redis(settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.REDIS_URL = f"unix://{tmp_path}/nobody.sock"
    broker.redis_client.cache_clear()
    yield
    broker.redis_client.cache_clear()


@pytest.mark.usefixtures("no_redis")
def test_without_redis_ringing_gives_up_at_once_and_stays_silent_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bell, "_silent_until", 0.0)
    began = time.monotonic()
    assert [bell.ring() for _ in range(50)] == [False] * 50
    assert time.monotonic() - began < 3
    assert bell._silent_until > began
