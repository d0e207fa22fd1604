"""Tables of communities, feeds, sources and channels."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from community.db.secrets import SecretsField
from community.records import ID_LIMIT
from community.zones import must_be_a_time_zone


class Community(models.Model):
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[must_be_a_time_zone])
    languages = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name_plural = "communities"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Feed(models.Model):
    """What a connector reads by itself. A file has no feed."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="feeds", db_index=False)
    # The connector's: community/connectors/kinds.py.
    kind = models.CharField(max_length=20)
    is_on = models.BooleanField(default=True)
    settings = models.JSONField(default=dict, blank=True)
    secrets = SecretsField()
    # The number of the next thing to read.
    cursor = models.PositiveBigIntegerField(default=0)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "kind"], name="one_feed_of_a_kind_per_community")]

    def __str__(self) -> str:
        return f"{self.kind} feed of {self.community}"


class Source(models.Model):
    """Where ids come from, such as a server, a shop or a help desk.

    Two channels of one source share its people and their messages' ids. `host_key` is what an export calls its server.
    """

    community = models.ForeignKey(Community, models.CASCADE, related_name="sources", db_index=False)
    kind = models.CharField(max_length=20, default="file")
    host_key = models.CharField(max_length=ID_LIMIT, blank=True)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "kind", "host_key"], condition=~Q(host_key=""), name="one_source_per_server"
            )
        ]
        indexes = [models.Index(fields=["community", "name"], name="sources_by_name")]

    def __str__(self) -> str:
        return self.name


class Channel(models.Model):
    """A place where people write.

    Without a feed its decisions are carried out by hand ("to do on the platform").
    """

    community = models.ForeignKey(Community, models.CASCADE, related_name="channels", db_index=False)
    source = models.ForeignKey(Source, models.RESTRICT, related_name="channels")
    feed = models.ForeignKey(Feed, models.SET_NULL, null=True, blank=True, related_name="channels")
    slug = models.SlugField(max_length=80, allow_unicode=True)
    name = models.CharField(max_length=120)
    is_private = models.BooleanField(default=False)
    is_answered = models.BooleanField("we answer questions here", default=False)
    language = models.CharField(max_length=8, blank=True)

    class Meta:
        ordering = ("name",)
        constraints = [models.UniqueConstraint(fields=["community", "slug"], name="one_channel_per_slug_and_community")]

    def __str__(self) -> str:
        return self.name
