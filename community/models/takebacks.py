"""Tables of what it takes to take an import back, and to bring its messages again."""

from django.db import models

from community.models.messages import Message
from community.models.places import Channel
from community.models.runs import ImportRun
from community.records import ID_LIMIT


class RunChange(models.Model):
    """A stored message that an import changed, with what it was before.

    What an import made has no row here, and is known by `Message.run`. `was` holds the columns that differ, and
    `before` is the import that had written the message last.
    """

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="changes", db_index=False)
    message = models.ForeignKey(Message, models.CASCADE, related_name="changes")
    before = models.ForeignKey(ImportRun, models.SET_NULL, null=True, related_name="changed_by")
    was = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "message"], name="one_change_per_run_and_message")]

    def __str__(self) -> str:
        return f"message {self.message_id} before import {self.run_id}"


class TakenBack(models.Model):
    """When a message that was taken back had come in, so that no clock of it starts later when it comes again."""

    channel = models.ForeignKey(Channel, models.CASCADE, related_name="taken_back", db_index=False)
    external_id = models.CharField(max_length=ID_LIMIT)
    received_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "taken back"
        constraints = [models.UniqueConstraint(fields=["channel", "external_id"], name="one_memory_per_id_and_channel")]

    def __str__(self) -> str:
        return f"{self.external_id}, first here at {self.received_at}"
