"""The staff messages of which somebody has to say whether they answered the person of a case."""

from django.db.models import QuerySet

from community.models import Message
from moderation.answers.reading import questions_of
from moderation.models import Case
from moderation.web.cases.thread import Conversation

QUESTIONS_SHOWN = 3


def messages_asked_about(case: Case, shown: Conversation, seen: QuerySet[Message]) -> list[Message]:
    """The first of them, oldest first. `seen` are the messages that whoever looks may see."""
    # Where no staff wrote, nothing need be looked up.
    is_concerned = shown.cut_after or any(said.message.from_staff for said in shown.said)
    keys = [each.message for each in questions_of(case)[:QUESTIONS_SHOWN]] if is_concerned else []
    if not keys:
        return []
    return list(seen.filter(pk__in=keys).select_related("author").order_by("posted_at", "pk"))
