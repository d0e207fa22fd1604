"""Members are found by an index, however many a source has."""

from typing import Any

import pytest
from django.db import connection

from community.models import Channel, Member

pytestmark = pytest.mark.django_db


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
