"""Errands, which may have to wait for others and so run apart from the timers."""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

log = logging.getLogger(__name__)

Work = Callable[[datetime], int]
Clock = Callable[[], datetime]


class Errand(NamedTuple):
    """What is done in a lane of this name, and the seconds that it may take."""

    lane: str
    work: Work
    seconds: float


Run = Callable[[Sequence[Errand], datetime], int]


def run_in_line(errands: Sequence[Errand], now: datetime) -> int:
    """Do one after another here and now. Returns how much they found to do."""
    clock = clock_from(now)
    return sum(run_guarded(errand.lane, errand.work, clock()) for errand in errands)


def run_guarded(name: str, work: Work, now: datetime) -> int:
    """Do it, and let its failure hold up nobody. Returns how much it found to do."""
    try:
        return work(now)
    except Exception:
        log.exception("The sweep could not %s; the next sweep tries again.", name)
        return 0


def clock_from(now: datetime) -> Clock:
    """A clock that stands at `now` and goes on from there."""
    began = time.monotonic()
    return lambda: now + timedelta(seconds=time.monotonic() - began)
