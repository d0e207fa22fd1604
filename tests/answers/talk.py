"""Conversations of members and staff, each message with a minute after noon."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from community.models import Channel, Conversation, Member, Message
from moderation.answers.recording import record_answers
from moderation.models import Answer, Case, CaseMessage
from tests.builders import NOON, make_case, make_channel, make_member, make_message, make_row

LATER = NOON + timedelta(days=1)


def at(minute: float) -> Any:
    return NOON + timedelta(minutes=minute)


def begin(channel: Channel | None = None, **fields: Any) -> Conversation:
    return Conversation.objects.create(channel=channel or make_channel(), **fields)


def member(name: str, **fields: Any) -> Member:
    return make_member(external_id=name.lower().replace(" ", "."), name=name, **fields)


def write(where: Conversation, by: Member | None, text: str, minute: float, **fields: Any) -> Message:
    fields = {"author": by, "posted_at": at(minute), "conversation": where, **fields}
    message = make_message(text, channel=where.channel, **fields)
    # Whom it answers is what is to be told.
    message.answers.all().delete()
    return message


def answer(where: Conversation, text: str, minute: float, **fields: Any) -> Message:
    """What Tom of our team wrote."""
    by = fields.pop("by", None) or member("Tom", role=Member.Role.STAFF)
    message = write(where, by, text, minute, from_staff=True, **fields)
    # Whom it answers is what these tests are about.
    message.answers.all().delete()
    return message


def ask(where: Conversation, by: Member | None, text: str, minute: float, **fields: Any) -> Message:
    """A question with an open case and a row that waits."""
    message = write(where, by, text, minute, **fields)
    wait_for(message)
    return message


def wait_for(message: Message) -> CaseMessage:
    there = Case.objects.open().filter(conversation=message.conversation, author=message.author)
    if message.author and (case := there.first()):
        return make_row(case, message, opened_for=["answer"])
    case = make_case(message, opened_for=["answer"], answer_only=True, priority=30)
    return case.rows.get()


def case_of(message: Message) -> Case:
    return Case.objects.get(rows__message=message)


def record(*messages: Message, **more: Any) -> set[int]:
    return record_answers([each.pk for each in messages], LATER, **more)


def answered(message: Message) -> list[tuple[str, str]]:
    """Whom a message answers, by name or "nobody", and how that is known."""
    rows = Answer.objects.filter(message=message).select_related("author", "target").order_by("pk")
    return [(name_of(row), row.way) for row in rows]


def name_of(row: Answer) -> str:
    if row.author:
        return row.author.name
    return f"guest of {row.target.external_id}" if row.target else "nobody"


def names(rows: Iterable[tuple[str, str]]) -> list[str]:
    return [name for name, _ in rows]
