"""Tables of moods: scores by other engines, scoring anew, and what people said a text does not sound like."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from community.models import Community, Message
from moderation.models.assessments import Assessment
from moderation.models.people import User
from moderation.policy.sentiment import Band


class Score(models.Model):
    """What an engine other than the one shown said of an assessment's text.

    The score that is shown stands in the assessment, which every list and figure reads without a further row.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="scores", db_index=False)
    engine = models.CharField(max_length=40)
    neg = models.FloatField(null=True)
    neu = models.FloatField(null=True)
    pos = models.FloatField(null=True)
    compound = models.FloatField(null=True)
    not_scored = models.CharField(max_length=200, blank=True)
    was_cut = models.BooleanField(default=False)
    words = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "engine"], name="one_score_per_engine")]

    def __str__(self) -> str:
        return f"{self.engine} of assessment {self.assessment_id}"


class RescoringQuerySet(models.QuerySet["Rescoring"]):
    def to_do(self) -> "RescoringQuerySet":
        return self.filter(done_at=None)


class Rescoring(models.Model):
    """The scoring anew of a community's texts, after its engine or its words of mood were changed.

    It goes on slice by slice, from the newest text to the oldest; `reached` is the assessment that it came to. `was` is
    what the desk had before, which an undo brings back.
    """

    community = models.ForeignKey(Community, models.CASCADE, related_name="rescorings", db_index=False)
    engine = models.CharField(max_length=40)
    was = models.JSONField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    # Another change came before this one was done, and goes over everything once more.
    is_overtaken = models.BooleanField(default=False)
    reached = models.BigIntegerField(null=True)
    total = models.PositiveIntegerField(default=0)
    looked = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)

    objects = RescoringQuerySet.as_manager()

    class Meta:
        ordering = ("-pk",)
        indexes = [
            # settings and health: the newest of a community
            models.Index(fields=["community", "-started_at"], name="rescorings_newest_first"),
            # sweep and worker: what is not done yet
            models.Index(fields=["started_at"], condition=Q(done_at=None), name="rescorings_to_do"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["community"], condition=Q(done_at=None), name="one_rescoring_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.engine} for {self.community}"


class SentimentCorrection(models.Model):
    """What a person says a revision sounds like, where the engine said otherwise.

    It changes no figure, and is kept to measure engines with.
    """

    message = models.ForeignKey(Message, models.CASCADE, related_name="mood_corrections", db_index=False)
    revision = models.PositiveIntegerField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    band = models.CharField(max_length=8, choices=[(band.value, band.value) for band in Band])
    engine = models.CharField(max_length=40)
    said = models.CharField(max_length=8, choices=[(band.value, band.value) for band in Band])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "revision", "by"], name="one_mood_correction_a_person")
        ]

    def __str__(self) -> str:
        return f"message {self.message_id} is {self.band}, not {self.said}"
