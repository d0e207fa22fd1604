"""What a person may do with an upload, in which state, and who of two is told that it is too late."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone

from community.imports import Sense
from community.models import Channel, ImportRun
from moderation.casework import Refused
from moderation.models import Upload, User
from moderation.uploading import verbs
from tests.bringing import again, brought, checked

pytestmark = pytest.mark.django_db
Verb = Callable[[Upload], object]
SENSE = Sense("Asia/Tokyo", "csv", {"text": "body"}, "cp1252", is_history=True)
VERBS: dict[str, Verb] = {
    "read_so": lambda upload: verbs.read_so(upload, SENSE, timezone.now()),
    "check": lambda upload: verbs.check(upload, timezone.now()),
    "start": lambda upload: verbs.start(upload, timezone.now()),
    "resume": lambda upload: verbs.resume(upload, timezone.now()),
    "cancel": lambda upload: verbs.cancel(upload, timezone.now()),
}
# By state, and whether a part of it is stored: what each verb makes of it; every other one is refused.
MAY: dict[tuple[str, bool], dict[str, str]] = {
    ("mapping", False): {"read_so": "mapping", "check": "checking"},
    ("checking", False): {"cancel": "mapping"},
    ("checked", False): {"read_so": "mapping", "check": "checking", "start": "importing"},
    ("importing", True): {"cancel": "cancelled"},
    ("finished", True): {},
    ("cancelled", True): {"resume": "importing"},
    ("failed", True): {"resume": "importing"},
    ("failed", False): {"read_so": "mapping", "check": "checking"},
}


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
        verbs.start(mine, timezone.now())
        with pytest.raises(Refused, match="is being imported already"):
            verbs.start(theirs, timezone.now())
    assert rings == ["ring"]


def test_another_way_of_reading_makes_the_dry_run_untrue(reviews: Channel, mia: User) -> None:
    upload = checked(brought(reviews, mia))
    assert upload.counts["read"] == 3
    verbs.read_so(upload, SENSE, timezone.now())
    assert (again(upload).counts, again(upload).reasons) == ({}, [])
    assert verbs.sense(again(upload)) == SENSE


def test_a_verb_takes_the_work_from_whoever_holds_it_and_begins_the_count_of_tries_anew(
    reviews: Channel, mia: User
) -> None:
    upload = in_state(reviews, mia, "failed", is_begun=True, tries=5, error="Broken.", token="0" * 32)
    verbs.resume(upload, timezone.now())
    found = again(upload)
    assert (found.token, found.tries, found.error) == (None, 0, "")


def test_stopping_tells_whether_anything_can_be_stored(reviews: Channel, mia: User) -> None:
    assert verbs.cancel(in_state(reviews, mia, "importing", is_begun=True), timezone.now())
    assert not verbs.cancel(in_state(reviews, mia, "checking", is_begun=False), timezone.now())
