"""One upload's page: its first records, how they are read, how far it is, and what was rejected."""

import csv
import re
from collections.abc import Callable
from functools import partial
from html import unescape
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from community.models import Channel, ImportRun, Message
from moderation.models import Upload, User
from moderation.uploads import files, importing
from tests.bringing import TABLE, again, broken_gzip, brought, checked, imported, lines, start, table
from tests.web.shared.markup import page_of

pytestmark = pytest.mark.django_db
Bring = Callable[..., Upload]
EVIL = "<script>alert(1)</script>"


@pytest.fixture
def bring(reviews: Channel, mia: User) -> Bring:
    """Brings a file for the reviews, as Mia."""
    return partial(brought, reviews, mia)


@pytest.fixture
def desk(client: Client, mia: User) -> Client:
    client.force_login(mia)
    return client


def at(upload: Upload, verb: str = "") -> str:
    return f"/c/tarnfell/imports/{upload.pk}/{verb}"


def words(response: HttpResponse) -> str:
    return page_of(response, unescape)


def shown(client: Client, upload: Upload) -> str:
    return words(client.get(at(upload)))


def press_import(client: Client, upload: Upload) -> HttpResponse:
    """As the page's button does."""
    (seen,) = re.findall(r'name="seen" value="(\w+)"', shown(client, upload))
    return client.post(at(upload, "start/"), {"seen": seen})


def said(**fields: object) -> dict[str, object]:
    return {"form": "auto", "encoding": "", "time_zone": "UTC", "is_now": "on"} | fields


def test_the_first_records_are_shown_as_they_are_read_with_why_one_is_rejected(desk: Client, bring: Bring) -> None:
    page = shown(desk, bring())
    assert "The first 3 records, as they are read now" in page
    assert "The zip broke" in page
    assert "Rejected: there is no external_id" in page
    assert '<option value="author_name" selected>author’s name</option>' in page


def test_a_choice_of_columns_is_kept_and_shown(desk: Client, bring: Bring) -> None:
    upload = bring(b"Ticket,user,body\nt-1,moira,The zip broke\n")
    assert "No column is the messages' id among Ticket, user, body; choose it." in shown(desk, upload)
    answer = desk.post(at(upload, "mapping/"), said(**{"field-0": "external_id", "field-2": "text"}))
    assert (answer.status_code, answer.url) == (303, at(upload))
    assert again(upload).mapping == {"external_id": "Ticket", "thread_external_id": "", "author_name": ""}
    page = shown(desk, upload)
    assert "choose it" not in page
    assert '<option value="external_id" selected>id</option>' in page
    assert "moira" not in page.partition("How the file is read")[0]


def test_checking_takes_the_choices_of_the_form_along(desk: Client, bring: Bring) -> None:
    upload = bring(b"Ticket,body\nt-1,The zip broke\n")
    desk.post(at(upload, "check/"), said(is_history="on", **{"field-0": "external_id", "field-1": "text"}))
    found = again(upload)
    assert (found.state, found.mapping, found.is_history) == (
        "checking",
        {"external_id": "Ticket", "thread_external_id": ""},
        True,
    )
    importing.go_on()
    assert again(upload).counts["created"] == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"time_zone": "Mars/Base"}, "Mars/Base is not a time zone name such as Europe/London."),
        ({"form": "yaml"}, "Select a valid choice"),
        ({"encoding": "rot13"}, "Select a valid choice"),
        ({"field-0": "text", "field-2": "text"}, "id is the text already."),
        ({"field-0": "colour"}, "Select a valid choice"),
    ],
)
@pytest.mark.parametrize("verb", ["mapping/", "check/"])
def test_what_cannot_be_is_marked_and_what_was_typed_is_kept(
    desk: Client, bring: Bring, verb: str, fields: dict[str, str], sentence: str
) -> None:
    upload = bring()
    answer = desk.post(at(upload, verb), said(**{"field-1": "url"} | fields))
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert '<option value="url" selected>url</option>' in words(answer)
    assert (again(upload).state, again(upload).mapping) == ("mapping", {})


