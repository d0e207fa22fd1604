"""Times that members waited for replies of staff."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from community.ingest.seen import in_chunks
from community.models import Message

# The moments of the question and of the answer.
Span = tuple[datetime, datetime]


class Said(NamedTuple):
    """A message in the order of its thread.

    Of several at one moment, the first of the thread comes first, then they follow as they were stored.
    """

    posted_at: datetime
    # A source with times in minutes gives a reply the moment of its question, and the reply may have come in first.
    is_below: bool
    pk: int
    from_staff: bool


def every_response(wrote: QuerySet[Message]) -> list[Span]:
    """Return the span of each staff reply to a stored member's message."""
    replies = wrote.filter(parent__from_staff=False, parent__removed_at=None)
    spans = replies.values_list("parent__posted_at", "posted_at").iterator()
    # A source may tell an earlier time for a reply than for its question.
    return [(asked, answered) for asked, answered in spans if asked <= answered]


def first_responses(wrote: QuerySet[Message]) -> list[Span]:
    """Return the span of each first staff message in a thread that a member began."""
    keys = dict(wrote.values_list("pk", "root").iterator())
    return [
        (first.posted_at, answer.posted_at)
        for threads in in_chunks(root or pk for pk, root in keys.items())
        for first, answer in thread_beginnings(threads)
        if answer.pk in keys and not first.from_staff
    ]


def thread_beginnings(threads: Sequence[int]) -> Iterator[tuple[Said, Said]]:
    """Yield the first message and the first staff message of each thread that has any."""
    # Two steps down an index for each thread, however long it is.
    below = Message.objects.filter(root=OuterRef("pk"), removed_at=None).order_by("posted_at", "pk").values("pk")
    asked = Message.objects.filter(pk__in=threads).annotate(
        first=Subquery(below[:1]), answer=Subquery(below.filter(from_staff=True)[:1])
    )
    found = list(asked.values_list("pk", "first", "answer"))
    said = messages_by_key({pk for row in found for pk in row if pk})
    for row in found:
        # The first message of a thread is not among those below it.
        there = [said[pk] for pk in row if pk in said]
        if answers := [each for each in there if each.from_staff]:
            yield min(there), min(answers)


def messages_by_key(keys: set[int]) -> dict[int, Said]:
    alive = Message.objects.filter(removed_at=None)
    return {
        pk: Said(posted_at, root is not None, pk, from_staff)
        for some in in_chunks(keys)
        for pk, root, posted_at, from_staff in alive.filter(pk__in=some).values_list(
            "pk", "root", "posted_at", "from_staff"
        )
    }
