"""Finds the messages as which replies of ours came back from the platform."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from community.models import Message
from moderation.policy.outbox import CLOCKS_DIFFER, Came, Own, find_returned

# The key and the id of a row of the outbox, its conversation and text, and when it was written.
Sent = tuple[int, UUID, int, str, datetime]


def find_returned_replies(sent: Iterable[Sent | tuple[Any, ...]]) -> dict[int, Came]:
    """Return as which message each of these replies, which are done, came back, in one query at most."""
    own = [Own(row, str(stable_id), *rest) for row, stable_id, *rest in sent]
    if not own:
        return {}
    since = min(each.written_at for each in own) - CLOCKS_DIFFER
    there = Message.objects.answers().filter(
        conversation__among={each.conversation for each in own}, posted_at__gte=since, removed_at=None
    )
    posts = there.values_list("pk", "external_id", "conversation", "text", "posted_at")
    return find_returned(own, [Came(*post) for post in posts])
