"""Lease a batch, let policy judge it, finish it in one transaction; again until nothing is due or the time is used."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from moderation import rulebook
from moderation.pipeline.facts import load
from moderation.pipeline.finish import Judged, finish, give_up, hand_back
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
        finished = step_or_hand_back(held)
        done += finished
        if on_step:
            on_step(finished)
    return done


def step_or_hand_back(held: Lease) -> int:
    """One step; when storing it fails, its rows come back soon and each alone, instead of when the lease ends."""
    try:
        return step(held)
    except OperationalError:
        # The database itself is in trouble: nothing can be written now, and the lease ends by itself.
        raise
    except Exception as error:
        log.exception("A batch of %s could not be stored; its messages are tried one by one.", len(held.rows))
        hand_back(held, f"{type(error).__name__}: {error}", timezone.now())
        return 0


def step(held: Lease) -> int:
    """Judge one leased batch and store what became of it."""
    if held.worn_out:
        return give_up(held, timezone.now())
    judged, failed = [], []
    for row, context in load(held, timezone.now()):
        try:
            # Compiled here, where a rule set that does not compile harms nobody else's messages.
            rules = rulebook.compiled(context.rule_set_id)
            verdict = judge(context.facts, rules, context.thresholds)
        except Exception as error:
            log.exception("Message %s could not be assessed (try %s).", row.message_id, row.tries)
            failed.append((row, f"{type(error).__name__}: {error}"))
        else:
            judged.append(Judged(row, context, verdict))
    return finish(held, judged, failed, timezone.now())
