"""The sweep's step for escalation rules: asks them about the cases that are due, and about all once rules changed."""

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import chain

from django.db import models, transaction
from django.db.models import Case as Choice
from django.db.models import Exists, F, OuterRef, Value, When

from community.models import Community, Message
from moderation.escalations.actions import Found, fire_rules
from moderation.models import Case, CaseMessage, Clock, Desk, EscalationRule
from moderation.models.cases import CaseQuerySet
from moderation.policy import escalations as policy
from moderation.policy.clocks import KIND_WORDS, Kind
from moderation.policy.values import Severity
from moderation.targets import weeks_of

BATCH = 500
ASKED_AGAIN = 2_000
# A sweep comes every five seconds, and has other steps.
SECONDS = 4.0
COLUMNS = (
    *("community_id", "channel_id", "message_id", "severity", "is_unchecked", "assignee_id", "unclaimed_at"),
    *("found_at", "closed_at", "rules_due_at"),
)
Rules = dict[int, list[EscalationRule]]
Fired = tuple[EscalationRule, Case, policy.Hit]


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
    # Those that count people are asked of conversations, in `gatherings.py`.
    in_force = EscalationRule.objects.filter(community__in=communities, is_on=True, people=None)
    for rule in in_force.select_related("team"):
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
    running = running_clocks(cases)
    hits: list[Fired] = []
    looks: dict[int, datetime] = {}
    for case in cases:
        facts = case_facts(case, categories.get(case.pk, set()), running.get(case.pk, ()))
        answer = policy.ask_rules_of(values[case.community_id], facts, weeks[case.community_id], now)
        hits += [(by_key[hit.rule], case, hit) for hit in answer.hits]
        if answer.look_at:
            looks[case.pk] = answer.look_at
    began: dict[int | None, int] = {clock.pk: clock.message_id for clocks in running.values() for clock in clocks}
    return with_messages(hits, began), looks


def with_messages(hits: Sequence[Fired], began: Mapping[int | None, int]) -> list[Found]:
    """Put with each rule that fires the message that it fires for. `began` is the message of each clock."""
    if not hits:
        return []
    own = CaseMessage.objects.filter(role=CaseMessage.Role.OWN, settled_at=None, left_at=None)
    own = own.filter(case__in={case.pk for _, case, _ in hits}).select_related("message")
    own = own.only("case", "severity", "message__conversation", "message__channel")
    categories = own.annotate(category=F("assessment__findings__version__category"))
    rows = defaultdict[int, list[CaseMessage]](list)
    for row in categories.order_by("-priority", "message__posted_at", "pk"):
        rows[row.case_id].append(row)
    return [
        Found(rule, case, hit.cause, hit.reason, about, hit.former, hit.passed_at)
        for rule, case, hit in hits
        for about in [fired_for(rule, case, rows[case.pk], began.get(hit.clock))]
    ]


def fired_for(rule: EscalationRule, case: Case, rows: Sequence[CaseMessage], began: int | None) -> Message:
    """Return the message whose clock it is, else the heaviest of which the rule holds, else the heaviest."""
    least, category = rule.severity_from or Severity.NONE, rule.category
    of_clock = (row for row in rows if row.message_id == began)
    holds = (row for row in rows if row.severity >= least and category in ("", row.category))  # type: ignore[attr-defined]
    found = next(chain(of_clock, holds, rows), None)
    return found.message if found else case.message


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


def categories_of(cases: Iterable[Case]) -> dict[int, set[str]]:
    """The categories found in what stands, by case."""
    found: dict[int, set[str]] = defaultdict(set)
    standing = CaseMessage.objects.filter(case__in=[case.pk for case in cases], settled_at=None, left_at=None)
    rows = standing.order_by().values_list("case", "assessment__findings__version__category").distinct()
    for case, category in rows:
        if category:
            found[case].add(category)
    return found


def running_clocks(cases: Iterable[Case]) -> dict[int, list[Clock]]:
    """The clocks that run, by case, those that are due first before others.

    Of copies, which may be thousands, it is the first of each kind.
    """
    found: dict[int, list[Clock]] = defaultdict(list)
    copies = CaseMessage.objects.filter(case=OuterRef("case"), message=OuterRef("message"), role=CaseMessage.Role.COPY)
    clocks = Clock.objects.running().filter(case__in=[case.pk for case in cases], escalation=None)
    seen: set[tuple[int, str]] = set()
    for clock in clocks.annotate(is_of_copy=Exists(copies)).order_by("due_by", "pk"):
        case = clock.case_id or 0
        place = case, clock.kind
        if not clock.is_of_copy or place not in seen:
            found[case].append(clock)
        seen |= {place} if clock.is_of_copy else set()
    return found


def case_facts(case: Case, categories: Collection[str], clocks: Iterable[Clock]) -> policy.Facts:
    return policy.Facts(
        found_at=case.found_at,
        severity=None if case.is_unchecked else Severity(case.severity),
        categories=frozenset(categories),
        clocks=[policy.Promised(each.pk, KIND_WORDS[Kind(each.kind)].lower(), each.value) for each in clocks],
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
