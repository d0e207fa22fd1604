"""The escalation rules that a new community starts with."""

from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction

from community.models import Community
from moderation.changes import Subject, hold_community, record_change
from moderation.escalations import rules
from moderation.models import EscalationRule, Team, User
from moderation.models.escalations import rule_values
from moderation.refusal import Refused


class StarterRule(NamedTuple):
    """A rule with the slug of its team; what it names besides are columns of a rule."""

    name: str
    team: str
    reason: str
    conditions: dict[str, Any]


LIFE = "Somebody may be in danger. Read it at once, answer in private, and call for help where a place is named."
UNSAFE = "Somebody says that something we made hurt them, or burnt. Say what may be said, and what is done about it."
# Whoever may be in danger goes to support, and never to PR.
STARTER_RULES = (
    StarterRule(
        "Legal threats to Legal",
        "legal",
        "Somebody threatens to take us to court. Say what may be answered.",
        {"category": "legal-threat"},
    ),
    StarterRule("Self-harm to Support", "support", LIFE, {"category": "self-harm"}),
    StarterRule("Threats to life to Support", "support", LIFE, {"category": "threats"}),
    StarterRule("Product safety to Product", "product", UNSAFE, {"category": "product-safety"}),
    StarterRule("Product safety to PR", "pr", UNSAFE, {"category": "product-safety"}),
    StarterRule(
        "Press to PR", "pr", "A journalist asks for a comment. Say who answers, and by when.", {"category": "press"}
    ),
    StarterRule(
        "Many people at once to PR",
        "pr",
        "Many people write under one post. Say what we answer before more of them come.",
        {"people": 20, "people_minutes": 60},
    ),
)
TAKEN = "Every starter rule is there already."


def install_starter_rules(community: Community, by: User | None, now: datetime) -> list[EscalationRule]:
    """Write the starter rules that are missing, by name, and put them on the record."""
    made = [_made_rule(community, starter, now) for starter in missing_rules(community)]
    for rule in EscalationRule.objects.bulk_create(made):
        record_change(community, by, now, Subject.ESCALATION_RULE, rule.name, before={}, after=rule_values(rule))
    if made:
        rules.rules_changed(community)
    return made


@transaction.atomic
def add_starter_rules(community: Community, by: User, now: datetime) -> list[EscalationRule]:
    """Write them for an admin of a community that was there before them."""
    if made := install_starter_rules(hold_community(community, by), by, now):
        return made
    raise Refused(TAKEN)


def missing_rules(community: Community) -> list[StarterRule]:
    """Return what the community has no rule of the same name for, and a team."""
    names = set(EscalationRule.objects.filter(community=community).values_list("name", flat=True))
    teams = Team.objects.names_in(community)
    return [starter for starter in STARTER_RULES if starter.team in teams and starter.name not in names]


def _made_rule(community: Community, starter: StarterRule, now: datetime) -> EscalationRule:
    team = Team.objects.named(community, starter.team)
    return EscalationRule(
        community=community,
        name=starter.name,
        team=team,
        reason=starter.reason,
        in_force_from=now,
        **starter.conditions,
    )
