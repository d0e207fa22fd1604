"""The job of imports: each upload and each batch has an alarm of its own, and nothing else is done meanwhile."""

import signal
from typing import Any

import pytest
from django.utils import timezone

from community.models import Channel
from moderation.models import PendingAssessment, User
from moderation.uploads import actions, importing
from moderation.uploads.lease import Lost
from moderation.work import bell
from tests.bringing import again, brought, checked, start, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bell, "get_current_job", lambda: True)


def test_a_job_imports_and_leaves_judging_to_the_others(reviews: Channel, mia: User) -> None:
    upload = checked(brought(reviews, mia))
    start(upload)
    importing.import_due()
    assert (again(upload).state, PendingAssessment.objects.count()) == ("finished", 2)


@pytest.mark.usefixtures("in_a_job")
def test_every_upload_has_an_alarm_of_its_own(
    reviews: Channel, mia: User, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    alarms: list[int] = []

    def carry(*_: object) -> None:
        # What is left of it goes with the first upload that runs into it.
        alarms.append(signal.alarm(0))
        raise Lost

    monkeypatch.setattr(importing, "carry_upload", carry)
    for _ in range(2):
        actions.check(brought(reviews, mia), timezone.now())
    try:
        assert importing.go_on() == 2
    finally:
        signal.alarm(0)
    assert alarms == [pytest.approx(settings.JOB_TIMEOUT, abs=1)] * 2


@pytest.mark.usefixtures("in_a_job")
def test_every_batch_has_an_alarm_of_its_own(
    reviews: Channel, mia: User, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    start(checked(brought(reviews, mia, table(5000))))
    alarms: list[int] = []
    move_on = importing.Lease.move_on

    def look(held: importing.Lease, at: int, records: int) -> None:
        # As if the batch had used up all but a second of it.
        alarms.append(signal.alarm(1))
        move_on(held, at, records)

    monkeypatch.setattr(importing.Lease, "move_on", look)
    try:
        importing.import_due()
    finally:
        signal.alarm(0)
    assert alarms == [pytest.approx(settings.JOB_TIMEOUT, abs=15)] * 3
