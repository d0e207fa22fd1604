"""A rehearsal tells how many cases would open, by what the pipeline would judge."""

from datetime import timedelta
from typing import Any

import pytest

from community.models import Channel, StaffEntry
from community.records import RawMessage
from moderation.assessments import foretelling, intake, pipeline
from moderation.assessments.foretelling import Foretelling
from moderation.models import Case
from tests.builders import NOON, make_guideline
from tests.community.storing import raw, store

pytestmark = pytest.mark.django_db
THREAT = "You will hear from my lawyer."


@pytest.fixture
def told(reviews: Channel) -> Foretelling:
    make_guideline(reviews.community)
    StaffEntry.objects.create(source=reviews.source, kind="id", value="mia")
    return Foretelling(reviews.community, reviews, NOON)


def record(number: int, text: str = "Fine.", **said: Any) -> RawMessage:
    return raw(str(number), text, **{"author_id": f"a{number}", "posted_at": NOON - timedelta(hours=1)} | said)


LATER = NOON - timedelta(minutes=5)
STORIES: dict[str, tuple[list[RawMessage], int]] = {
    "nothing to look at": ([record(1), record(2)], 0),
    "a finding": ([record(1, THREAT), record(2)], 1),
    "copies share a case": ([record(1, THREAT), record(2, THREAT), record(3, "My lawyer is on his way to you.")], 2),
    "a direct message waits": ([record(1, kind="direct"), record(2, kind="direct")], 2),
    "what one person says in a thread is one case": (
        [record(n, kind="direct", author_id="otto", thread_external_id="t1") for n in range(5)]
        + [record(6, THREAT, author_id="vera", thread_external_id="t1")],
        2,
    ),
    "what one person says below one post is one case": (
        [record(1, "A post.")]
        + [record(n, f"{THREAT} {n} times!", author_id="otto", parent_external_id=str(n - 1)) for n in (2, 3)],
        1,
    ),
    "what one person says to us is one case": ([record(n, kind="direct", author_id="otto") for n in (1, 2)], 1),
    "in two threads it is two": (
        [record(n, f"{THREAT} {n} times!", author_id="otto", thread_external_id=f"t{n}") for n in (1, 2)],
        2,
    ),
    "without an author it is a case each": (
        [record(n, f"{THREAT} {n} times!", author_id="", thread_external_id="t1") for n in (1, 2)],
        2,
    ),
    "an answered one does not": (
        [record(1, kind="direct"), record(2, from_staff=True, parent_external_id="1", posted_at=LATER)],
        0,
    ),
    "what a machine answers still waits": (
        [record(1, kind="direct"), record(2, from_staff=True, automated=True, parent_external_id="1", posted_at=LATER)],
        1,
    ),
    "staff open none": ([record(1, THREAT, from_staff=True), record(2, THREAT, internal=True, from_staff=True)], 0),
    "who is staff by the list answers": (
        [record(1, kind="direct"), record(2, author_id="mia", parent_external_id="1", posted_at=LATER)],
        0,
    ),
    "who is staff by the list waits for nothing": ([record(1, author_id="mia", kind="direct")], 0),
    "who is staff by the list is checked": ([record(1, THREAT, author_id="mia")], 1),
    "a note by the list opens none": ([record(1, THREAT, author_id="mia", internal=True)], 0),
    "a member's private mark makes it direct": ([record(1, internal=True)], 1),
    "what is deleted opens none": ([record(1, THREAT, deleted=True)], 0),
    "reports": ([record(1, reports=5)], 1),
}


@pytest.mark.parametrize("story", STORIES)
def test_as_many_cases_are_told_as_open_then(reviews: Channel, told: Foretelling, story: str) -> None:
    records, expected = STORIES[story]
    for each in records:
        told.add(each)
    assert told.cases() == expected
    store(reviews, *records, on_stored=intake.stored)
    pipeline.drain(seconds=60)
    assert Case.objects.filter(closed_at=None).count() == expected


def test_a_question_where_we_answer_waits(reviews: Channel, told: Foretelling) -> None:
    question = record(1, "How do I fix the zip?")
    told.add(question)
    assert told.cases() == 0
    reviews.is_answered = True
    assert told.cases() == 1


def test_of_many_the_first_are_judged_and_count_for_the_rest(
    told: Foretelling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foretelling, "SAMPLE", 4)
    for number in range(12):
        told.add(record(number, kind="direct" if number % 2 else "comment"))
    assert (told.cases(), told.is_estimate) == (6, True)


@pytest.mark.parametrize(("old", "mostly"), [(1, False), (2, True)])
def test_what_is_older_than_a_week_is_counted(told: Foretelling, old: int, mostly: bool) -> None:
    week = timedelta(days=7)
    for number in range(3):
        told.add(record(number, posted_at=NOON - week - timedelta(seconds=1 if number < old else -1)))
    said = told.told()
    assert (said["older_than_a_week"], said["is_mostly_old"]) == (old, mostly)


@pytest.mark.parametrize(("zone", "cases"), [("Europe/Madrid", 1), ("UTC", 0)])
def test_numbers_are_read_as_in_the_time_zone_of_the_community(told: Foretelling, zone: str, cases: int) -> None:
    make_guideline(told.community, "personal-data", rules=(("phone", ""),))
    told.community.time_zone = zone
    told.add(record(1, "Mine is 612 345 678, at six."))
    assert told.cases() == cases
