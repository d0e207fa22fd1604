"""Real races of two people over an import: its start in several channels, its going on, and its taking back."""

from functools import partial
from typing import Any

import pytest
from django.utils import timezone

from community.models import Channel, ImportRun, Message
from moderation.models import TakeBack, Upload, User
from moderation.uploads import actions, files, importing, placing, sharing, taking_back
from moderation.uploads.files import Arriving
from moderation.uploads.placing import Place
from tests.bringing import again, brought, checked, imported, start, table
from tests.cases.test_races import at_once, refused
from tests.community.files.exports import DAY

pytestmark = pytest.mark.django_db(transaction=True)
SEVERAL = f"id,date,text,channel\n1,{DAY},Hi,Help\n2,{DAY},Ho,Ideas\n".encode()


def stopped(reviews: Channel, mia: User) -> Upload:
    """Bring a file whose import was stopped in the middle."""
    upload = imported(brought(reviews, mia, table(30)))
    ImportRun.objects.update(state="running", finished_at=None)
    Upload.objects.update(state="cancelled", finished_at=timezone.now())
    return again(upload)


def test_of_four_admins_who_share_a_file_out_at_once_one_does(reviews: Channel, ada: User) -> None:
    upload = checked(brought(reviews, ada, SEVERAL, reading={"channel_from": "channel"}))
    seen = actions.mark_of_upload(upload)
    answers = at_once(*[partial(sharing.start_shares, again(upload), ada, timezone.now(), seen=seen)] * 4)
    assert refused(answers) == ["refused: This file is being imported already."] * 3
    assert sorted(Channel.objects.values_list("slug", flat=True)) == ["help", "ideas", "reviews"]
    assert Upload.objects.count() == 2
    at_once(importing.go_on, importing.go_on)
    assert sorted(Message.objects.values_list("channel__slug", "external_id")) == [("help", "1"), ("ideas", "2")]


def test_of_four_presses_that_place_a_file_one_makes_its_upload_and_its_channel(reviews: Channel, ada: User) -> None:
    arriving = Arriving()
    arriving.write(SEVERAL)
    arriving.finish()
    here = reviews.community
    waiting = placing.waiting_file(placing.ticket_of(arriving, "week.csv", ada, here), ada, here)
    press = partial(placing.place_waiting, waiting, Place(name="Letters"), ada, here, timezone.now())
    made = at_once(*[press] * 4)
    assert {each.pk for each in made} == {Upload.objects.get().pk}
    assert sorted(Channel.objects.values_list("slug", flat=True)) == ["letters", "reviews"]


def test_of_four_who_take_back_at_once_one_begins_it(reviews: Channel, mia: User) -> None:
    run = imported(brought(reviews, mia, table(30))).run
    assert run
    answers = at_once(*[partial(actions.take_back, run, mia, timezone.now())] * 4)
    assert refused(answers) == [f"refused: {actions.TAKEN_BACK}"] * 3
    at_once(taking_back.go_on, taking_back.go_on)
    assert (Message.objects.count(), TakeBack.objects.get().removed) == (0, 30)


def test_an_import_that_runs_is_not_taken_back_and_one_that_is_taken_back_does_not_go_on(
    reviews: Channel, mia: User
) -> None:
    upload = stopped(reviews, mia)
    run = upload.run
    assert run
    go_on, take_back = (
        partial(actions.resume, upload, timezone.now()),
        partial(actions.take_back, run, mia, timezone.now()),
    )
    (said,) = refused(at_once(go_on, take_back))
    assert said in {f"refused: {actions.AT_WORK}", f"refused: {actions.UNDONE}"}
    importing.go_on()
    taking_back.go_on()
    assert Message.objects.count() == (30 if said.endswith(actions.AT_WORK) else 0)


def test_what_was_taken_back_does_not_go_on(reviews: Channel, mia: User) -> None:
    upload = stopped(reviews, mia)
    assert upload.run
    actions.take_back(upload.run, mia, timezone.now())
    with pytest.raises(actions.Refused, match="of this file was taken back"):
        actions.resume(again(upload), timezone.now())
    assert again(upload).state == "cancelled"


def test_a_channel_that_was_renamed_since_the_look_takes_the_import(reviews: Channel, mia: User) -> None:
    upload = checked(brought(reviews, mia))
    Channel.objects.update(name="Letters")
    start(upload)
    importing.go_on()
    assert (again(upload).state, Message.objects.count()) == ("finished", 2)


@pytest.mark.parametrize("when", ["before it is started", "while a worker is at it"])
def test_a_channel_that_is_gone_takes_its_upload_along_and_no_worker_breaks(
    reviews: Channel, mia: User, when: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = checked(brought(reviews, mia, table(30)))
    if when == "before it is started":
        reviews.delete()
        with pytest.raises(Upload.DoesNotExist):
            start(upload)
    else:
        start(upload)
        real = files.open_upload

        def open_late(each: Upload) -> Any:
            Channel.objects.get(pk=reviews.pk).delete()
            return real(each)

        monkeypatch.setattr(importing.files, "open_upload", open_late)
    importing.go_on()
    assert (Upload.objects.count(), ImportRun.objects.count(), Message.objects.count()) == (0, 0, 0)


def test_a_file_that_went_between_the_press_and_the_worker_fails_in_a_sentence(reviews: Channel, mia: User) -> None:
    upload = checked(brought(reviews, mia))
    start(upload)
    files.throw_away(upload.path)
    importing.go_on()
    assert again(upload).state == "failed"
    assert again(upload).error == files.GONE
