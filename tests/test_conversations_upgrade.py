"""Five open cases of one person in a conversation are as well off after an upgrade, also after one that was killed."""

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import StringIO
from json import loads
from pathlib import Path
from random import Random
from typing import Any

import psycopg
import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count

from moderation.assessments import pipeline
from moderation.cases.clocks import settle_clocks
from moderation.models import Answer, Case, CaseMessage, Clock, Escalation, Outbox, PendingAssessment
from tests.builders import make_message
from tests.earlier.conversations import CASES, CLOSED, KEPT, add_busy_conversation
from tests.earlier.living import live_through, standing_in
from tests.earlier.schema import DAY, NOON, Earlier
from tests.faults.scratch import ROOT, Scratch, copy_of, empty_database
from tests.patience import PATIENCE
from tests.test_upgrading import signed_in, what_differs
from tests.web.cases.browsing import act, address, text_of
from tests.web.cases.test_parts_page import on_screen

KILLS = 6
KINDS = ("action", "reply")
COUNTED = ("community_message", "moderation_caseevent", "moderation_outbox", "moderation_escalation", "moderation_case")
# What shows how far the filling has come: each table is there only after a while.
PROGRESS = (
    "SELECT count(*) FROM moderation_casemessage",
    "SELECT count(*) FROM moderation_answer",
    "SELECT count(*) FROM moderation_case WHERE rank <> 0",
)
# What an upgrade fills, but for keys that follow the order of writing.
FILLED = (
    "SELECT id, conversation_id, split_no, message_id, rank FROM moderation_case",
    "SELECT case_id, message_id, revision, role, waits, answered_at, settled_as FROM moderation_casemessage",
    "SELECT case_id, message_id, kind, started_at, due_by, risk_at, kept_at, kept_as, ended_as FROM moderation_clock",
    "SELECT message_id, conversation_id, author_id, target_id, way FROM moderation_answer",
    "SELECT name FROM django_migrations",
)


@dataclass
class Before:
    """A database as the fourth part left it, and what was written into it."""

    scratch: Scratch
    earlier: Earlier
    cases: dict[str, Any]
    counts: dict[str, int] = field(default_factory=dict)


