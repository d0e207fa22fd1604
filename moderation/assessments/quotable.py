"""Earlier texts of others, which a message may quote."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple, Protocol

from community.models import Message
from moderation.assessments.messages import Said
from moderation.policy.reading import read_text

# A bound on each batch, so that a long conversation does not slow its checking.
MOST_READ = 2_000


class Authored(Protocol):
    """The columns that tell one author from another."""

    @property
    def author_id(self) -> int | None: ...
    @property
    def person(self) -> int | None: ...
    @property
    def from_staff(self) -> bool: ...
    @property
    def posted_at(self) -> datetime: ...


def is_of_another_before(earlier: Authored, message: Authored) -> bool:
    """Tell whether somebody else wrote something before a message."""
    if earlier.posted_at > message.posted_at or (earlier.person is not None and earlier.person == message.person):
        return False
    # Who has no name may be anybody.
    return earlier.from_staff != message.from_staff or (
        earlier.author_id is not None and earlier.author_id != message.author_id
    )


class Earlier(NamedTuple):
    """A message of a conversation, as far as a quote of it must be known."""

    conversation_id: int
    id: int
    author_id: int | None
    person: int | None
    from_staff: bool
    posted_at: datetime
    text: str


COLUMNS = tuple("author__person" if name == "person" else name for name in Earlier._fields)


def quotable_texts(messages: Iterable[Said]) -> dict[int, list[str]]:
    """Return what others said before in the conversation of each message with a quote."""
    quoting = [message for message in messages if read_text(message.text).has_quote]
    if not quoting:
        return {}
    said = earlier_texts({message.conversation_id for message in quoting})
    own = {each.id: each for there in said.values() for each in there}
    # What is not among them is older than what was read, and quotes nothing of it.
    return {
        message.id: [
            each.text
            for each in said[message.conversation_id]
            if message.id in own and is_of_another_before(each, own[message.id])
        ]
        for message in quoting
    }


def earlier_texts(conversations: set[int]) -> dict[int, list[Earlier]]:
    there = Message.objects.filter(conversation__among=conversations).order_by("-posted_at")
    found: dict[int, list[Earlier]] = defaultdict(list)
    for row in there.values_list(*COLUMNS)[:MOST_READ]:
        found[row[0]].append(Earlier(*row))
    return found
