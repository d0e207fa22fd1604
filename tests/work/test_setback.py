"""A clock that is set back: what waits falls due within a lease, and what today's clock has written is left alone."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import settings

from community.models import Channel, ImportRun
from moderation.assessments.backlog import state
from moderation.models import Arrival, Case, Outbox, PendingAssessment, TakeBack, Upload, User
from moderation.rollups.refresh import Stale
from moderation.work import setback, sweep
from tests.builders import MONDAY, NOON, make_message

pytestmark = pytest.mark.django_db

LEASE = timedelta(seconds=settings.LEASE_SECONDS)
SECOND, HOUR, DAY = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1)
Make = Callable[[datetime], Any]


@pytest.fixture
def kinds(case: Case, reviews: Channel, mia: User) -> dict[str, Make]:
    """How a row of each kind is made that waits until a moment."""
    event = case.events.get()

    def outbox(due_at: datetime, **fields: Any) -> Outbox:
        of = {"community": case.community, "channel": reviews, "case": case, "cause": event, "message": case.message}
        return Outbox.objects.create(due_at=due_at, **of, **fields)

    def upload(due_at: datetime) -> Upload:
        said = {"channel": reviews, "by": mia, "name": "week.csv", "size": 1, "time_zone": "UTC"}
        return Upload.objects.create(community=reviews.community, state="importing", due_at=due_at, **said)

    return {
        "assessment": lambda at: PendingAssessment.objects.create(message=make_message(), revision=1, due_at=at),
        "upload": upload,
        "take back": lambda at: TakeBack.objects.create(
            run=ImportRun.objects.create(channel=reviews, source="week.csv"), due_at=at
        ),
        "hide": lambda at: outbox(at, kind="hide"),
        "mail": lambda at: outbox(at, kind=Outbox.Kind.MAIL, recipient=mia),
    }


KINDS = ("assessment", "upload", "take back", "hide", "mail")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("back", "waits"),
    [
        # The clock is right again before the lease would have been over.
        (SECOND, LEASE + SECOND),
        (2 * HOUR, LEASE),
        (DAY, LEASE),
    ],
)
def test_a_lease_from_before_the_clock_was_set_back_lasts_a_lease_at_most(
    kinds: dict[str, Make], kind: str, back: timedelta, waits: timedelta
) -> None:
    row = kinds[kind](NOON + LEASE)
    now = NOON - back
    setback.take_up(now)
    row.refresh_from_db()
    assert row.due_at - now == waits


@pytest.mark.parametrize(
    ("kind", "longest"), [("assessment", 300), ("upload", 180), ("take back", 180), ("hide", 180), ("mail", 3600)]
)
def test_the_longest_wait_that_there_is_is_left_alone(kinds: dict[str, Make], kind: str, longest: int) -> None:
    row = kinds[kind](NOON + timedelta(seconds=longest))
    assert setback.take_up(NOON) == 0
    row.refresh_from_db()
    assert row.due_at == NOON + timedelta(seconds=longest)


def test_set_forward_and_back_leaves_nothing_waiting_for_the_day_that_was_not(kinds: dict[str, Make]) -> None:
    rows = [make(NOON + DAY) for make in kinds.values()]
    assert setback.take_up(NOON) == len(KINDS)
    for row in rows:
        row.refresh_from_db()
    assert {row.due_at for row in rows} == {NOON + LEASE}
    assert setback.take_up(NOON) == 0


def test_what_is_done_or_dead_is_not_touched(kinds: dict[str, Make]) -> None:
    for make in kinds.values():
        make(NOON + DAY)
    PendingAssessment.objects.update(died_at=NOON)
    Outbox.objects.update(state=Outbox.State.DONE)
    Upload.objects.update(state=Upload.State.FINISHED)
    TakeBack.objects.update(state=TakeBack.State.FINISHED)
    assert setback.take_up(NOON) == 0


def test_what_came_in_before_is_asked_about_within_a_lease(case: Case) -> None:
    posted = {"posted_from": NOON, "posted_to": NOON}
    row = Arrival.objects.create(conversation=case.message.conversation, due_at=NOON + DAY, **posted)
    assert setback.take_up(NOON) == 1
    row.refresh_from_db()
    assert row.due_at == NOON + LEASE
    assert setback.take_up(NOON) == 0


def test_the_sweep_takes_up_what_waits(kinds: dict[str, Make]) -> None:
    kinds["hide"](NOON + DAY)
    sweep.sweep_once(NOON)
    sweep.sweep_once(NOON + LEASE)
    assert Outbox.objects.get().state == Outbox.State.TO_DO


@pytest.mark.parametrize("back", [SECOND, HOUR, DAY])
def test_a_large_day_that_was_marked_before_is_counted(
    reviews: Channel, monkeypatch: pytest.MonkeyPatch, back: timedelta
) -> None:
    monkeypatch.setattr("moderation.rollups.refresh.LARGE", 0)
    make_message(channel=reviews)
    assert not Stale(reviews.pk, MONDAY, NOON, NOON).waits(NOON - back)
    assert Stale(reviews.pk, MONDAY, NOON, NOON).waits(NOON + SECOND)


def test_what_was_asked_for_later_than_now_has_waited_for_no_time() -> None:
    PendingAssessment.objects.create(message=make_message(), revision=1, asked_at=NOON)
    assert state(NOON - HOUR)["oldest_pending_seconds"] == 0
