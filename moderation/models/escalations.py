"""Tables of escalations and escalation rules."""

from collections.abc import Collection
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from community.models import Community, Message
from moderation.access import Right, roles_with
from moderation.models.cases import Case
from moderation.models.guidelines import SEVERITIES
from moderation.models.people import Membership, MembershipQuerySet, User
from moderation.models.teams import Team

# The conditions of a rule. When one of them changes, the rule begins anew.
CONDITIONS = (
    *("is_on", "severity_from", "category", "clock", "clock_minutes", "unclaimed_minutes"),
    *("people", "people_minutes", "bad_percent"),
)
# What a rule says, as the record keeps it.
FIELDS = ("name", *CONDITIONS, "team", "reason")


class EscalationRule(models.Model):
    """When all that it names holds, the team is asked, once per cause.

    It is asked of open cases, or with `people` of conversations. What is empty is not asked for. `clock_minutes` and
    `unclaimed_minutes` are working time. What happened before `in_force_from` is left alone.
    """

    class Clock(models.TextChoices):
        AT_RISK = "at-risk", "A clock is at risk"
        LATE = "late", "A clock is late"

    community = models.ForeignKey(Community, models.CASCADE, related_name="escalation_rules", db_index=False)
    name = models.CharField(max_length=120)
    is_on = models.BooleanField(default=True)
    severity_from = models.PositiveSmallIntegerField("severity at least", choices=SEVERITIES, null=True, blank=True)
    category = models.SlugField("category found", max_length=60, blank=True)
    clock = models.CharField(max_length=10, choices=Clock.choices, blank=True)
    clock_minutes = models.PositiveIntegerField("late by, in minutes", default=0)
    unclaimed_minutes = models.PositiveIntegerField("unclaimed for, in minutes", null=True, blank=True)
    # So many different members in one conversation within so many minutes, by the clock on the wall.
    people = models.PositiveSmallIntegerField("people in one conversation", null=True, blank=True)
    people_minutes = models.PositiveSmallIntegerField("within, in minutes", default=60)
    bad_percent = models.PositiveSmallIntegerField("negative or reported, in percent", null=True, blank=True)
    team = models.ForeignKey(Team, models.RESTRICT, related_name="escalation_rules")
    reason = models.CharField(max_length=500)
    in_force_from = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("name",)
        constraints = [
            models.UniqueConstraint(fields=["community", "name"], name="one_escalation_rule_per_name"),
            models.CheckConstraint(
                condition=Q(severity_from__isnull=False)
                | ~Q(category="")
                | ~Q(clock="")
                | Q(unclaimed_minutes__isnull=False)
                | Q(people__isnull=False),
                name="an_escalation_rule_asks_for_something",
            ),
            models.CheckConstraint(
                condition=Q(people=None, bad_percent=None)
                | Q(people__gte=2, severity_from=None, category="", clock="", unclaimed_minutes=None),
                name="people_are_counted_in_a_conversation",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def asks_of_a_case(self) -> bool:
        """Tell whether it names a condition of one case."""
        return bool(self.severity_from is not None or self.category or self.clock or self.unclaimed_minutes is not None)

    @property
    def asks_for_nothing(self) -> bool:
        return not self.asks_of_a_case and self.people is None


def rule_values(rule: EscalationRule) -> dict[str, Any]:
    """Return the values of a rule as the record keeps them, with the slug of its team."""
    return {field: getattr(rule, field) for field in FIELDS} | {"team": rule.team.slug}


class EscalationQuerySet(models.QuerySet["Escalation"]):
    def visible_to(self, user: User) -> "EscalationQuerySet":
        """Return the escalations that this person may see.

        These are all of a community for those who work on its cases, and their own team's for leads. Withdrawn ones are
        never seen.
        """
        return self.filter(Exists(seen_by(user)), withdrawn_at=None)

    def open(self) -> "EscalationQuerySet":
        return self.filter(closed_at=None)

    def about(self, conversations: Collection[int]) -> "EscalationQuerySet":
        return self.filter(message__conversation__in=conversations)


class Escalation(models.Model):
    """One team's part in a case, about the conversation of a message.

    A further cause while it is open is added to it, and asks nobody twice.
    """

    class State(models.TextChoices):
        NEW = "new", "New"
        ACKNOWLEDGED = "acknowledged", "Acknowledged"
        ANSWERED = "answered", "Answered"
        CLOSED = "closed", "Closed"

    community = models.ForeignKey(Community, models.CASCADE, related_name="escalations", db_index=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="escalations")
    # Wherever it goes, its conversation is what the team sees of the case.
    message = models.ForeignKey(Message, models.CASCADE, null=True, related_name="+")
    # Always looked for in its community, by the index below.
    team = models.ForeignKey(Team, models.RESTRICT, related_name="escalations", db_index=False)
    asks = models.TextField("what is asked of the team")
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    rule = models.ForeignKey(EscalationRule, models.SET_NULL, null=True, related_name="escalations")
    made_at = models.DateTimeField(default=timezone.now)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = EscalationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "team", "message"], condition=Q(closed_at=None), name="one_open_escalation_a_message"
            )
        ]
        indexes = [
            # escalations: what is with my team, oldest first; what was closed, newest first
            models.Index(fields=["community", "team", "made_at"], condition=Q(closed_at=None), name="open_escalations"),
            models.Index("community", F("closed_at").desc(), condition=~Q(closed_at=None), name="closed_escalations"),
            # rollups: what was asked on a day
            models.Index(fields=["community", "made_at"], name="escalations_by_day"),
        ]

    def __str__(self) -> str:
        return f"Case {self.case_id} with {self.team}"

    @property
    def about(self) -> Message:
        """The message whose conversation it is about."""
        return self.message or self.case.message

    @property
    def state(self) -> "Escalation.State":
        if self.closed_at:
            return self.State.CLOSED
        if self.answered_at:
            return self.State.ANSWERED
        return self.State.ACKNOWLEDGED if self.acknowledged_at else self.State.NEW


class Firing(models.Model):
    """A rule that fired for a case and a cause, and never does again.

    `escalation` is what came of it.
    """

    rule = models.ForeignKey(EscalationRule, models.CASCADE, related_name="firings", db_index=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="firings")
    cause = models.CharField(max_length=120)
    fired_at = models.DateTimeField(default=timezone.now)
    escalation = models.ForeignKey(Escalation, models.CASCADE, related_name="firings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["rule", "case", "cause"], name="a_rule_fires_once_per_cause")]

    def __str__(self) -> str:
        return f"{self.rule} for case {self.case_id}: {self.cause}"


def seen_by(user: User) -> "MembershipQuerySet":
    """Return this person's membership that lets them see an escalation, for a query of escalations."""
    mine = Membership.objects.active().filter(user_id=user.pk, community=OuterRef("community"))
    own_team = Q(role=Membership.Role.LEAD, team=OuterRef("team"))
    return mine.filter(own_team | Q(role__in=roles_with(Right.SEE_CASES)))
