"""Guidelines in versions, rule sets, and a community's desk."""

from typing import ClassVar

from django.db import models
from django.db.models import Max
from django.utils import timezone

from community.models import Community
from moderation.models.people import User
from moderation.models.teams import Team
from moderation.policy import values
from moderation.policy.sentiment import ENGINES, PARLEY, Own
from moderation.policy.sentiment.words import EMOJI, TROUBLE
from moderation.policy.starter import BRAND, KINDS
from moderation.policy.values import Severity

# Days at most in which a closed case goes on.
LONGEST_REOPENING = 365
SEVERITIES = [(severity.value, severity.name.capitalize()) for severity in Severity if severity]


class Guideline(models.Model):
    """A guideline of a community.

    Its name is that of its newest version, and what it says stands in its versions.
    """

    community = models.ForeignKey(Community, models.CASCADE, related_name="guidelines", db_index=False)
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    category = models.SlugField(max_length=60)

    class Meta:
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["community", "slug"], name="one_guideline_per_slug")]

    def __str__(self) -> str:
        return self.name


class GuidelineVersion(models.Model):
    """The content of a guideline at one time.

    It is never changed once it is in a rule set, only followed by the next.
    """

    guideline = models.ForeignKey(Guideline, models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120)
    category = models.SlugField(max_length=60, db_index=False)
    statement = models.TextField()
    severity = models.PositiveSmallIntegerField(choices=SEVERITIES)
    is_on = models.BooleanField(default=True)
    # Texts by which a change is tried before it is saved.
    must_find = models.JSONField(default=list)
    must_not_find = models.JSONField(default=list)
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("guideline", "-number")
        constraints = [models.UniqueConstraint(fields=["guideline", "number"], name="one_version_per_number")]

    def __str__(self) -> str:
        return f"{self.name} v{self.number}"

    def value(self) -> values.Guideline:
        """Return this version as policy sees it.

        Findings come back with its primary key.
        """
        return values.Guideline(
            key=str(self.pk),
            name=self.name,
            category=self.category,
            severity=Severity(self.severity),
            statement=self.statement,
            rules=tuple(values.Rule(rule.kind, rule.pattern) for rule in self.rules.all()),
            must_find=tuple(self.must_find),
            must_not_find=tuple(self.must_not_find),
        )


class Rule(models.Model):
    """One pattern that a version looks for.

    `kind` names a check of policy.
    """

    version = models.ForeignKey(GuidelineVersion, models.CASCADE, related_name="rules", db_index=False)
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20)
    pattern = models.TextField(blank=True)

    class Meta:
        ordering = ("version", "position")
        constraints = [models.UniqueConstraint(fields=["version", "position"], name="one_rule_per_position")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pattern}".strip()


class RuleSet(models.Model):
    """The versions in force from one moment on.

    An assessment names the one it was made under.
    """

    community = models.ForeignKey(Community, models.CASCADE, related_name="rule_sets", db_index=False)
    number = models.PositiveIntegerField()
    versions = models.ManyToManyField(GuidelineVersion, related_name="rule_sets")
    made_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("community", "-number")
        constraints = [models.UniqueConstraint(fields=["community", "number"], name="one_rule_set_per_number")]

    def __str__(self) -> str:
        return f"Rule set {self.number}"

    @classmethod
    def next_number(cls, community: Community) -> int:
        return (cls.objects.filter(community=community).aggregate(last=Max("number"))["last"] or 0) + 1


class DeskQuerySet(models.QuerySet["Desk"]):
    def open_for(self, community: Community) -> "Desk":
        """Find the desk of a community; one that is new begins with the first teams."""
        if desk := self.filter(community=community).first():
            return desk
        # Before the desk: whoever is broken off in between comes by here again.
        Team.objects.make_for(community)
        return self.get_or_create(community=community)[0]


class Desk(models.Model):
    """The settings of a community's desk.

    They say what opens a case, how long an undo may simply cancel, and which rules are in force.
    """

    community = models.OneToOneField(Community, models.CASCADE, related_name="desk")
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, null=True, related_name="+")
    # Whose starter guidelines it began with, or was last given.
    kind = models.CharField(max_length=10, choices=list(KINDS.items()), default=BRAND, editable=False)
    severity_from = models.PositiveSmallIntegerField(choices=SEVERITIES, default=Severity.MEDIUM)
    compound_to = models.FloatField("negativity limit", default=-0.6)
    reports_from = models.PositiveSmallIntegerField("member reports from", default=2)
    # Of 5, where 0 opens nothing.
    rating_to = models.PositiveSmallIntegerField("rating limit", default=2)
    # For so many days after a case was closed, a further message of the person opens it again, and for 0 never.
    reopen_days = models.PositiveSmallIntegerField(default=7)
    # The engine whose moods are shown, and the community's own words for it. Empty means those that Parley knows.
    engine = models.CharField(max_length=40, choices=[(name, name) for name in ENGINES], default=PARLEY)
    own_names = models.JSONField(default=list, blank=True)
    trouble_words = models.JSONField(null=True, blank=True)
    negative_emoji = models.JSONField(null=True, blank=True)
    undo_seconds = models.PositiveSmallIntegerField(default=10)
    # After a mail, further ones to the same person are gathered for so long.
    digest_minutes = models.PositiveSmallIntegerField(default=10)
    # Months after which texts go, where any are given. Figures and what was decided stay.
    keep_messages = models.PositiveSmallIntegerField(null=True, blank=True)
    keep_cases = models.PositiveSmallIntegerField(null=True, blank=True)
    keep_rejects = models.PositiveSmallIntegerField(null=True, blank=True)
    keep_uploads = models.PositiveSmallIntegerField(null=True, blank=True)
    # When the sweep looks for such texts next, once it has found no more.
    retention_due_at = models.DateTimeField(null=True, editable=False)
    # The last open case that was marked after the escalation rules changed. Empty means that all are.
    rules_reached = models.BigIntegerField(null=True, editable=False)
    # The rank and the key of the last open case that was looked over. Empty begins with the first.
    looked_rank = models.BigIntegerField(null=True, editable=False)
    looked_case = models.BigIntegerField(null=True, editable=False)

    objects: ClassVar[DeskQuerySet] = DeskQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(undo_seconds__lte=120), name="undo_waits_two_minutes_at_most")
        ]

    def __str__(self) -> str:
        return f"Desk of {self.community}"

    @property
    def thresholds(self) -> values.Thresholds:
        return values.Thresholds(Severity(self.severity_from), self.compound_to, self.reports_from, self.rating_to)

    @property
    def own_words(self) -> Own:
        words = (self.trouble_words, TROUBLE), (self.negative_emoji, EMOJI)
        trouble, emoji = (known if own is None else tuple(own) for own, known in words)
        return Own(tuple(self.own_names), trouble, emoji)
