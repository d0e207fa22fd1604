"""Stage "claims", where sixteen moderators empty one queue."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from time import perf_counter

from django.db import connection
from django.db.models import Count
from django.utils import timezone

from community.connectors.stub import PLANS
from moderation.bench import corpus, pace, places
from moderation.bench.figures import Figure, Report
from moderation.bench.rows import make_queue
from moderation.bench.sizes import Sizes
from moderation.cases import actions
from moderation.models import Case, CaseEvent, User
from moderation.refusal import Refused

MODERATORS = 16


def measure(sizes: Sizes) -> Report:
    pace.warm()
    texts = corpus.texts(sizes.corpus)
    community = places.make(next(iter(PLANS.values())))
    people = places.moderators(community, MODERATORS)
    make_queue(community, sizes.claims)
    beside, doubled, refused = pace.Pace(), 0, 0
    for _ in range(sizes.rounds):
        ref = pace.ref_rate(texts)
        open_cases = release_all()
        started = perf_counter()
        refused += take_all(people)
        beside.add(open_cases / (perf_counter() - started), ref)
        doubled += not_claimed_once()
    figures = [
        Figure("claimed twice, or by another than the log says", doubled, must=0, at_most=True),
        Figure("claims", beside.a_second, "claims/s"),
    ]
    return Report(figures, beside.ref_a_second, {"moderators": MODERATORS, "cases": open_cases, "refused": refused})


def release_all() -> int:
    """Undo all claims, and return how many cases there are to claim."""
    Case.objects.update(assignee=None, claimed_at=None)
    CaseEvent.objects.all().delete()
    return Case.objects.open().count()


def take_all(people: Sequence[User]) -> int:
    """Let everybody claim until nothing is left.

    Returns how often somebody was told that another was faster.
    """
    start = Barrier(len(people))
    with ThreadPoolExecutor(len(people)) as pool:
        return sum(pool.map(lambda person: take(person, start), people))


def take(person: User, start: Barrier) -> int:
    refused = 0
    connection.ensure_connection()
    start.wait()
    try:
        while case := Case.objects.open().filter(assignee=None).in_triage_order().first():
            try:
                actions.claim(case, person, timezone.now())
            except Refused:
                refused += 1
    finally:
        connection.close()
    return refused


def not_claimed_once() -> int:
    """Count open cases without exactly one claim in the log."""
    # The log has no constraint that could hide a second claim.
    claims = CaseEvent.objects.filter(kind=CaseEvent.Kind.CLAIMED).order_by()
    once = dict(claims.values("case").annotate(times=Count("pk")).filter(times=1).values_list("case", "times"))
    by = dict(claims.values_list("case", "actor"))
    return sum(pk not in once or by[pk] != holder for pk, holder in Case.objects.open().values_list("pk", "assignee"))
