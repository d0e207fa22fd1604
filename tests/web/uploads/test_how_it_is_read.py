"""What may be said on the page about reading a file, and what it shows of that before anything is stored."""

from collections.abc import Callable
from functools import partial
from html import unescape

import pytest
from django.test import Client

from community.models import Channel, Message
from moderation.models import Case, Upload, User
from moderation.uploads import importing
from tests.bringing import again, brought, checked
from tests.web.shared.markup import page_of

pytestmark = pytest.mark.django_db
Bring = Callable[..., Upload]

REDDIT = (
    b'{"id":"k9","name":"t3_k9","author":"otto_b","title":"Lid broke","selftext":"Spare &amp; lid?",'
    b'"created_utc":1795161600,"score":12,"permalink":"/r/tarn/k9/"}\n'
)
NO_TIME = b"id,author,text\nr-1,moira,The zip broke\n"
NO_ID = b"author,posted at,text\nmoira,2026-11-20T10:00:00Z,The zip broke\n"
TICKETS = (
    b"Tickets of November\n\nid,when,at,theirs,text\nt-1,2026-11-20,10:00,true,Where is it?\n"
    b"t-2,2026-11-20,11:30,false,On its way.\n"
)
NESTED = (
    b'{"meta":{"pages":[{"n":1},{"n":2}]},"answers":[{"id":"a-1","text":"Hello","posted_at":"2026-11-20T10:00:00Z"}]}'
)


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


def shown(client: Client, upload: Upload) -> str:
    return page_of(client.get(at(upload)), unescape)


def say(client: Client, upload: Upload, **fields: object) -> Upload:
    """Press *Show it so*, with these fields besides what the page has by itself."""
    answer = client.post(at(upload, "mapping/"), {"form": "auto", "encoding": "", "time_zone": "UTC"} | fields)
    assert answer.status_code == 303, page_of(answer, unescape)
    return again(upload)


def test_a_known_export_is_named_and_its_messages_are_shown_as_they_will_look(desk: Client, bring: Bring) -> None:
    page = shown(desk, bring(REDDIT))
    assert "This looks like Reddit, posts and comments" in page
    assert "As it will look" in page
    assert "20 Nov 2026 08:00" in page
    assert "Spare & lid?" in page


def test_an_export_can_be_read_as_no_known_one(desk: Client, bring: Bring) -> None:
    upload = say(desk, bring(REDDIT), preset="none")
    assert upload.reading == {"preset": "none"}
    assert "A file of no known export" in shown(desk, upload)


def test_lines_above_the_header_are_left_out_and_a_field_is_joined_or_turned_round(desk: Client, bring: Bring) -> None:
    rules = "posted_at=when+at\nfrom_staff=!theirs"
    skipped = say(desk, bring(TICKETS), skipped="2")
    upload = say(desk, skipped, skipped="2", rules=rules, **{"field-0": "external_id", "field-4": "text"})
    assert upload.mapping == {"posted_at": "when+at", "from_staff": "!theirs"}
    page = shown(desk, upload)
    assert "20 Nov 2026 11:30" in page
    assert page.count('class="chip is-note">staff<') == 1
    assert rules in page


def test_what_a_column_tells_by_a_rule_is_shown_as_one_and_can_be_taken_out(desk: Client, bring: Bring) -> None:
    upload = bring(TICKETS.replace(b"theirs", b"inbound").replace(b"when,at", b"when,date"))
    upload = say(desk, upload, skipped="2")
    assert "from_staff=!inbound</textarea>" in shown(desk, upload)
    kept = say(desk, upload, skipped="2", rules="from_staff=!inbound", **{"field-0": "external_id", "field-4": "text"})
    assert "from_staff" not in kept.mapping
    without = say(desk, kept, skipped="2", rules="", **{"field-0": "external_id", "field-4": "text"})
    assert without.mapping["from_staff"] == ""
    assert "from_staff=!inbound</textarea>" not in shown(desk, without)


@pytest.mark.parametrize(
    ("rules", "why"),
    [
        ("colour=when", "there is no field colour"),
        ("posted_at", "posted_at is not of the form field=column."),
        ("text=when+at", "text is the text already."),
    ],
)
def test_a_rule_that_cannot_be_is_marked(desk: Client, bring: Bring, rules: str, why: str) -> None:
    upload = say(desk, bring(TICKETS), skipped="2")
    said = {"form": "auto", "time_zone": "UTC", "skipped": "2", "rules": rules, "field-4": "text"}
    answer = desk.post(at(upload, "mapping/"), said)
    assert answer.status_code == 422
    assert why in page_of(answer, unescape)
    assert again(upload).mapping == {}


def test_the_list_of_records_in_a_document_can_be_named(desk: Client, bring: Bring) -> None:
    upload = say(desk, bring(NESTED), at="answers")
    assert upload.reading == {"at": "answers"}
    assert "Hello" in shown(desk, upload)


def test_records_without_an_id_get_one_that_is_the_same_again(desk: Client, bring: Bring, reviews: Channel) -> None:
    upload = bring(NO_ID)
    assert "These records have no id." in shown(desk, upload)
    columns = {"field-0": "author_name", "field-1": "posted_at", "field-2": "text"}
    upload = say(desk, upload, makes_ids="on", **columns)
    assert upload.mapping == {"external_id": "#author_name+posted_at+text"}
    assert checked(upload).counts["created"] == 1


