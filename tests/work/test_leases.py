"""Rows that are work, whichever table they stand in: one holder each, until its lease ends."""

import time
from collections.abc import Callable
from datetime import timedelta
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction

from community.models import Channel
from moderation.cases import actions
from moderation.models import Outbox, PendingAssessment, Upload, User
from moderation.models.leases import LeasedQuerySet
from tests.builders import NOON, make_case, make_message
from tests.cases.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)
Rows = LeasedQuerySet[Any]
SECOND = timedelta(seconds=1)


def assessment(_channel: Channel, _by: User) -> Rows:
    PendingAssessment.objects.create(message=make_message(), revision=1, due_at=NOON)
    return PendingAssessment.objects.all()


def upload(channel: Channel, by: User) -> Rows:
    said = {"name": "week.csv", "size": 1, "time_zone": "UTC", "state": "importing", "due_at": NOON}
    Upload.objects.create(community=channel.community, channel=channel, by=by, **said)
    return Upload.objects.all()


def outbox(_channel: Channel, by: User) -> Rows:
    actions.decide(make_case(), by, NOON, action="hide", guideline=None, reason="Rude.", revision=1)
    Outbox.objects.update(due_at=NOON)
    return Outbox.objects.all()


@pytest.fixture(params=[assessment, upload, outbox])
def rows(request: pytest.FixtureRequest, reviews: Channel, mia: User) -> Rows:
    """One row that is due at noon."""
    make: Callable[[Channel, User], Rows] = request.param
    return make(reviews, mia)


def test_what_one_holds_no_other_is_given_until_the_lease_is_over(rows: Rows) -> None:
    assert rows.lease(NOON - SECOND, 10)[1] == []
    first, found = rows.lease(NOON, 10)
    assert [row[0] for row in found] == [rows.get().pk]
    assert rows.lease(NOON + 179 * SECOND, 10)[1] == []
    second, again = rows.lease(NOON + 190 * SECOND, 10)
    assert again == found
    assert [rows.held(token).count() for token in (first, second)] == [0, 1]
    assert rows.get().tries == 2


def test_of_eight_who_lease_at_once_one_holds_it(rows: Rows) -> None:
    leases = at_once(*[lambda: rows.all().lease(NOON, 10)] * 8)
    assert [token for token, found in leases if found] == [rows.get().token]
    assert rows.get().tries == 1


def test_what_was_never_leased_is_held_by_nobody(rows: Rows) -> None:
    assert not rows.held(None).exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL lets nobody wait for a row to lease")
def test_a_lease_lasts_from_when_it_was_taken_however_long_the_lock_was_waited_for(rows: Rows, settings: Any) -> None:
    taken = Event()

    def write_slowly() -> None:
        with transaction.atomic():
            taken.set()
            time.sleep(0.5)

    def lease() -> None:
        taken.wait()
        rows.all().lease(NOON, 10)

    at_once(write_slowly, lease)
    assert rows.get().due_at >= NOON + timedelta(seconds=settings.LEASE_SECONDS + 0.4)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite locks no single row")
def test_a_row_that_another_is_taking_is_passed_over_and_not_waited_for(reviews: Channel) -> None:
    first, second = [PendingAssessment.objects.create(message=make_message(), revision=1, due_at=NOON) for _ in "12"]
    taken, leased = Event(), Event()

    def take_slowly() -> None:
        with transaction.atomic():
            PendingAssessment.objects.select_for_update().get(pk=first.pk)
            taken.set()
            leased.wait(timeout=5)

    def lease() -> list[int]:
        taken.wait()
        found = PendingAssessment.objects.lease(NOON, 10)[1]
        leased.set()
        return [row[0] for row in found]

    assert at_once(take_slowly, lease)[1] == [second.pk]


def test_a_table_that_does_not_say_what_is_unfinished_leases_nothing() -> None:
    with pytest.raises(NotImplementedError):
        LeasedQuerySet(Outbox).lease(NOON, 10)
