"""While the database is away: a page that asks to come again, with everything that was typed on it."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client

from community.models import Channel
from moderation.models import Case, CaseEvent, Upload, User
from tests.outages import lock
from tests.test_access import TABLE, place
from tests.web.cases.browsing import address
from tests.web.shared.kept import Form, form_on

# The cookies of somebody who has signed in, of whom the database would know.
TOKEN, SESSION = "t" * 32, "s" * 32
LONG = 'We are sorry, "Moira" <b>& Co</b>.\n\n  A new tent is on its way; 日本語も。'
TYPED = {
    "text": [LONG],
    "email": ["mia@example.org"],
    "keep_open": ["on"],
    "days": ["0", "6"],
    "revision": ["3"],
}
SECRETS = {"password": "open sesame", "password1": "open sesame", "oldpassword": "open sesame"}
ROW = SimpleNamespace(pk=7, slug="spam")
ROWS: Any = dict.fromkeys(TABLE, ROW) | {"case": ROW, "invitation": "nobody-knows"}
# Programs get no page: see tests/web/pushes/.
OF_PROGRAMS = ("push-in", "push-out", "push-report")
FORMS = [name for name, methods in TABLE.items() if "POST" in methods and name not in OF_PROGRAMS]
# Made without a database; how probes answer stands in test_probes.py.
BLANK = ("account_inactive", "account_reset_password", "account_reset_password_done")
BLANK = (*BLANK, "account_reset_password_from_key_done", "healthz", "readyz", "metrics")
PAGES = [name for name, methods in TABLE.items() if "GET" in methods and name not in (*BLANK, *OF_PROGRAMS)]


@pytest.fixture
def somebody(django_db_blocker: Any, no_database: None) -> Iterator[Client]:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies["sessionid"], client.cookies["csrftoken"] = SESSION, TOKEN
    with django_db_blocker.unblock():
        yield client


def send(client: Client, path: str, **fields: Any) -> HttpResponse:
    referer = "http://testserver/c/tarnfell/queue/?severity=high"
    return client.post(path, {"csrfmiddlewaretoken": TOKEN, **fields}, headers={"Referer": referer})


def form_of(response: HttpResponse) -> Form:
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    found = form_on(response.content.decode())
    assert found
    return found


@pytest.mark.parametrize("name", [name for name in FORMS if name != "imports"])
def test_what_was_typed_into_any_form_can_be_sent_again(somebody: Client, name: str, settings: Any) -> None:
    # Without a mail server that page has no form.
    settings.EMAIL_HOST = "mail.example.org"
    path = f"{place(name, ROWS)}?severity=high&thread=all"
    form = form_of(send(somebody, path, **TYPED, **SECRETS))
    assert form.action == path
    assert {name: form.values(name) for name in TYPED} == TYPED
    assert form.asked == [(name, "password") for name in SECRETS]
    assert set(form.sent()) == {*TYPED, "csrfmiddlewaretoken"}


def test_what_was_typed_is_shown_as_it_was_and_no_password_is(somebody: Client) -> None:
    page = send(somebody, place("case-note", ROWS), text=LONG, **SECRETS).content.decode()
    assert "&quot;Moira&quot; &lt;b&gt;&amp; Co&lt;/b&gt;" in page
    assert "open sesame" not in page


def test_what_a_stranger_s_page_sends_is_not_offered_to_be_sent_again(somebody: Client) -> None:
    response = somebody.post(place("case-note", ROWS), {"text": LONG, "csrfmiddlewaretoken": "x" * 32})
    assert response.status_code == 503
    assert form_on(response.content.decode()) is None
    assert "Moira" not in response.content.decode()


def test_who_tried_again_in_vain_is_not_led_back_to_an_address_that_only_takes_forms(somebody: Client) -> None:
    path = place("case-note", ROWS)
    headers = {"Referer": f"http://testserver{path}?thread=all"}
    page = somebody.post(path, {"csrfmiddlewaretoken": TOKEN, "text": LONG}, headers=headers).content.decode()
    assert 'href="/">Leave it and go back' in page


def test_a_file_that_nobody_could_be_asked_about_is_not_read(somebody: Client) -> None:
    page = send(somebody, place("imports", ROWS), file=SimpleUploadedFile("week.csv", b"id,text")).content.decode()
    assert form_on(page) is None
    assert 'href="/c/tarnfell/queue/?severity=high">Go back' in page


@pytest.mark.parametrize("name", PAGES)
def test_any_page_and_file_is_asked_for_again(somebody: Client, name: str) -> None:
    path = f"{place(name, ROWS)}?severity=high&thread=all"
    response = somebody.get(path)
    assert (response.status_code, response["Retry-After"]) == (503, "5")
    assert f'href="{path.replace("&", "&amp;")}">Try again' in response.content.decode()
    assert form_on(response.content.decode()) is None


@pytest.fixture
def signed_in(transactional_db: None, impatient: None, ada: User) -> Client:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.force_login(ada)
    client.cookies["csrftoken"] = TOKEN
    return client


def test_a_note_from_while_the_database_was_locked_is_saved_later(signed_in: Client, case: Case) -> None:
    with lock():
        form = form_of(send(signed_in, address(case, "note"), text=LONG))
        # The next request in this thread would else begin with asking it whether it still answers.
        assert connection.connection is None
    assert CaseEvent.objects.filter(kind="noted").count() == 0
    assert signed_in.post(form.action, form.sent()).status_code == 303
    assert CaseEvent.objects.get(kind="noted").why.replace("\r\n", "\n") == LONG


def test_a_file_has_to_be_chosen_again(signed_in: Client, reviews: Channel) -> None:
    path = f"/c/tarnfell/imports/?channel={reviews.slug}"
    with lock("moderation_upload"):
        form = form_of(send(signed_in, path, file=SimpleUploadedFile("week.csv", b"id,text\n1,Hello")))
    assert (form.action, form.encoding, form.asked) == (path, "multipart/form-data", [("file", "file")])
    again = {**form.sent(), "file": SimpleUploadedFile("week.csv", b"id,text\n1,Hello")}
    assert signed_in.post(form.action, again).status_code == 303
    assert Upload.objects.get().name == "week.csv"


def test_who_could_not_sign_in_types_the_password_again(signed_in: Client, ada: User) -> None:
    ada.set_password("parley-demo")
    ada.save()
    signed_in.logout()
    signed_in.cookies["csrftoken"] = TOKEN
    with lock():
        form = form_of(send(signed_in, "/accounts/login/", login=ada.email, password="parley-demo", remember="on"))
    assert form.asked == [("password", "password")]
    response = signed_in.post(form.action, {**form.sent(), "password": "parley-demo"})
    assert (response.status_code, response["Location"]) == (302, "/")
