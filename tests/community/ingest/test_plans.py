"""What a batch looks for is found by an index, however much a source holds."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.ingest.seen import VALUES_A_QUERY
from community.models import Channel, Member
from community.records import RawMessage
from tests.community.storing import raw, store

pytestmark = pytest.mark.django_db
# All of a table, all messages of a channel or a source, or all that begin a conversation.
OURS = "community_(?:message|conversation|member)"
WHOLE = re.compile(rf"SCAN {OURS}\b|{OURS} .*\((?:parent_id|source_id|channel_id)=\?\)")


def plan(found: Any) -> str:
    sql, values = found.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}", values)
        return " ".join(row[3] for row in cursor.fetchall())


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a small table whole, whatever its indexes")
def test_members_are_found_by_id_name_and_role(reviews: Channel) -> None:
    here = Member.objects.filter(source=reviews.source)
    assert "(source_id=? AND external_id=?)" in plan(here.with_id().filter(external_id__in=["1", "2"]))
    assert "(source_id=? AND name_key=?)" in plan(here.filter(name_key="moira"))
    assert "members_with_a_role" in plan(here.with_role().filter(role="staff"))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL reads a small table whole, whatever its indexes")
@pytest.mark.parametrize("kind", ["comment", "direct"])
def test_no_batch_reads_a_whole_channel(kind: str, reviews: Channel) -> None:
    store(reviews, *batch("first", kind))
    with CaptureQueriesContext(connection) as asked:
        store(reviews, *batch("second", kind))
    statements = {query["sql"] for query in asked if query["sql"].startswith("SELECT")}
    steps = [(step, sql[:200]) for sql in statements for step in steps_of(sql)]
    assert [step for step in steps if WHOLE.search(step[0])] == []
    assert any("orphans_by_parent_id (source_id=? AND waiting_for=?)" in step for step, _ in steps)


def batch(name: str, kind: str) -> list[RawMessage]:
    """Replies of many threads whose first messages are missing, or come behind them."""
    replies = [
        raw(
            f"{name}-{at}",
            kind=kind,
            author_id=f"a-{at}",
            parent_external_id=f"{name}-p{at}",
            thread_external_id=f"{name}-t{at}",
        )
        for at in range(VALUES_A_QUERY)
    ]
    return [*replies, *(raw(f"{name}-p{at}", kind=kind, author_id="otto") for at in range(0, VALUES_A_QUERY, 2))]


def steps_of(sql: str) -> list[str]:
    with connection.cursor() as cursor:
        # What was captured has its values in it.
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}".replace("%", "%%"), ())
        return [row[3] for row in cursor.fetchall()]
