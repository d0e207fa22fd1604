"""Counts by day and channel, and the days to count again."""

from dataclasses import fields
from typing import Any

from django.db import models
from django.utils import timezone

from community.models import Channel, Community
from moderation.policy.health import Day
from moderation.policy.histogram import Histogram

HISTOGRAMS = ("first_wall", "first_working", "every_wall", "every_working")
COUNTS = tuple(field.name for field in fields(Day) if field.name not in ("date", "channel", *HISTOGRAMS))


class DayRollup(models.Model):
    """One channel on one day of its community's time zone.

    The columns are those of `policy.health.Day`, so that no page counts messages. `members` are the packed keys of the
    members who wrote, because different members do not add up.
    """

    community = models.ForeignKey(Community, models.CASCADE, related_name="rollups", db_index=False)
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="rollups", db_index=False)
    date = models.DateField()
    member_messages = models.PositiveIntegerField(default=0)
    staff_messages = models.PositiveIntegerField(default=0)
    posts = models.PositiveIntegerField(default=0)
    replies = models.PositiveIntegerField(default=0)
    reactions = models.BigIntegerField(default=0)
    reactions_known = models.PositiveIntegerField(default=0)
    scored = models.PositiveIntegerField(default=0)
    compound_sum = models.FloatField(default=0.0)
    negative = models.PositiveIntegerField(default=0)
    not_scored = models.PositiveIntegerField(default=0)
    cases_opened = models.PositiveIntegerField(default=0)
    cases_closed = models.PositiveIntegerField(default=0)
    decisions = models.JSONField(default=dict)
    first_action_met = models.PositiveIntegerField(default=0)
    first_action_missed = models.PositiveIntegerField(default=0)
    first_reply_met = models.PositiveIntegerField(default=0)
    first_reply_missed = models.PositiveIntegerField(default=0)
    first_wall = models.JSONField(default=dict)
    first_working = models.JSONField(default=dict)
    every_wall = models.JSONField(default=dict)
    every_working = models.JSONField(default=dict)
    members = models.BinaryField(default=bytes)

    class Meta:
        ordering = ("date", "channel")
        constraints = [models.UniqueConstraint(fields=["channel", "date"], name="one_rollup_per_channel_and_day")]
        indexes = [
            # health: the days of a community
            models.Index(fields=["community", "date"], name="rollups_of_a_community")
        ]

    def __str__(self) -> str:
        return f"{self.channel} on {self.date}"

    @property
    def day(self) -> Day:
        """This row as policy sees it."""
        counts: dict[str, Any] = {name: getattr(self, name) for name in COUNTS}
        spread: dict[str, Any] = {name: Histogram.of_json(getattr(self, name)) for name in HISTOGRAMS}
        return Day(date=self.date, channel=self.channel_id, **counts, **spread)


class StaleDay(models.Model):
    """A day of a channel that must be counted again.

    It is written with what changed, and deleted when the day was counted. There is one row for each change: whoever
    counts deletes only the rows that it saw, so no change is lost.
    """

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="stale_days", db_index=False)
    date = models.DateField()
    marked_at = models.DateTimeField(default=timezone.now)
    # The time zone of the date. A mark may be committed after the community has moved to another one.
    zone = models.CharField(max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["channel", "date"], name="stale_days_by_channel")]

    def __str__(self) -> str:
        return f"{self.channel} on {self.date}"