def test_another_encoding_shows_other_columns_whose_fields_are_guessed_anew(desk: Client, bring: Bring) -> None:
    upload = bring("номер,id,text\n7,1,привет\n8,2,мир\n".encode("koi8-r"))
    assert "Choose the encoding that it is in." in shown(desk, upload)
    desk.post(at(upload, "mapping/"), said(encoding="koi8-r"))
    assert (again(upload).encoding, again(upload).mapping) == ("koi8-r", {})
    page = shown(desk, upload)
    assert "привет" in page
    assert "CSV, KOI8-R" in page


def test_a_dry_run_shows_counts_and_reasons_before_anything_is_stored(desk: Client, bring: Bring) -> None:
    upload = checked(bring())
    page = shown(desk, upload)
    assert "Dry run: 3 records" in page
    assert "there is no external_id (nor id, message_id …)" in page
    assert "Import 2 of 3" in page
    assert Message.objects.count() == 0


def test_a_file_whose_every_record_would_be_rejected_is_said_to_be_so(desk: Client, bring: Bring) -> None:
    assert "Every record would be rejected" in shown(desk, checked(bring(b"id,text\n,a\n,b\n")))


def test_the_way_of_a_file_from_its_page_to_the_end(desk: Client, bring: Bring) -> None:
    upload = bring()
    for press in (lambda: desk.post(at(upload, "check/")), lambda: press_import(desk, upload)):
        assert press().status_code == 303
        assert 'hx-trigger="every 2s"' in shown(desk, upload)
        importing.go_on()
    page = shown(desk, upload)
    assert "Finished" in page
    assert 'href="/c/tarnfell/queue/"' in page
    assert 'href="/c/tarnfell/health/"' in page
    assert "Download 1 as CSV" in page
    assert ",nobody,No id" in page
    assert "every 2s" not in page


def test_a_dry_run_that_failed_shows_no_counts_that_nobody_knows(desk: Client, bring: Bring) -> None:
    page = shown(desk, checked(bring(broken_gzip())))
    assert "The dry run failed." in page
    assert "Nothing was stored." in page
    assert "New</dt><dd>0" not in page.replace("\n", "")
    assert 'class="meter"' not in page


def test_starting_twice_is_refused_with_the_reason(desk: Client, bring: Bring) -> None:
    upload = checked(bring())
    press_import(desk, upload)
    assert "This file is being imported already." in words(desk.post(at(upload, "start/"), follow=True))
    importing.go_on()
    assert ImportRun.objects.count() == 1


def test_what_another_has_changed_since_the_page_was_opened_is_not_imported(desk: Client, bring: Bring) -> None:
    upload = checked(bring())
    seen = desk.get(at(upload)).context["mark"]
    desk.post(at(upload, "check/"), said(is_history="on", **{"field-0": "external_id", "field-2": "text"}))
    importing.go_on()
    page = words(desk.post(at(upload, "start/"), {"seen": seen}, follow=True))
    assert "Somebody has changed how this file is read since you looked." in page
    assert again(upload).state == "checked"


def test_stopping_before_a_worker_came_leads_back_to_the_dry_run(desk: Client, bring: Bring) -> None:
    upload = checked(bring())
    press_import(desk, upload)
    page = words(desk.post(at(upload, "cancel/"), follow=True))
    assert "Stopped before anything was stored." in page
    assert "Import 2 of 3" in page
    assert press_import(desk, upload).status_code == 303
    assert again(upload).state == "importing"


def test_a_reason_and_a_page_stay_short_however_long_a_key_is(desk: Client, bring: Bring) -> None:
    key = "k" * 100_000
    upload = checked(bring(f'{{"{key}": 1, "{key}": 2}}\n'.encode()))
    assert len(upload.reasons[0]["reason"]) < 200
    start(upload)
    importing.go_on()
    assert len(shown(desk, upload)) < 200_000


