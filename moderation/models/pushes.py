"""Tokens with which programs send a source's messages and fetch its decisions."""

from django.db import models
from django.utils import timezone

from community.models import Community, Source
from moderation.models.people import User

NAME_LIMIT = 80


class PushTokenQuerySet(models.QuerySet["PushToken"]):
    def live(self) -> "PushTokenQuerySet":
        return self.filter(ended_at=None)

    def of(self, community: Community) -> "PushTokenQuerySet":
        return self.filter(source__community=community)


class PushToken(models.Model):
    """A program's way into one source and out of it.

    The token itself is not stored.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="push_tokens")
    name = models.CharField(max_length=NAME_LIMIT)
    secret_hash = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token.")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    objects = PushTokenQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source", "name"], condition=models.Q(ended_at=None), name="one_live_token_of_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name
