"""The table of what the stub platform was told."""

from django.db import models
from django.db.models import Q

from community.models.places import Channel, Feed
from community.records import ID_LIMIT


class StubAction(models.Model):
    """An action that the stub platform was told to carry out.

    `stable_id` is that of the outbox row, and `played_at` the moment when the platform played it back.
    """

    feed = models.ForeignKey(Feed, models.CASCADE, related_name="actions")
    stable_id = models.UUIDField(unique=True)
    kind = models.CharField(max_length=20)
    channel = models.ForeignKey(Channel, models.CASCADE)
    target_external_id = models.CharField(max_length=ID_LIMIT)
    text = models.TextField(blank=True)
    told_at = models.DateTimeField()
    played_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            # feed: what the platform has still to play back
            models.Index(fields=["feed", "told_at"], condition=Q(played_at=None), name="actions_to_play_back")
        ]

    def __str__(self) -> str:
        return f"{self.kind} on {self.target_external_id}"
