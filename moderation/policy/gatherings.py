"""Many people who write in one conversation within minutes."""

from collections import Counter, deque
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from moderation.policy.hours import in_utc
from moderation.policy.values import Severity

# Where many people gather is among the first, and promised what a high finding is, however calm the first message was.
PRIORITY, SEVERITY = 80, Severity.HIGH
# At or below it a text is negative, as in the figures.
NEGATIVE_TO = -0.05
NOBODY = "nobody"
# The categories of findings after which somebody may be in danger, what is told first before others.
IN_DANGER = {"self-harm": "Self-harm", "threats": "A threat to life"}


@dataclass(frozen=True, slots=True)
class Condition:
    """At least so many different people within so long, and so great a share of bad messages (0 to 1), if any."""

    people: int
    within: timedelta
    bad_share: float | None = None


class Post(NamedTuple):
    """A member's message.

    `is_bad` is None where nobody can tell, and `is_pending` where it was not read yet.
    """

    posted_at: datetime
    received_at: datetime
    who: Hashable
    is_bad: bool | None = None
    is_pending: bool = False


class Crowd(NamedTuple):
    """A time in which the condition held, from the first message that it was counted with.

    `known_at` is when the messages with which it first held had come. `people` and `messages` are the most at once.
    """

    began_at: datetime
    last_at: datetime
    known_at: datetime
    people: int
    messages: int

    @property
    def size(self) -> tuple[int, int]:
        return self.people, self.messages


def crowds(posts: Iterable[Post], condition: Condition) -> list[Crowd]:
    """Return the times in which the condition held, the earliest first.

    What holds again before the condition's minutes have passed is the same time.
    """
    found: list[Crowd] = []
    for held in _moments(sorted(posts, key=lambda post: post.posted_at), condition):
        if found and goes_on(found[-1].last_at, held.began_at, condition):
            found[-1] = _joined(found[-1], held)
        else:
            found.append(held)
    return found


def goes_on(last_at: datetime, began_at: datetime, condition: Condition) -> bool:
    """Tell whether what began then still belongs to what was last seen at `last_at`."""
    return began_at <= last_at + condition.within


def in_time(posts: Iterable[Post], condition: Condition, since: datetime) -> list[Post]:
    """Leave out what came too late to be news, and what came before `since`."""
    return [
        post for post in posts if post.received_at >= since and post.received_at - post.posted_at <= condition.within
    ]


def person_of(author: int | None, guest_name: str) -> Hashable:
    """Return who a message counts for.

    Without an identity that is the name, and all that have no name at all count as one.
    """
    return author if author is not None else guest_name.strip().casefold() or NOBODY


def is_bad(compound: float | None, reports: int | None) -> bool | None:
    """Tell whether a message is negative or was reported, or None where nobody can tell."""
    if reports:
        return True
    return None if compound is None else compound <= NEGATIVE_TO


def crowd_cause(crowd: Crowd) -> str:
    """Return the cause of an escalation, the same for the same crowd."""
    return f"many people since {in_utc(crowd.began_at):%Y-%m-%dT%H:%M:%SZ}"


def crowd_sentence(crowd: Crowd, condition: Condition) -> str:
    minutes = condition.within // timedelta(minutes=1)
    return f"{crowd.people} different people wrote in this conversation within {minutes} minutes."


def danger_sentence(category: str, asked: str, own: str) -> str:
    """Say why another team is asked than the rule names. `asked` is empty where no team may be."""
    return f"{IN_DANGER[category]} was found there, so {asked or 'no team'} is asked and not {own}."


def _moments(posts: list[Post], condition: Condition) -> Iterator[Crowd]:
    """Yield each message with which the condition holds, as a crowd of its own."""
    window: deque[Post] = deque()
    people = Counter[Hashable]()
    for post in posts:
        window.append(post)
        people[post.who] += 1
        while post.posted_at - window[0].posted_at > condition.within:
            gone = window.popleft()
            people[gone.who] -= 1
            if not people[gone.who]:
                del people[gone.who]
        if len(people) >= condition.people and _is_bad_enough(window, condition):
            known_at = max(each.received_at for each in window)
            yield Crowd(window[0].posted_at, post.posted_at, known_at, len(people), len(window))


def _is_bad_enough(window: Iterable[Post], condition: Condition) -> bool:
    if condition.bad_share is None:
        return True
    # What was not read yet may turn out to be fine. What cannot be read says nothing.
    counted = [bool(post.is_bad) for post in window if post.is_bad is not None or post.is_pending]
    return bool(counted) and sum(counted) >= condition.bad_share * len(counted)


def _joined(crowd: Crowd, later: Crowd) -> Crowd:
    return crowd._replace(
        last_at=max(crowd.last_at, later.last_at),
        people=max(crowd.people, later.people),
        messages=max(crowd.messages, later.messages),
    )
