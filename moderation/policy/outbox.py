"""Finds replies of ours among what came from a platform."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

# The platform's clock and ours differ by so much.
CLOCKS_DIFFER = timedelta(minutes=5)
# A reply is looked for until so long after it was marked as sent.
LOOKED_FOR = timedelta(days=1)
# What is pushed one by one may overtake another by so much.
OVERTAKES = timedelta(hours=1)


class Sent(NamedTuple):
    """A reply that was written here and then marked as sent by hand."""

    conversation: int
    text: str
    written_at: datetime
    done_at: datetime

    @property
    def window(self) -> tuple[datetime, datetime]:
        """Between which moments the platform would have it."""
        return self.written_at - CLOCKS_DIFFER, self.done_at + LOOKED_FOR


class StaffPost(NamedTuple):
    """What staff wrote on the platform."""

    conversation: int
    text: str
    posted_at: datetime


def came(sent: Sent, posts: Iterable[StaffPost]) -> bool:
    """Tell whether any of these may be the reply.

    It is one of its conversation, in whatever words, or the same words elsewhere in the channel.
    """
    first, last = sent.window
    there = (post for post in posts if first <= post.posted_at <= last)
    return any(post.conversation == sent.conversation or is_same_text(post.text, sent.text) for post in there)


def is_same_text(one: str, other: str) -> bool:
    """Tell whether two texts are the same but for spaces."""
    return one.split() == other.split() != []


class Own(NamedTuple):
    """A reply that was written here, by the key of its row, and the id that it was delivered under."""

    row: int
    stable_id: str
    conversation: int
    text: str
    written_at: datetime


class Came(NamedTuple):
    """A message of staff that came from the platform."""

    message: int
    external_id: str
    conversation: int
    text: str
    posted_at: datetime


def find_returned(replies: Collection[Own], posts: Iterable[Came]) -> dict[int, Came]:
    """Return as which message each reply came back. Each message is one reply."""
    left = {post.message: post for post in sorted(posts, key=lambda post: (post.posted_at, post.message))}
    found: dict[int, Came] = {}
    for fits in (has_its_id, says_the_same):
        for reply in replies:
            post = None if reply.row in found else next((post for post in left.values() if fits(reply, post)), None)
            if post:
                found[reply.row] = left.pop(post.message)
    return found


def has_its_id(reply: Own, post: Came) -> bool:
    return reply.stable_id in post.external_id


def says_the_same(reply: Own, post: Came) -> bool:
    """Tell whether a message says the same in the same conversation, and not before the reply was written."""
    is_later = post.posted_at >= reply.written_at - CLOCKS_DIFFER
    return is_later and post.conversation == reply.conversation and is_same_text(post.text, reply.text)
