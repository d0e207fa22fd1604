"""Stage "sweep", one sweep over many open cases, and one with nothing to do."""

from datetime import timedelta
from functools import partial
from statistics import median

from django.utils import timezone

from community.connectors.stub import PLANS
from moderation.bench import corpus, pace, places
from moderation.bench.figures import Figure, Report
from moderation.bench.rows import make_queue
from moderation.bench.sizes import Sizes
from moderation.models import Case, EscalationRule, Firing, Membership
from moderation.work import sweep

# Of the cases that are made, 7 of 10 are open.
OPEN_OF_TEN, SPARE = 7, 100
MOST_SECONDS = 5
ONE = timedelta(minutes=1)


def measure(sizes: Sizes) -> Report:
    pace.warm()
    texts = corpus.texts(sizes.corpus)
    watch_over(sizes.open_cases * 10 // OPEN_OF_TEN + SPARE)
    full, idle, ref, fired = [], [], [], 0
    for number in range(sizes.rounds):
        ref.append(pace.ref_rate(texts))
        make_due(sizes.due, number)
        full.append(pace.seconds(partial(sweep.sweep_once, timezone.now())))
        idle.append(pace.seconds(partial(sweep.sweep_once, timezone.now())))
        fired = abs(Firing.objects.count() - sizes.due * (number + 1))
    figures = [
        Figure("one sweep, with what is due", median(full), "s", must=MOST_SECONDS, at_most=True),
        Figure("the next one: mails and counts that are left", 1000 * median(idle), "ms"),
        Figure("not fired, or fired twice", fired, must=0, at_most=True),
    ]
    return Report(figures, median(ref), {"open_cases": Case.objects.open().count(), "due": sizes.due})


def watch_over(cases: int) -> None:
    """Create a community with a lead, a rule about late clocks, and open cases.

    Their clocks run into tomorrow.
    """
    community = places.make(next(iter(PLANS.values())))
    people = places.moderators(community, 3)
    Membership.objects.filter(user=people[0]).update(role=Membership.Role.LEAD, team=Membership.Team.PR)
    make_queue(community, cases)
    now = timezone.now()
    EscalationRule.objects.create(
        community=community,
        name="Late",
        clock=EscalationRule.Clock.LATE,
        team=Membership.Team.PR,
        reason="Somebody has waited too long.",
        in_force_from=now - timedelta(days=1),
    )
    tomorrow = now + timedelta(days=1)
    clock = {"clock_started_at": now, "first_reply_by": tomorrow, "first_reply_risk_at": tomorrow - 60 * ONE}
    Case.objects.open().update(**clock, rules_due_at=tomorrow)


def make_due(count: int, number: int) -> None:
    """Let the next so many cases have run late a minute ago."""
    ago = timezone.now() - ONE
    keys = list(Case.objects.open().order_by("pk").values_list("pk", flat=True)[number * count : (number + 1) * count])
    Case.objects.filter(pk__in=keys).update(first_reply_by=ago, rules_due_at=ago)
