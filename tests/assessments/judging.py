"""Messages that wait for the pipeline, and the pipeline that judges them."""

from community.models import Message
from moderation.assessments import pipeline
from moderation.models import PendingAssessment

THREAT = "You will hear from my lawyer about this broken tent."


def ask(*messages: Message, **fields: object) -> None:
    for message in messages:
        PendingAssessment.objects.create(message=message, revision=message.revision, **fields)


def assess(*messages: Message, **fields: object) -> None:
    ask(*messages, **fields)
    pipeline.drain()


def edit(message: Message, text: str) -> Message:
    message.text, message.revision = text, message.revision + 1
    message.save()
    return message
