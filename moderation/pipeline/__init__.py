"""Lease a batch, let policy judge it, finish it in one transaction; again until nothing is due or the time is used."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.utils import timezone

from moderation.pipeline.facts import load
from moderation.pipeline.finish import Judged, finish, give_up
from moderation.pipeline.lease import Lease, lease
from moderation.policy.judge import judge

__all__ = ["drain", "finish", "give_up", "lease", "step"]

log = logging.getLogger(__name__)


def drain(*, seconds: float | None = None, on_step: Callable[[int], None] | None = None) -> int:
    """Assess what is due, for at most this many seconds (None: until nothing is). Returns how many were finished."""
    end = None if seconds is None else time.monotonic() + seconds
    done = 0
    while end is None or time.monotonic() < end:
        held = lease(timezone.now(), settings.BATCH_SIZE)
        if held is None:
            break
        finished = step(held)
        done += finished
        if on_step:
            on_step(finished)
    return done


def step(held: Lease) -> int:
    """Judge one leased batch and store what became of it."""
    if held.worn_out:
        return give_up(held, timezone.now())
    judged, failed = [], []
    for row, context in load(held, timezone.now()):
        try:
            verdict = judge(context.facts, context.rules, context.thresholds)
        except Exception as error:
            log.exception("Message %s could not be assessed (try %s).", row.message_id, row.tries)
            failed.append((row, f"{type(error).__name__}: {error}"))
        else:
            judged.append(Judged(row, context, verdict))
    return finish(held, judged, failed, timezone.now())
