"""Table of the promises that are made for a case."""

from django.db import models
from django.db.models import Q

from community.models import Channel, Message
from moderation.models.guidelines import SEVERITIES
from moderation.policy import clocks as policy
from moderation.policy.clocks import END_WORDS, KEPT_WORDS, KIND_WORDS


class ClockQuerySet(models.QuerySet["Clock"]):
    def running(self) -> "ClockQuerySet":
        return self.filter(kept_at=None, ended_at=None)


class Clock(models.Model):
    """A promise to do something for a case by a moment.

    It began with `message`. `within` is minutes of working time, or of any hour. It is kept, or it ends otherwise, or
    it runs, and while it runs it is never moved to later.
    """

    # Without one where staff answered on the platform before there was any.
    case = models.ForeignKey("Case", models.CASCADE, null=True, related_name="clocks", db_index=False)
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="clocks", db_index=False)
    message = models.ForeignKey(Message, models.CASCADE, related_name="clocks")
    # What a team was asked has clocks of its own.
    escalation = models.ForeignKey("Escalation", models.CASCADE, null=True, related_name="clocks")
    kind = models.CharField(max_length=12, choices=list(KIND_WORDS.items()))
    severity = models.PositiveSmallIntegerField(choices=SEVERITIES)
    within = models.PositiveIntegerField()
    any_hour = models.BooleanField(default=False)
    started_at = models.DateTimeField()
    due_by = models.DateTimeField()
    risk_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True)
    kept_as = models.CharField(max_length=10, choices=list(KEPT_WORDS.items()), blank=True)
    ended_at = models.DateTimeField(null=True)
    ended_as = models.CharField(max_length=12, choices=list(END_WORDS.items()), blank=True)
    # When a team was reminded of what it has not kept.
    reminded_at = models.DateTimeField(null=True)

    objects = ClockQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "message", "kind"],
                condition=Q(kept_at=None, ended_at=None, escalation=None),
                name="one_running_clock_of_a_kind",
            ),
            models.UniqueConstraint(
                fields=["escalation", "kind"],
                condition=Q(kept_at=None, ended_at=None, escalation__isnull=False),
                name="one_running_clock_of_a_kind_a_team",
            ),
            models.UniqueConstraint(
                fields=["message", "kind"], condition=Q(case=None), name="one_clock_without_a_case_per_message"
            ),
            models.CheckConstraint(
                condition=Q(case__isnull=False) | Q(kept_as="platform"), name="what_runs_or_ended_has_a_case"
            ),
            models.CheckConstraint(
                condition=Q(kept_at=None, kept_as="") | Q(kept_at__isnull=False) & ~Q(kept_as=""),
                name="a_kept_clock_says_how",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_as="") | Q(ended_at__isnull=False) & ~Q(ended_as=""),
                name="an_ended_clock_says_how",
            ),
        ]
        indexes = [
            # case: its clocks, those that no longer run too
            models.Index(fields=["case", "kind"], name="clocks_of_a_case"),
            # rollups: what fell due on a day; how long it took
            models.Index(fields=["channel", "due_by"], name="clocks_by_due_day"),
            models.Index(fields=["channel", "kept_at"], condition=Q(kept_at__isnull=False), name="clocks_by_keeping"),
            # sweep: which clocks come to be at risk now?
            models.Index(fields=["risk_at"], condition=Q(kept_at=None, ended_at=None), name="running_clocks_by_risk"),
            # sweep: which team has not kept its target, and was not reminded?
            models.Index(
                fields=["due_by"],
                condition=Q(kept_at=None, ended_at=None, reminded_at=None, escalation__isnull=False),
                name="team_clocks_to_remind_of",
            ),
        ]

    @property
    def value(self) -> policy.Clock:
        """The promise as policy sees it."""
        stopped = self.kept_at
        return policy.Clock(self.started_at, self.due_by, self.risk_at, stopped, cancelled=bool(self.ended_at))

    def __str__(self) -> str:
        about = f"case {self.case_id}" if self.case_id else f"message {self.message_id}"
        return f"{self.get_kind_display()} for {about}"
