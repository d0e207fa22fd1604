"""Rejects as a table: all of them in order, some at a time."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.imports import rejects
from community.models import Channel, ImportReject, ImportRun

pytestmark = pytest.mark.django_db


def rejected(run: ImportRun, lines: list[int]) -> None:
    row = {"run": run, "raw": b"x", "length": 1, "sha256": ""}
    ImportReject.objects.bulk_create(
        ImportReject(line=line, reason=f"number {number}", **row) for number, line in enumerate(lines)
    )


@pytest.fixture
def run(reviews: Channel) -> ImportRun:
    return ImportRun.objects.create(channel=reviews, source="week.csv")


@pytest.mark.parametrize("many", [0, 1, 3, 4, 7])
def test_all_come_once_and_in_order(run: ImportRun, many: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rejects, "A_QUERY", 3)
    rejected(run, [7, 2, 2, 2, 2, 9, 8][:many])
    rejected(ImportRun.objects.create(channel=run.channel, source="other.csv"), [1, 2])
    found = [(reject.line, reject.reason) for reject in rejects.in_order(run)]
    assert found == sorted(found)
    assert len(found) == many


def test_the_first_comes_after_one_query_for_few(run: ImportRun) -> None:
    rejected(run, list(range(1, 1_000)))
    table = rejects.rejects_table(run)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        rows = [next(table) for _ in range(rejects.A_QUERY)]
    assert (rows[0], rows[1][0]) == (rejects.COLUMNS, 1)
    assert [re.findall(r"LIMIT (\d+)", query["sql"]) for query in queries] == [[str(rejects.A_QUERY)]]