def test_stopping_says_what_stays_and_going_on_ends_it(desk: Client, bring: Bring) -> None:
    upload = checked(bring(table(5000)))
    press_import(desk, upload)

    def stop() -> None:
        if again(upload).state == "importing":
            desk.post(at(upload, "cancel/"))

    importing.go_on(between=stop)
    page = shown(desk, upload)
    assert "What was stored by then, 4,000 records of the file, stays and is counted." in page
    assert "4,000 of 5,000 records read" in page
    desk.post(at(upload, "resume/"))
    importing.go_on()
    assert "5,000 records read" in shown(desk, upload)


def test_what_failed_says_why_what_is_stored_and_how_to_go_on(desk: Client, bring: Bring) -> None:
    upload = bring(broken_gzip(), state="checked")
    start(upload)
    importing.go_on()
    page = shown(desk, upload)
    assert "The import failed." in page
    assert "compressed bytes break off" in page
    assert f"The {Message.objects.count():,} records before that are stored." in page
    assert at(upload, "resume/") in page


def test_a_file_that_is_gone_shows_its_counts_and_how_to_bring_it_again(desk: Client, bring: Bring) -> None:
    upload = imported(bring())
    Upload.objects.update(path="", state="cancelled", finished_at=timezone.now())
    page = shown(desk, upload)
    assert "3 of 3 records read" in page
    assert "Upload it again" in page
    assert at(upload, "resume/") not in page


def test_a_file_that_vanished_from_the_disk_is_no_fault_of_the_page(desk: Client, bring: Bring) -> None:
    upload = bring()
    files.throw_away(upload.path)
    assert "not on this machine's disk any more" in shown(desk, upload)
    assert desk.post(at(upload, "mapping/"), said()).status_code == 303