def test_a_file_without_times_may_be_said_to_be_new(desk: Client, bring: Bring) -> None:
    upload = bring(NO_TIME)
    assert "No column is the time of the messages." in shown(desk, upload)
    columns = {"field-0": "external_id", "field-1": "author_name", "field-2": "text"}
    assert say(desk, upload, is_now="on", **columns).reading == {"posted_at": "now"}


@pytest.mark.parametrize(("said", "opens"), [("on", 0), ("", 1)])
def test_whether_it_is_history_is_said_at_the_start(
    desk: Client, bring: Bring, reviews: Channel, said: str, opens: int
) -> None:
    upload = checked(bring(b"id,kind,text,posted_at\nd-1,direct,Where is my order?,2026-11-20T10:00:00Z\n"))
    page = shown(desk, upload)
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    desk.post(at(upload, "start/"), {"seen": seen, "is_history": said})
    importing.go_on()
    upload = again(upload)
    assert (upload.state, upload.is_history, upload.run.is_history) == ("finished", said == "on", said == "on")
    assert Message.objects.count() == 1
    assert Case.objects.count() <= opens


def test_what_the_dry_run_stops_at_is_said_and_cannot_be_started(desk: Client, bring: Bring) -> None:
    upload = checked(bring())
    Upload.objects.filter(pk=upload.pk).update(
        found={"stops": [{"kind": "staff", "said": "5 of 5 authors would be staff."}], "notes": ["sent is left out."]}
    )
    page = shown(desk, upload)
    assert "5 of 5 authors would be staff." in page
    assert "sent is left out." in page
    assert "The staff in this file is right" in page
    assert 'name="seen"' not in page
    desk.post(at(upload, "start/"), {"seen": "x"})
    assert "5 of 5 authors would be staff." in shown(desk, upload)
    assert again(upload).state == "checked"


@pytest.mark.parametrize(
    ("table", "chip"),
    [
        (b"id,text,posted_at\n1,a,2026-11-20\n2,b,2026-11-20\n,c,2026-11-20\n", "In, 1 rejected"),
        (b"id,text,posted_at\n1,a,2026-11-20\n,b,2026-11-20\n,c,2026-11-20\n", "Mostly rejected"),
    ],
)
def test_a_run_with_rejects_is_not_green(desk: Client, bring: Bring, table: bytes, chip: str) -> None:
    upload = checked(bring(table))
    seen = shown(desk, upload).partition('name="seen" value="')[2].partition('"')[0]
    desk.post(at(upload, "start/"), {"seen": seen})
    importing.go_on()
    for page in (shown(desk, upload), page_of(desk.get("/c/tarnfell/imports/"), unescape)):
        assert chip in page
        assert "is-good" not in page.partition("<main")[2]
    told = "2 of 3 records were rejected. If the columns were chosen wrongly, take it back"
    assert (told in shown(desk, upload)) == (chip == "Mostly rejected")


def test_what_would_be_rejected_as_a_whole_has_no_button(desk: Client, bring: Bring) -> None:
    page = shown(desk, checked(bring(b"id,text,posted_at\n,a,2026-11-20\n")))
    assert "Every record would be rejected" in page
    assert 'name="seen"' not in page


def test_the_button_says_what_will_happen(desk: Client, bring: Bring) -> None:
    assert "Import 1 record<" in shown(desk, checked(bring(b"id,text,posted_at\n1,a,2026-11-20\n")))
    some = b"id,text,posted_at\n1,a,2026-11-20\n" + b",b,2026-11-20\n" * 1200
    page = shown(desk, checked(bring(some)))
    assert "Import 1 of 1,201; 1,200 would be rejected" in page
    # It does not stand out where most would not come in.
    assert 'class="btn"' in page.partition('name="seen"')[2].partition("</button>")[0]


def test_a_value_that_would_be_unknown_is_listed_by_its_field_before_and_after(desk: Client, bring: Bring) -> None:
    upload = checked(bring(b"id,text,posted_at,likes\n1,a,2026-11-20,lots\n2,b,2026-11-20,many\n"))
    row = '<td>reactions</td><td class="num">2</td><td dir="auto" class="wrap">line 2: reactions is \'lots\''
    page = shown(desk, upload)
    assert "Would come in, with a value unknown" in page
    assert row in page
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    desk.post(at(upload, "start/"), {"seen": seen})
    importing.go_on()
    page = shown(desk, upload)
    assert "Taken in, with a value unknown" in page
    assert row in page


def test_a_file_in_which_no_record_is_found_says_so(desk: Client, bring: Bring) -> None:
    page = shown(desk, checked(bring(b"id,text,posted_at\n")))
    assert "There is no record in this file as it is read now." in page
    assert 'name="seen"' not in page


def test_the_usual_encoding_of_windows_is_one_press_away(desk: Client, bring: Bring) -> None:
    upload = bring("id,text,posted_at\n1,Grüße,2026-11-20\n".encode("cp1252"))
    assert 'name="encoding" value="cp1252">Read it so' in shown(desk, upload)
    # A button's value comes after that of the select above it.
    desk.post(at(upload, "mapping/"), {"form": "auto", "time_zone": "UTC", "encoding": ["", "cp1252"]})
    page = shown(desk, upload)
    assert "Grüße" in page
    assert "Read it so" not in page
