"""Count the promises that fell due on a day, and the people who waited."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import BooleanField, Count, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import Coalesce

from community.ingest.seen import in_chunks
from community.models import Message
from moderation.models import Answer, CaseEvent, Clock, PromiseDay
from moderation.policy.health.promises import COUNTED, OF_PERSONS, OF_REPLIES, Counts, Fate, fate_of
from moderation.rollups.channel_days import ChannelDay
from moderation.rollups.packing import pack_rows

# Kind, severity and the key of a team.
Key = tuple[str, int, int | None]
# The fates of promises that somebody waited for.
WAITED = (Fate.KEPT, Fate.LATE, Fate.OPEN, Fate.CLOSED)


class Row(NamedTuple):
    """A person's wait, in whole seconds since 1970."""

    person: int
    since: int
    due: int
    is_answered: bool
    by_members: bool


class Asked(NamedTuple):
    """A message that an answer was promised to."""

    message: int
    author: int | None
    conversation: int
    posted_at: datetime
    due_by: datetime


def standing_clocks() -> QuerySet[Any]:
    """Return promises that count, with whether they were kept or ended in time."""
    in_time = Q(stopped_at__lte=F("due_by"))
    alive = Clock.objects.filter(escalation__withdrawn_at=None).alias(stopped_at=Coalesce("kept_at", "ended_at"))
    return alive.annotate(in_time=ExpressionWrapper(in_time, output_field=BooleanField()))


def count_promises(day: ChannelDay) -> list[PromiseDay]:
    clocks = standing_clocks().filter(day.when("due_by"), channel=day.channel)
    found, persons = counted_by_key(clocks), ended_by_person(clocks)
    where = {"community_id": day.channel.community_id, "channel": day.channel, "date": day.on}
    return [
        PromiseDay(**where, **named(key), **columns_of(found[key]), by_person=persons.get(key, {}))
        for key in sorted(found, key=str)
        if any(columns_of(found[key]).values())
    ]


def named(key: Key) -> dict[str, Any]:
    return dict(zip(("kind", "severity", "team_id"), key, strict=True))


def columns_of(counts: Counts) -> dict[str, int]:
    return {name: getattr(counts, name) for name in COUNTED}


def counted_by_key(clocks: QuerySet[Any], *first: str) -> dict[Any, Counts]:
    """Count promises by kind, severity and team, after the columns that are named `first`."""
    by = (*first, "kind", "severity", "escalation__team", "kept_as", "ended_as", "in_time")
    found = defaultdict[Any, Counts](Counts)
    for *key, kept_as, ended_as, in_time, number in clocks.order_by().values_list(*by).annotate(number=Count("pk")):
        found[tuple(key)] += Counts.of(number, kept_as, ended_as, in_time=bool(in_time))
    return found


def ended_by_person(clocks: QuerySet[Any]) -> dict[Key, dict[str, dict[str, int]]]:
    """Count what a person ended as not owed or in need of no answer, by the person's key."""
    ended = clocks.filter(kept_at=None, ended_as__in=OF_PERSONS)
    rows = list(ended.values_list("kind", "severity", "escalation__team", "case", "ended_at", "ended_as", "in_time"))
    actors = {
        (case, at): actor
        for keys in in_chunks({row[3] for row in rows})
        for case, at, actor in CaseEvent.objects.filter(case__in=keys, actor__isnull=False)
        .order_by("-pk")
        .values_list("case", "at", "actor")
    }
    found: dict[Key, dict[str, dict[str, int]]] = {}
    for kind, severity, team, case, at, end, in_time in rows:
        if (case, at) in actors and fate_of("", end, in_time=bool(in_time)):
            person = found.setdefault((kind, severity, team), {}).setdefault(str(actors[case, at]), {})
            person[end] = person.get(end, 0) + 1
    return {key: dict(sorted(each.items())) for key, each in found.items()}


def packed_waits(day: ChannelDay) -> bytes:
    """Pack a row for each person whose promise of an answer fell due on the day."""
    people = defaultdict[int, list[Row]](list)
    for row in waits_of(day):
        people[row.person].append(row)
    return pack_rows(map(folded, people.values()))


def waits_of(day: ChannelDay) -> Iterator[Row]:
    clocks = standing_clocks().filter(day.when("due_by"), channel=day.channel, kind__in=OF_REPLIES)
    told = ("message__author", "message__conversation", "message__posted_at", "due_by")
    rows = clocks.values_list("kept_as", "ended_as", "in_time", "message", *told)
    asked = [
        (Asked(*rest), bool(kept_as))
        for kept_as, ended_as, in_time, *rest in rows
        if fate_of(kept_as, ended_as, in_time=bool(in_time)) in WAITED
    ]
    unanswered = [each for each, is_kept in asked if not is_kept]
    by_staff, by_members = answered_by_staff(unanswered), answered_by_members(unanswered)
    for each, is_kept in asked:
        since, due = int(each.posted_at.timestamp()), int(each.due_by.timestamp())
        is_answered = is_kept or each.message in by_staff
        yield Row(each.author or -each.message, since, due, is_answered, each.message in by_members)


def answered_by_staff(asked: list[Asked]) -> set[int]:
    """Return the messages whose author staff answered later, when nobody was promised anything any more."""
    said = defaultdict[int, list[tuple[int | None, int | None, datetime]]](list)
    answers = Answer.objects.filter(answered=True, message__removed_at=None)
    for keys in in_chunks(each.conversation for each in asked):
        there = answers.filter(conversation__in=keys)
        for conversation, author, target, posted_at in there.values_list(
            "conversation", "author", "target", "posted_at"
        ):
            said[conversation].append((author, target, posted_at))
    return {each.message for each in asked if any(answers_it(each, *one) for one in said[each.conversation])}


def answers_it(asked: Asked, author: int | None, target: int | None, posted_at: datetime) -> bool:
    is_meant = author == asked.author if asked.author else target == asked.message
    return is_meant and posted_at >= asked.posted_at


def answered_by_members(asked: list[Asked]) -> set[int]:
    """Return the messages to which another member replied."""
    authors = {each.message: each.author for each in asked}
    replies = Message.objects.people().filter(from_staff=False, removed_at=None)
    return {
        parent
        for keys in in_chunks(authors)
        for parent, author in replies.filter(parent__in=keys).values_list("parent", "author")
        if parent and (author is None or author != authors[parent])
    }


def folded(rows: list[Row]) -> Row:
    """Make one row of a person's, who waited since the oldest message that is unanswered."""
    unanswered = [row for row in rows if not row.is_answered] or rows
    return Row(
        rows[0].person,
        min(row.since for row in unanswered),
        min(row.due for row in rows),
        any(row.is_answered for row in rows),
        any(row.by_members for row in unanswered),
    )
