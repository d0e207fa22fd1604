"""Table of whom the messages of staff answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from community.models import Conversation, Member, Message
from moderation.policy.answers import WAY_WORDS


class Answer(models.Model):
    """What is known about a staff message as an answer.

    `author` is who is answered, or `target` where the answered message has no author. Both are empty where a person
    has to say. `given_at` is when it counts, and `by` is the person who said so.
    """

    message = models.ForeignKey(Message, models.CASCADE, related_name="answers", db_index=False)
    conversation = models.ForeignKey(Conversation, models.CASCADE, related_name="answers", db_index=False)
    author = models.ForeignKey(Member, models.CASCADE, null=True, related_name="answers", db_index=False)
    target = models.ForeignKey(Message, models.CASCADE, null=True, related_name="answered_by")
    way = models.CharField(max_length=8, choices=list(WAY_WORDS.items()))
    # A person may say that it answered somebody, or that it did not.
    answered = models.BooleanField(default=True)
    posted_at = models.DateTimeField()
    given_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["message", "author"], name="one_answer_per_message_and_person"),
            models.UniqueConstraint(fields=["message", "target"], name="one_answer_per_message_and_target"),
            models.UniqueConstraint(
                fields=["message"], condition=Q(author=None, target=None), name="one_open_question_per_answer"
            ),
        ]
        indexes = [
            # pipeline: whom did staff answer here?
            models.Index(fields=["conversation", "posted_at"], name="answers_in_order"),
            # members: what was said to them
            models.Index(fields=["author"], name="answers_to_a_member"),
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()}: message {self.message_id}"
