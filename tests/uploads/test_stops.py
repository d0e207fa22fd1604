"""What stops an import in the browser is kept with the dry run, and goes when the file is read in another way."""

from dataclasses import replace

import pytest
from django.utils import timezone

from community.models import Channel, ImportRun, Message
from moderation.models import Upload, User
from moderation.refusal import Refused
from moderation.uploads import actions, importing
from tests.bringing import again, brought, checked, imported, start

pytestmark = pytest.mark.django_db
OPEN = b"id,date,text\n1,03/04/2026,hello\n"
DAYS = b"id,date,text\n2,03/04/2026 12:00,hello\n3,20/04/2026 12:00,hello\n"


def test_dates_that_nothing_settles_stop_the_import_until_a_person_says_the_order(reviews: Channel, mia: User) -> None:
    upload = checked(brought(reviews, mia, OPEN))
    (stop,) = upload.found["stops"]
    assert (upload.state, stop["kind"]) == ("checked", "dates")
    assert stop["said"].endswith("Choose which comes first.")
    with pytest.raises(Refused, match="3 April 2026 or 4 March 2026"):
        start(upload)
    assert again(upload).state == "checked"
    actions.read_so(upload, replace(actions.sense_of(upload), date_order="month"), timezone.now())
    assert again(upload).found == {}
    upload = imported(again(upload))
    assert (upload.state, f"{Message.objects.get().posted_at:%m-%d}") == ("finished", "03-04")


def test_what_the_dry_run_has_settled_is_how_the_file_is_stored(reviews: Channel, mia: User) -> None:
    upload = imported(brought(reviews, mia, DAYS))
    assert upload.run.options["times"]["order"] == "day"
    days = Message.objects.order_by("pk").values_list("posted_at", flat=True)
    assert [f"{when:%m-%d}" for when in days] == ["04-03", "04-20"]
    # Later files of the channel are read so too.
    assert checked(brought(reviews, mia, OPEN)).found["stops"] == []


def test_what_was_found_between_looking_and_starting_is_not_imported(reviews: Channel, mia: User) -> None:
    mine = checked(brought(reviews, mia, DAYS))
    found = {**mine.found, "stops": [{"kind": "staff", "said": "Too many."}]}
    Upload.objects.update(found=found)
    with pytest.raises(Refused, match="since you looked"):
        start(mine)
    assert again(mine).state == "checked"


def test_an_upload_that_was_checked_before_there_was_a_look_is_imported(reviews: Channel, mia: User) -> None:
    upload = checked(brought(reviews, mia, DAYS.replace(b"03/04", b"23/04")))
    Upload.objects.update(found={})
    start(again(upload))
    importing.go_on()
    assert (again(upload).state, ImportRun.objects.get().created) == ("finished", 2)


def test_notes_are_kept_for_the_page(reviews: Channel, mia: User) -> None:
    content = b"id,date,text,last_seen\n1,20/12/2099,hello,2026-11-11\n"
    assert checked(brought(reviews, mia, content)).found["notes"] == [
        "Read day first, 1 is in the future, such as 20/12/2099.",
        "No field takes last_seen (like a time).",
    ]


def test_the_same_file_is_read_again_as_it_was_whatever_came_between(reviews: Channel, mia: User) -> None:
    imported(brought(reviews, mia, DAYS))
    imported(brought(reviews, mia, OPEN))
    imported(brought(reviews, mia, DAYS.replace(b"20/04", b"04/20"), reading={"date_order": "month"}))
    again_open = checked(brought(reviews, mia, OPEN))
    assert (again_open.found["stops"], again_open.counts["unchanged"]) == ([], 1)
