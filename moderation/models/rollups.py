"""Counts by day and channel, and the days to count again."""

from dataclasses import fields
from datetime import date
from typing import Any

from django.db import models
from django.utils import timezone

from community.models import Channel, Community
from moderation.models.guidelines import SEVERITIES
from moderation.models.teams import Team
from moderation.policy.clocks import KIND_WORDS
from moderation.policy.health import Day
from moderation.policy.health.promises import COUNTED, Counts, Owed
from moderation.policy.health.teams import Asked
from moderation.policy.histogram import Histogram

HISTOGRAMS = tuple(field.name for field in fields(Day) if field.type is Histogram)
# What is packed, and what has tables of its own.
APART = ("members", "waits", "moods", "owed", "asked")
COUNTS = tuple(field.name for field in fields(Day) if field.name not in ("date", "channel", *HISTOGRAMS, *APART))
# After every day, for cases that stand open.
EVER_AFTER = date.max


class DayRollup(models.Model):
    """One channel on one day of its community's time zone.

    The columns are those of `policy.health.Day`, so that no page counts messages. `members` are the packed keys of the
    members who wrote, because different members do not add up.
    `waits` and `moods` are packed rows of people. `closings` has the numbers of cases opened on the day, by the day on
    which they were closed, and `standing_until` is the last day on which any of them stood open.
    """

    community = models.ForeignKey(Community, models.CASCADE, related_name="rollups", db_index=False)
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="rollups", db_index=False)
    date = models.DateField()
    member_messages = models.PositiveIntegerField(default=0)
    staff_messages = models.PositiveIntegerField(default=0)
    automated_messages = models.PositiveIntegerField(default=0)
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
    closings = models.JSONField(default=dict)
    standing_until = models.DateField(null=True)
    decisions = models.JSONField(default=dict)
    decisions_undone = models.PositiveIntegerField(default=0)
    decisions_reopened = models.PositiveIntegerField(default=0)
    reported = models.PositiveIntegerField(default=0)
    reports = models.PositiveBigIntegerField(default=0)
    reports_upheld = models.PositiveIntegerField(default=0)
    first_action_met = models.PositiveIntegerField(default=0)
    first_action_missed = models.PositiveIntegerField(default=0)
    first_reply_met = models.PositiveIntegerField(default=0)
    first_reply_missed = models.PositiveIntegerField(default=0)
    first_wall = models.JSONField(default=dict)
    first_working = models.JSONField(default=dict)
    every_wall = models.JSONField(default=dict)
    every_working = models.JSONField(default=dict)
    wait_wall = models.JSONField(default=dict)
    next_wall = models.JSONField(default=dict)
    desk_working = models.JSONField(default=dict)
    close_wall = models.JSONField(default=dict)
    report_wall = models.JSONField(default=dict)
    delay_wall = models.JSONField(default=dict)
    members = models.BinaryField(default=bytes)
    waits = models.BinaryField(default=bytes)
    moods = models.BinaryField(default=bytes)

    class Meta:
        ordering = ("date", "channel")
        constraints = [models.UniqueConstraint(fields=["channel", "date"], name="one_rollup_per_channel_and_day")]
        indexes = [
            # health: the days of a community
            models.Index(fields=["community", "date"], name="rollups_of_a_community"),
            # health: the days with cases that stood open later
            models.Index(
                fields=["community", "standing_until"],
                condition=models.Q(standing_until__isnull=False),
                name="rollups_with_open_cases",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} on {self.date}"

    @property
    def day(self) -> Day:
        """This row as policy sees it."""
        counts: dict[str, Any] = {name: getattr(self, name) for name in COUNTS}
        spread: dict[str, Any] = {name: Histogram.of_json(getattr(self, name)) for name in HISTOGRAMS}
        return Day(date=self.date, channel=self.channel_id, **counts, **spread)


class PromiseDay(models.Model):
    """Promises of one kind and severity that fell due in a channel on a day.

    The counts are those of `policy.health.promises.Counts`. `open` are those that still run. `by_person` has the
    numbers of those that a person ended, by how.
    """

    community = models.ForeignKey(Community, models.CASCADE, related_name="promise_days", db_index=False)
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="promise_days", db_index=False)
    date = models.DateField()
    kind = models.CharField(max_length=12, choices=list(KIND_WORDS.items()))
    severity = models.PositiveSmallIntegerField(choices=SEVERITIES)
    team = models.ForeignKey(Team, models.CASCADE, null=True, related_name="promise_days", db_index=False)
    kept = models.PositiveIntegerField(default=0)
    late = models.PositiveIntegerField(default=0)
    open = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    not_owed = models.PositiveIntegerField(default=0)
    not_ours = models.PositiveIntegerField(default=0)
    relaxed = models.PositiveIntegerField(default=0)
    unneeded = models.PositiveIntegerField(default=0)
    undelivered = models.PositiveIntegerField(default=0)
    by_hand = models.PositiveIntegerField(default=0)
    platform = models.PositiveIntegerField(default=0)
    by_person = models.JSONField(default=dict)

    class Meta:
        indexes = [
            # rollups: what was counted of a day
            models.Index(fields=["channel", "date"], name="promise_days_of_a_channel"),
            # health: what fell due in some days
            models.Index(fields=["community", "date"], name="promises_of_a_community"),
            # health: what is late now, whenever it fell due
            models.Index(fields=["community", "date"], condition=models.Q(open__gt=0), name="days_with_open_promises"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.channel} on {self.date}"

    @property
    def owed(self) -> Owed:
        """This row as policy sees it."""
        counts = Counts(**{name: getattr(self, name) for name in COUNTED})
        return Owed(self.kind, self.severity, self.team_id, counts, self.by_person)


class TeamDay(models.Model):
    """What one team was asked about cases of a channel on a day.

    `open` are those that are not closed now.
    """

    community = models.ForeignKey(Community, models.CASCADE, related_name="team_days", db_index=False)
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="team_days", db_index=False)
    date = models.DateField()
    team = models.ForeignKey(Team, models.CASCADE, related_name="days", db_index=False)
    asked = models.PositiveIntegerField(default=0)
    open = models.PositiveIntegerField(default=0)
    acknowledge = models.JSONField(default=dict)
    answer = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "date", "team"], name="one_row_per_team_channel_and_day")
        ]
        indexes = [
            # health: what was asked in some days
            models.Index(fields=["community", "date"], name="team_days_of_a_community"),
            # health: what is open now, whenever it was asked
            models.Index(fields=["community", "date"], condition=models.Q(open__gt=0), name="team_days_still_open"),
        ]

    def __str__(self) -> str:
        return f"{self.team}, {self.channel} on {self.date}"

    @property
    def as_asked(self) -> Asked:
        """This row as policy sees it."""
        took, answered = Histogram.of_json(self.acknowledge), Histogram.of_json(self.answer)
        return Asked(self.team_id, self.date, self.asked, self.open, took, answered)


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
