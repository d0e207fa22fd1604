"""Filling the line without ringing, and the parts of a message's time."""

from time import sleep

import pytest

from community.models import Message
from moderation.assessments import pipeline
from moderation.bench import breakdown, communities, corpus, line
from moderation.models import Assessment, PendingAssessment

pytestmark = pytest.mark.django_db
MESSAGES = 60


@pytest.fixture
def stored() -> None:
    communities.make_all()
    line.store(corpus.records(MESSAGES))


def test_each_message_waits(stored: None) -> None:
    assert PendingAssessment.objects.count() == Message.objects.count() == MESSAGES


def test_storing_rings_for_nobody(stored: None, django_capture_on_commit_callbacks) -> None:
    with django_capture_on_commit_callbacks() as rings:
        line.store(corpus.records(MESSAGES, first_seed=2))
    assert rings == []


def test_the_parts_are_of_the_real_work(stored: None) -> None:
    taken = breakdown.microseconds()
    assert Assessment.objects.count() == MESSAGES
    assert not PendingAssessment.objects.exists()
    assert [part for part in breakdown.PARTS if taken[part] <= 0] == []


def test_a_part_is_timed_without_those_within_it() -> None:
    watch = breakdown.Watch()
    inner = watch.timed("clocks", lambda: sleep(0.05))
    watch.timed("plan", inner)()
    assert watch.spent["clocks"] >= 0.05 > watch.spent["plan"] > 0


def test_nothing_is_timed_afterwards(stored: None) -> None:
    with breakdown.watched() as watch:
        pass
    pipeline.drain()
    assert set(watch.spent.values()) == {0.0}


def test_the_parts_make_up_the_whole() -> None:
    said = line.budget({"load": 30.0, "plan": 10.0})
    assert said["microseconds_a_message"] == {"load": 30.0, "plan": 10.0, "whole": 40.0}
    assert said["percent_of_a_message"] == {"load": 75.0, "plan": 25.0}


def test_some_messages_open_a_case(stored: None) -> None:
    breakdown.microseconds()
    assert line.share_opened() >= 0.05
