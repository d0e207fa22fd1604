"""The page that takes an import back: what it would do, that it does it, and what stays."""

from html import unescape
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from community.models import Channel, ImportRun, Message
from moderation.cases import actions as cases
from moderation.models import Change, TakeBack, User
from moderation.uploads import taking_back
from moderation.web.uploads import taking_back as screen
from tests.bringing import brought, checked, imported, start, table
from tests.builders import make_case
from tests.uploads.test_taking_back import brought as by_command
from tests.web.shared.markup import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client: Client, mia: User) -> Client:
    client.force_login(mia)
    return client


@pytest.fixture
def run(reviews: Channel, mia: User, ana: User) -> ImportRun:
    """Ten messages, of which Ana has claimed the case of one."""
    upload = imported(brought(reviews, mia, table(10)))
    assert upload.run
    cases.claim(make_case(Message.objects.get(external_id="3")), ana, timezone.now())
    return upload.run


def at(run: ImportRun) -> str:
    return f"/c/tarnfell/imports/runs/{run.pk}/take-back/"


def words(response: HttpResponse) -> str:
    return page_of(response, unescape)


def test_the_page_counts_what_would_go_and_lists_what_stays_with_its_case(desk: Client, run: ImportRun) -> None:
    page = words(desk.get(at(run)))
    assert "9 messages, with what was found" in page
    assert "1: somebody worked on its case" in page
    assert "Case " in page
    assert "Take back 9 messages" in page
    assert Message.objects.count() == 10


def test_pressing_begins_it_and_the_page_shows_how_far_it_is_and_what_came_of_it(
    desk: Client, run: ImportRun, mia: User, rings: list[str], django_capture_on_commit_callbacks: object
) -> None:
    answer = desk.post(at(run))
    assert (answer.status_code, answer["Location"]) == (303, at(run))
    assert "It is being taken back" in words(desk.get(at(run)))
    taking_back.go_on()
    page = words(desk.get(at(run)))
    assert f"{mia} took it back" in page
    assert "9" in page
    assert list(Message.objects.values_list("external_id", flat=True)) == ["3"]
    assert Change.objects.get(subject="import").actor == mia


def test_a_second_press_is_refused(desk: Client, run: ImportRun) -> None:
    desk.post(at(run))
    page = words(desk.post(at(run), follow=True))
    assert "was taken back already" in page
    assert TakeBack.objects.count() == 1


def test_an_import_at_work_is_stopped_first(desk: Client, reviews: Channel, mia: User) -> None:
    upload = checked(brought(reviews, mia, table(3)))
    start(upload)
    upload.run = ImportRun.objects.create(channel=reviews, source="week.csv", keeps_changes=True)
    upload.state = "importing"
    upload.save()
    assert "Stop that first" in words(desk.get(at(upload.run)))
    assert "Stop that first" in words(desk.post(at(upload.run), follow=True))
    assert not TakeBack.objects.exists()


def test_a_failed_one_says_why_and_can_be_tried_again(desk: Client, run: ImportRun) -> None:
    desk.post(at(run))
    TakeBack.objects.update(state="failed", error="The disk was full")
    assert "The disk was full" in words(desk.get(at(run)))
    desk.post(at(run))
    assert TakeBack.objects.get().state == "taking"


def test_a_run_without_anything_says_so_and_has_no_button(desk: Client, reviews: Channel) -> None:
    page = words(desk.get(at(ImportRun.objects.create(channel=reviews, source="empty.csv"))))
    assert "There is nothing to take back" in page
    assert "Leave it as it is" not in page


def test_only_the_first_of_many_are_listed(
    desk: Client, run: ImportRun, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screen, "SHOWN", 1)
    cases.claim(make_case(Message.objects.get(external_id="4")), ana, timezone.now())
    page = words(desk.get(at(run)))
    assert "These are the first 1" in page
    assert "2: somebody worked on its case" in page


def test_the_list_and_the_page_of_an_import_lead_there(desk: Client, run: ImportRun, tmp_path: Path) -> None:
    other = by_command(tmp_path, {"id": "x"})
    listed = desk.get("/c/tarnfell/imports/").getvalue().decode()
    assert at(other) in listed
    upload = run.uploads.get()
    assert at(run) in desk.get(f"/c/tarnfell/imports/{upload.pk}/").getvalue().decode()
