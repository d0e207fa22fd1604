"""Times that members waited for replies of staff."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from community.ingest.seen import in_chunks
from community.models import Conversation, Message

# The moments of the question and of the answer.
Span = tuple[datetime, datetime]


class Said(NamedTuple):
    """A message in the order of its conversation.

    Of several at one moment, the first of the conversation comes first, then they follow as they were stored.
    """

    posted_at: datetime
    # A source with times in minutes gives a reply the moment of its question, and the reply may have come in first.
    is_below: bool
    pk: int
    from_staff: bool


def every_response(wrote: QuerySet[Message]) -> list[Span]:
    """Return the span of each staff reply to a stored member's message."""
    replies = wrote.filter(parent__from_staff=False, parent__automated=False, parent__removed_at=None)
    spans = replies.values_list("parent__posted_at", "posted_at").iterator()
    # A source may tell an earlier time for a reply than for its question.
    return [(asked, answered) for asked, answered in spans if asked <= answered]


def first_responses(wrote: QuerySet[Message]) -> list[Span]:
    """Return the span of each first staff message in a conversation that a member began."""
    keys = dict(wrote.values_list("pk", "conversation").iterator())
    return [
        (first.posted_at, answer.posted_at)
        for conversations in in_chunks(keys.values())
        for first, answer in beginnings(conversations)
        if answer.pk in keys and not first.from_staff
    ]


def beginnings(conversations: Sequence[int]) -> Iterator[tuple[Said, Said]]:
    """Yield the first message and the first staff message of each conversation that has any."""
    # Two steps down an index for each conversation, however long it is.
    said = Message.objects.people().filter(conversation=OuterRef("pk"), removed_at=None).order_by("posted_at", "pk")
    answers = said.filter(from_staff=True)
    asked = Conversation.objects.filter(pk__in=conversations).annotate(
        first=Subquery(said.values("pk")[:1]), answer=Subquery(answers.values("pk")[:1])
    )
    found = list(asked.values_list("root", "first", "answer"))
    alive = messages_by_key({pk for row in found for pk in row if pk}, {row[0] for row in found})
    for row in found:
        there = [alive[pk] for pk in row if pk in alive]
        if answered := [each for each in there if each.from_staff]:
            yield min(there), min(answered)


def messages_by_key(keys: set[int], roots: set[int | None]) -> dict[int, Said]:
    alive = Message.objects.people().filter(removed_at=None)
    return {
        pk: Said(posted_at, pk not in roots, pk, from_staff)
        for some in in_chunks(keys)
        for pk, posted_at, from_staff in alive.filter(pk__in=some).values_list("pk", "posted_at", "from_staff")
    }
