"""What a person may do with an upload, in which state, and who of two is told that it is too late."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from community.imports.runs import Sense
from community.models import Channel, ImportRun
from moderation.models import Upload, User
from moderation.refusal import Refused
from moderation.uploads import actions, importing
from tests.bringing import again, brought, checked, imported, start

pytestmark = pytest.mark.django_db
Verb = Callable[[Upload], object]
SENSE = Sense(
    *("Asia/Tokyo", "csv", {"text": "body"}, "cp1252"),
    is_history=True,
    at="messages",
    skipped=0,
    preset="none",
    posted_at="now",
    date_order="day",
    staff_is_right=True,
)
VERBS: dict[str, Verb] = {
    "read_so": lambda upload: actions.read_so(upload, SENSE, timezone.now()),
    "check": lambda upload: actions.check(upload, timezone.now()),
    "start": start,
    "resume": lambda upload: actions.resume(upload, timezone.now()),
    "cancel": lambda upload: actions.cancel(upload, timezone.now()),
}
# By state, and whether a part of it is stored: what each verb makes of it; every other one is refused.
MAY: dict[tuple[str, bool], dict[str, str]] = {
    ("mapping", False): {"read_so": "mapping", "check": "checking"},
    ("checking", False): {"cancel": "mapping"},
    ("checked", False): {"read_so": "mapping", "check": "checking", "start": "importing"},
    ("importing", True): {"cancel": "cancelled"},
    ("importing", False): {"cancel": "checked"},
    ("finished", True): {},
    ("cancelled", True): {"resume": "importing"},
    ("failed", True): {"resume": "importing"},
    ("failed", False): {"read_so": "mapping", "check": "checking"},
    # The run of an upload may be gone, or none have begun before it was stopped.
    ("finished", False): {},
    ("cancelled", False): {"read_so": "mapping", "check": "checking"},
    # Nothing makes these, and nothing is begun in them.
    ("mapping", True): {},
    ("checking", True): {"cancel": "mapping"},
    ("checked", True): {"start": "importing"},
}


def test_every_state_is_in_the_table_with_and_without_a_run() -> None:
    assert set(MAY) == {(state, is_begun) for state in Upload.State.values for is_begun in (True, False)}


def in_state(reviews: Channel, by: User, state: str, *, is_begun: bool, **fields: Any) -> Upload:
    run = ImportRun.objects.create(channel=reviews, source="week.csv") if is_begun else None
    return brought(reviews, by, state=state, run=run, **fields)


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize(("state", "is_begun"), MAY)
def test_each_verb_is_for_some_states_and_refused_in_a_sentence_in_the_others(
    reviews: Channel, mia: User, state: str, is_begun: bool, verb: str
) -> None:
    upload = in_state(reviews, mia, state, is_begun=is_begun)
    becomes = MAY[state, is_begun].get(verb)
    if becomes is None:
        with pytest.raises(Refused, match=r"\w\.$"):
            VERBS[verb](upload)
    else:
        VERBS[verb](upload)
    assert again(upload).state == (becomes or state)


@pytest.mark.parametrize(("verb", "state"), [("check", "mapping"), ("start", "checked"), ("resume", "cancelled")])
def test_without_its_file_nothing_is_begun(reviews: Channel, mia: User, verb: str, state: str) -> None:
    upload = in_state(reviews, mia, state, is_begun=state == "cancelled", path="")
    with pytest.raises(Refused, match="thrown away"):
        VERBS[verb](upload)


def test_of_two_people_who_start_at_once_one_is_told_that_it_goes_already(
    reviews: Channel, mia: User, rings: list[str], django_capture_on_commit_callbacks: Any
) -> None:
    mine = checked(brought(reviews, mia))
    theirs = again(mine)
    rings.clear()
    with django_capture_on_commit_callbacks(execute=True):
        start(mine)
        with pytest.raises(Refused, match="is being imported already"):
            start(theirs)
    assert rings == ["ring"]


def test_another_way_of_reading_makes_the_dry_run_untrue(reviews: Channel, mia: User) -> None:
    upload = checked(brought(reviews, mia))
    assert upload.counts["read"] == 3
    actions.read_so(upload, SENSE, timezone.now())
    assert (again(upload).counts, again(upload).reasons) == ({}, [])
    assert actions.sense_of(again(upload)) == SENSE
    assert Upload.objects.filter(actions.reads_so(SENSE)).get() == upload


def test_a_verb_takes_the_work_from_whoever_holds_it_and_begins_the_count_of_tries_anew(
    reviews: Channel, mia: User
) -> None:
    upload = in_state(reviews, mia, "failed", is_begun=True, tries=5, error="Broken.", token="0" * 32)
    actions.resume(upload, timezone.now())
    found = again(upload)
    assert (found.token, found.tries, found.error) == (None, 0, "")


def test_stopping_tells_whether_anything_can_be_stored(reviews: Channel, mia: User) -> None:
    assert actions.cancel(in_state(reviews, mia, "importing", is_begun=True), timezone.now())
    assert not actions.cancel(in_state(reviews, mia, "checking", is_begun=False), timezone.now())
    assert not actions.cancel(in_state(reviews, mia, "importing", is_begun=False), timezone.now())


def test_an_import_that_was_stopped_before_a_worker_came_is_checked_as_it_was(reviews: Channel, mia: User) -> None:
    upload = checked(brought(reviews, mia))
    start(upload)
    actions.cancel(again(upload), timezone.now())
    found = again(upload)
    assert (found.state, found.bytes_read, actions.mark_of_upload(found)) == (
        "checked",
        found.size,
        actions.mark_of_upload(upload),
    )
    start(found)
    importing.go_on()
    assert again(upload).state == "finished"


@pytest.mark.parametrize(
    "change", [{"is_history": True}, {"time_zone": "Asia/Tokyo"}, {"mapped": {"text": "author"}}, {"skipped": 0}]
)
def test_what_somebody_did_not_see_is_not_imported(reviews: Channel, mia: User, change: dict[str, Any]) -> None:
    upload = checked(brought(reviews, mia))
    seen = actions.mark_of_upload(upload)
    actions.read_so(upload, replace(actions.sense_of(upload), **change), timezone.now())
    found = checked(again(upload))
    with pytest.raises(Refused, match="changed how this file is read since you looked"):
        actions.start(found, timezone.now(), seen=seen)
    assert again(upload).state == "checked"


def test_another_result_of_the_same_dry_run_is_not_what_was_seen(reviews: Channel, mia: User) -> None:
    upload = checked(brought(reviews, mia))
    seen = actions.mark_of_upload(upload)
    imported(brought(reviews, mia))
    found = checked(upload)
    assert found.counts["unchanged"] == 2
    with pytest.raises(Refused, match="since you looked"):
        actions.start(found, timezone.now(), seen=seen)


def test_what_changes_between_looking_and_writing_is_not_imported(reviews: Channel, mia: User) -> None:
    mine = checked(brought(reviews, mia))
    Upload.objects.update(is_history=True)
    with pytest.raises(Refused, match="since you looked"):
        start(mine)
    assert again(mine).state == "checked"


def test_whoever_starts_what_is_being_imported_is_told_that_it_is(reviews: Channel, mia: User) -> None:
    upload = checked(brought(reviews, mia))
    seen = actions.mark_of_upload(upload)
    start(upload)
    # A worker writes its pace among the counts.
    Upload.objects.update(counts=upload.counts | {"a_second": 1000})
    with pytest.raises(Refused, match="is being imported already"):
        actions.start(again(upload), timezone.now(), seen=seen)
