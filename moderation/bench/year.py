"""A year of messages in a community, made by the database itself.

In each thread a member writes, another one adds something, staff answer the first, and a member answers staff. Every
tenth thread has a case.
"""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from community.models import Channel, Community, Conversation, Member, Message, Source
from moderation.bench.rows import insert, json, moment, one_of
from moderation.models import Assessment, Case, CaseEvent, CaseMessage, Clock

SECONDS = 31_536_000
MESSAGES_A_THREAD, THREADS_A_CASE = 4, 10
AUTHORS, STAFF = 4_999, 7
# The thread of row `i`, and the position of row `i` in it.
THREAD, POSITION = "(i - 1) / 4", "(i - 1) % 4"
# Seconds until staff answer: a minute to six days, half of them within a day and a half.
WAIT = f"60 + ({THREAD} * 7919 % 1000) * ({THREAD} * 7919 % 1000) / 2"
AFTER = f"CASE {POSITION} WHEN 0 THEN 0 WHEN 1 THEN 30 WHEN 2 THEN {WAIT} ELSE {WAIT} + 600 END"


def make_year(community: Community, messages: int, now: datetime) -> None:
    """Fill an empty community with so many messages and their cases.

    Then the planner's statistics are refreshed.
    """
    source = Source.objects.get(community=community)
    Member.objects.bulk_create(
        Member(source=source, external_id=f"a{number}", name=f"Author {number}", role=role_of(number))
        for number in range(AUTHORS)
    )
    # Conversations and messages point to each other.
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA cache_size = -400000")
        threads = messages // MESSAGES_A_THREAD
        for model, (columns, count) in tables(community, threads, int(now.timestamp())).items():
            insert(model, columns, count)
        cursor.execute("ANALYZE")


def role_of(number: int) -> str:
    return Member.Role.STAFF if number < STAFF else Member.Role.MEMBER


def tables(community: Community, threads: int, now: int) -> dict[type[Model], tuple[dict[str, str], int]]:
    """Return the columns of row `i`, and the number of rows, by table."""
    messages, cases = threads * MESSAGES_A_THREAD, threads // THREADS_A_CASE
    begun = now - SECONDS
    return {
        Conversation: (conversation_columns(community), threads),
        Message: (message_columns(community, begun), messages),
        Assessment: (assessment_columns(), messages),
        Case: (case_columns(community, begun), cases),
        CaseMessage: (row_columns(begun), cases),
        Clock: (clock_columns(community, begun), cases),
        CaseEvent: (event_columns(begun), cases),
    }


def conversation_columns(community: Community) -> dict[str, str]:
    channel = one_of(Channel.objects.filter(community=community), "(i - 1) / 3")
    return {"id": "i", "channel_id": channel, "root_id": f"(i - 1) * {MESSAGES_A_THREAD} + 1"}


def message_columns(community: Community, begun: int) -> dict[str, str]:
    everybody = Member.objects.filter(source__community=community)
    members = one_of(everybody.exclude(role=Member.Role.STAFF), "i * 13")
    staff = one_of(everybody.filter(role=Member.Role.STAFF), "i")
    at = f"{begun} + {THREAD} * 104729 % {SECONDS - 600_000} + {AFTER}"
    return {
        "id": "i",
        "community_id": str(community.pk),
        "channel_id": one_of(Channel.objects.filter(community=community), f"{THREAD} / 3"),
        "external_id": "'y' || i",
        "author_id": f"CASE {POSITION} WHEN 2 THEN {staff} ELSE {members} END",
        "from_staff": f"{POSITION} = 2",
        "text": "'Order ' || i || ' came broken again, and nobody at the shop answers. I want my money back.'",
        "posted_at": moment(at),
        "received_at": moment(at),
        "parent_id": f"CASE {POSITION} WHEN 0 THEN NULL WHEN 3 THEN i - 1 ELSE i - {POSITION} END",
        "source_id": one_of(Source.objects.filter(community=community), "i"),
        "conversation_id": f"{THREAD} + 1",
        "reactions": "CASE i % 5 WHEN 0 THEN NULL ELSE i % 17 END",
        "digest": "''",
    }


def assessment_columns() -> dict[str, str]:
    compound = "CASE i % 11 WHEN 0 THEN NULL ELSE (i * 7919 % 19999 - 9999) * 0.0001 END"
    columns = {"id": "i", "message_id": "i", "revision": "1", "engine": "'bench'", "language": "'en'"}
    return columns | {"compound": compound, "priority": "40", "terms": json("[]"), "words": json("[]")}


def case_columns(community: Community, begun: int) -> dict[str, str]:
    """Return the columns of a case.

    It is about every tenth thread's first message, decided after as long as staff took to answer.
    """
    message = f"(i - 1) * {MESSAGES_A_THREAD * THREADS_A_CASE} + 1"
    thread = f"(i - 1) * {THREADS_A_CASE}"
    opened = f"{begun} + {thread} * 104729 % {SECONDS - 600_000}"
    decided = f"{opened} + 60 + i * 7919 % 90000"
    return {
        "id": "i",
        "community_id": str(community.pk),
        "channel_id": one_of(Channel.objects.filter(community=community), f"{thread} / 3"),
        "message_id": message,
        "assessment_id": message,
        "revision": "1",
        "opened_for": json('["finding"]'),
        "priority": "60",
        "posted_at": moment(opened),
        "opened_at": moment(opened),
        "conversation_id": f"{thread} + 1",
        "closed_at": moment(decided),
        "decision": "'hide'",
        "outcome": "'decided'",
    }


def row_columns(begun: int) -> dict[str, str]:
    message = f"(i - 1) * {MESSAGES_A_THREAD * THREADS_A_CASE} + 1"
    decided = moment(f"{opened_at(begun)} + 60 + i * 7919 % 90000")
    columns = {"id": "i", "case_id": "i", "message_id": message, "assessment_id": message, "revision": "1"}
    columns |= {"opened_for": json('["finding"]'), "priority": "60", "joined_at": moment(opened_at(begun))}
    return columns | {"settled_at": decided, "settled_as": "'decided'"}


def clock_columns(community: Community, begun: int) -> dict[str, str]:
    opened = opened_at(begun)
    channels = Channel.objects.filter(community=community)
    columns = {"id": "i", "case_id": "i", "message_id": f"(i - 1) * {MESSAGES_A_THREAD * THREADS_A_CASE} + 1"}
    columns |= {"channel_id": one_of(channels, f"(i - 1) * {THREADS_A_CASE} / 3"), "kind": "'action'"}
    columns |= {"severity": "3", "within": "480", "started_at": moment(opened)}
    columns |= {"due_by": moment(f"{opened} + 28800"), "risk_at": moment(f"{opened} + 21600")}
    return columns | {"kept_at": moment(f"{opened} + 60 + i * 7919 % 90000"), "kept_as": "'done'"}


def opened_at(begun: int) -> str:
    return f"{begun} + (i - 1) * {THREADS_A_CASE} * 104729 % {SECONDS - 600_000}"


def event_columns(begun: int) -> dict[str, Any]:
    opened = f"{begun} + (i - 1) * {THREADS_A_CASE} * 104729 % {SECONDS - 600_000}"
    at = moment(f"{opened} + 60 + i * 7919 % 90000")
    return {"id": "i", "case_id": "i", "kind": "'decided'", "at": at, "facts": json('{"action": "hide"}')}
