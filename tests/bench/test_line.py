"""Filling the line without ringing, and the parts of a message's time."""

import pytest

from community.models import Message
from moderation.bench import breakdown, corpus, line, places
from moderation.models import Assessment, PendingAssessment

pytestmark = pytest.mark.django_db
MESSAGES = 60


@pytest.fixture
def stored() -> None:
    places.make_all()
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
    # The rest is a difference, which chance can make negative in so few messages.
    assert [part for part in breakdown.PARTS if taken[part] <= 0 and part != "rest of judge"] == []


def test_some_messages_open_a_case(stored: None) -> None:
    breakdown.microseconds()
    assert line.share_opened() >= 0.05
