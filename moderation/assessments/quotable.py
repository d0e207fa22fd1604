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

    conversation_id: int
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
    said = earlier_texts({message.conversation_id for message in quoting})
    return {
        message.id: [each.text for each in said[message.conversation_id] if each.is_before(message)]
        for message in quoting
    }


def earlier_texts(conversations: set[int]) -> dict[int, list[Earlier]]:
    there = Message.objects.filter(conversation__among=conversations).order_by("-posted_at")
    found: dict[int, list[Earlier]] = defaultdict(list)
    for row in there.values_list(*Earlier._fields)[:MOST_READ]:
        found[row[0]].append(Earlier(*row))
    return found
