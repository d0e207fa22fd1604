"""Tables of imports and what they rejected."""

from typing import Any

from django.db import models
from django.utils import timezone

from community.models.places import Channel, Community


class ImportRun(models.Model):
    """One reading of one file into one channel.

    Its counts and position change in the transaction that stores a batch. `community` repeats the channel's, so that an
    index holds a community's runs in order.
    """

    class State(models.TextChoices):
        RUNNING = "running", "Running"
        FINISHED = "finished", "Finished"

    community = models.ForeignKey(Community, models.CASCADE, related_name="runs", db_index=False)
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="runs", db_index=False)
    source = models.CharField(max_length=500)
    content_hash = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the bytes; blank for a stream.")
    options = models.JSONField(default=dict)
    is_history = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.RUNNING)
    read = models.PositiveBigIntegerField(default=0)
    created = models.PositiveBigIntegerField(default=0)
    updated = models.PositiveBigIntegerField(default=0)
    unchanged = models.PositiveBigIntegerField(default=0)
    duplicate = models.PositiveBigIntegerField(default=0)
    rejected = models.PositiveBigIntegerField(default=0)
    skipped = models.PositiveBigIntegerField(default=0)
    # Values that were left unknown, of records that are kept.
    warnings = models.PositiveBigIntegerField(default=0)
    # Between these it has read messages, stored or not.
    first_posted_at = models.DateTimeField(null=True, blank=True)
    last_posted_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    # When taking it back began. From then on it stores nothing more.
    undone_at = models.DateTimeField(null=True, blank=True)
    # False for those from before changes were kept.
    keeps_changes = models.BooleanField(default=False)

    class Meta:
        indexes = [
            # import: is there a run of these bytes into this channel to go on with?
            models.Index(fields=["channel", "content_hash", "state"], name="runs_of_the_same_bytes"),
            # import: the newest first
            models.Index(fields=["community", "-id"], name="runs_newest_first"),
        ]

    def __str__(self) -> str:
        return f"Import {self.pk} of {self.source}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.community_id = self.channel.community_id
        super().save(*args, **kwargs)

    @property
    def is_mostly_rejected(self) -> bool:
        return self.rejected * 2 > self.read


class ImportReject(models.Model):
    """A record that was not stored.

    `raw` holds its original bytes up to 64 KiB. `length` and `sha256` describe all of them.
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rejects", db_index=False)
    line = models.PositiveBigIntegerField()
    reason = models.TextField()
    raw = models.BinaryField()
    length = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)

    class Meta:
        ordering = ("run", "line", "pk")
        indexes = [models.Index(fields=["run", "line"], name="rejects_of_a_run")]

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


class ImportWarning(models.Model):
    """The values of one field that a run could not read and left unknown, with the first of them."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="warned", db_index=False)
    field = models.CharField(max_length=40)
    count = models.PositiveBigIntegerField()
    sample = models.TextField()

    class Meta:
        ordering = ("run", "field")
        constraints = [models.UniqueConstraint(fields=["run", "field"], name="one_warning_per_field_and_run")]

    def __str__(self) -> str:
        return f"{self.field}: {self.count}"
