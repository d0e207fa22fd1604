"""A worker that was frozen while it judged, and wakes when its rows are another's, writes nothing."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from community.models import Channel
from moderation.assessments import intake, pipeline
from moderation.assessments.lease import Lease, lease
from moderation.models import Assessment, Case, CaseEvent, Finding, PendingAssessment, Tally
from tests.builders import make_guideline, make_message

pytestmark = pytest.mark.django_db
THREAT = "You will hear from my lawyer about this broken tent."


def taken_over() -> Lease:
    other = lease(timezone.now() + timedelta(seconds=190), 10)
    assert other
    return other


def finished_by_another() -> None:
    assert pipeline.step(taken_over()) == 1


def failed_with_another() -> None:
    PendingAssessment.objects.filter(token=taken_over().token).update(token=None, error="Broken.", tries=2)


def asked_about_again() -> None:
    intake.ask([PendingAssessment.objects.get().message])


MEANWHILE = [finished_by_another, taken_over, failed_with_another, asked_about_again]


def written() -> list[Any]:
    """Everything that finishing a batch, or giving it up, could have changed."""
    tables = (PendingAssessment, Assessment, Finding, Case, CaseEvent, Tally)
    return [list(table.objects.order_by("pk").values()) for table in tables]


@pytest.fixture
def held(reviews: Channel) -> Lease:
    make_guideline()
    message = make_message(THREAT, channel=reviews)
    PendingAssessment.objects.create(message=message, revision=message.revision)
    found = lease(timezone.now(), 10)
    assert found
    return found


@pytest.mark.parametrize("happens", MEANWHILE)
def test_what_became_of_its_rows_meanwhile_stands(
    held: Lease, monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]
) -> None:
    finish, seen = pipeline.finish_batch, []

    def wake_up_late(*judged: Any) -> int:
        monkeypatch.setattr(pipeline, "finish_batch", finish)
        happens()
        seen.append(written())
        return finish(*judged)

    monkeypatch.setattr(pipeline, "finish_batch", wake_up_late)
    assert pipeline.step(held) == 0
    assert seen == [written()]


def give_back(held: Lease, now: datetime) -> None:
    pipeline.hand_back(held, "OperationalError: broken", now)


@pytest.mark.parametrize("end", [pipeline.give_up, give_back])
@pytest.mark.parametrize("happens", MEANWHILE)
def test_so_it_does_when_they_are_given_up_or_handed_back(
    held: Lease, happens: Callable[[], object], end: Callable[[Lease, datetime], object]
) -> None:
    happens()
    before = written()
    end(held, timezone.now())
    assert written() == before
