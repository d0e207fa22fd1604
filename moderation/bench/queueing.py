"""Stage "queue", the queue's pages over few and many cases, in turns."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from statistics import median

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from community.connectors.stub import PLANS
from moderation.bench import communities, corpus, pace, scratch
from moderation.bench.figures import Figure, Report
from moderation.bench.rows import make_queue
from moderation.bench.sizes import Sizes
from moderation.cases.paging import TRIAGE, cursor_of
from moderation.models import Case

PLAN = next(iter(PLANS.values()))
PEOPLE = 16
FILTERS = {
    "of a channel": "channel=gear-help",
    "of a guideline": "guideline=personal-data",
    "severe and mine": "severity=critical&assignee=me",
}
MOST_QUERIES, MOST_SLOWER = 12, 1.3


class NoPage(Exception):
    """A page did not come, so there is nothing to measure."""


@dataclass
class Desk:
    """A signed-in moderator's pages of one database, and the seconds of each request."""

    client: Client
    pages: dict[str, str]
    database: str = ""
    taken: dict[str, list[float]] = field(default_factory=dict)

    def ask(self, times: int) -> None:
        """Request each page so often, after once to connect and to warm up."""
        scratch.use(self.database)
        for name, address in self.pages.items():
            self.get(address)
            took = [pace.seconds(partial(self.get, address)) for _ in range(times)]
            self.taken.setdefault(name, []).extend(took)

    def queries(self) -> dict[str, int]:
        scratch.use(self.database)
        return {name: self.queries_of(address) for name, address in self.pages.items()}

    def queries_of(self, address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            self.get(address)
        return len(asked)

    def get(self, address: str) -> None:
        response = self.client.get(address)
        if response.status_code != HTTPStatus.OK:
            raise NoPage(f"{address} answered {response.status_code}.")

    def p50(self, page: str) -> float:
        return 1000 * median(self.taken[page])


def measure(sizes: Sizes) -> Report:
    pace.warm()
    texts = corpus.texts(sizes.corpus)
    few, many = (filled(*each) for each in zip(scratch.names(), (sizes.few_cases, sizes.many_cases), strict=True))
    most = max([*few.queries().values(), *many.queries().values()])
    ref = []
    for _ in range(sizes.rounds):
        ref.append(pace.ref_rate(texts))
        for each in (few, many):
            each.ask(-(-sizes.requests // sizes.rounds))
    slower = Figure("worst page beside itself at few cases", worst(few, many), "x", must=MOST_SLOWER, at_most=True)
    counted = {"few": sizes.few_cases, "many": sizes.many_cases, "requests_a_page": len(many.taken["first"])}
    return Report(
        [Figure("queries", most, must=MOST_QUERIES, at_most=True), slower, *by_page(few, many)], median(ref), counted
    )


def worst(few: Desk, many: Desk) -> float:
    return max(many.p50(page) / few.p50(page) for page in many.pages)


def by_page(few: Desk, many: Desk) -> Iterator[Figure]:
    for page in many.pages:
        yield Figure(f"{page}: p50 at few cases", few.p50(page), "ms")
        yield Figure(f"{page}: p50 at many cases", many.p50(page), "ms")


def filled(database: str, cases: int) -> Desk:
    scratch.use(database)
    call_command("migrate", verbosity=0)
    return desk(cases, database)


def desk(cases: int, database: str) -> Desk:
    """Create a queue of this many cases, and the pages that a moderator opens there."""
    community = communities.make(PLAN)
    moderator = communities.moderators(community, PEOPLE)[0]
    make_queue(community, cases)
    client = Client(SERVER_NAME="localhost")
    client.force_login(moderator, "allauth.account.auth_backends.AuthenticationBackend")
    queue = f"/c/{PLAN.slug}/queue/"
    ordered = Case.objects.open().in_triage_order()
    pages = {"first": queue, "deep": f"{queue}?after={cursor_of(ordered[ordered.count() // 2], TRIAGE)}"}
    return Desk(client, pages | {name: f"{queue}?{words}" for name, words in FILTERS.items()}, database)
