"""Thanks for an answer wait for none, and every other reason to look stands."""

from datetime import timedelta

import pytest

from community.models import Channel
from moderation.assessments import intake, pipeline
from moderation.models import Case
from moderation.policy.values import Severity
from tests.builders import NOON, make_channel, make_guideline
from tests.community.storing import raw, store

pytestmark = pytest.mark.django_db


@pytest.fixture
def private(reviews: Channel) -> Channel:
    return make_channel(reviews.community, "direct", is_private=True)


def say(channel: Channel, external_id: str, text: str, minutes: int, **fields: object) -> None:
    at = NOON + timedelta(minutes=minutes)
    said = {"kind": "direct", "author_id": "moira", "posted_at": at, "thread_external_id": "t", **fields}
    store(channel, raw(external_id, text, **said), on_stored=intake.stored)
    pipeline.drain()


def answered(channel: Channel) -> None:
    """Moira asks, and is answered."""
    say(channel, "1", "The zip is stuck.", 0)
    say(channel, "2", "Pull it gently, please.", 10, author_id="desk", from_staff=True)
    assert Case.objects.get().outcome == "answered"


def test_thanks_after_an_answer_open_nothing(private: Channel) -> None:
    answered(private)
    say(private, "3", "Thank you so much! ❤️", 20)
    assert Case.objects.get().closed_at
    assert Case.objects.get().rows.count() == 1


@pytest.mark.parametrize(
    "text", ["Thanks, but it is still stuck.", "Thank you. When will it come?", "Bye, thank you all"]
)
def test_more_than_thanks_waits_for_an_answer(private: Channel, text: str) -> None:
    answered(private)
    say(private, "3", text, 20)
    assert Case.objects.open().get().opened_for == ["answer"]


def test_thanks_before_any_answer_wait_for_one(private: Channel) -> None:
    say(private, "1", "Thank you!", 0)
    assert Case.objects.open().get().opened_for == ["answer"]


def test_thanks_after_an_answer_to_somebody_else_wait_for_one(private: Channel) -> None:
    answered(private)
    say(private, "3", "Thank you!", 20, author_id="nils", thread_external_id="u")
    assert Case.objects.open().get().opened_for == ["answer"]


def test_a_finding_in_thanks_is_looked_at(private: Channel) -> None:
    make_guideline(rules=(("phrase", "thank you"),), severity=Severity.HIGH)
    answered(private)
    say(private, "3", "Thank you!", 20)
    assert "finding" in Case.objects.open().get().opened_for
