"""Stage "line", from the ring to nothing pending, through real RQ workers."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from statistics import median
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from community.ingest import ingest_batch
from community.models import Channel
from community.records import RawMessage
from config import processes
from moderation.assessments import intake
from moderation.bench import communities, corpus, pace
from moderation.bench.breakdown import microseconds
from moderation.bench.figures import Figure, Report
from moderation.bench.sizes import Sizes
from moderation.models import Assessment, CaseMessage, PendingAssessment
from moderation.work import bell, broker

WARM_UP = 100
LONGEST_WAIT = 120
LOOK_EVERY = 0.01
MUST_BE = {"postgresql": 0.17, "sqlite": 0.2}
AIM = 0.25
TWO_MUST_BE = {"postgresql": 1.5, "sqlite": None}


class Wrong(Exception):
    """A result that came too late, or not as it should."""


def measure(sizes: Sizes) -> Report:
    pace.warm()
    communities.make_all()
    told = iter(corpus.records(2 * WARM_UP + sizes.line * (2 * sizes.rounds + 1)))
    one, two = pace.Pace(), pace.Pace()
    with worker():
        run(list(islice(told, WARM_UP)), workers=1)
        analyse()
        for _ in range(sizes.rounds):
            add_round(one, list(islice(told, sizes.line)), workers=1)
            with worker():
                add_round(two, list(islice(told, sizes.line)), workers=2)
    opened = share_opened()
    store(list(islice(told, WARM_UP)))
    microseconds()
    store(list(islice(told, sizes.line)))
    figures = [
        Figure("one worker", one.times_ref, "x REF", must=MUST_BE[connection.vendor], aim=AIM),
        Figure("one worker, a second", one.a_second, "messages/s"),
        Figure("two workers", two.times_ref, "x REF"),
        Figure("two workers beside one", gain(one, two), "x", must=TWO_MUST_BE[connection.vendor]),
        Figure("opening a case or joining one", opened, "of all", must=0.05),
    ]
    return Report(figures, one.ref_a_second, {"messages_a_round": sizes.line, **budget(microseconds())})


def budget(parts: dict[str, float]) -> dict[str, Any]:
    """Return the time of each part for a message, and its share of the whole."""
    whole = sum(parts.values())
    return {
        "microseconds_a_message": parts | {"whole": whole},
        "percent_of_a_message": {part: 100 * taken / whole for part, taken in parts.items()},
    }


def gain(one: pace.Pace, two: pace.Pace) -> float:
    """Return the median of two workers' rate beside one's."""
    return median(both / single for single, both in zip(one.own, two.own, strict=True))


def add_round(to: pace.Pace, records: Sequence[RawMessage], workers: int) -> None:
    to.measure([record.text for record in records], lambda: run(records, workers))


def run(records: Sequence[RawMessage], workers: int) -> float:
    """Return messages a second of so many idle workers."""
    await_(lambda: are_quiet(workers), f"{workers} idle workers")
    store(records)
    before = Assessment.objects.count()
    taken = pace.rate(len(records), ring_and_wait)
    if Assessment.objects.count() - before != len(records):
        raise Wrong(f"{len(records)} messages became {Assessment.objects.count() - before} assessments.")
    return taken


def ring_and_wait() -> None:
    # As often as an import would: each worker finds a bell.
    for _ in range(bell.RINGS_WAITING):
        bell.ring()
    await_(lambda: not PendingAssessment.objects.exists(), "Nothing pending")


def store(records: Sequence[RawMessage]) -> None:
    """Store messages with their pending rows, without waking a worker."""
    channels = list(Channel.objects.select_related("community"))
    by_channel: dict[Channel, list[RawMessage]] = {}
    for record in records:
        by_channel.setdefault(communities.channel_of(record, channels), []).append(record)
    for channel, some in by_channel.items():
        ingest_batch(channel, some, run=None, now=timezone.now(), is_history=False, on_stored=intake.take_in)


def share_opened() -> float:
    return CaseMessage.objects.count() / Assessment.objects.count()


def analyse() -> None:
    """Refresh the planner's statistics, as any database does after its first minute."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@contextmanager
def worker() -> Iterator[None]:
    """Run one more `manage.py worker`."""
    process = processes.spawn_process([sys.executable, str(settings.BASE_DIR / "manage.py"), "worker"])
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def are_quiet(workers: int) -> bool:
    """Tell whether so many workers are idle, and no bell is left."""
    redis = broker.redis_client()
    states = [redis.hget(name, "state") for name in redis.smembers("rq:workers")]
    return states == [b"idle"] * workers and not redis.llen("rq:queue:default")


def await_(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + LONGEST_WAIT
    while not condition():
        if time.monotonic() > deadline:
            raise Wrong(f"{what}: not within {LONGEST_WAIT} s.")
        time.sleep(LOOK_EVERY)
