"""The sweep's step for escalation rules: asks them about the cases that are due, and about all once rules changed."""

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from django.db import models, transaction
from django.db.models import Case as Choice
from django.db.models import Value, When

from community.models import Community
from moderation.escalations.actions import Found, fire_rules
from moderation.models import Case, Desk, EscalationRule, Finding
from moderation.models.cases import CaseQuerySet
from moderation.policy import escalations as policy
from moderation.policy.values import Severity
from moderation.targets import weeks_of

BATCH = 500
ASKED_AGAIN = 2_000
# A sweep comes every five seconds, and has other steps.
SECONDS = 4.0
COLUMNS = (
    *("community_id", "channel_id", "message_id", "severity", "is_unchecked", "assignee_id", "unclaimed_at"),
    *("found_at", "closed_at", "rules_due_at", "clock_started_at", "assessment_id"),
    *("first_action_by", "first_action_risk_at", "first_action_at"),
    *("first_reply_by", "first_reply_risk_at", "first_reply_at"),
)
Rules = dict[int, list[EscalationRule]]


def rules_changed(community: Community) -> None:
    """The rules of a community are others now: the sweep asks them about every open case again."""
    Desk.objects.filter(community=community).update(rules_reached=0)


def ask_rules(now: datetime) -> int:
    """Ask until nothing is due, or the time is used. Returns how many cases were looked at."""
    until = time.monotonic() + SECONDS
    looked = ask_due(now, until)
    # By turns, so that what falls due does not wait behind every open case of a community whose rules have changed.
    while time.monotonic() < until and ask_some_again(now):
        looked += ask_due(now, until)
    return looked


def ask_due(now: datetime, until: float) -> int:
    looked = 0
    # Looking first costs SQLite no write lock while there is nothing to do.
    while due_cases(now).exists() and (count := ask_batch(now)):
        looked += count
        if time.monotonic() >= until:
            break
    return looked


def due_cases(now: datetime) -> CaseQuerySet:
    return Case.objects.open().filter(rules_due_at__lte=now)


@transaction.atomic
def ask_batch(now: datetime) -> int:
    """The first due cases: what fires, and when each is due again, in one transaction and a handful of queries."""
    # Held before anything else is read: whoever changes a case or a rule after that makes it due once more.
    first = due_cases(now).order_by("rules_due_at", "pk").only(*COLUMNS)
    cases = list(first.select_for_update(of=("self",), no_key=True, skip_locked=True)[:BATCH])
    rules = rules_by_community({case.community_id for case in cases})
    watched = [case for case in cases if case.community_id in rules]
    found, looks = judge_cases(watched, rules, now)
    if found:
        fire_rules(found, now)
    set_next_look(cases, looks, now)
    return len(cases)


def rules_by_community(communities: Collection[int]) -> Rules:
    rules: Rules = defaultdict(list)
    for rule in EscalationRule.objects.filter(community__in=communities, is_on=True).select_related("team"):
        rules[rule.community_id].append(rule)
    return rules


def judge_cases(cases: Sequence[Case], rules: Rules, now: datetime) -> tuple[list[Found], dict[int, datetime]]:
    """What each case sets off now, and when to look at it again, by its key."""
    if not cases:
        return [], {}
    weeks = weeks_of(rules)
    values = {community: [as_value(rule) for rule in held] for community, held in rules.items()}
    by_key = {rule.pk: rule for held in rules.values() for rule in held}
    categories = categories_of(cases) if any(rule.category for rule in by_key.values()) else {}
    found: list[Found] = []
    looks: dict[int, datetime] = {}
    for case in cases:
        facts = case_facts(case, categories.get(case.assessment_id, set()))
        answer = policy.ask_rules_of(values[case.community_id], facts, weeks[case.community_id], now)
        found += [Found(by_key[hit.rule], case, hit.cause, hit.reason) for hit in answer.hits]
        if answer.look_at:
            looks[case.pk] = answer.look_at
    return found, looks


def as_value(rule: EscalationRule) -> policy.Rule:
    return policy.Rule(
        key=rule.pk,
        since=rule.in_force_from,
        severity=None if rule.severity_from is None else Severity(rule.severity_from),
        category=rule.category,
        clock=policy.When(rule.clock) if rule.clock else None,
        late_by=timedelta(minutes=rule.clock_minutes),
        unclaimed=None if rule.unclaimed_minutes is None else timedelta(minutes=rule.unclaimed_minutes),
    )


def categories_of(cases: Iterable[Case]) -> dict[int | None, set[str]]:
    """The categories found, by assessment."""
    found: dict[int | None, set[str]] = defaultdict(set)
    findings = Finding.objects.filter(assessment__in={case.assessment_id for case in cases if case.assessment_id})
    rows = findings.order_by().values_list("assessment", "version__category").distinct()
    for assessment, category in rows:
        found[assessment].add(category)
    return found


def case_facts(case: Case, categories: Collection[str]) -> policy.Facts:
    return policy.Facts(
        found_at=case.found_at,
        severity=None if case.is_unchecked else Severity(case.severity),
        categories=frozenset(categories),
        clocks={name.replace("_", " "): clock for name, clock in case.open_clocks.items()},
        unclaimed_at=None if case.assignee_id else case.unclaimed_at,
    )


def set_next_look(cases: Iterable[Case], looks: dict[int, datetime], now: datetime) -> None:
    """Set when each is due next. They are held, so that whoever made one due meanwhile does so after this."""
    held = due_cases(now).filter(pk__in=[case.pk for case in cases])
    later = [When(pk=pk, then=Value(at)) for pk, at in looks.items()]
    field = models.DateTimeField(null=True)
    held.update(rules_due_at=Choice(*later, default=None, output_field=field) if later else None)


@transaction.atomic
def ask_some_again(now: datetime) -> bool:
    """Make the next open cases due of a desk whose rules have changed. Returns whether there was such a desk."""
    changed = Desk.objects.filter(rules_reached__isnull=False).order_by("pk")
    desk = changed.values_list("pk", "community", "rules_reached").first()
    if desk is None:
        return False
    pk, community, reached = desk
    ahead = Case.objects.open().filter(community=community, pk__gt=reached).order_by("pk")
    keys = list(ahead.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True)[:ASKED_AGAIN])
    Case.objects.filter(pk__in=keys).update(rules_due_at=now)
    more = len(keys) == ASKED_AGAIN
    # Rules that changed again meanwhile have set it back: then the way begins anew.
    Desk.objects.filter(pk=pk, rules_reached=reached).update(rules_reached=keys[-1] if more else None)
    return True
