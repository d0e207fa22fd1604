"""Add, change and switch escalation rules.

A rule acts only on what happens after it was saved.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from community.models import Community
from moderation.changes import Subject, hold_community, record_change, refuse_stale
from moderation.escalations import rules
from moderation.models import EscalationRule, Team, User
from moderation.models.escalations import CONDITIONS, FIELDS, rule_values
from moderation.refusal import Refused

NOTHING = "Say at least one thing that must hold; else the rule would escalate every case."
EITHER = "People are counted in a conversation, so such a rule names nothing of a case. Make two rules."
ALONE = "Say how many people, of whose messages this is the share."
FEWEST = 2
TOO_FEW = "Count at least two people."


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
    community, rule = hold_community(rule.community, by), EscalationRule.objects.select_related("team").get(pk=rule.pk)
    before = rule_values(rule)
    refuse_stale(community, Subject.ESCALATION_RULE, rule.name, before, seen)
    return _write_rule(rule, by, now, before, written)


@transaction.atomic
def switch_rule(rule: EscalationRule, by: User, now: datetime, *, is_on: bool) -> None:
    hold_community(rule.community, by)
    rule = EscalationRule.objects.select_related("community", "team").get(pk=rule.pk)
    if rule.is_on == is_on:
        raise Refused(f"“{rule}” is switched {'on' if is_on else 'off'} already.")
    before = rule_values(rule)
    _write_rule(rule, by, now, before, before | {"is_on": is_on})


def _write_rule(rule: EscalationRule, by: User, now: datetime, before: dict[str, Any], written: dict[str, Any]) -> bool:
    others = EscalationRule.objects.filter(community=rule.community_id, name__iexact=written["name"])
    if others.exclude(pk=rule.pk).exists():
        raise Refused(f"There is a rule named “{written['name']}” already.")
    columns = written | {"team": Team.objects.named(rule.community, written["team"])}
    for field in FIELDS:
        setattr(rule, field, columns[field])
    if problem := condition_problem(rule):
        raise Refused(problem)
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


def condition_problem(rule: EscalationRule) -> str:
    """Return what is wrong with the conditions of a rule, or nothing."""
    if rule.people is None:
        if rule.bad_percent is not None:
            return ALONE
        return NOTHING if rule.asks_for_nothing else ""
    if rule.people < FEWEST:
        return TOO_FEW
    return EITHER if rule.asks_of_a_case else ""
