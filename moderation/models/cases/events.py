"""Table of what happened to cases."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from moderation.models.cases.case import Case
from moderation.models.people import User
from moderation.policy.cases import event_choices


class CaseEvent(models.Model):
    """An event of a case.

    Rows are only ever added. `actor` is empty where Parley acted by itself.
    """

    class Kind(StrEnum):
        """What is stored; the words and the rest of each are a row of `moderation/policy/cases.py`."""

        OPENED = "opened"
        JOINED = "joined"
        ADDED = "added"
        ASSESSED = "assessed"
        CLAIMED = "claimed"
        RELEASED = "released"
        DECIDED = "decided"
        REPLIED = "replied"
        NOTED = "noted"
        CLOSED = "closed"
        UNNEEDED = "unneeded"
        UNDELIVERED = "undelivered"
        CORRECTED = "corrected"
        SPLIT = "split"
        MERGED = "merged"
        REOPENED = "reopened"
        UNDONE = "undone"
        DELIVERED = "delivered"
        FAILED = "failed"
        ESCALATED = "escalated"
        ACKNOWLEDGED = "acknowledged"
        ANSWERED = "answered"
        HANDED_ON = "handed_on"
        REMINDED = "reminded"
        GATHERED = "gathered"
        SETTLED = "settled"
        SAID = "said"
        MISSED = "missed"
        UNASKED = "unasked"
        SENT = "sent"

    case = models.ForeignKey(Case, models.CASCADE, related_name="events", db_index=False)
    kind = models.CharField(max_length=12, choices=event_choices)
    actor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    why = models.TextField(blank=True)
    facts = models.JSONField(default=dict)

    class Meta:
        ordering = ("at", "pk")
        indexes = [
            # case: its history, in order
            models.Index(fields=["case", "at"], name="events_of_a_case"),
            # rollups: what was decided on a day
            models.Index(fields=["at"], condition=Q(kind="decided"), name="decisions_by_day"),
            # queue: what has this person done today?
            models.Index(fields=["actor", "at"], condition=~Q(actor=None), name="events_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, case {self.case_id}"
