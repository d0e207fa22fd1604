"""A queue of any size, made by the database itself.

A million cases by Python would take longer than all the rest. Each case has its own message, assessment and finding.
What a page sorts and filters by is spread so that no two columns keep step, and every combination of channel, severity,
guideline and assignee occurs.
"""

from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from community.models import Channel, Community, Conversation, Member, Message, Source
from moderation.models import Assessment, Case, CaseGuideline, CaseMessage, Finding, Guideline, GuidelineVersion, User
from moderation.models.cases import RANK
from moderation.policy.hours import ALWAYS
from moderation.policy.order import EPOCH, MINUTES_A_POINT, minutes_without_target

FIRST_MOMENT, LATER, NO_DEADLINE = 1_780_000_000, 1_811_536_000, 32_503_680_000
AUTHORS = 4_999
SEVERITY, PRIORITY, POSTED = "i / 5 % 5", "i * 7919 % 101", f"{FIRST_MOMENT} + i * 104729 % 31536000"
# As it is worked out for a case without a target, at a desk that never closes.
DUE = f"({POSTED} - {int(EPOCH.timestamp())}) / 60 + {minutes_without_target(ALWAYS)}"
RANK_NOW = f"({PRIORITY}) * {MINUTES_A_POINT} - ({DUE})"
IS_CLOSED, IS_UNSCORED = "i / 7 % 10 < 3", "i % 11 = 0"
TERMS = '[{"name": "severity", "value": 40, "why": "Spam, severity medium"}]'
# Authors have many decisions here, all of them in their favour.
JUDGED_ON = '["", null, null, null, 0, 0, 9]'
TEXT = "'Order ' || i || ' came broken again, and nobody at the shop answers. I want my money back.'"


def make_queue(community: Community, count: int) -> None:
    """Fill an empty community with this many cases, 3 of 10 closed.

    Then the planner's statistics are refreshed.
    """
    source = Source.objects.get(community=community)
    Member.objects.bulk_create(
        Member(source=source, external_id=f"a{number}", name=f"Author {number}") for number in range(AUTHORS)
    )
    # Conversations and messages point to each other.
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            # With its usual 2 MB it would read index pages anew for every row; a new connection has those again.
            cursor.execute("PRAGMA cache_size = -400000")
        for model, columns in tables(community).items():
            insert(model, columns, count)
        cursor.execute("ANALYZE")


def tables(community: Community) -> dict[type[Model], dict[str, str]]:
    """Return the columns of row `i` by table."""
    rank = {
        "community_id": str(community.pk),
        "channel_id": one_of(Channel.objects.filter(community=community), "i"),
        "author_id": one_of(Member.objects.filter(source__community=community), "i * 13"),
        "posted_at": moment(POSTED),
    }
    message = {"id": "i", "external_id": "'q' || i", "text": TEXT, "received_at": moment(POSTED), "digest": "''"}
    message |= {"source_id": one_of(Source.objects.filter(community=community), "i"), "conversation_id": "i"}
    conversation = {"id": "i", "channel_id": rank["channel_id"], "root_id": "i"}
    assessment = {"id": "i", "message_id": "i", "revision": "1", "engine": "'bench'", "language": "'en'"}
    assessment |= {"compound": f"CASE WHEN {IS_UNSCORED} THEN NULL ELSE -0.4767 END", "assessed_at": moment(POSTED)}
    assessment |= {"priority": PRIORITY, "terms": json(TERMS), "words": json('[["broken", -0.4767]]')}
    assessment |= {"judged_on": json(JUDGED_ON)}
    version = one_of(GuidelineVersion.objects.filter(guideline__community=community), "i / 3")
    finding = {"assessment_id": "i", "number": "1", "version_id": version, "severity": SEVERITY}
    finding |= {"start": "0", "end": "5", "excerpt": "'Order'", "rule": "'phrase: order'", "reason": "'It says so.'"}
    case = rank | case_columns(community) | {"conversation_id": "i"}
    link = {"case_id": "i", "guideline_id": one_of(Guideline.objects.filter(community=community), "i / 3")}
    link |= {name: case[name] for name in RANK}
    return {
        Conversation: conversation,
        Message: rank | message,
        Assessment: assessment,
        Finding: finding,
        Case: case,
        CaseMessage: row_columns(),
        CaseGuideline: link,
    }


def case_columns(community: Community) -> dict[str, str]:
    people = one_of(User.objects.filter(memberships__community=community), "i / 3")
    columns = {"id": "i", "message_id": "i", "assessment_id": "i", "revision": "1", "opened_for": json('["finding"]')}
    columns |= {"severity": SEVERITY, "priority": PRIORITY, "rank": RANK_NOW, "due_by": moment(str(NO_DEADLINE))}
    columns |= {"is_unchecked": "i % 997 = 0", "is_unscored": IS_UNSCORED, "answer_only": "i % 13 = 0"}
    columns |= {"opened_at": moment(POSTED), "assignee_id": f"CASE WHEN i % 3 = 0 THEN {people} END"}
    closed = {"closed_at": moment(f"{LATER} + i"), "decision": "'keep'", "outcome": "'decided'"}
    nothing = {"closed_at": "NULL", "decision": "''", "outcome": "''"}
    return columns | {
        name: f"CASE WHEN {IS_CLOSED} THEN {value} ELSE {nothing[name]} END" for name, value in closed.items()
    }


def row_columns() -> dict[str, str]:
    columns = {"id": "i", "case_id": "i", "message_id": "i", "assessment_id": "i", "revision": "1"}
    columns |= {"opened_for": json('["finding"]'), "severity": SEVERITY, "priority": PRIORITY}
    columns |= {"joined_at": moment(POSTED), "settled_at": f"CASE WHEN {IS_CLOSED} THEN {moment(POSTED)} END"}
    return columns | {"settled_as": f"CASE WHEN {IS_CLOSED} THEN 'decided' ELSE '' END"}


def insert(model: type[Model], columns: dict[str, str], count: int) -> None:
    """Insert all rows in one statement.

    A column that is not named holds its field's default.
    """
    left = {
        str(field.column): field.get_db_prep_save(field.get_default(), connection)
        for field in model._meta.concrete_fields
        if field.column not in columns and not field.primary_key
    }
    named = ", ".join(f'"{name}"' for name in (*columns, *left))
    values = ", ".join([*(value.replace("%", "%%") for value in columns.values()), *["%s"] * len(left)])
    numbers = f"SELECT CAST(1 AS bigint) UNION ALL SELECT i + 1 FROM n WHERE i < {count}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({named}) WITH RECURSIVE n(i) AS ({numbers}) '  # noqa: S608
            f"SELECT {values} FROM n",
            list(left.values()),
        )


def one_of(rows: Any, number: str) -> str:
    """Return SQL for the key of one of these rows.

    They were made in one go, and so have keys without gaps.
    """
    keys = sorted(rows.values_list("pk", flat=True))
    return f"{keys[0]} + ({number}) % {len(keys)}"


def moment(seconds: str) -> str:
    return f"datetime({seconds}, 'unixepoch')" if connection.vendor == "sqlite" else f"to_timestamp({seconds})"


def json(text: str) -> str:
    return f"'{text}'" if connection.vendor == "sqlite" else f"CAST('{text}' AS jsonb)"
