"""A person is erased while their messages come in and are judged."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from community.ingest import Counts
from community.models import Channel, Member, Message
from community.records import RawMessage
from moderation.assessments import finish, intake, pipeline
from moderation.members import erasing
from moderation.members.actions import begin_erasing
from moderation.models import PendingAssessment
from tests.builders import make_guideline
from tests.community.storing import raw, store
from tests.members.traces import ID, NAME, SAID, traces_left

pytestmark = pytest.mark.django_db(transaction=True)
A_BATCH = 20


def bring(channel: Channel, *records: RawMessage) -> Counts:
    return store(channel, *records, now=timezone.now(), on_stored=intake.stored)


def test_nothing_comes_in_behind_an_erasure_and_no_worker_writes_an_excerpt(reviews: Channel) -> None:
    make_guideline(rules=(("phrase", "heliotropes"),))
    bring(reviews, raw("first", SAID, author_id=ID, author_name=NAME))
    has_begun, is_over = Event(), Event()
    stored: list[Counts] = []

    def bring_in() -> None:
        try:
            while not (has_begun.is_set() and stored and stored[-1].skipped):
                store_batch(len(stored))
                # SQLite's lock goes to whoever asks first, so the others must get to ask.
                has_begun.wait(0.02)
        finally:
            is_over.set()

    def store_batch(number: int) -> None:
        own = [raw(f"{number}-{each}", f"{SAID} {each}", author_id=ID, author_name=NAME) for each in range(A_BATCH)]
        stored.append(bring(reviews, *own, raw(f"{number}-other", "Nothing new.", author_id="moira")))

    def erase() -> None:
        (erasure,) = begin_erasing(reviews.community, Member.objects.get(external_id=ID), None, timezone.now())
        has_begun.set()
        while not erasing.go_on(erasure):
            pass

    def judge() -> None:
        while not is_over.is_set():
            pipeline.drain()

    at_once(bring_in, erase, judge)
    pipeline.drain()
    assert not PendingAssessment.objects.exists()
    # The admin's own words.
    assert set(traces_left()) == {"moderation_rule.pattern"}
    assert Message.objects.count() == 1 + sum(counts.created for counts in stored)


def test_an_erasure_waits_for_a_worker_that_is_writing_what_it_judged(
    monkeypatch: pytest.MonkeyPatch, reviews: Channel
) -> None:
    make_guideline(rules=(("phrase", "heliotropes"),))
    bring(reviews, raw("first", SAID, author_id=ID, author_name=NAME))
    place, has_written, is_erased = finish.place, Event(), Event()

    def linger(*said: Any) -> Any:
        has_written.set()
        # In vain, as its transaction is not over.
        is_erased.wait(0.5)
        return place(*said)

    def erase() -> None:
        has_written.wait(20)
        (erasure,) = begin_erasing(reviews.community, Member.objects.get(), None, timezone.now())
        assert erasing.go_on(erasure)
        is_erased.set()

    def judge() -> None:
        assert pipeline.drain() == 1

    monkeypatch.setattr(finish, "place", linger)
    at_once(erase, judge)
    assert set(traces_left()) == {"moderation_rule.pattern"}


def at_once(*acts: Callable[[], None]) -> None:
    start = Barrier(len(acts))

    def act(number: int) -> None:
        try:
            start.wait(timeout=20)
            acts[number]()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as pool:
        list(pool.map(act, range(len(acts))))
