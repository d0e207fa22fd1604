"""Response targets by severity, working hours and closed days."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from community.models import Channel, Community
from moderation.policy import hours
from moderation.policy.clocks import Target
from moderation.policy.closings import NAME_LIMIT
from moderation.policy.values import Severity

# A case can also be open without a finding: for an answer, a mood, or reports.
SEVERITIES = [(severity.value, severity.name.capitalize() if severity else "No finding") for severity in Severity]
WEEKDAYS = list(enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")))


class ResponseTarget(models.Model):
    """Targets for the cases of one severity, in minutes of working time or, at any hour, of time by the clock.

    Empty promises nothing. Those of a channel stand in the place of the community's.
    """

    community = models.ForeignKey(Community, models.CASCADE, related_name="targets", db_index=False)
    channel = models.ForeignKey(Channel, models.CASCADE, null=True, blank=True, related_name="targets", db_index=False)
    severity = models.PositiveSmallIntegerField(choices=SEVERITIES)
    first_action = models.PositiveIntegerField(null=True, blank=True)
    first_reply = models.PositiveIntegerField(null=True, blank=True)
    decision = models.PositiveIntegerField(null=True, blank=True)
    # A look at what could not be checked has one target, which stands in the row without a finding.
    unchecked = models.PositiveIntegerField(null=True, blank=True)
    any_hour = models.BooleanField(default=False)

    class Meta:
        ordering = ("community", "-severity")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "severity"], condition=Q(channel=None), name="one_target_per_severity"
            ),
            models.UniqueConstraint(fields=["channel", "severity"], name="one_target_per_severity_and_channel"),
        ]

    def __str__(self) -> str:
        return f"Target of {self.community} for {self.get_severity_display().lower()}"

    @property
    def value(self) -> Target:
        return Target(
            minutes_or_none(self.first_action),
            minutes_or_none(self.first_reply),
            minutes_or_none(self.decision),
            minutes_or_none(self.unchecked),
            self.any_hour,
        )


class WorkingHours(models.Model):
    """A window of opening hours of the desk that begins on a weekday.

    It is minutes since midnight in the community's time zone, and past midnight it closes after more than 1440 of them.
    A day without a row is closed, and a community without any row never closes.
    """

    community = models.ForeignKey(Community, models.CASCADE, related_name="working_hours", db_index=False)
    weekday = models.PositiveSmallIntegerField(choices=WEEKDAYS)
    opens = models.PositiveSmallIntegerField()
    closes = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "working hours"
        ordering = ("community", "weekday", "opens")
        constraints = [
            models.UniqueConstraint(fields=["community", "weekday", "opens"], name="one_window_per_opening"),
            models.CheckConstraint(condition=Q(weekday__lt=hours.DAYS), name="a_week_has_seven_days"),
            models.CheckConstraint(
                condition=Q(opens__lt=hours.MINUTES, closes__gt=F("opens"), closes__lte=F("opens") + hours.MINUTES),
                name="hours_go_forward_for_a_day_at_most",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} of {self.community}"


class ClosedDay(models.Model):
    """A date on which the desk is closed from midnight to midnight, and why."""

    community = models.ForeignKey(Community, models.CASCADE, related_name="closed_days", db_index=False)
    date = models.DateField()
    name = models.CharField(max_length=NAME_LIMIT, blank=True)

    class Meta:
        ordering = ("community", "date")
        constraints = [models.UniqueConstraint(fields=["community", "date"], name="one_closed_day_per_date")]

    def __str__(self) -> str:
        return f"{self.date} {self.name}".strip()


def minutes_or_none(said: int | None) -> timedelta | None:
    return None if said is None else timedelta(minutes=said)
