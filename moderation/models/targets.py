"""Response targets by severity, and working hours."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q

from community.models import Community
from moderation.policy import hours
from moderation.policy.clocks import Target
from moderation.policy.values import Severity

# A case can also be open without a finding: for an answer, a mood, or reports.
SEVERITIES = [(severity.value, severity.name.capitalize() if severity else "No finding") for severity in Severity]
WEEKDAYS = list(enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")))


class ResponseTarget(models.Model):
    """Targets for the cases of one severity, in minutes of working time.

    Empty promises nothing.
    """

    community = models.ForeignKey(Community, models.CASCADE, related_name="targets", db_index=False)
    severity = models.PositiveSmallIntegerField(choices=SEVERITIES)
    first_action = models.PositiveIntegerField(null=True, blank=True)
    first_reply = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        ordering = ("community", "-severity")
        constraints = [models.UniqueConstraint(fields=["community", "severity"], name="one_target_per_severity")]

    def __str__(self) -> str:
        return f"Target of {self.community} for {self.get_severity_display().lower()}"

    @property
    def value(self) -> Target:
        return Target(_minutes_or_none(self.first_action), _minutes_or_none(self.first_reply))


class WorkingHours(models.Model):
    """Opening hours of the desk on one weekday.

    They are minutes since midnight in the community's time zone. A day without a row is closed, and a community without
    any row never closes.
    """

    community = models.ForeignKey(Community, models.CASCADE, related_name="working_hours", db_index=False)
    weekday = models.PositiveSmallIntegerField(choices=WEEKDAYS)
    opens = models.PositiveSmallIntegerField()
    closes = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name_plural = "working hours"
        ordering = ("community", "weekday")
        constraints = [
            models.UniqueConstraint(fields=["community", "weekday"], name="one_window_per_weekday"),
            models.CheckConstraint(condition=Q(weekday__lt=hours.DAYS), name="a_week_has_seven_days"),
            models.CheckConstraint(
                condition=Q(opens__lt=F("closes"), closes__lte=hours.MINUTES), name="hours_go_forward_within_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()} of {self.community}"


def _minutes_or_none(said: int | None) -> timedelta | None:
    return None if said is None else timedelta(minutes=said)
