"""Tables of pending and finished assessments, and of running counts."""

from datetime import datetime

from django.db import models
from django.db.models import Q, Sum
from django.utils import timezone

from community.models import Message
from moderation.models.guidelines import GuidelineVersion, RuleSet
from moderation.models.leases import Leased, LeasedQuerySet
from moderation.policy.values import Part


class PendingQuerySet(LeasedQuerySet["PendingAssessment"]):
    def alive(self) -> "PendingQuerySet":
        return self.filter(died_at=None)

    unfinished = alive

    def leased(self, now: datetime) -> "PendingQuerySet":
        return self.alive().filter(due_at__gt=now).exclude(token=None)

    def dead(self) -> "PendingQuerySet":
        return self.exclude(died_at=None)


class PendingAssessment(Leased):
    """A message that waits to be assessed.

    The row itself is the job. `is_first` says that nothing was ever said of this message, so there is no assessment,
    case or copy of it to look for.
    """

    message = models.OneToOneField(Message, models.CASCADE, related_name="pending")
    revision = models.PositiveIntegerField()
    is_history = models.BooleanField(default=False)
    is_first = models.BooleanField(default=False)
    asked_at = models.DateTimeField(default=timezone.now)
    died_at = models.DateTimeField(null=True)

    objects = PendingQuerySet.as_manager()

    class Meta:
        indexes = [
            # pipeline: the next batch; sweep: is anything due that nobody was woken for?
            models.Index(fields=["due_at", "id"], condition=Q(died_at=None), name="pending_in_order"),
            # pipeline: what do I still hold?
            models.Index(fields=["token"], condition=~Q(token=None), name="pending_by_token"),
        ]

    def __str__(self) -> str:
        return f"assessment of message {self.message_id}, revision {self.revision}"


class Assessment(models.Model):
    """The judgement of one revision of a message, by a rule set and an engine.

    `compound` is empty when the text was not scored, and `not_scored` says why. It is never 0 for that.
    """

    message = models.ForeignKey(Message, models.CASCADE, related_name="assessments", db_index=False)
    revision = models.PositiveIntegerField()
    rule_set = models.ForeignKey(RuleSet, models.PROTECT, null=True, related_name="+")
    engine = models.CharField(max_length=40)
    assessed_at = models.DateTimeField(default=timezone.now)
    language = models.CharField(max_length=8, blank=True)
    neg = models.FloatField(null=True)
    neu = models.FloatField(null=True)
    pos = models.FloatField(null=True)
    compound = models.FloatField(null=True)
    not_scored = models.CharField(max_length=200, blank=True)
    was_cut = models.BooleanField(default=False)
    words = models.JSONField(default=list)
    priority = models.PositiveSmallIntegerField(default=0)
    terms = models.JSONField(default=list)
    unknown = models.JSONField(default=list)
    # The facts that may change while its case is open. Empty for those made before they were kept.
    judged_on = models.JSONField(null=True)
    fingerprint = models.BigIntegerField(default=0)
    # 0 for those made before texts had a plain reading.
    reading_version = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "revision"], name="one_assessment_per_revision")]
        indexes = [
            # pipeline: was the same text said before, by whom?
            models.Index(fields=["fingerprint", "assessed_at"], condition=~Q(fingerprint=0), name="same_text_before")
        ]

    def __str__(self) -> str:
        return f"assessment of message {self.message_id}, revision {self.revision}"


class Finding(models.Model):
    """A passage that one rule found, quoted and with the reason.

    `number` is its footnote on the screen.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="findings", db_index=False)
    number = models.PositiveSmallIntegerField()
    version = models.ForeignKey(GuidelineVersion, models.PROTECT, related_name="findings")
    severity = models.PositiveSmallIntegerField()
    part = models.CharField(max_length=5, default=Part.TEXT)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    excerpt = models.TextField()
    rule = models.TextField()
    reason = models.TextField()
    # How the words are only mentioned, or nothing (moderation/policy/frames.py).
    frame = models.CharField(max_length=12, blank=True)
    # The words behind a finding about a whole text.
    evidence = models.JSONField(default=list)

    class Meta:
        ordering = ("assessment", "number")
        constraints = [models.UniqueConstraint(fields=["assessment", "number"], name="one_finding_per_footnote")]

    def __str__(self) -> str:
        return f"{self.version}: {self.excerpt}"


class TallyQuerySet(models.QuerySet["Tally"]):
    def total(self, name: str) -> int:
        return self.filter(name=name).aggregate(sum=Sum("amount"))["sum"] or 0


class Tally(models.Model):
    """A part of a count, written in the transaction that changes it.

    The sweep adds the small rows up, so nobody counts a table.
    """

    name = models.CharField(max_length=20)
    amount = models.BigIntegerField()

    objects = TallyQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "tallies"
        indexes = [models.Index(fields=["name"], name="tally_by_name")]

    def __str__(self) -> str:
        return f"{self.name} {self.amount:+}"
