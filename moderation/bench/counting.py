"""Stage "health", the health page of thirty days over few and many messages.

It also measures what the counts cost.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from statistics import median
from typing import NamedTuple

from django.core.management import call_command
from django.db import connection
from django.db.models import Min
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.connectors.stub import PLANS
from community.models import Community, Message
from moderation.bench import communities, corpus, pace, scratch
from moderation.bench.figures import Figure, Report
from moderation.bench.queueing import Desk
from moderation.bench.sizes import Sizes
from moderation.bench.year import make_year
from moderation.models import DayRollup
from moderation.policy.health import Times
from moderation.policy.histogram import SHORTEST
from moderation.policy.hours import Week, working_time
from moderation.rollups import refresh
from moderation.rollups.days import date_of, day_span
from moderation.rollups.report import health_report
from moderation.rollups.responses import Span
from moderation.rollups.stale import mark_stale
from moderation.targets import week_of

PLAN = next(iter(PLANS.values()))
DAYS, FEWER = 30, 100
MOST_QUERIES, MOST_ERROR = 15, 0.04
MESSAGES = '"community_message"'


@dataclass
class Year:
    """A community with a year of messages, counted, and how long that took."""

    community: Community
    desk: Desk
    counted: dict[str, float] = field(default_factory=dict)

    @property
    def page(self) -> str:
        return self.desk.pages["health"]

    def queries(self) -> list[str]:
        """Return the statements that the page sends to the database in use."""
        self.desk.get(self.page)
        with CaptureQueriesContext(connection) as asked:
            self.desk.get(self.page)
        return [query["sql"] for query in asked.captured_queries]


def measure(sizes: Sizes) -> Report:
    pace.warm()
    texts = corpus.texts(sizes.corpus)
    amounts = (sizes.messages // FEWER, sizes.messages)
    few, many = (filled(name, amount) for name, amount in zip(scratch.names(), amounts, strict=True))
    ref = []
    for _ in range(sizes.rounds):
        ref.append(pace.ref_rate(texts))
        for each in (few, many):
            each.desk.ask(-(-sizes.requests // sizes.rounds))
    scratch.use(many.desk.database)
    asked, wrong = many.queries(), error(many.community)
    figures = [
        Figure("queries", len(asked), must=MOST_QUERIES, at_most=True),
        Figure("queries that read messages", sum(MESSAGES in sql for sql in asked), must=0, at_most=True),
        Figure("percentiles off the exact ones", wrong, must=MOST_ERROR, at_most=True),
        *times(few, many),
    ]
    return Report(figures, median(ref), {"few": amounts[0], "many": amounts[1], "days_counted": many.counted["days"]})


def times(few: Year, many: Year) -> Iterator[Figure]:
    yield Figure("p50 at few messages", few.desk.p50("health"), "ms")
    yield Figure("p50 at many messages", many.desk.p50("health"), "ms")
    yield Figure("page beside itself at few messages", many.desk.p50("health") / few.desk.p50("health"), "x")
    yield Figure("rebuild", many.counted["rebuild"], "s")
    yield Figure("count of the largest day", many.counted["day"], "ms")


def filled(database: str, messages: int) -> Year:
    scratch.use(database)
    call_command("migrate", verbosity=0)
    return year(messages, database)


def year(messages: int, database: str = "") -> Year:
    community = communities.make(PLAN)
    client = Client(SERVER_NAME="localhost")
    client.force_login(communities.moderators(community, 1)[0], "allauth.account.auth_backends.AuthenticationBackend")
    make_year(community, messages, timezone.now())
    made = Year(community, Desk(client, {"health": f"/c/{PLAN.slug}/health/"}, database))
    made.counted["rebuild"] = pace.seconds(partial(refresh.rebuild_rollups, community))
    made.counted["days"] = DayRollup.objects.count()
    made.counted["day"] = 1000 * seconds_of_a_day(community)
    return made


def seconds_of_a_day(community: Community) -> float:
    largest = DayRollup.objects.filter(community=community).order_by("-member_messages").first()
    if largest is None:
        return 0.0
    mark_stale([(largest.channel_id, day_span(largest.date, community.time_zone)[0])])
    return pace.seconds(partial(refresh.recount_day, largest.channel_id, largest.date))


def error(community: Community) -> float:
    """Return the largest error of a percentile, as a share of the exact one."""
    end = date_of(timezone.now(), community.time_zone)
    start = end - timedelta(days=DAYS - 1)
    said = health_report(community, start, end).total.response
    exact = waits(community, start, end)
    return max(
        off(times, seconds)
        for clocks, spans in ((said.first, exact.first), (said.every, exact.every))
        for times, seconds in zip((clocks.wall, clocks.working), lengths(spans, week_of(community)), strict=True)
    )


class Waits(NamedTuple):
    """Spans of the first answer in each thread, and of every reply."""

    first: list[Span]
    every: list[Span]


def waits(community: Community, start: date, end: date) -> Waits:
    """Return every response of these days.

    In these threads nothing was deleted, and a member's post begins each.
    """
    since, until = day_span(start, community.time_zone)[0], day_span(end, community.time_zone)[1]
    wrote = Message.objects.filter(community=community, from_staff=True)
    firsts = wrote.values("conversation").annotate(at=Min("posted_at")).filter(at__gte=since, at__lt=until)
    replies = wrote.filter(parent__from_staff=False, posted_at__gte=since, posted_at__lt=until)
    return Waits(
        first=list(firsts.values_list("conversation__root__posted_at", "at")),
        every=list(replies.values_list("parent__posted_at", "posted_at")),
    )


def lengths(spans: list[Span], week: Week) -> tuple[list[float], list[float]]:
    """Return the lengths in seconds, sorted, on the wall clock and in working time."""
    wall = sorted((answer - asked).total_seconds() for asked, answer in spans)
    return wall, sorted(working_time(asked, answer, week).total_seconds() for asked, answer in spans)


def off(said: Times, exact: list[float]) -> float:
    """Return the largest error as a share of the exact values.

    It is endless when the numbers differ.
    """
    # Nothing answered would prove nothing.
    if not exact or said.n != len(exact):
        return math.inf
    found = ((said.median_seconds, 0.5), (said.p90_seconds, 0.9))
    return max(apart(value, rank(exact, q)) for value, q in found)


def apart(value: float | None, exact: float) -> float:
    return math.inf if value is None else abs(value - exact) / max(exact, SHORTEST)


def rank(values: list[float], q: float) -> float:
    return values[math.ceil(q * len(values)) - 1]
