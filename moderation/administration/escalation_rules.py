"""Add, change and switch escalation rules.

A rule acts only on what happens after it was saved.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from community.models import Community
from moderation.changes import Subject, hold_community, record_change, refuse_stale
from moderation.escalations import rules
from moderation.models import EscalationRule, User
from moderation.refusal import Refused

FIELDS = (
    *("name", "is_on", "severity_from", "category", "clock", "clock_minutes", "unclaimed_minutes"),
    *("team", "reason"),
)

# The conditions of a rule. When one of them changes, the rule begins anew.
CONDITIONS = ("is_on", "severity_from", "category", "clock", "clock_minutes", "unclaimed_minutes")


def rule_values(rule: EscalationRule) -> dict[str, Any]:
    return {field: getattr(rule, field) for field in FIELDS}


@transaction.atomic
def add_rule(community: Community, by: User, now: datetime, **written: Any) -> EscalationRule:
    community = hold_community(community, by)
    rule = EscalationRule(community=community)
    _write_rule(rule, by, now, {}, written)
    return rule


@transaction.atomic
def change_rule(rule: EscalationRule, by: User, now: datetime, *, seen: str, **written: Any) -> bool:
    """Change a rule from now on.

    Returns whether anything differs.
    """
    community, rule = hold_community(rule.community, by), EscalationRule.objects.get(pk=rule.pk)
    before = rule_values(rule)
    refuse_stale(community, Subject.ESCALATION_RULE, rule.name, before, seen)
    return _write_rule(rule, by, now, before, written)


@transaction.atomic
def switch_rule(rule: EscalationRule, by: User, now: datetime, *, is_on: bool) -> None:
    hold_community(rule.community, by)
    rule = EscalationRule.objects.select_related("community").get(pk=rule.pk)
    if rule.is_on == is_on:
        raise Refused(f"“{rule}” is switched {'on' if is_on else 'off'} already.")
    before = rule_values(rule)
    _write_rule(rule, by, now, before, before | {"is_on": is_on})


def _write_rule(rule: EscalationRule, by: User, now: datetime, before: dict[str, Any], written: dict[str, Any]) -> bool:
    others = EscalationRule.objects.filter(community=rule.community_id, name__iexact=written["name"])
    if others.exclude(pk=rule.pk).exists():
        raise Refused(f"There is a rule named “{written['name']}” already.")
    for field in FIELDS:
        setattr(rule, field, written[field])
    if rule.asks_for_nothing:
        raise Refused("Say at least one thing that must hold; else the rule would escalate every case.")
    if not record_change(
        rule.community, by, now, Subject.ESCALATION_RULE, rule.name, before=before, after=rule_values(rule)
    ):
        return False
    # A new name, reason or team leaves the conditions alone, so what happened a moment ago still counts.
    if rule.pk is None or any(before[field] != written[field] for field in CONDITIONS):
        rule.in_force_from = now
    rule.save()
    # The next checks of cases were computed by the old rules.
    rules.rules_changed(rule.community)
    return True
