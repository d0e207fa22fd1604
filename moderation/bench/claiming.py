"""Stage "claims": sixteen moderators who all take the top of one queue, again and again, until nothing is left to take."""

from collections.abc import Callable
from threading import Barrier, Thread

from django.db import connection
from django.db.models import Count, F
from django.utils import timezone

from community.feeds.stub import PLANS
from community.models import Community
from moderation import casework
from moderation.bench import corpus, pace, places
from moderation.bench.figures import Figure, Report
from moderation.bench.rows import make_queue
from moderation.bench.sizes import Sizes
from moderation.models import Case, CaseEvent, User

MODERATORS = 16


class Unfinished(Exception):
    """A moderator stopped on an error, or cases are left that nobody has claimed."""


def measure(sizes: Sizes) -> Report:
    pace.warm()
    texts = corpus.texts(sizes.corpus)
    community = places.make(next(iter(PLANS.values())))
    people = places.moderators(community, MODERATORS)
    make_queue(community, sizes.claims)
    beside, refused = pace.Pace(), 0
    for _ in range(sizes.rounds):
        Case.objects.open().update(assignee=None, claimed_at=None)
        CaseEvent.objects.all().delete()
        ref = pace.ref_rate(texts)
        rate, turned_away = round_of(people)
        beside.add(rate, ref)
        refused += turned_away
        doubled = max(doubled_claims(), doubled)
    return Report([])
