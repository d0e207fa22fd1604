"""Lanes, in each of which one thread at a time runs an errand."""

import logging
import time
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from threading import Thread

from django.conf import settings
from django.db import connections

from moderation.models import Tally
from moderation.work.errands import Errand, run_guarded

log = logging.getLogger(__name__)

# A thread cannot be ended from outside: so many may hang in one lane before no other is started in it.
HANGING_AT_MOST = 3


class Lane(Thread):
    """An errand on its way, with a connection of its own to the database."""

    def __init__(self, errand: Errand, now: datetime) -> None:
        super().__init__(name=errand.lane, daemon=True)
        self.errand, self.now = errand, now
        self.began, self.count, self.is_counted = time.monotonic(), 0, False

    def run(self) -> None:
        try:
            self.count = run_guarded(self.errand.lane, self.errand.work, self.now)
        finally:
            connections.close_all()

    def seconds_over(self) -> float:
        """How long it has been at it past what it may take."""
        return time.monotonic() - self.began - self.errand.seconds

    @property
    def is_given_up(self) -> bool:
        # By then the leases that it took are over: its rows are anybody's, and what it writes is checked.
        return self.seconds_over() > settings.LEASE_SECONDS


class Lanes:
    """The threads of a sweep, by lane. Nobody waits for one that hangs.

    Its lane is free again once it is given up, or it comes to an end before.
    """

    def __init__(self) -> None:
        self.running: dict[str, list[Lane]] = {}

    def start(self, errands: Sequence[Errand], now: datetime) -> int:
        """Start each whose lane is free, and wait for none. Returns how many were started."""
        return len(self._begin(errands, now))

    def finish(self, errands: Sequence[Errand], now: datetime) -> int:
        """Start each and wait for it as long as it may take. Returns how much they found to do."""
        begun = self._begin(errands, now)
        for lane in begun:
            lane.join(max(0.0, -lane.seconds_over()))
        self.look_after()
        return sum(lane.count for lane in begun)

    def wait(self, seconds: float) -> None:
        """Let what is on its way come to an end, for so long at most."""
        until = time.monotonic() + seconds
        for lane in self._alive():
            lane.join(max(0.0, until - time.monotonic()))

    def look_after(self) -> None:
        """Forget what has ended; count, and say once, what takes longer than it may."""
        self.running = {name: [lane for lane in lanes if lane.is_alive()] for name, lanes in self.running.items()}
        for lane in self._alive():
            if lane.seconds_over() > 0 and not lane.is_counted:
                lane.is_counted = True
                here = len(self.running[lane.name])
                run_guarded("count what hangs", partial(count_hanging, lane, here), lane.now)

    def _begin(self, errands: Sequence[Errand], now: datetime) -> list[Lane]:
        self.look_after()
        begun = [Lane(errand, now) for errand in errands if self._is_free(errand.lane)]
        for lane in begun:
            self.running.setdefault(lane.name, []).append(lane)
            lane.start()
        return begun

    def _is_free(self, name: str) -> bool:
        lanes = self.running.get(name, [])
        return len(lanes) < HANGING_AT_MOST and all(lane.is_given_up for lane in lanes)

    def _alive(self) -> list[Lane]:
        return [lane for lanes in self.running.values() for lane in lanes if lane.is_alive()]


def count_hanging(lane: Lane, here: int, _now: datetime) -> int:
    log.warning(
        "“%s” has taken longer than %g s; %d of at most %d hang there. All else goes on. %s",
        *(lane.name, lane.errand.seconds, here, HANGING_AT_MOST),
        f"It is begun anew in {settings.LEASE_SECONDS} s." if here < HANGING_AT_MOST else "Restart the sweep.",
    )
    Tally.objects.create(name="hung", amount=1)
    return 1
