"""Copy the settings of one community into a new one."""

from datetime import datetime
from typing import TypeVar

from django.db.models import QuerySet

from community.models import Community
from moderation.administration import closed_days, desks
from moderation.administration import targets as target_settings
from moderation.changes import Subject, record_change
from moderation.guidelines import publishing
from moderation.models import ClosedDay, Desk, EscalationRule, ResponseTarget, Team, User, WorkingHours
from moderation.models.escalations import rule_values

Row = TypeVar("Row", ResponseTarget, WorkingHours, ClosedDay, EscalationRule)


def copy_settings(like: Community, community: Community, by: User | None, now: datetime) -> None:
    """Copy guidelines, desk settings, targets, hours and escalation rules."""
    publishing.copy_newest(like, community, by, now)
    _copy_desk(like, community, by, now)
    _copy_promises(like, community, by, now)
    _copy_rules(like, community, by, now)


def _copy_desk(like: Community, community: Community, by: User | None, now: datetime) -> None:
    # A community made in Django's admin may have no desk yet.
    before, after = (desks.settings_values(Desk.objects.open_for(each)) for each in (community, like))
    if record_change(community, by, now, Subject.DESK, desks.DESK_NAME, before=before, after=after):
        Desk.objects.filter(community=community).update(**after)


def _copy_promises(like: Community, community: Community, by: User | None, now: datetime) -> None:
    # Channels stay where they are, and so do their own targets.
    everywhere = ResponseTarget.objects.filter(community=like, channel=None)
    ResponseTarget.objects.bulk_create(_copied_rows(everywhere, community))
    targets = {field: said for field, said in target_settings.targets_of(community).items() if said is not False}
    record_change(community, by, now, Subject.TARGETS, target_settings.TARGETS, before={}, after=targets)
    for team in Team.objects.filter(community=community):
        of_team = {field: said for field, said in target_settings.team_targets_of(team).items() if said is not False}
        record_change(community, by, now, Subject.TARGETS, f"Team {team}", before={}, after=of_team)
    # A desk without hours never closes, and a new desk has none.
    copied_hours = _copied_rows(WorkingHours.objects.filter(community=like), community)
    if WorkingHours.objects.bulk_create(copied_hours):
        hours = target_settings.week_in_words(target_settings.hours_by_day(community))
        record_change(community, by, now, Subject.HOURS, target_settings.HOURS, before={}, after=hours)
    if ClosedDay.objects.bulk_create(_copied_rows(ClosedDay.objects.filter(community=like), community)):
        days = closed_days.values_of(closed_days.closed_days_of(community))
        record_change(community, by, now, Subject.HOURS, closed_days.CLOSED, before={}, after=days)


def _copy_rules(like: Community, community: Community, by: User | None, now: datetime) -> None:
    rules = _copied_rows(EscalationRule.objects.filter(community=like).select_related("team"), community)
    for rule in rules:
        # Like a new rule, a copied one acts only on what happens from now on.
        rule.team, rule.in_force_from = Team.objects.named(community, rule.team.slug), now
    for rule in EscalationRule.objects.bulk_create(rules):
        said = rule_values(rule)
        record_change(community, by, now, Subject.ESCALATION_RULE, rule.name, before={}, after=said)


def _copied_rows(rows: QuerySet[Row], community: Community) -> list[Row]:
    """Copy rows for a community, still to be stored."""
    copies = list(rows)
    for row in copies:
        row.pk, row.community = None, community
    return copies
