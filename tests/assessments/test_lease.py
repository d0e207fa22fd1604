"""Leases: exactly one holder, poison alone, and an expired lease comes back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from moderation.assessments.lease import lease
from moderation.models import PendingAssessment
from tests.builders import make_message

pytestmark = pytest.mark.django_db


def wait_for(count: int, **fields: object) -> list[PendingAssessment]:
    return [PendingAssessment.objects.create(message=make_message(), revision=1, **fields) for _ in range(count)]


def test_a_leased_row_is_nobody_elses() -> None:
    wait_for(3)
    now = timezone.now()
    first, second = lease(now, 2), lease(now, 2)
    assert first
    assert second
    assert (len(first.rows), len(second.rows), lease(now, 2)) == (2, 1, None)
    assert first.token != second.token


def test_an_expired_lease_falls_due_again() -> None:
    wait_for(1)
    now = timezone.now()
    assert lease(now, 10)
    assert lease(now + timedelta(seconds=179), 10) is None
    assert lease(now + timedelta(seconds=181), 10)


def test_a_row_that_was_tried_before_travels_alone() -> None:
    early = timezone.now() - timedelta(hours=1)
    tried = wait_for(1, tries=1, due_at=early)[0]
    wait_for(3)
    now = timezone.now()
    alone, rest = lease(now, 10), lease(now, 10)
    assert alone
    assert rest
    assert [row.pk for row in alone.rows] == [tried.pk]
    assert len(rest.rows) == 3


def test_fresh_rows_do_not_wait_for_a_tried_one_behind_them() -> None:
    wait_for(2)
    wait_for(1, tries=1)
    held = lease(timezone.now(), 10)
    assert held
    assert [row.tries for row in held.rows] == [1, 1]


@pytest.mark.parametrize(("tries", "is_worn_out"), [(0, False), (4, False), (5, True)])
def test_a_row_that_came_back_after_its_last_try_is_worn_out(tries: int, is_worn_out: bool) -> None:
    wait_for(1, tries=tries)
    held = lease(timezone.now(), 10)
    assert held
    assert held.worn_out is is_worn_out


def test_what_is_dead_or_not_yet_due_is_not_leased() -> None:
    now = timezone.now()
    wait_for(1, died_at=now)
    wait_for(1, due_at=now + timedelta(seconds=1))
    assert lease(now, 10) is None
