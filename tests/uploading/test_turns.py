"""The job of imports beside the others: assessing has its turn, and each upload has an alarm of its own."""

import signal
import time
from typing import Any

import pytest
from django.utils import timezone

from community.models import Channel
from moderation import jobs, pipeline
from moderation.models import PendingAssessment, User
from moderation.uploading import verbs, work
from moderation.uploading.lease import Lost
from tests.bringing import again, brought, checked, start

pytestmark = pytest.mark.django_db


def test_assessing_has_its_turn_between_the_batches_and_no_more_than_half(
    reviews: Channel, mia: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[float] = []

    def drain(*, seconds: float) -> None:
        given.append(seconds)
        time.sleep(0.05)

    monkeypatch.setattr(pipeline, "drain", drain)
    turns = work.Turns()
    for seconds in (0.01, 0.01, 0.01, 0.2, 0.0):
        turns.assess(seconds)
    # It took five times what it was given at first, so the next two batches gave nothing.
    assert [round(seconds, 2) for seconds in given] == [0.01, pytest.approx(0.18, abs=0.02)]


def test_a_job_imports_and_assesses(reviews: Channel, mia: User) -> None:
    upload = checked(brought(reviews, mia))
    start(upload)
    work.import_due()
    assert (again(upload).state, PendingAssessment.objects.count()) == ("finished", 0)


def test_every_upload_has_an_alarm_of_its_own(
    reviews: Channel, mia: User, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    alarms: list[int] = []
    monkeypatch.setattr(jobs, "get_current_job", lambda: True)

    def carry(*_: object) -> None:
        # What is left of it goes with the first upload that runs into it.
        alarms.append(signal.alarm(0))
        raise Lost

    monkeypatch.setattr(work, "carry", carry)
    for _ in range(2):
        verbs.check(brought(reviews, mia), timezone.now())
    try:
        assert work.go_on() == 2
    finally:
        signal.alarm(0)
    assert alarms == [pytest.approx(settings.JOB_TIMEOUT, abs=1)] * 2
