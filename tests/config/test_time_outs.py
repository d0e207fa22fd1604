"""Workers and sweeps whose transactions run into a time-out: nothing is lost, and later it is done."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from community.models import Channel, StubAction
from moderation.assessments import pipeline
from moderation.cases import actions
from moderation.models import Assessment, Case, Outbox, PendingAssessment, User
from moderation.work import sweep
from tests.builders import make_case, make_channel, make_feed, make_message
from tests.outages import lock

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("impatient")]
LEASE = timedelta(seconds=settings.LEASE_SECONDS)


def test_a_worker_that_cannot_store_a_batch_leaves_it_to_its_lease() -> None:
    row = PendingAssessment.objects.create(message=make_message(), revision=1)
    held = pipeline.lease(timezone.now(), 10)
    assert held
    with lock("moderation_assessment"), pytest.raises(OperationalError):
        pipeline.step_or_hand_back(held)
    row.refresh_from_db()
    assert (row.token, row.tries, row.error, Assessment.objects.count()) == (held.token, 1, "", 0)
    again = pipeline.lease(timezone.now() + LEASE, 10)
    assert again
    assert pipeline.step_or_hand_back(again) == 1
    assert Assessment.objects.get().message_id == row.message_id


def test_a_worker_that_cannot_even_lease_changes_nothing() -> None:
    PendingAssessment.objects.create(message=make_message(), revision=1)
    with lock(), pytest.raises(OperationalError):
        pipeline.drain()
    assert pipeline.drain() == 1


@pytest.fixture
def decided(reviews: Channel, ana: User) -> Case:
    channel = make_channel(slug="social", feed=make_feed(reviews.community, is_on=False))
    case = make_case(make_message(channel=channel))
    actions.decide(case, ana, timezone.now(), action="hide", guideline=None, reason="Rude.", revision=1)
    return case


def test_a_sweep_that_is_locked_out_is_not_ended_by_it_and_delivers_later(decided: Case) -> None:
    due = timezone.now() + timedelta(seconds=10)
    with lock("moderation_outbox"):
        assert sweep.sweep_once(due)["deliver"] == 0
    assert StubAction.objects.count() == 0
    assert Outbox.objects.get().state == Outbox.State.WAITING
    assert sweep.sweep_once(due)["deliver"] == 1
    assert StubAction.objects.get().kind == "hide"
