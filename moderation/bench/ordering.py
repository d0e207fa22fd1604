"""Stage "order", one desk at work in three orders, simulated."""

import heapq
from bisect import bisect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from math import exp
from random import Random
from statistics import mean
from typing import NamedTuple

from moderation.bench.figures import Figure, Report
from moderation.bench.sizes import Sizes
from moderation.policy.hours import Week, Window, due_after
from moderation.policy.order import EPOCH, rank_of_case, working_minutes
from moderation.policy.priority import priority
from moderation.policy.values import Facts, Finding, Sentiment, Severity
from moderation.targets import STARTER

DESK = Week("UTC", ((Window(9 * 60, 17 * 60),),) * 5 + ((), ()))
A_WEEK, A_DAY = 5 * 8 * 60, 8 * 60
PEOPLE = 1
# The desk is closed at night, and keeps a promise at any hour then only by chance. So all run in its hours here.
TARGETS = {severity: timedelta(minutes=action) for severity, (action, *_) in STARTER.items()}
# Of a hundred cases.
MIX = {Severity.CRITICAL: 2, Severity.HIGH: 6, Severity.MEDIUM: 17, Severity.LOW: 15, Severity.NONE: 60}
# How much comes in by the hour and by the day of the week, as people write in evenings and at weekends too.
BY_HOUR = (1,) * 7 + (2, 3) + (4,) * 8 + (5,) * 5 + (3, 2)
BY_DAY = (10,) * 5 + (6, 6)
# Most take a few minutes. What takes longer than half an hour is handed on.
MEAN_MINUTES, SPREAD, MOST_MINUTES = 4.0, 0.8, 30.0
MEAN_OF_SPREAD = exp(SPREAD**2 / 2)
# A case without a finding is open for a question, a private message or its tone.
WITHOUT_FINDING = (("question", -0.1), ("question", 0.2), ("private", -0.3), ("private", 0.2), ("", -0.8))
LOADS = {"1.0": 1.0, "1.2": 1.2}


class Work(NamedTuple):
    """A case to come, in minutes of the desk's working time."""

    severity: Severity
    priority: int
    rank: int
    arrives: float
    due: float
    takes: float


class Outcome(NamedTuple):
    """What became of a case, where the end of the simulation stands for what never happened."""

    work: Work
    seen: float
    acted: float


@dataclass(frozen=True, slots=True)
class Reached:
    """The figures of one order at one load."""

    in_time: dict[Severity, float]
    lateness: float
    longest_days: float


ORDERS: dict[str, Callable[[Work], tuple[float, ...]]] = {
    "the stored order": lambda work: (-work.rank,),
    "plain priority": lambda work: (-work.priority, work.due),
    "earliest due": lambda work: (work.due,),
}


def measure(sizes: Sizes) -> Report:
    figures: list[Figure] = []
    for load, share in LOADS.items():
        desks = [arrivals(Random(seed), share, sizes.desk_days) for seed in range(sizes.seeds)]
        found = {name: reached(desks, key, sizes.desk_days) for name, key in ORDERS.items()}
        for name, order in found.items():
            figures += of_order(f"load {load}, {name}", order, load if name == "the stored order" else "")
        ratio = found["the stored order"].lateness / found["plain priority"].lateness
        must = 1 / 3 if load == "1.2" else None
        figures.append(Figure(f"load {load}: lateness beside plain priority", ratio, "x", must=must, at_most=True))
    return Report(figures, 0, {"seeds": sizes.seeds, "working_days": sizes.desk_days})


def of_order(name: str, order: Reached, load: str) -> Iterator[Figure]:
    """Yield an order's figures, with what they must reach where a load is named."""
    least = min(order.in_time.values())
    yield Figure(f"{name}: in time, worst severity", 100 * least, "%", must=98 if load == "1.0" else None)
    critical = order.in_time[Severity.CRITICAL]
    yield Figure(f"{name}: in time, critical", 100 * critical, "%", must=100 if load == "1.2" else None)
    most = 3 if load == "1.0" else None
    yield Figure(f"{name}: longest unseen", order.longest_days, "working days", must=most, at_most=True)


