"""Two who store at the same time, on connections of their own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from community.ingest import Counts
from community.models import Channel, Member, Message
from tests.builders import make_channel
from tests.community.storing import raw, store, threads

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*acts: Callable[[], Counts]) -> list[Counts]:
    start = Barrier(len(acts))

    def act(number: int) -> Counts:
        try:
            start.wait(timeout=20)
            return acts[number]()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(act, range(len(acts))))


def test_the_same_messages_at_once_are_stored_once(reviews: Channel) -> None:
    records = [raw(f"m{number}", author_id=f"u{number % 7}") for number in range(300)]
    found = at_once(*(lambda: store(reviews, *records) for _ in range(3)))
    assert sorted(counts.created for counts in found) == [0, 0, 300]
    assert (Message.objects.count(), Member.objects.count()) == (300, 7)


def test_messages_in_opposite_orders_do_not_lock_each_other_out(reviews: Channel) -> None:
    before = [raw(f"m{number}", author_id=f"u{number}") for number in range(200)]
    store(reviews, *before)
    after = [raw(f"m{number}", "Another", author_id=f"u{number}", author_name="n") for number in range(200)]
    found = at_once(lambda: store(reviews, *after), lambda: store(reviews, *reversed(after)))
    assert sorted(counts.updated for counts in found) == [0, 200]


def test_a_reply_and_its_parent_that_come_at_once_find_each_other(reviews: Channel) -> None:
    forum = make_channel(reviews.community, "forum")
    parents = [raw(f"p{number}") for number in range(150)]
    replies = [raw(f"r{number}", parent_external_id=f"p{number}") for number in range(150)]
    at_once(lambda: store(forum, *replies), lambda: store(reviews, *parents))
    linked = threads()
    assert all(linked[f"r{number}"] == (f"p{number}", f"p{number}") for number in range(150))