@pytest.fixture(scope="module")
def before(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[Before]:
    with empty_database(tmp_path_factory.mktemp("fourth") / "fourth.sqlite3") as scratch:
        with standing_in(scratch, django_db_blocker):
            earlier = live_through("fourth")
            cases = add_busy_conversation(earlier)
        yield Before(scratch, earlier, cases, counts_in(scratch))


@pytest.fixture(scope="module")
def upgraded(before: Before, tmp_path_factory: Any) -> Iterator[Scratch]:
    with copy_of(before.scratch, tmp_path_factory.mktemp("upgraded") / "upgraded.sqlite3") as scratch:
        subprocess.run(**upgrade(scratch, "manage.py", "migrate", "--verbosity", "0"), check=True, timeout=PATIENCE)
        yield scratch


@pytest.fixture
def here(upgraded: Scratch, django_db_blocker: Any, tmp_path: Path) -> Iterator[None]:
    """An upgraded database that a test may change."""
    with copy_of(upgraded, tmp_path / "here.sqlite3") as scratch, standing_in(scratch, django_db_blocker):
        yield


def upgrade(scratch: Scratch, *words: str) -> dict[str, Any]:
    return {"args": [sys.executable, *words], "cwd": ROOT, "env": {**os.environ, "DATABASE_URL": scratch.url}}


def counts_in(scratch: Scratch) -> dict[str, int]:
    return {table: scratch.count(f"SELECT count(*) FROM {table}") for table in COUNTED}


def of_vera() -> dict[str, Case]:
    """Her cases, by the message that each was opened for."""
    found = Case.objects.filter(author__external_id="vera").select_related("message", "community")
    return {case.message.external_id: case for case in found.order_by("pk")}


def due_of(cases: dict[str, Case]) -> dict[tuple[str, str], Any]:
    return {(name, clock.kind): clock.due_by for name, case in cases.items() for clock in case.clocks.order_by("kind")}


def promised_in(cases: dict[str, Any]) -> dict[tuple[str, str], Any]:
    return {(name, kind): getattr(case, f"first_{kind}_by") for name, case in cases.items() for kind in KINDS}


def kept_in(cases: dict[str, Case]) -> dict[str, list[str]]:
    return {name: sorted(each.kind for each in case.clocks.exclude(kept_at=None)) for name, case in cases.items()}


def test_each_open_case_is_a_part_of_its_own_of_one_conversation(here: None) -> None:
    cases = of_vera()
    assert {name: case.split_no for name, case in cases.items()} == {
        CLOSED: 0,
        "v1": 0,
        "v2": 1,
        "v3": 2,
        "v4": 3,
        "v5": 4,
    }
    assert len({case.conversation_id for case in cases.values()}) == 1
    assert not Case.objects.filter(conversation=None).exists()
    parts = Case.objects.open().exclude(author=None).values("conversation", "author", "split_no")
    assert not parts.annotate(times=Count("pk")).filter(times__gt=1).exists()


def test_every_message_of_a_case_and_every_copy_has_one_place(here: None) -> None:
    rows = CaseMessage.objects.filter(case__in=of_vera().values()).order_by("case", "pk")
    assert list(rows.values_list("message__external_id", "role")) == [
        (CLOSED, "own"),
        *(("v1", "own"), ("w1", "copy")),
        *((name, "own") for name in list(CASES)[1:]),
    ]
    places = CaseMessage.objects.filter(left_at=None).values("message").annotate(times=Count("pk"))
    assert not places.filter(times__gt=1).exists()
    assert not Case.objects.filter(rows=None).exists()
    # Who said the same and has a case for another reason is met there.
    assert CaseMessage.objects.get(message__external_id="w2").role == "own"


def test_no_promise_is_due_later_and_what_was_kept_is(here: None, before: Before) -> None:
    cases, promised = of_vera(), promised_in(before.cases)
    assert due_of(cases) == promised
    assert kept_in(cases) == {name: KEPT.get(name, []) for name in cases}


def test_worked_out_anew_they_are_not_due_later_and_an_answer_is_one_to_all_before_it(
    here: None, before: Before
) -> None:
    cases, promised = of_vera(), promised_in(before.cases)
    with transaction.atomic():
        settle_clocks([case.pk for case in cases.values() if case.closed_at is None], NOON + DAY)
    assert {key: at for key, at in due_of(cases).items() if at > promised[key]} == {}
    # Staff wrote to her below the fourth, which she had written last.
    answered = {name: sorted(KINDS) for name in CASES if name != "v5"}
    assert kept_in(cases) == {CLOSED: [], "v5": [], **answered}


def test_nothing_is_lost_and_the_record_is_read(here: None, before: Before, upgraded: Scratch) -> None:
    assert what_differs(before.earlier) == {}
    assert counts_in(upgraded) == before.counts
    moderator = signed_in("moderator", "fourth")
    for name, case in of_vera().items():
        page = text_of(moderator.get(address(case)))
        assert f"My lawyer will hear of tent {name}" in page
        told = before.earlier.apps.get_model("moderation.CaseEvent").objects.filter(case=case.pk).count()
        assert case.events.count() == told
    assert "Angry." in text_of(moderator.get(address(of_vera()["v5"])))


def test_they_are_ordered_and_exported(here: None) -> None:
    for command, name, words, wanted in (("export_cases", "id", ["--state=all"], 6), ("order", "case", [], 5)):
        out = StringIO()
        call_command(command, "--community=fourth", "--json", *words, stdout=out, stderr=StringIO())
        keys = {loads(line)[name] for line in out.getvalue().splitlines()}
        assert len(keys & {case.pk for case in of_vera().values()}) == wanted


def test_whom_staff_answered_is_known(here: None) -> None:
    answer = Answer.objects.get(message__external_id="a4")
    assert (answer.author.external_id, answer.way) == ("vera", "parent")


def test_a_decision_acts_on_its_own_part(here: None) -> None:
    moderator, case = signed_in("moderator", "fourth"), of_vera()["v4"]
    answer = act(moderator, case, "decide", action="hide", reason="A threat.", shown=on_screen(case))
    assert answer.status_code == 303, text_of(answer)
    assert [name for name, each in of_vera().items() if each.closed_at] == [CLOSED, "v4"]
    assert list(Outbox.objects.filter(case=case).values_list("kind", "message__external_id")) == [("hide", "v4")]


def test_what_a_team_was_asked_waits_for_its_answer(here: None) -> None:
    case = of_vera()["v1"]
    question = Escalation.objects.get(case=case)
    lead = signed_in("lead", "fourth")
    assert "Is this a threat?" in text_of(lead.get("/c/fourth/escalations/"))
    lead.post(f"/c/fourth/escalations/{question.pk}/answer/", {"text": "It is none."})
    question.refresh_from_db()
    assert (question.answer, question.answered_by.email) == ("It is none.", "lead@fourth.example")


def test_a_further_message_goes_to_the_newest_part(here: None) -> None:
    newest = of_vera()["v5"]
    due = due_of(of_vera())
    further = make_message(
        "Will somebody answer me now? My lawyer waits.",
        external_id="v6", channel=newest.channel, author=newest.author, conversation=newest.conversation,
        posted_at=NOON + DAY, received_at=NOON + DAY,
    )  # fmt: skip
    PendingAssessment.objects.create(message=further, revision=1, asked_at=NOON + DAY, due_at=NOON)
    pipeline.drain()
    assert CaseMessage.objects.get(message=further).case == newest
    assert {key: at for key, at in due_of(of_vera()).items() if at > due.get(key, at)} == {}
    assert Case.objects.open().filter(author=newest.author).count() == 5


def test_whoever_merges_the_parts_has_one_case_and_promises_nothing_later(here: None) -> None:
    """An upgrade cannot know that they are one matter, and a person can say so: of all but what a team has."""
    moderator, cases = signed_in("moderator", "fourth"), of_vera()
    promised = due_by_message()
    assert act(moderator, cases["v5"], "merge", other=cases["v1"].pk).status_code == 409
    for name in ("v2", "v3", "v4", "v5"):
        answer = act(moderator, cases["v1"], "merge", other=cases[name].pk)
        assert answer.status_code == 303, text_of(answer)
    rows = CaseMessage.objects.filter(case=cases["v1"], left_at=None, role="own").order_by("message")
    assert list(rows.values_list("message__external_id", flat=True)) == list(CASES)
    assert list(Case.objects.open().filter(author=cases["v1"].author)) == [cases["v1"]]
    # What staff wrote below the fourth answers all before it.
    due = due_by_message()
    assert {name for name, _ in due} == {"v5"}
    assert {key: at for key, at in due.items() if at > promised[key]} == {}


def due_by_message() -> dict[tuple[str, str], Any]:
    """When each of her messages is due that nobody has answered or acted on yet."""
    running = Clock.objects.running().filter(case__author__external_id="vera", escalation=None)
    return {(each.message.external_id, each.kind): each.due_by for each in running.select_related("message")}


def test_an_upgrade_that_is_killed_again_and_again_ends_as_one_that_was_not(
    before: Before, upgraded: Scratch, tmp_path: Path
) -> None:
    with copy_of(before.scratch, tmp_path / "killed.sqlite3") as scratch:
        kills = upgrade_under_fire(scratch, Random())
        assert kills == KILLS
        for sql in FILLED:
            assert sorted(scratch.rows(sql), key=str) == sorted(upgraded.rows(sql), key=str)


def upgrade_under_fire(scratch: Scratch, rng: Random) -> int:
    """Kill the upgrade whenever it has filled something more, until it comes through; returns how often."""
    kills = 0
    while True:
        met = progress(scratch)
        process = subprocess.Popen(**upgrade(scratch, "-m", "tests.earlier.upgrading"))
        deadline = time.monotonic() + PATIENCE
        while process.poll() is None and (kills == KILLS or progress(scratch) <= met):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        if process.poll() is not None:
            assert process.returncode == 0
            return kills
        time.sleep(rng.uniform(0, 0.3))
        process.kill()
        process.wait()
        kills += 1


def progress(scratch: Scratch) -> int:
    found = 0
    for sql in PROGRESS:
        try:
            found += scratch.count(sql)
        except (sqlite3.OperationalError, psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn):
            continue
    return found
