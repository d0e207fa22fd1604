"""The sweep: what a lost bell, a dead worker or the clock has left is found, by one of two sweeps."""

import time
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from community.models import Channel, ImportRun
from moderation.models import PendingAssessment, TakeBack, Tally, Upload, User
from moderation.work import bell, sweep
from tests.builders import NOON, make_message

pytestmark = pytest.mark.django_db


@pytest.fixture
def rings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    heard: list[str] = []
    monkeypatch.setattr(bell, "ring", lambda: bool(heard.append("ring")) or True)
    return heard


@pytest.mark.parametrize(("minutes", "count"), [(-1, 1), (1, 0)])
def test_due_work_is_rung_for(rings: list[str], minutes: int, count: int) -> None:
    now = timezone.now()
    PendingAssessment.objects.create(message=make_message(), revision=1, due_at=now + timedelta(minutes=minutes))
    assert sweep.wake_workers(now) == len(rings) == count


def test_dead_work_is_not_rung_for(rings: list[str]) -> None:
    now = timezone.now()
    PendingAssessment.objects.create(message=make_message(), revision=1, due_at=now, died_at=now)
    assert sweep.wake_workers(now) == 0


@pytest.fixture
def upload(reviews: Channel, mia: User) -> Upload:
    said = {"community": reviews.community, "channel": reviews, "by": mia, "name": "x", "size": 1, "time_zone": "UTC"}
    return Upload.objects.create(**said)


@pytest.mark.parametrize(
    ("state", "minutes", "count"), [("importing", -1, 1), ("checking", -1, 1), ("importing", 1, 0), ("finished", -1, 0)]
)
def test_an_import_whose_worker_died_is_rung_for(
    monkeypatch: pytest.MonkeyPatch, upload: Upload, state: str, minutes: int, count: int
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(bell, "ring_for_imports", lambda: bool(heard.append("ring")) or True)
    now = timezone.now()
    Upload.objects.update(state=state, due_at=now + timedelta(minutes=minutes))
    assert sweep.wake_imports(now) == len(heard) == count


@pytest.mark.parametrize(("state", "count"), [("taking", 1), ("finished", 0), ("failed", 0)])
def test_an_import_that_is_to_be_taken_back_wakes_a_worker(
    monkeypatch: pytest.MonkeyPatch, reviews: Channel, state: str, count: int
) -> None:
    monkeypatch.setattr(bell, "ring_for_imports", lambda: True)
    TakeBack.objects.create(run=ImportRun.objects.create(channel=reviews, source="week.csv"), state=state)
    assert sweep.wake_imports(timezone.now()) == count


def test_counts_are_folded_without_changing() -> None:
    Tally.objects.bulk_create(Tally(name="assessed", amount=2) for _ in range(sweep.TALLY_ROWS))
    Tally.objects.create(name="other", amount=-3)
    sweep.add_up_tallies(NOON)
    assert list(Tally.objects.order_by("name").values_list("name", "amount")) == [("assessed", 200), ("other", -3)]


def test_a_few_counts_are_left_alone() -> None:
    Tally.objects.create(name="assessed", amount=1)
    assert sweep.add_up_tallies(NOON) == 0


def test_a_step_that_fails_does_not_hold_up_the_others(monkeypatch: pytest.MonkeyPatch, rings: list[str]) -> None:
    def fails(_now: object, run: object) -> int:
        raise RuntimeError("broken step")

    monkeypatch.setattr(sweep, "read_feeds", fails)
    Tally.objects.bulk_create(Tally(name="assessed", amount=2) for _ in range(sweep.TALLY_ROWS))
    found = sweep.sweep_once(timezone.now())
    assert (found["read feeds"], found["add up tallies"]) == (0, sweep.TALLY_ROWS)


def test_each_step_is_told_the_time_at_which_it_begins(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[datetime] = []

    def slow(now: datetime) -> int:
        told.append(now)
        time.sleep(0.2)
        return 0

    monkeypatch.setattr(sweep, "steps", lambda _run: {"read feeds": slow, "deliver": slow})
    sweep.sweep_once(NOON)
    assert told[1] - told[0] >= timedelta(seconds=0.2)
    assert told[0] - NOON < timedelta(seconds=0.1)


def test_a_second_sweep_finds_nothing_left(rings: list[str], reviews: Channel) -> None:
    Tally.objects.bulk_create(Tally(name="assessed", amount=2) for _ in range(sweep.TALLY_ROWS))
    sweep.sweep_once(timezone.now())
    assert not any(sweep.sweep_once(timezone.now()).values())
