"""Actions and mails that leave Parley.

Rows are written with their cause, and delivered at least once under a stable id.
"""

import uuid
from enum import StrEnum

from django.db import models
from django.db.models import Q
from django.utils import timezone

from community.models import Channel, Community, Message
from moderation.access import Right
from moderation.models.cases import Case, CaseEvent
from moderation.models.escalations import Escalation
from moderation.models.leases import Leased, LeasedQuerySet
from moderation.models.people import User, communities_where
from moderation.policy.decisions import act_choices


class OutboxQuerySet(LeasedQuerySet["Outbox"]):
    def visible_to(self, user: User) -> "OutboxQuerySet":
        return self.filter(community__in=communities_where(user, Right.SEE_CASES))

    def unfinished(self) -> "OutboxQuerySet":
        return self.filter(state=Outbox.State.WAITING)

    def to_do(self) -> "OutboxQuerySet":
        return self.filter(state=Outbox.State.TO_DO).order_by("pk")

    def offered(self) -> "OutboxQuerySet":
        return self.filter(state=Outbox.State.OFFERED).order_by("pk")

    def by_hand(self) -> "OutboxQuerySet":
        """Return the replies that somebody marked as sent."""
        return self.filter(kind=Outbox.Kind.REPLY, state=Outbox.State.DONE, done_by__isnull=False)

    def for_platform(self) -> "OutboxQuerySet":
        return self.exclude(kind__in=Outbox.NOTICES)

    def stop_mail_of(self, escalation: int) -> int:
        """Cancel waiting mails of an escalation that asks nobody any more."""
        waiting = self.filter(escalation=escalation, state=Outbox.State.WAITING, token=None)
        return waiting.update(state=Outbox.State.CANCELLED)


class Outbox(Leased):
    """One action to carry out on the platform, or a mail.

    A waiting row can be cancelled. Later it can only be compensated.
    """

    class Kind(StrEnum):
        """The kinds that need care of their own, of those in `moderation/policy/decisions.py`."""

        REPLY = "reply"
        MAIL = "mail"
        WEBHOOK = "webhook"

    # What tells people of ours, and never goes to the platform.
    NOTICES = (Kind.MAIL, Kind.WEBHOOK)

    class State(models.TextChoices):
        WAITING = "waiting", "Waiting"
        OFFERED = "offered", "Waiting to be fetched"
        TO_DO = "to_do", "To do on the platform"
        DONE = "done", "Done"
        CANCELLED = "cancelled", "Cancelled"
        FAILED = "failed", "Failed"

    class Sought(models.TextChoices):
        """What became of looking for a reply that was marked as sent."""

        FOUND = "found", "Found on the platform"
        ASKED = "asked", "Not found, and asked about"
        SENT = "sent", "Not found, and somebody says that it was sent"
        LOST = "lost", "Not sent, as somebody says"

    stable_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(Community, models.CASCADE, related_name="outbox")
    channel = models.ForeignKey(Channel, models.CASCADE, related_name="outbox")
    case = models.ForeignKey(Case, models.CASCADE, related_name="outbox")
    cause = models.ForeignKey(CaseEvent, models.CASCADE, related_name="outbox")
    message = models.ForeignKey(Message, models.CASCADE, related_name="outbox")
    kind = models.CharField(max_length=10, choices=act_choices)
    # The text of a reply; of a decision that ends by itself, for how long.
    text = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    made_at = models.DateTimeField(default=timezone.now)
    # Written as now plus the undo time, and when it is offered anew, as when people are to do it instead.
    due_at = models.DateTimeField()
    # When a program was first told of it, which may have carried it out since.
    fetched_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    # Blank until an import has read the time in which a reply was marked as sent.
    sought = models.CharField(max_length=5, choices=Sought, blank=True, default="")
    recipient = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    escalation = models.ForeignKey(Escalation, models.CASCADE, null=True, related_name="mails")
    compensates = models.OneToOneField("self", models.CASCADE, null=True, related_name="compensated_by")

    objects = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "outbox"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="mail", recipient__isnull=False) | ~Q(kind="mail") & Q(recipient=None),
                name="a_mail_has_a_recipient",
            )
        ]
        indexes = [
            # sweep: what is to be carried out now?
            models.Index(fields=["due_at"], condition=Q(state="waiting"), name="outbox_waiting"),
            # to do on the platform: oldest first
            models.Index(fields=["community", "id"], condition=Q(state="to_do"), name="outbox_to_do"),
            # what a source's program may fetch: oldest first
            models.Index(fields=["community", "id"], condition=Q(state="offered"), name="outbox_offered"),
            # import: which replies were marked as sent in the time that it covers?
            models.Index(
                fields=["channel", "done_at"],
                condition=Q(kind="reply", state="done", sought="", done_by__isnull=False),
                name="replies_to_seek",
            ),
            # to do on the platform: which replies is somebody asked about?
            models.Index(fields=["community", "id"], condition=Q(sought="asked"), name="replies_asked_about"),
            # mail: when did the last one to this person leave?
            models.Index(fields=["recipient", "done_at"], condition=Q(kind="mail"), name="mails_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} for case {self.case_id}"
