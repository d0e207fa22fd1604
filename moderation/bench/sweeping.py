"""Stage "sweep", sweeps over many open cases until all that is due is done, and one with nothing to do."""

from datetime import timedelta
from functools import partial
from statistics import median

from django.utils import timezone

from community.connectors.stub import PLANS
from community.ingest import Stored
from community.models import Message
from moderation.assessments import intake, pipeline
from moderation.bench import communities, corpus, pace
from moderation.bench.figures import Figure, Report
from moderation.bench.rows import make_queue
from moderation.bench.sizes import Sizes
from moderation.escalations import rules
from moderation.models import Assessment, Case, Clock, EscalationRule, Firing, Membership, Team
from moderation.policy.clocks import Kind
from moderation.work import sweep

# Of the cases that are made, 7 of 10 are open.
OPEN_OF_TEN, SPARE = 7, 100
MOST_SECONDS = 8
RULES = 10
VIEWS = 90_000
MOST_SWEEPS = 20
ONE = timedelta(minutes=1)


def measure(sizes: Sizes) -> Report:
    pace.warm()
    texts = corpus.texts(sizes.corpus)
    watch_over(sizes.open_cases * 10 // OPEN_OF_TEN + SPARE)
    full, idle, ref, fired, judged = [], [], [], 0, 0
    for number in range(sizes.rounds):
        ref.append(pace.ref_rate(texts))
        make_due(sizes.due, number)
        changed = make_changed(sizes.due, number)
        full.append(pace.seconds(partial(sweep_all, changed)))
        idle.append(pace.seconds(partial(sweep.sweep_once, timezone.now())))
        fired = abs(Firing.objects.count() - sizes.due * (number + 1))
        judged = Assessment.objects.filter(message__in=changed, judged_on__1=VIEWS).count()
    figures = [
        Figure("sweeps and judging, with what is due", median(full), "s", must=MOST_SECONDS, at_most=True),
        Figure("the next sweep: mails and counts that are left", 1000 * median(idle), "ms"),
        Figure("not fired, or fired twice", fired, must=0, at_most=True),
        Figure("judged again, of those whose facts changed", judged / sizes.due, must=1),
    ]
    return Report(figures, median(ref), {"open_cases": Case.objects.open().count(), "due": sizes.due, "rules": RULES})


def sweep_all(changed: list[Message]) -> None:
    """Take in that messages were seen, sweep until nothing is due, and judge them."""
    intake.take_in(Stored(seen=changed))
    for _ in range(MOST_SWEEPS):
        sweep.sweep_once(timezone.now())
        if not rules.due_cases(timezone.now()).exists():
            break
    pipeline.drain()


def make_changed(count: int, number: int) -> list[Message]:
    """Let many people see the messages of the last so many cases."""
    last = Case.objects.open().order_by("-pk").values_list("message", flat=True)
    messages = list(Message.objects.filter(pk__in=list(last[number * count : (number + 1) * count])))
    for message in messages:
        message.views = VIEWS
    Message.objects.bulk_update(messages, ["views"])
    return messages


def watch_over(cases: int) -> None:
    """Create a community with a lead, a rule about late clocks, nine about nothing, and open cases.

    Their clocks run into tomorrow.
    """
    community = communities.make(next(iter(PLANS.values())))
    people = communities.moderators(community, 3)
    team = Team.objects.named(community, "pr")
    Membership.objects.filter(user=people[0]).update(role=Membership.Role.LEAD, team=team)
    make_queue(community, cases)
    now = timezone.now()
    given = {"community": community, "team": team, "in_force_from": now - timedelta(days=1)}
    late = {"name": "Late", "clock": EscalationRule.Clock.LATE, "reason": "Somebody has waited too long."}
    EscalationRule.objects.create(**given, **late)
    for number in range(1, RULES):
        never = {"name": f"Rule {number}", "category": f"nothing-{number}", "reason": "This was found."}
        EscalationRule.objects.create(**given, **never)
    tomorrow = now + timedelta(days=1)
    clock = {"kind": Kind.REPLY, "severity": 0, "within": 1440, "started_at": now, "due_by": tomorrow}
    Clock.objects.bulk_create(
        (
            Clock(case_id=case, channel_id=channel, message_id=message, risk_at=tomorrow - 60 * ONE, **clock)
            for case, channel, message in Case.objects.open().values_list("pk", "channel", "message").iterator()
        ),
        batch_size=5_000,
    )
    Case.objects.open().update(rules_due_at=tomorrow)


def make_due(count: int, number: int) -> None:
    """Let the next so many cases have run late a minute ago."""
    ago = timezone.now() - ONE
    keys = list(Case.objects.open().order_by("pk").values_list("pk", flat=True)[number * count : (number + 1) * count])
    Clock.objects.filter(case__in=keys).update(due_by=ago)
    Case.objects.filter(pk__in=keys).update(rules_due_at=ago)
