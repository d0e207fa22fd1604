"""Stage "desk", where more and more moderators work while messages come in.

They use one queue through the real web server.
"""

import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice
from math import ceil

from django.db import connection

from community.connectors.stub import PLANS
from community.models import Community
from community.records import RawMessage
from moderation.bench import communities, corpus, line, pace
from moderation.bench.figures import Figure, Report
from moderation.bench.moderator import Moderator
from moderation.bench.rows import make_queue
from moderation.bench.sizes import Sizes
from moderation.bench.webserver import Web, serving
from moderation.models import User
from moderation.work import bell

PLAN = next(iter(PLANS.values()))
MESSAGES_A_SECOND = 10
MOST_WEBS = min(2, os.cpu_count() or 1)
PAGES = {"queue": Moderator.look_at_queue, "case": Moderator.open_case}
# The seconds that somebody waited for each page.
Waits = dict[str, list[float]]


def measure(sizes: Sizes) -> Report:
    pace.warm()
    communities.make_all()
    community = Community.objects.get(slug=PLAN.slug)
    people = communities.moderators(community, max(sizes.crews))
    make_queue(community, sizes.few_cases)
    ref = pace.ref_rate(corpus.texts(sizes.corpus))
    told = iter(corpus.records(MESSAGES_A_SECOND * sizes.desk_seconds * len(sizes.crews) * MOST_WEBS))
    figures: list[Figure] = []
    busy: dict[str, str] = {}
    turned_away: dict[str, int] = {}
    for webs in range(1, MOST_WEBS + 1):
        with serving(webs) as web, line.worker():
            one = Moderator(people[0], web.port, PLAN.slug)
            figures += [figure for page in PAGES for figure in alone(page, one, web, sizes.requests) if webs == 1]
            for size in sizes.crews:
                before, what = web.seconds_used(), f"{webs} web, {size} at work"
                crew = together(people[:size], web.port, sizes.desk_seconds, told)
                figures += of_crew(what, waits_of(crew), one.taken)
                busy[what] = f"{(web.seconds_used() - before) / sizes.desk_seconds:.0%}"
                turned_away[what] = sum(person.turned_away for person in crew)
    told_too = {"seconds_a_crew": sizes.desk_seconds, "processor": busy, "turned away": turned_away}
    return Report(figures, ref, told_too)


def alone(page: str, one: Moderator, web: Web, times: int) -> Iterator[Figure]:
    """Measure a page while nobody asks for another one."""
    PAGES[page](one)
    before = web.seconds_used()
    for _ in range(times):
        PAGES[page](one)
    yield Figure(f"{page}: processor time of a page", 1000 * (web.seconds_used() - before) / times, "ms")
    yield Figure(f"{page}, one alone: p50", milliseconds(one.taken[page], 0.5), "ms")


def together(people: Sequence[User], port: int, seconds: int, told: Iterator[RawMessage]) -> list[Moderator]:
    crew = [Moderator(user, port, PLAN.slug) for user in people]
    with arriving(told), ThreadPoolExecutor(len(crew)) as threads:
        list(threads.map(lambda person: person.work(seconds), crew))
    return crew


def waits_of(crew: Sequence[Moderator]) -> Waits:
    return {page: [wait for person in crew for wait in person.taken.get(page, [])] for page in PAGES}


def of_crew(what: str, crew: Waits, one: Waits) -> Iterator[Figure]:
    for page in PAGES:
        p50, p95 = (milliseconds(crew[page], share) for share in (0.5, 0.95))
        yield Figure(f"{what}, {page}: p50", p50, "ms")
        yield Figure(f"{what}, {page}: p95", p95, "ms")
        yield Figure(f"{what}, {page}: p95 beside one alone", p95 / milliseconds(one[page], 0.95), "x")


def milliseconds(waits: Sequence[float], share: float) -> float:
    """Return the wait that this share of them took at most."""
    return 1000 * sorted(waits)[ceil(share * len(waits)) - 1]


@contextmanager
def arriving(told: Iterator[RawMessage]) -> Iterator[None]:
    """Let messages come in every second."""
    over = threading.Event()
    with ThreadPoolExecutor(1) as thread:
        stored = thread.submit(bring, told, over)
        try:
            yield
        finally:
            over.set()
        stored.result()


def bring(told: Iterator[RawMessage], over: threading.Event) -> None:
    while not over.wait(1):
        line.store(list(islice(told, MESSAGES_A_SECOND)))
        bell.ring()
    connection.close()
