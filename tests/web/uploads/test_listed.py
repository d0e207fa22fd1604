"""The list of imports holds what the browser brought and what the command read, each once."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils import timezone

from community.models import Channel, Community, ImportReject, ImportRun
from moderation.models import User
from moderation.web.uploads.listed import PAGE, Commanded
from tests.bringing import brought
from tests.builders import make_channel
from tests.web.shared.markup import page_of

pytestmark = pytest.mark.django_db
IMPORTS = "/c/tarnfell/imports/"


@pytest.fixture
def desk(client: Client, mia: User, reviews: Channel) -> Client:
    client.force_login(mia)
    return client


def run_of(channel: Channel, minutes: int = 0, **fields: Any) -> ImportRun:
    """A run of the command that began so many minutes ago."""
    fields = {"source": "/srv/exports/week.jsonl", "state": "finished"} | fields
    return ImportRun.objects.create(channel=channel, started_at=timezone.now() - timedelta(minutes=minutes), **fields)


def listed(desk: Client, address: str = IMPORTS) -> list[tuple[str, int]]:
    """What a page lists: files and runs, by their keys."""
    imports = desk.get(address).context["page"].imports
    return [("run", each.run.pk) if isinstance(each, Commanded) else ("file", each.upload.pk) for each in imports]


def pages(desk: Client) -> Iterator[list[tuple[str, int]]]:
    address = IMPORTS
    while address:
        page = desk.get(address).context["page"]
        yield listed(desk, address)
        address = f"{IMPORTS}{page.older}" if page.older else ""


def test_a_run_of_the_command_says_what_it_did(desk: Client, reviews: Channel) -> None:
    counts = {"read": 1234, "created": 1200, "updated": 20, "unchanged": 8, "duplicate": 2, "rejected": 4}
    run = run_of(reviews, **counts)
    page = page_of(desk.get(IMPORTS))
    for said in (
        "<bdi>week.jsonl</bdi>",
        f"run {run.pk}: 1,200 new, 20 changed, 10 known already",
        "In, 4 rejected",
        ">1,234<",
        f'<a href="{IMPORTS}runs/{run.pk}/rejects.csv">4<',
        "the command, ",
    ):
        assert said in page
    assert "/srv/exports" not in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"source": "-"}, "<bdi>standard input</bdi>"),
        ({"state": "running"}, "Not finished"),
        ({"is_history": True}, ", as history: "),
        ({"rejected": 0}, 'class="num">0</td>'),
    ],
)
def test_how_a_run_is_told(desk: Client, reviews: Channel, fields: dict[str, Any], said: str) -> None:
    run_of(reviews, **fields)
    assert said in page_of(desk.get(IMPORTS))


def test_nothing_can_be_done_to_a_run_of_the_command(desk: Client, reviews: Channel) -> None:
    run_of(reviews, state="running")
    row = page_of(desk.get(IMPORTS)).partition("<tbody>")[2].partition("</tbody>")[0]
    assert ["<form" in row, "<button" in row, "<a " in row] == [False, False, False]


def test_files_and_runs_stand_together_newest_first(desk: Client, reviews: Channel, mia: User) -> None:
    old, new = brought(reviews, mia, made_at=timezone.now() - timedelta(hours=2)), brought(reviews, mia)
    between = run_of(reviews, minutes=60)
    assert listed(desk) == [("file", new.pk), ("run", between.pk), ("file", old.pk)]


def test_a_run_of_a_file_that_was_brought_stands_once(desk: Client, reviews: Channel, mia: User) -> None:
    """Also when the command began it and the browser went on with it."""
    upload = brought(reviews, mia, run=run_of(reviews))
    assert listed(desk) == [("file", upload.pk)]


def test_page_by_page_each_import_stands_once(desk: Client, reviews: Channel, mia: User) -> None:
    runs = [run_of(reviews, minutes) for minutes in range(300, 0, -10)]
    files = [
        brought(reviews, mia, made_at=timezone.now() - timedelta(minutes=minutes)) for minutes in range(305, 0, -10)
    ]
    several = list(pages(desk))
    assert [len(page) for page in several] == [PAGE, PAGE, 61 - 2 * PAGE]
    found = [each for page in several for each in page]
    alternating = [each for pair in zip(reversed(files), reversed(runs), strict=False) for each in pair]
    assert found == [("run" if isinstance(each, ImportRun) else "file", each.pk) for each in [*alternating, files[0]]]


@pytest.mark.parametrize("kind", ["runs", "files"])
def test_a_page_of_one_kind_alone_is_paged_too(desk: Client, reviews: Channel, mia: User, kind: str) -> None:
    for minutes in range(PAGE + 1):
        _ = run_of(reviews, minutes) if kind == "runs" else brought(reviews, mia)
    assert [len(page) for page in pages(desk)] == [PAGE, 1]


def test_the_list_costs_two_queries_for_any_number_of_imports(
    desk: Client, reviews: Channel, mia: User, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(9):
        desk.get(IMPORTS)
    for minutes in range(10):
        run_of(make_channel(reviews.community, f"c{minutes}"), minutes)
        brought(reviews, mia)
    with django_assert_max_num_queries(9):
        desk.get(IMPORTS)


def test_other_communities_runs_are_not_listed(desk: Client, emberloom: Community) -> None:
    run_of(make_channel(emberloom, "forum"))
    assert listed(desk) == []


@pytest.mark.parametrize("query", ["run=x", "run=%00", "run=-1", "run=²", f"before={'9' * 5000}", "run="])
def test_a_page_that_means_nothing_is_the_first(desk: Client, reviews: Channel, query: str) -> None:
    run = run_of(reviews)
    assert listed(desk, f"{IMPORTS}?{query}") == [("run", run.pk)]


def test_the_rejects_of_a_run_come_as_a_table(desk: Client, reviews: Channel) -> None:
    run = run_of(reviews, rejected=1)
    ImportReject.objects.create(run=run, line=7, reason="It has no id.", raw=b"=1+1,x", length=6, sha256="0")
    answer: Any = desk.get(f"{IMPORTS}runs/{run.pk}/rejects.csv")
    rows = list(csv.reader(b"".join(answer.streaming_content).decode().splitlines()))
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert rows[1:] == [["7", "It has no id.", "6", "0", "'=1+1,x"]]


def test_the_rejects_of_another_communitys_run_are_absent(desk: Client, emberloom: Community) -> None:
    run = run_of(make_channel(emberloom, "forum"))
    assert desk.get(f"{IMPORTS}runs/{run.pk}/rejects.csv").status_code == 404


def test_a_run_names_the_community_of_its_channel(reviews: Channel, tarnfell: Community) -> None:
    assert run_of(reviews).community == tarnfell


@pytest.mark.parametrize("slice_of", [1, 2, 2_000])
def test_an_upgrade_gives_every_run_its_community(
    reviews: Channel, emberloom: Community, monkeypatch: pytest.MonkeyPatch, slice_of: int
) -> None:
    upgrade = import_module("community.migrations.0004_runs_name_their_community")
    monkeypatch.setattr(upgrade, "SLICE", slice_of)
    runs = [run_of(channel) for channel in (reviews, make_channel(emberloom, "forum"), reviews)]
    ImportRun.objects.update(community=emberloom)
    upgrade.name_communities(apps, None)
    named = ImportRun.objects.order_by("pk").values_list("pk", "community__slug")
    assert list(named) == [(runs[0].pk, "tarnfell"), (runs[1].pk, "emberloom"), (runs[2].pk, "tarnfell")]


def test_the_newest_runs_are_read_from_an_index(reviews: Channel) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            # A table of a few rows is read whole where that is allowed.
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    plan = ImportRun.objects.filter(community=reviews.community, pk__lt=9).order_by("-pk")[:PAGE].explain()
    assert "runs_newest_first" in plan
    assert "TEMP B-TREE" not in plan
