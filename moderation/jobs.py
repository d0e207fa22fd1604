"""The bell: RQ jobs without arguments, which only say that there is something to do in the database."""

import logging
import time

import django_rq
from django.conf import settings
from rq import Queue

from moderation import pipeline

log = logging.getLogger(__name__)

# Enough that every worker finds one; more would only say the same again.
RINGS_WAITING = 4
# While Redis does not answer, the next rings wait this long; the sweep finds the work meanwhile.
SECONDS_OF_SILENCE = 5
_silent_until = 0.0


def assess_due() -> None:
    pipeline.drain(seconds=settings.JOB_SECONDS)


def ring() -> bool:
    """Wake a worker. False when nobody could be woken: the rows are committed and the sweep rings again."""
    global _silent_until  # noqa: PLW0603 - one memory a process of when Redis last failed
    if time.monotonic() < _silent_until:
        return False
    try:
        queue: Queue = django_rq.get_queue("default")
        if queue.count < RINGS_WAITING:
            queue.enqueue(assess_due, result_ttl=60, failure_ttl=86_400)
    except Exception as error:
        _silent_until = time.monotonic() + SECONDS_OF_SILENCE
        log.warning("Nobody could be woken (%s); the work waits for the sweep.", error)
        return False
    return True
