"""Load the facts that policy needs for a batch of messages.

It takes a handful of queries whatever the batch's size.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import NamedTuple, Protocol

from django.db.models import Count, OuterRef, Subquery

from community.db.plain import read_rows
from community.models import Channel, Member, Message
from moderation.answers.reading import answers_in
from moderation.assessments.lease import Lease, Row
from moderation.assessments.messages import Said, Subject
from moderation.assessments.quotable import quotable_texts
from moderation.assessments.quoted_elsewhere import quoted_elsewhere
from moderation.assessments.ratings import load_ratings
from moderation.assessments.reports_seen import reports_seen
from moderation.assessments.same_texts import SameTexts
from moderation.assessments.staff_names import staff_names_borne
from moderation.guidelines import publishing
from moderation.guidelines.publishing import InForce
from moderation.models import Case
from moderation.policy.checks.numbering import regions_of_zone
from moderation.policy.clocks import Post
from moderation.policy.decisions import DECISIONS
from moderation.policy.values import Facts, Judgement


class Context(NamedTuple):
    """A leased row with its message, its facts, and the rules of its community."""

    row: Row
    message: Said
    facts: Facts
    desk: InForce


class Judged(NamedTuple):
    """A leased row with its facts and its judgement."""

    context: Context
    judgement: Judgement

    @property
    def row(self) -> Row:
        return self.context.row

    @property
    def subject(self) -> Subject:
        return self.context.message.as_subject(self.context.row)


class Record(NamedTuple):
    """Decisions against an author and for one.

    Both are None where nobody knows who wrote.
    """

    against: int | None
    kept: int | None


MEMBER_DAYS = "member days"
NOBODY, UNDECIDED = Record(None, None), Record(0, 0)


class Gathered(NamedTuple):
    """What was loaded for a batch, by message where it is of one, and `records` by author."""

    same: SameTexts
    records: Mapping[int, Record]
    answered: Collection[int]
    after_answer: Collection[int]
    quotable: Mapping[int, Sequence[str]]
    staff_names: Mapping[int, str]
    reports_seen: Mapping[int, int]
    ratings: Mapping[int, float | None]
    # By author, where a rule asks for it.
    days_here: Mapping[int, int]


def load_batch(held: Lease, now: datetime) -> list[Context]:
    """Load the facts of all leased rows."""
    # By the token, because sending a thousand keys costs more than finding the rows.
    leased = Message.objects.filter(pending__token=held.token)
    messages = {row[0]: Said(*row) for row in read_rows(leased, Said._fields)}
    said = list(messages.values())
    channels = Channel.objects.select_related("community").in_bulk({message.channel_id for message in said})
    desks = publishing.current_rule_sets({message.community_id for message in said})
    asking = {community for community, desk in desks.items() if MEMBER_DAYS in publishing.facts_asked(desk.rule_set)}
    gathered = gather_facts(said, channels, now, asking)
    # A message that was deleted since the lease has lost its row too.
    rows = [(row, messages[row.message_id]) for row in held.rows if row.message_id in messages]
    return [
        Context(row, message, facts_of(message, channels[message.channel_id], gathered), desks[message.community_id])
        for row, message in rows
    ]


def gather_facts(
    said: Sequence[Said], channels: dict[int, Channel], now: datetime, asking: Collection[int] = ()
) -> Gathered:
    """Gather what is known of these messages, and since when their authors write in the communities that ask."""
    same = SameTexts(said, now)
    answered, after_answer = answered_messages(message for message in said if needs_answer(message, channels))
    quotable = quotable_texts(said)
    elsewhere = quoted_elsewhere([message for message in said if message.id in quotable], same.marks)
    return Gathered(
        same=same,
        records=author_records({message.author_id for message in said if message.author_id}),
        answered=answered,
        after_answer=after_answer,
        quotable={pk: (*texts, *elsewhere.get(pk, ())) for pk, texts in quotable.items()},
        staff_names=staff_names_borne(said, now),
        reports_seen=reports_seen({message.id: message.reports for message in said}),
        ratings=load_ratings(said),
        days_here=days_here({each.author_id for each in said if each.author_id and each.community_id in asking}, now),
    )


def facts_of(message: Said, channel: Channel, gathered: Gathered) -> Facts:
    times, pk = gathered.same.count(message), message.id
    record = gathered.records.get(message.author_id, UNDECIDED) if message.author_id else NOBODY
    return Facts(
        text=message.text,
        title=message.title,
        kind=message.kind,
        channel=channel.slug,
        channel_language=message.language or channel.language or (channel.community.languages or [""])[0],
        is_private=channel.is_private,
        is_answered=channel.is_answered,
        from_staff=message.from_staff,
        is_ours=message.is_ours,
        automated=message.automated,
        staff_answered=pk in gathered.answered,
        after_answer=pk in gathered.after_answer,
        reactions=message.reactions,
        reports=message.reports,
        views=message.views,
        reports_seen=gathered.reports_seen.get(pk, 0),
        rating=gathered.ratings[pk],
        author=str(message.author_id or ""),
        author_against=record.against,
        author_kept=record.kept,
        member_days=gathered.days_here.get(message.author_id or 0),
        fingerprint=times.fingerprint,
        same_text_by_author=times.by_author,
        same_text_by_others=times.by_others,
        posted_at=message.posted_at,
        quotable=gathered.quotable.get(pk, ()),
        bears_staff_name=gathered.staff_names.get(pk, ""),
        regions=regions_of_zone(channel.community.time_zone),
    )


def needs_answer(message: Said, channels: dict[int, Channel]) -> bool:
    may_wait = channels[message.channel_id].is_answered or message.kind == Message.Kind.DIRECT
    return may_wait and not (message.from_staff or message.automated)


class Waiting(Protocol):
    """What has to be known of a message to say whether its author was answered."""

    @property
    def id(self) -> int: ...
    @property
    def author_id(self) -> int | None: ...
    @property
    def conversation_id(self) -> int: ...
    @property
    def posted_at(self) -> datetime: ...


def answered_messages(messages: Iterable[Waiting]) -> tuple[set[int], set[int]]:
    """Return the keys of those messages whose author was answered since, and of those who was answered before."""
    said = list(messages)
    given = answers_in({message.conversation_id for message in said}) if said else {}
    since: set[int] = set()
    before: set[int] = set()
    for message in said:
        for post in given.get(message.conversation_id, ()):
            if is_to(post, message):
                (since if post.posted_at > message.posted_at else before).add(message.id)
    return since, before


def is_to(post: Post, message: Waiting) -> bool:
    return post.target == message.id or (post.author is not None and post.author == message.author_id)


def author_records(authors: Collection[int]) -> dict[int, Record]:
    """Return the decisions about each of these authors who has any."""
    decided: dict[int, Counter[str]] = defaultdict(Counter)
    others = counted_together(authors)
    concerned = {*authors, *chain.from_iterable(others.values())}
    counted = Case.objects.filter(author__among=concerned).exclude(decision="").values_list("author", "decision")
    for author, decision, times in counted.annotate(times=Count("pk")).order_by():
        decided[author][decision] = times
    together = {each: sum((decided[one] for one in (each, *others.get(each, ()))), Counter()) for each in authors}
    return {author: record_of(times) for author, times in together.items() if times}


def days_here(authors: Collection[int], now: datetime) -> dict[int, int]:
    """Return the days since each of these authors wrote the first message."""
    if not authors:
        return {}
    first = Message.objects.filter(author=OuterRef("pk")).order_by("posted_at").values("posted_at")[:1]
    since = Member.objects.filter(pk__among=authors).values_list("pk", Subquery(first))
    return {author: max(0, (now - at).days) for author, at in since if at}


def counted_together(authors: Collection[int]) -> dict[int, list[int]]:
    """Return the other members of the persons whose decisions count as one, by author."""
    joined = Member.objects.filter(pk__among=authors, person__counts_as_one=True)
    others: dict[int, list[int]] = defaultdict(list)
    for author, other in joined.values_list("pk", "person__members"):
        if other != author:
            others[author].append(other)
    return others


def record_of(times: Counter[str]) -> Record:
    """The record of an author about whom each decision was made so many times."""
    against, kept = 0, 0
    for slug, decision in DECISIONS.items():
        if decision.against_author:
            against += times[slug]
        else:
            kept += times[slug]
    return Record(against, kept)
