"""Work on stored messages whose author, role or source was corrected."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from community.models import Channel, Community, Member
from community.records import ID_LIMIT
from moderation.models.people import User


class Recount(models.Model):
    """One correction of many messages, done slice by slice.

    `at` and `at_pk` are those of the last message looked at. `before` and `after` count the changed messages by what
    they counted as, and `first_at` and `last_at` are when the changed ones were posted.
    """

    class Kind(models.TextChoices):
        ROLE = "role", "A member’s messages get the role that was set from the start"
        SPLIT = "split", "A channel’s messages get a source and members of their own"
        LEFT = "left", "A member’s messages lose the role that another channel gave"

    community = models.ForeignKey(Community, models.CASCADE, related_name="recounts", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    member = models.ForeignKey(Member, models.CASCADE, null=True, related_name="recounts")
    channel = models.ForeignKey(Channel, models.CASCADE, null=True, related_name="+")
    name = models.CharField(max_length=ID_LIMIT)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True)
    at = models.DateTimeField(null=True)
    at_pk = models.BigIntegerField(default=0)
    looked = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    first_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        indexes = [
            # settings and health: the newest of a community
            models.Index(fields=["community", "-started_at"], name="recounts_newest_first"),
            # sweep: what is not done yet
            models.Index(fields=["started_at"], condition=Q(done_at=None), name="recounts_to_do"),
        ]

    def __str__(self) -> str:
        return self.name
