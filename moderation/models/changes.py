"""The record of changes in a community's settings.

Rows are only ever added.
"""

from django.db import models
from django.utils import timezone

from community.models import Community
from moderation.models.guidelines import Guideline
from moderation.models.people import User


class Change(models.Model):
    """A change of a setting by somebody.

    `subject` and `name` say what was changed. `before` is empty for what is new, `after` for what is gone. `guideline`
    is the one that was changed, whose versions tell the whole of it.
    """

    class Subject(models.TextChoices):
        PERSON = "person", "Person"
        INVITATION = "invitation", "Invitation"
        CHANNEL = "channel", "Channel"
        SOURCE = "source", "Source"
        STAFF_ENTRY = "staff", "Staff and automated by list"
        ROLE = "role", "Role of a member"
        JOINED = "joined", "Joined members"
        RECOUNT = "recount", "Counted from the start"
        FEED = "feed", "Feed"
        TOKEN = "token", "Token"
        TARGETS = "targets", "Response targets"
        HOURS = "hours", "Working hours"
        ESCALATION_RULE = "escalation", "Escalation rule"
        COMMUNITY = "community", "Community"
        DESK = "desk", "Desk"
        MOOD = "mood", "Mood"
        GUIDELINE = "guideline", "Guideline"
        MEMBER = "member", "Member"
        RETENTION = "retention", "Retention"
        IMPORT = "import", "Import"

    community = models.ForeignKey(Community, models.CASCADE, related_name="changes", db_index=False)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    subject = models.CharField(max_length=12, choices=Subject.choices)
    name = models.CharField(max_length=200)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    guideline = models.ForeignKey(Guideline, models.SET_NULL, null=True, related_name="+", db_index=False)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["community", "-at", "-id"], name="changes_newest_first")]

    def __str__(self) -> str:
        return f"{self.get_subject_display()} {self.name}"
