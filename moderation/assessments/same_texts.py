"""Count how often each text of a batch was said in the day before it."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple

from community.models import Message
from moderation.assessments.fingerprints import COMPARED_WITHIN
from moderation.assessments.messages import Said
from moderation.models import Assessment
from moderation.policy.judge import CHARACTERS_JUDGED
from moderation.policy.normalise import fingerprint

# A bound on each batch, so that a flood does not slow its own checking.
MOST_READ = 5_000


class Times(NamedTuple):
    """A text's fingerprint, and how often it was said before."""

    fingerprint: int
    by_author: int = 0
    by_others: int = 0


class SameTexts:
    """Texts that were said before, in assessments and earlier in this batch."""

    def __init__(self, messages: Collection[Said], now: datetime) -> None:
        self.marks = {message.id: fingerprint(message.prose[:CHARACTERS_JUDGED]) for message in messages}
        self.seen: dict[tuple[int, int], list[tuple[int | None, datetime]]] = defaultdict(list)
        since = min((message.posted_at for message in messages), default=now) - COMPARED_WITHIN
        wanted = {mark for mark in self.marks.values() if mark}
        marks = {pk: mark for pk, mark in said_since(wanted, since).items() if pk not in self.marks}
        # Two queries. Joined, PostgreSQL may begin with all messages of that day.
        said = Message.objects.filter(pk__among=marks).values_list("pk", "community_id", "author_id", "posted_at")
        for pk, community, author, posted_at in said:
            self.seen[community, marks[pk]].append((author, posted_at))

    def count(self, message: Said) -> Times:
        """Count the text by this author and by others, before this message."""
        mark = self.marks[message.id]
        if not mark:
            return Times(mark)
        before = self.seen[message.community_id, mark]
        times = Times(mark, *self._within_a_day(before, message)) if before else Times(mark)
        # The message itself counts for the next one of the batch.
        before.append((message.author_id, message.posted_at))
        return times

    def _within_a_day(self, before: list[tuple[int | None, datetime]], message: Said) -> tuple[int, int]:
        since = message.posted_at - COMPARED_WITHIN
        authors = [author for author, posted_at in before if since <= posted_at <= message.posted_at]
        # Two messages without an author may be of different people.
        own = authors.count(message.author_id) if message.author_id else 0
        return own, len(authors) - own


def said_since(marks: Collection[int], since: datetime) -> dict[int, int]:
    """Return the newest messages whose texts have these fingerprints, and the fingerprint of each."""
    # Zero is excluded as in the index. PostgreSQL does not search a long list to see that.
    marked = Assessment.objects.exclude(fingerprint=0).filter(fingerprint__among=marks)
    # The index has the time of assessing, which is never before the time of posting.
    newest = marked.filter(assessed_at__gte=since).order_by("-assessed_at", "-pk")
    return dict(newest.values_list("message_id", "fingerprint")[:MOST_READ])
