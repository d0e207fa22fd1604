"""Read what is known of the answers in conversations."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from django.db.models import Min, Q, QuerySet

from moderation.models import Answer, Case
from moderation.policy.answers import Way
from moderation.policy.clocks import Post
from moderation.policy.values import Opening

# Of the newest messages of staff whose meaning nobody knew.
LOOKED_AT_AGAIN = 200


class Question(NamedTuple):
    """A staff message of which nobody knows whom it answers.

    `denied` are the authors, and the messages without one, of whom a person said that it did not answer them.
    """

    message: int
    posted_at: datetime
    denied_authors: frozenset[int] = frozenset()
    denied_targets: frozenset[int] = frozenset()

    def asks_about(self, author: int | None, message: int) -> bool:
        """Tell whether it still asks about this author, or about this message of nobody known."""
        return author not in self.denied_authors if author else message not in self.denied_targets


def recorded(conversations: Collection[int]) -> QuerySet[Answer]:
    """Return what is recorded of messages that still may answer somebody."""
    still = {"message__from_staff": True, "message__automated": False, "message__internal": False}
    return Answer.objects.filter(conversation__among=list(conversations), message__removed_at=None, **still)


def answers_in(conversations: Collection[int]) -> defaultdict[int, list[Post]]:
    """Return the answers that staff gave in each conversation, in order."""
    given = recorded(conversations).filter(answered=True).exclude(author=None, target=None)
    posts = defaultdict[int, list[Post]](list)
    columns = ("conversation", "posted_at", "given_at", "author", "target", "message")
    for conversation, *post in given.order_by("posted_at", "pk").values_list(*columns):
        posts[conversation].append(Post(*post))
    return posts


def open_questions(conversations: Collection[int]) -> defaultdict[int, list[Question]]:
    """Return the staff messages in each conversation of which nobody knows whom they answer, in order."""
    rows = recorded(conversations).filter(Q(way=Way.UNKNOWN) | Q(answered=False)).order_by("posted_at", "message", "pk")
    columns = ("message", "conversation", "posted_at", "author", "target", "way")
    asked: dict[int, tuple[int, datetime]] = {}
    denied = defaultdict[int, list[tuple[int | None, int | None]]](list)
    for message, conversation, posted_at, author, target, way in rows.values_list(*columns):
        if way == Way.UNKNOWN:
            asked[message] = (conversation, posted_at)
        else:
            denied[message].append((author, target))
    questions = defaultdict[int, list[Question]](list)
    for message, (conversation, posted_at) in asked.items():
        questions[conversation].append(_question(message, posted_at, denied[message]))
    return questions


def _question(message: int, posted_at: datetime, denied: list[tuple[int | None, int | None]]) -> Question:
    authors = frozenset(author for author, _ in denied if author)
    return Question(message, posted_at, authors, frozenset(target for _, target in denied if target))


def untold_answers(conversations: Collection[int]) -> set[int]:
    """Return the newest staff messages in these conversations of which nobody knew whom they answer."""
    unknown = Answer.objects.filter(conversation__among=list(conversations), author=None, target=None)
    return set(unknown.order_by("-posted_at").values_list("message", flat=True)[:LOOKED_AT_AGAIN])


def questions_of(case: Case) -> list[Question]:
    """Return the open questions about the person of a case, who waits since before."""
    conversation = case.message.conversation_id
    asked = [] if case.closed_at else open_questions([conversation])[conversation]
    own = [each for each in asked if each.asks_about(case.author_id, case.message_id)]
    since = _waits_since(case) if own else None
    return [each for each in own if since and each.posted_at > since]


def _waits_since(case: Case) -> datetime | None:
    rows = case.rows.filter(left_at=None)
    waiting = rows.filter(waits=True, answered_at=None, settled_at=None).aggregate(at=Min("message__posted_at"))["at"]
    if waiting or rows.exists():
        return waiting
    # One from before there were rows.
    return case.posted_at if Opening.ANSWER in case.opened_for else None