def test_the_part_that_changes_tells_how_far_it_is_and_asks_for_the_page_when_it_is_over(
    desk: Client, bring: Bring, django_assert_max_num_queries: Callable[..., Any]
) -> None:
    upload = checked(bring(table(5000)))
    start(upload)
    Upload.objects.update(bytes_read=upload.size // 2)
    with django_assert_max_num_queries(8):
        answer = desk.get(at(upload, "progress/"))
    assert "0 of 5,000 records read" in words(answer)
    assert "Waits for a worker" in words(answer)
    assert "HX-Refresh" not in answer
    Upload.objects.update(counts={"a_second": 0.0, "bytes_a_second": upload.size / 20})
    assert re.search(r"(49|50) %, about 10 s left", words(desk.get(at(upload, "progress/"))))
    Upload.objects.update(counts={"read": 5000, "a_second": 1234.5, "bytes_a_second": upload.size / 20})
    told = words(desk.get(at(upload, "progress/")))
    assert "50 %, 1,234 a second, about 10 s left" in told.replace("49 %", "50 %")
    importing.go_on()
    assert desk.get(at(upload, "progress/"))["HX-Refresh"] == "true"


def test_rejects_come_as_a_table_that_no_spreadsheet_takes_for_a_formula(desk: Client, bring: Bring) -> None:
    upload = imported(bring(b"id,text\n1,a\n=HYPERLINK(1)\n,x\n"))
    answer = desk.get(at(upload, "rejects.csv"))
    rows = list(csv.reader(b"".join(answer.streaming_content).decode().splitlines(keepends=True)))
    assert rows[0] == ["line", "reason", "length", "sha256", "original"]
    assert [(row[0], row[4]) for row in rows[1:]] == [("3", "'=HYPERLINK(1)"), ("4", ",x")]
    assert answer["Content-Disposition"] == f'attachment; filename="rejects-{upload.run.pk}.csv"'


def test_rejects_of_what_was_not_imported_are_refused_in_a_sentence(desk: Client, bring: Bring) -> None:
    answer = desk.get(at(checked(bring()), "rejects.csv"), follow=True)
    assert "Nothing of this file was imported yet" in words(answer)


def test_nothing_that_a_file_says_becomes_markup(desk: Client, bring: Bring) -> None:
    content = lines({"id": EVIL, "text": EVIL, EVIL: EVIL, "likes": EVIL}, {"id": "2", EVIL: {EVIL: EVIL}}, [EVIL])
    upload = bring(content, name=EVIL)
    pages = [page_of(desk.get(at(upload)))]
    pages.append(page_of(desk.get(at(checked(upload)))))
    start(again(upload))
    importing.go_on()
    pages.append(page_of(desk.get(at(upload))))
    pages.append(page_of(desk.post(at(upload, "mapping/"), said(time_zone=EVIL))))
    assert all("<script>alert" not in page for page in pages)
    assert all("&lt;script&gt;alert" in page for page in pages)


@pytest.mark.parametrize("name", ["\ud800", "a\0b", "x" * 5000, "=1+1", "\u202eevil", ""])
def test_a_column_of_any_name_is_shown_and_mapped_if_its_name_can_be_kept(
    desk: Client, bring: Bring, name: str
) -> None:
    upload = bring(lines({"id": 1, "body": "x", name: "y"}))
    assert desk.get(at(upload)).status_code == 200
    answer = desk.post(at(upload, "check/"), said(**{"field-0": "external_id", "field-1": "text", "field-2": "title"}))
    assert answer.status_code == 303
    importing.go_on()
    assert again(upload).counts["read"] == 1


def test_more_columns_than_can_be_chosen_from_are_counted(desk: Client, bring: Bring) -> None:
    names = [f"column {number}" for number in range(500)]
    upload = bring(",".join([*names, "id", "text"]).encode() + b"\n" + b"x," * 501 + b"x\n")
    assert "302 more columns are not shown" in shown(desk, upload)
    desk.post(at(upload, "mapping/"), said(**{"field-0": "title"}))
    assert again(upload).mapping == {"title": "column 0"}


@pytest.mark.parametrize("verb", ["mapping/", "check/", "start/", "cancel/", "resume/"])
def test_looking_changes_nothing(desk: Client, bring: Bring, verb: str) -> None:
    assert desk.get(at(bring(), verb)).status_code == 405


@pytest.mark.parametrize("state", ["mapping", "checking", "checked", "importing", "finished", "cancelled", "failed"])
@pytest.mark.parametrize("is_begun", [True, False])
@pytest.mark.parametrize("path", ["kept", ""])
def test_every_state_has_a_page(desk: Client, bring: Bring, state: str, is_begun: bool, path: str) -> None:
    upload = bring(TABLE, state=state, finished_at=timezone.now())
    if is_begun:
        Upload.objects.update(run=ImportRun.objects.create(channel=upload.channel, source="x"))
    if not path:
        Upload.objects.update(path="")
    assert desk.get(at(upload)).status_code == 200
    assert desk.get(at(upload, "progress/")).status_code == 200
    assert desk.get("/c/tarnfell/imports/").status_code == 200


def test_a_dry_run_tells_of_cases_and_asks_about_history_where_most_is_old(desk: Client, bring: Bring) -> None:
    old = {"kind": "direct", "text": "Where is it?", "created_at": "2026-03-08T06:30:00Z"}
    page = shown(desk, checked(bring(lines({"id": 1} | old, {"id": 2} | old))))
    assert "2 of 2 messages are older than a week. Is it history?" in page
    assert "would open 2 cases" in page
    new = old | {"created_at": timezone.now().isoformat()}
    page = shown(desk, checked(bring(lines({"id": 1} | new))))
    assert "The import would open 1 case." in page
    history = checked(bring(lines({"id": 1} | old), is_history=True))
    assert "would open" not in shown(desk, history)
