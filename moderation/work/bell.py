"""The bell, which tells workers that there is work in the database."""

import logging
import signal
import time
from collections.abc import Callable

from django.conf import settings
from rq import Queue, Worker, get_current_job

from moderation.work import broker

log = logging.getLogger(__name__)

# Judging never waits for a slow job. Each worker has one queue, because RQ can lose jobs of a worker with several.
DEFAULT, SLOW = QUEUES = ("default", "slow")
# Enough for every worker to find one.
RINGS_WAITING = 4
# Jobs by name, because the modules that ring are below those that do the work.
ASSESS = "moderation.work.jobs.assess_due"
# An import is one job to its end, which extends its time batch by batch. RQ itself gives it up after a day.
IMPORT, IMPORT_RINGS_WAITING, IMPORT_TIMEOUT = "moderation.uploads.importing.import_due", 2, 86_400
# Moods are scored anew by one job at a time, which the next sweep follows by another.
RESCORE = "moderation.work.jobs.rescore_due"
# Seconds without ringing after Redis failed. The sweep finds the work meanwhile.
SECONDS_OF_SILENCE = 5
_silent_until = 0.0


def stay_alive() -> None:
    """Give this job as long as any other from now on."""
    if get_current_job():
        # A job that hangs is ended, however long a job it is.
        signal.alarm(settings.JOB_TIMEOUT)


def ring() -> bool:
    """Wake a worker.

    Returns False when nobody could be woken. The rows are committed, and the sweep rings again.
    """
    return _rung(DEFAULT, _ask_to_assess)


def ring_for_imports() -> bool:
    return _rung(SLOW, _ask_to_import)


def ring_for_moods() -> bool:
    return _rung(SLOW, _ask_to_rescore)


def _ask_to_assess(bell: Queue) -> None:
    if bell.count < RINGS_WAITING:
        bell.enqueue(ASSESS, result_ttl=60, failure_ttl=86_400)


def _ask_to_import(bell: Queue) -> None:
    # Other slow jobs may wait there too.
    if sum(job.func_name == IMPORT for job in bell.jobs) < IMPORT_RINGS_WAITING:
        bell.enqueue(IMPORT, job_timeout=IMPORT_TIMEOUT, result_ttl=60, failure_ttl=86_400)
    elif not Worker.count(queue=bell):
        log.warning("A file waits, and no worker takes slow jobs: start one with `manage.py worker slow`.")


def _ask_to_rescore(bell: Queue) -> None:
    if not any(job.func_name == RESCORE for job in bell.jobs):
        bell.enqueue(RESCORE, result_ttl=60, failure_ttl=86_400)


def _rung(name: str, ask: Callable[[Queue], None]) -> bool:
    global _silent_until  # noqa: PLW0603 - one memory a process of when Redis last failed
    if time.monotonic() < _silent_until:
        return False
    try:
        ask(Queue(name, connection=broker.redis_client(), default_timeout=settings.JOB_TIMEOUT))
    except Exception as error:
        # Whatever Redis raises, the message is stored, so nothing is lost by not ringing.
        _silent_until = time.monotonic() + SECONDS_OF_SILENCE
        log.warning("Nobody could be woken (%s); the work waits for the sweep.", error)
        return False
    return True
