"""Doing the waiting work here and now, and trying again what could not be checked."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from community.models import Channel
from moderation.models import Assessment, Case, PendingAssessment
from tests.builders import make_message


@pytest.fixture
def dead(reviews: Channel) -> PendingAssessment:
    """A message that came in, was tried five times, and has a case because nobody could check it."""
    row = PendingAssessment.objects.create(message=make_message(channel=reviews), revision=1, is_first=True, tries=5)
    call_command("assess")
    row.refresh_from_db()
    assert row.died_at
    return row


def test_what_could_not_be_checked_is_not_tried_again_by_itself(dead: PendingAssessment) -> None:
    call_command("assess")
    assert PendingAssessment.objects.dead().get() == dead


def test_trying_again_brings_the_case_up_to_date_instead_of_opening_a_second(dead: PendingAssessment) -> None:
    call_command("assess", "--retry-dead")
    case = Case.objects.get()
    assert not case.is_unchecked
    assert case.assessment == Assessment.objects.get()


def test_work_that_is_not_due_is_left_alone(reviews: Channel) -> None:
    later = timezone.now() + timedelta(minutes=5)
    PendingAssessment.objects.create(message=make_message(channel=reviews), revision=1, due_at=later)
    call_command("assess")
    assert not Assessment.objects.exists()
