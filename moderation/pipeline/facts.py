"""Everything policy needs to know of a batch of messages, in a handful of queries whatever the batch's size."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Count, Q

from community.models import Channel, Message
from moderation import rulebook
from moderation.models import Assessment, Case
from moderation.pipeline.lease import Lease, Row
from moderation.policy.normalise import fingerprint
from moderation.policy.values import Facts, Thresholds

# "The same text again" looks back one day, at so many texts a batch: a flood must not slow its own checking.
SAME_TEXT_WITHIN = timedelta(hours=24)
SAME_TEXTS_READ = 5_000
AGAINST = (Case.Decision.HIDE, Case.Decision.REMOVE, Case.Decision.WARN, Case.Decision.SUSPEND)


# What is known of an author about whom nobody has decided; nothing is known of a message without one.
NO_RECORD = {"author_against": 0, "author_kept": 0}


class Said(NamedTuple):
    """The columns of a message that judging it needs; a model instance costs more than the judging itself."""

    pk: int
    community_id: int
    channel_id: int
    author_id: int | None
    root_id: int | None
    kind: str
    title: str
    text: str
    from_staff: bool
    posted_at: datetime
    received_at: datetime
    edited_at: datetime | None
    removed_at: datetime | None
    reactions: int | None
    reports: int | None
    views: int | None
    language: str

    @property
    def thread_id(self) -> int:
        return self.root_id or self.pk

    @property
    def prose(self) -> str:
        """What is judged: the text, or the title of a message that has no other."""
        return self.text if self.text.strip() else self.title


@dataclass(frozen=True, slots=True)
class Context:
    """One message with what is known of it, and which rules its community has."""

    message: Said
    facts: Facts
    rule_set_id: int | None
    thresholds: Thresholds


def load(held: Lease, now: datetime) -> Iterator[tuple[Row, Context]]:
    """The held rows with everything that is known of their messages."""
    # By the token and not by a thousand keys: building, sending and parsing those costs more than finding the rows.
    leased = Message.objects.filter(pending__token=held.token)
    found = leased.values_list(*Said._fields)
    messages = {row[0]: Said(*row) for row in found}
    channels = Channel.objects.select_related("community").in_bulk(
        {message.channel_id for message in messages.values()}
    )
    same = SameTexts(messages.values(), now)
    records = author_records({message.author_id for message in messages.values() if message.author_id})
    answered = staff_answers(message for message in messages.values() if needs_answer(message, channels))
    desks = rulebook.current({message.community_id for message in messages.values()})
    for row in held.rows:
        message = messages.get(row.message_id)
        if message is None:
            # Deleted by an admin since it was leased; its row went with it.
            continue
        desk = desks[message.community_id]
        last = answered.get(message.thread_id)
        facts = Facts(
            **of_message(message, channels[message.channel_id]),
            staff_answered=last is not None and last > message.posted_at,
            **(records.get(message.author_id, NO_RECORD) if message.author_id else {}),
            **same.count(message),
        )
        yield row, Context(message, facts, desk.rule_set, desk.thresholds)


def of_message(message: Said, channel: Channel) -> dict[str, Any]:
    """What the message and its channel say of themselves."""
    return {
        "text": message.text,
        "title": message.title,
        "kind": message.kind,
        "channel_language": message.language or channel.language or (channel.community.languages or [""])[0],
        "is_private": channel.is_private,
        "is_answered": channel.is_answered,
        "from_staff": message.from_staff,
        "reactions": message.reactions,
        "reports": message.reports,
        "views": message.views,
        "author": str(message.author_id or ""),
        "posted_at": message.posted_at,
    }


def needs_answer(message: Said, channels: dict[int, Channel]) -> bool:
    return not message.from_staff and (channels[message.channel_id].is_answered or message.kind == Message.Kind.DIRECT)


def staff_answers(messages: Iterable[Said]) -> dict[int, datetime]:
    """When staff last wrote in each of these threads."""
    threads = {message.thread_id for message in messages}
    if not threads:
        return {}
    replies = Message.objects.filter(from_staff=True, removed_at=None).filter(Q(root__in=threads) | Q(pk__in=threads))
    last: dict[int, datetime] = {}
    for root, pk, posted_at in replies.values_list("root_id", "pk", "posted_at"):
        thread = root or pk
        last[thread] = max(posted_at, last.get(thread, posted_at))
    return last


def author_records(authors: Collection[int]) -> dict[int | None, dict[str, Any]]:
    """How often a moderator decided against each author, and for."""
    decided: dict[int, Counter[str]] = defaultdict(Counter)
    counted = Case.objects.filter(author__in=authors).exclude(decision="").values("author", "decision")
    for row in counted.annotate(times=Count("pk")).order_by():
        decided[row["author"]][row["decision"]] = row["times"]
    return {
        author: {"author_against": sum(times[kind] for kind in AGAINST), "author_kept": times[Case.Decision.KEEP]}
        for author, times in decided.items()
    }


class SameTexts:
    """How often each text was said in the day before: in earlier assessments, and earlier in this batch."""

    def __init__(self, messages: Collection[Said], now: datetime) -> None:
        self.marks = {message.pk: fingerprint(message.prose) for message in messages}
        self.seen: dict[tuple[int, int], list[tuple[int | None, datetime]]] = defaultdict(list)
        since = min((message.posted_at for message in messages), default=now) - SAME_TEXT_WITHIN
        marks = self._said_since(since)
        # Two questions: asked for both tables in one, the planner may begin with all that was posted that day.
        said = Message.objects.filter(pk__in=marks).values_list("pk", "community_id", "author_id", "posted_at")
        for pk, community, author, posted_at in said:
            self.seen[community, marks[pk]].append((author, posted_at))

    def _said_since(self, since: datetime) -> dict[int, int]:
        """The marks of the newest messages that say the same as one of this batch, by their keys."""
        wanted = {mark for mark in self.marks.values() if mark}
        # PostgreSQL does not read a list of over a hundred to see that it leaves 0 out, as the index does.
        marked = Assessment.objects.exclude(fingerprint=0).filter(fingerprint__in=wanted)
        # Nothing is assessed before it is posted, and the index has the time of assessing.
        newest = marked.filter(assessed_at__gte=since).order_by("-assessed_at", "-pk")
        said = dict(newest.values_list("message_id", "fingerprint")[:SAME_TEXTS_READ])
        return {pk: mark for pk, mark in said.items() if pk not in self.marks}

    def count(self, message: Said) -> dict[str, Any]:
        """By this author and by others, before this message; the message itself counts for the next."""
        mark = self.marks[message.pk]
        if not mark:
            return {"fingerprint": mark}
        said = self.seen[message.community_id, mark]
        day = (message.posted_at - SAME_TEXT_WITHIN, message.posted_at)
        authors = [author for author, posted_at in said if day[0] <= posted_at <= day[1]]
        # Nobody can say that two messages without an author are by the same one.
        own = authors.count(message.author_id) if message.author_id else 0
        said.append((message.author_id, message.posted_at))
        return {"fingerprint": mark, "same_text_by_author": own, "same_text_by_others": len(authors) - own}