def reached(desks: list[list[Work]], key: Callable[[Work], tuple[float, ...]], days: int) -> Reached:
    outcomes = [outcome for desk in desks for outcome in worked_off(desk, key, days * A_DAY)]
    end = days * A_DAY
    in_time = {
        severity: mean(
            each.acted <= each.work.due for each in outcomes if each.work.severity == severity and each.work.due <= end
        )
        for severity in Severity
    }
    lateness = sum(max(0.0, each.acted - each.work.due) for each in outcomes)
    return Reached(in_time, lateness, max(each.seen - each.work.arrives for each in outcomes) / A_DAY)


def worked_off(desk: list[Work], key: Callable[[Work], tuple[float, ...]], end: float) -> Iterator[Outcome]:
    """Let whoever of the desk is free take the first of the queue, until the end."""
    free = [0.0] * PEOPLE
    waiting: list[tuple[tuple[float, ...], int]] = []
    coming = 0
    while free[0] < end and (waiting or coming < len(desk)):
        now = free[0] if waiting else max(free[0], desk[coming].arrives)
        while coming < len(desk) and desk[coming].arrives <= now:
            heapq.heappush(waiting, (key(desk[coming]), coming))
            coming += 1
        work = desk[heapq.heappop(waiting)[1]]
        yield Outcome(work, now, now + work.takes)
        heapq.heapreplace(free, now + work.takes)
    yield from (Outcome(desk[number], end, end) for _, number in waiting)
    yield from (Outcome(work, end, end) for work in desk[coming:] if work.arrives < end)


def arrivals(random: Random, load: float, days: int) -> list[Work]:
    """Return the cases that come in while the desk works so many days, in order, nights and weekends too."""
    hours = days // 5 * 7 * 24
    unit = load * PEOPLE * A_WEEK / MEAN_MINUTES / (sum(BY_HOUR) * sum(BY_DAY))
    edges = list(accumulate(unit * BY_HOUR[hour % 24] * BY_DAY[hour // 24 % 7] for hour in range(hours)))
    moments, reach = [], random.expovariate(1.0)
    while reach < edges[-1]:
        moments.append(EPOCH + timedelta(hours=bisect(edges, reach) + random.random()))
        reach += random.expovariate(1.0)
    desk = [a_case(random, at) for at in sorted(moments)]
    # Chance alone would make it a twentieth more or less.
    scale = load * PEOPLE * days * A_DAY / sum(work.takes for work in desk)
    return [work._replace(takes=scale * work.takes) for work in desk]


def a_case(random: Random, at: datetime) -> Work:
    severity = random.choices(list(MIX), weights=list(MIX.values()))[0]
    points = drawn_priority(random, severity)
    due_by = due_after(at, TARGETS[severity], DESK)
    takes = min(MOST_MINUTES, random.lognormvariate(0, SPREAD) * MEAN_MINUTES / MEAN_OF_SPREAD)
    return Work(
        *(severity, points, rank_of_case(points, due_by, at, DESK)),
        *(working_minutes(at, DESK), working_minutes(due_by, DESK), takes),
    )


def drawn_priority(random: Random, severity: Severity) -> int:
    """Draw what else is known of a case of this severity, and weigh it as the pipeline does."""
    waits, tone = random.choices(WITHOUT_FINDING)[0] if not severity else ("", random.uniform(-1, 0.6))
    facts = Facts(
        "",
        views=int(random.lognormvariate(4, 2)),
        reactions=int(random.lognormvariate(0, 1.5)),
        reports=random.choices((0, 1, 2, 4), weights=(85, 9, 4, 2))[0],
        author_against=random.choices((0, 1, 3), weights=(90, 7, 3))[0],
        author_kept=random.choices((0, 2, 5), weights=(60, 20, 20))[0],
    )
    found = [Finding("1", "Found", "harm", severity, 0, 1, "x", "x", "x")] if severity else []
    return priority(facts, Sentiment(0, 1, 0, tone), found, waits=waits)[0]
