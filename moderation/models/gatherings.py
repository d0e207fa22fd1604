"""Tables of conversations in which many people gather."""

from django.db import models
from django.utils import timezone

from community.models import Conversation
from moderation.models.escalations import EscalationRule


class Arrival(models.Model):
    """Messages that came into a conversation, which the rules about many people have not been asked about.

    It is written with the messages. `posted_from` and `posted_to` are the earliest and the latest of them.
    """

    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="arrivals", db_index=False)
    posted_from = models.DateTimeField()
    posted_to = models.DateTimeField()
    due_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            # sweep: in which conversations may many people gather now?
            models.Index(fields=["due_at"], name="arrivals_by_due"),
            # when a conversation goes, and what else came into it
            models.Index(fields=["conversation"], name="arrivals_of_a_conversation"),
        ]

    def __str__(self) -> str:
        return f"arrivals in conversation {self.conversation_id}"


class Gathering(models.Model):
    """A time in which many people wrote in one conversation, as a rule found it.

    It goes on as long as the rule holds anew within its own minutes, and sets the rule off once.
    """

    rule = models.ForeignKey(EscalationRule, models.CASCADE, related_name="gatherings", db_index=False)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="gatherings")
    began_at = models.DateTimeField()
    # When the last message was posted with which the rule held.
    last_at = models.DateTimeField()
    people = models.PositiveIntegerField()
    messages = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "conversation", "began_at"], name="one_gathering_per_rule_and_beginning"
            )
        ]

    @property
    def size(self) -> tuple[int, int]:
        return self.people, self.messages

    def __str__(self) -> str:
        return f"{self.people} people in conversation {self.conversation_id}"
