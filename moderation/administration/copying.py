"""Copy the settings of one community into a new one."""

from datetime import datetime
from typing import Any, TypeVar

from django.db.models import QuerySet

from community.models import Community
from moderation.administration import desks, escalation_rules
from moderation.administration import targets as target_settings
from moderation.changes import Subject, record_change
from moderation.guidelines import publishing
from moderation.models import Desk, EscalationRule, ResponseTarget, User, WorkingHours

Row = TypeVar("Row", ResponseTarget, WorkingHours, EscalationRule)


def copy_settings(like: Community, community: Community, by: User | None, now: datetime) -> None:
    """Copy guidelines, desk settings, targets, hours and escalation rules."""
    publishing.copy_newest(like, community, by, now)
    _copy_desk(like, community, by, now)
    _copy_promises(like, community, by, now)
    _copy_rules(like, community, by, now)


def _copy_desk(like: Community, community: Community, by: User | None, now: datetime) -> None:
    # A community made in Django's admin may have no desk yet.
    before, after = (desks.settings_values(Desk.objects.get_or_create(community=each)[0]) for each in (community, like))
    if record_change(community, by, now, Subject.DESK, desks.DESK_NAME, before=before, after=after):
        Desk.objects.filter(community=community).update(**after)


def _copy_promises(like: Community, community: Community, by: User | None, now: datetime) -> None:
    _copy_rows(ResponseTarget.objects.filter(community=like), community)
    targets = target_settings.targets_of(community)
    record_change(community, by, now, Subject.TARGETS, target_settings.TARGETS, before={}, after=targets)
    # A desk without hours never closes, and a new desk has none.
    if _copy_rows(WorkingHours.objects.filter(community=like), community):
        hours = target_settings.week_in_words(target_settings.hours_by_day(community))
        record_change(community, by, now, Subject.HOURS, target_settings.HOURS, before={}, after=hours)


def _copy_rules(like: Community, community: Community, by: User | None, now: datetime) -> None:
    # Like a new rule, a copied one acts only on what happens from now on.
    for rule in _copy_rows(EscalationRule.objects.filter(community=like), community, in_force_from=now):
        said = escalation_rules.rule_values(rule)
        record_change(community, by, now, Subject.ESCALATION_RULE, rule.name, before={}, after=said)


def _copy_rows(rows: QuerySet[Row], community: Community, **others: Any) -> list[Row]:
    """Copy rows into a community, with all columns except `others`."""
    copies = list(rows)
    for row in copies:
        row.pk, row.community = None, community
        for name, value in others.items():
            setattr(row, name, value)
    return rows.model._default_manager.bulk_create(copies)
