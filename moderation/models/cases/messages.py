"""Tables of the messages of cases, and of cases that have to do with each other."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from community.models import Message
from moderation.models.assessments import Assessment
from moderation.models.cases.case import Case
from moderation.models.people import User
from moderation.policy.values import Severity


class CaseMessage(models.Model):
    """A message of a case with what makes it one of it.

    It is the person's own, or another's of the same text. `settled_at` is when nothing was left to do about it here,
    and `left_at` when it went to another case.
    """

    class Role(models.TextChoices):
        OWN = "own", "Own message"
        COPY = "copy", "Same text"

    class Settled(models.TextChoices):
        DECIDED = "decided", "Decided"
        ACTED = "acted", "Acted against"
        REPLIED = "replied", "Replied"
        ANSWERED = "answered", "Answered on the platform"
        UNNEEDED = "unneeded", "No answer needed"
        THANKS = "thanks", "Thanks only"
        GONE = "gone", "Gone: deleted at the source"
        CLOSED = "closed", "Closed without a decision"

    case = models.ForeignKey(Case, models.CASCADE, related_name="rows", db_index=False)
    message = models.ForeignKey(Message, models.CASCADE, related_name="rows", db_index=False)
    revision = models.PositiveIntegerField()
    role = models.CharField(max_length=4, choices=Role.choices, default=Role.OWN)
    assessment = models.ForeignKey(Assessment, models.SET_NULL, null=True, related_name="rows")
    opened_for = models.JSONField(default=list)
    # Its author asked for an answer, and had one.
    waits = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True)
    is_unchecked = models.BooleanField(default=False)
    is_unscored = models.BooleanField(default=False)
    severity = models.PositiveSmallIntegerField(default=Severity.NONE)
    priority = models.PositiveSmallIntegerField(default=0)
    joined_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)
    settled_as = models.CharField(max_length=8, choices=Settled.choices, blank=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["message", "revision"], condition=Q(left_at=None), name="one_place_per_message_revision"
            ),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_as="") | Q(settled_at__isnull=False) & ~Q(settled_as=""),
                name="a_settled_row_says_how",
            ),
        ]
        indexes = [
            # case: its messages
            models.Index(fields=["case", "joined_at"], name="rows_of_a_case"),
        ]

    @property
    def is_waiting(self) -> bool:
        return self.waits and self.answered_at is None and self.settled_at is None and self.left_at is None

    def __str__(self) -> str:
        return f"message {self.message_id} in case {self.case_id}"


class CaseLink(models.Model):
    """One case that has to do with another, as it was found or as a person said."""

    class Kind(models.TextChoices):
        FOLLOWS = "follows", "Came after it was closed"
        SPLIT = "split", "Was split off"
        MERGED = "merged", "Was merged into it"
        GATHERED = "gathered", "Gathers below it"

    case = models.ForeignKey(Case, models.CASCADE, related_name="linked", db_index=False)
    other = models.ForeignKey(Case, models.CASCADE, related_name="linked_from")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "other", "kind"], name="one_link_of_a_kind")]

    def __str__(self) -> str:
        return f"case {self.case_id} and case {self.other_id}: {self.get_kind_display()}"
