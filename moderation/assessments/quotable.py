"""Earlier texts of others, which a message may quote."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from community.models import Message
from moderation.assessments.messages import Said
from moderation.policy.reading import read_text

# A bound on each batch, so that a long conversation does not slow its checking.
MOST_READ = 2_000


class Earlier(NamedTuple):
    """A message of a conversation, as far as a quote of it must be known."""

    root_id: int | None
    id: int
    author_id: int | None
    from_staff: bool
    posted_at: datetime
    text: str

    def is_before(self, message: Said) -> bool:
        """Tell whether somebody else wrote this before a message."""
        # Two messages without an author may be of one person.
        is_of_another = self.from_staff != message.from_staff or (
            self.author_id is not None and self.author_id != message.author_id
        )
        return is_of_another and self.posted_at <= message.posted_at


def quotable_texts(messages: Iterable[Said]) -> dict[int, list[str]]:
    """Return what others said before in the conversation of each message with a quote."""
    quoting = [message for message in messages if read_text(message.text).has_quote]
    if not quoting:
        return {}
    said = earlier_texts({conversation_of(message) for message in quoting})
    return {
        message.id: [each.text for each in said[conversation_of(message)] if each.is_before(message)]
        for message in quoting
    }


def conversation_of(message: Said) -> int:
    return message.thread_id


def earlier_texts(conversations: set[int]) -> dict[int, list[Earlier]]:
    every = Message.objects.values_list(*Earlier._fields)
    # One query of two parts, because no index serves both.
    both = every.filter(root__among=conversations).union(every.filter(pk__among=conversations), all=True)
    found: dict[int, list[Earlier]] = defaultdict(list)
    for row in both.order_by("-posted_at")[:MOST_READ]:
        each = Earlier(*row)
        found[each.root_id or each.id].append(each)
    return found
