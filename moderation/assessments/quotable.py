"""Earlier texts of others, which a message may quote."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from community.models import Message, MessageText
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


class Replaced(NamedTuple):
    """A text that an edit replaced, and when."""

    text: str
    replaced_at: datetime


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
    edited_at: datetime | None
    revision: int
    text: str


COLUMNS = tuple("author__person" if name == "person" else name for name in Earlier._fields)


def quotable_texts(messages: Iterable[Said]) -> dict[int, list[str]]:
    """Return what others said before in the conversation of each message with a quote."""
    quoting = [message for message in messages if read_text(message.text).has_quote]
    if not quoting:
        return {}
    said = earlier_texts({message.conversation_id for message in quoting})
    own = {each.id: each for there in said.values() for each in there}
    replaced = replaced_texts([each.id for each in own.values() if each.revision > 1])
    # What is not among them is older than what was read, and quotes nothing of it.
    return {
        message.id: [
            text
            for each in said[message.conversation_id]
            if message.id in own and is_of_another_before(each, own[message.id])
            for text in texts_before(each, replaced[each.id], message.posted_at)
        ]
        for message in quoting
    }


def earlier_texts(conversations: set[int]) -> dict[int, list[Earlier]]:
    there = Message.objects.filter(conversation__among=conversations).order_by("-posted_at")
    found: dict[int, list[Earlier]] = defaultdict(list)
    for row in there.values_list(*COLUMNS)[:MOST_READ]:
        found[row[0]].append(Earlier(*row))
    return found


def texts_before(earlier: Earlier, replaced: Sequence[Replaced], moment: datetime) -> Iterator[str]:
    """Yield what a message said before a moment, through its edits."""
    since = earlier.posted_at
    for text, replaced_at in replaced:
        if since <= moment:
            yield text
        since = replaced_at
    # Words that were put in after they were quoted bear nothing out.
    if not replaced or (earlier.edited_at or since) <= moment:
        yield earlier.text


def replaced_texts(messages: Collection[int]) -> dict[int, list[Replaced]]:
    """Return the earlier texts of edited messages, oldest first."""
    found: dict[int, list[Replaced]] = defaultdict(list)
    if messages:
        rows = MessageText.objects.filter(message__among=list(messages)).order_by("message", "revision")
        for message, text, replaced_at in rows.values_list("message", "text", "replaced_at"):
            found[message].append(Replaced(text, replaced_at))
    return found
