"""The team that is asked in place of another where many people gather and somebody may be in danger."""

from collections.abc import Collection, Mapping

from django.db.models import F

from moderation.models import EscalationRule, Finding, Team
from moderation.policy.gatherings import IN_DANGER

# Whoever may be in danger goes to the one, and never to the other.
SUPPORT, PUBLIC = "support", "pr"


def dangers_in(conversations: Collection[int]) -> dict[int, str]:
    """Return the category of danger, self-harm first, that was found in what was written there, by conversation."""
    wanted = Finding.objects.filter(
        version__category__in=IN_DANGER, assessment__message__conversation__in=conversations
    )
    current = wanted.filter(assessment__revision=F("assessment__message__revision")).order_by()
    rows = list(current.values_list("assessment__message__conversation", "version__category").distinct())
    rows.sort(key=lambda row: list(IN_DANGER).index(row[1]), reverse=True)
    return dict(rows)


def teams_in_danger(rule: EscalationRule, dangers: Mapping[int, str]) -> dict[int, Team | None]:
    """Return the team that is asked where there is danger, by conversation, or None where no team may be asked.

    It is one that a rule of that category names, the rule's own before others, or else Support.
    """
    if not dangers:
        return {}
    rules = EscalationRule.objects.filter(community=rule.community_id, is_on=True, category__in=dangers.values())
    named = [(each.category, each.team) for each in rules.select_related("team").order_by("pk")]
    others = [(None, team) for team in Team.objects.filter(community=rule.community_id).order_by("pk")]
    others.sort(key=lambda each: each[1].slug != SUPPORT)
    asked = [each for each in (*named, *others) if each[1].slug != PUBLIC]
    found: dict[int, Team | None] = {}
    for conversation, category in dangers.items():
        teams = [team for of, team in asked if of == category] or [team for of, team in asked if of is None][:1]
        found[conversation] = rule.team if rule.team in teams else next(iter(teams), None)
    return found
