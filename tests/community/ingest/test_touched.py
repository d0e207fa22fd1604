"""What a batch says it touched: the moments at which something counts differently, and the threads from when on."""

from datetime import datetime, timedelta

import pytest

from community.ingest import Touched
from community.ingest.touched import EVER
from community.models import Channel, Conversation
from community.records import RawMessage
from tests.builders import make_channel
from tests.community.storing import NOW, Told, raw, store, stored

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def at(hours: int) -> datetime:
    return NOW - 100 * HOUR + hours * HOUR


def said(external_id: str, hours: int, to: str = "", **more: object) -> RawMessage:
    return raw(external_id, posted_at=at(hours), parent_external_id=to, **more)


@pytest.fixture
def thread(reviews: Channel) -> Channel:
    store(reviews, said("m1", 1, author_id="moira"), said("m2", 2, "m1", author_id="gaz"), said("w", 3, "late"))
    return reviews


def touched(channel: Channel, *records: RawMessage) -> Touched:
    told = Told()
    store(channel, *records, told=told)
    return told.batches[0].touched


def moments(found: Touched) -> list[int]:
    return sorted((when - at(0)) // HOUR for _, when in found.moments)


def threads(found: Touched) -> dict[str, int | None]:
    """From which hour on, by the external id of the thread's first message; None: all of it."""
    names = dict(Conversation.objects.values_list("pk", "root__external_id"))
    there = ((names[pk], since) for pk, since in found.conversations.items() if pk in names)
    return {name: None if since == EVER else (since - at(0)) // HOUR for name, since in there}


@pytest.mark.parametrize(
    ("record", "expected_moments", "expected_threads"),
    [
        (said("new", 9), [9], {}),
        (said("new", 9, "m2"), [9], {"m1": 9}),
        (said("m2", 2, "m1", author_id="gaz", reactions=4), [2], {}),
        (said("m2", 2, "m1", author_id="gaz", deleted=True), [2], {"m1": 2}),
        (said("m2", 7, "m1", author_id="gaz"), [2, 7], {"m1": 2}),
        (said("m2", 2, "m1", author_id="gaz", automated=True), [2], {"m1": 2}),
        (said("m2", 2, "w", author_id="gaz"), [2], {"m1": None, "w": None}),
        (said("late", 9), [3, 9], {"late": None}),
        (said("new", 9, author_id="gaz", from_staff=True), [9], {}),
    ],
)
def test_what_one_record_touches(
    record: RawMessage, expected_moments: list[int], expected_threads: dict[str, int | None], thread: Channel
) -> None:
    found = touched(thread, record)
    assert moments(found) == expected_moments
    assert threads(found) == expected_threads


def test_the_earliest_of_a_batch_stands_for_a_thread(thread: Channel) -> None:
    found = touched(thread, said("late", 8, "m1"), said("new", 5, "m1"), said("m2", 2, "m1", author_id="x"))
    assert moments(found) == [2, 3, 5, 8]
    # What waited for its parent has moved here, so all of the thread counts anew.
    assert threads(found) == {"m1": None}


def test_a_message_that_comes_and_changes_in_one_batch_is_new_where_it_ends(thread: Channel) -> None:
    found = touched(thread, said("new", 9), said("new", 5, "m1"))
    assert (moments(found), threads(found)) == ([5], {"m1": 5})


def test_what_was_lent_to_another_channel_touches_both_threads(thread: Channel) -> None:
    other = make_channel(thread.community, "forum")
    store(other, said("late", 9))
    lender = stored("late").conversation_id
    assert stored("w").conversation_id == lender
    found = touched(thread, said("late", 6))
    assert moments(found) == [3, 6]
    assert found.conversations[lender] == EVER
    assert found.conversations[thread.messages.get(external_id="late").conversation_id] == EVER
