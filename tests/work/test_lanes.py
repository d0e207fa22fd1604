"""Lanes: nobody waits for what hangs, and nothing is at it twice at once."""

import logging
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from moderation.models import Tally
from moderation.work import lanes as lanes_module
from moderation.work.errands import Errand, run_in_line
from moderation.work.lanes import HANGING_AT_MOST, Lanes
from tests.builders import NOON, make_community
from tests.patience import PATIENCE, eventually

pytestmark = pytest.mark.django_db(transaction=True)


class Hanging:
    """An errand that ends when it is told to."""

    def __init__(self) -> None:
        self.begun, self.go_on = threading.Semaphore(0), threading.Event()
        self.times = 0

    def __call__(self, _now: datetime) -> int:
        self.times += 1
        self.begun.release()
        self.go_on.wait(PATIENCE)
        return 1


@pytest.fixture
def hanging() -> Iterator[Hanging]:
    errand = Hanging()
    yield errand
    errand.go_on.set()


@pytest.fixture
def lanes(hanging: Hanging) -> Iterator[Lanes]:
    made = Lanes()
    yield made
    hanging.go_on.set()
    made.wait(PATIENCE)


def quick(_now: datetime) -> int:
    make_community()
    return 1


def test_what_hangs_is_not_waited_for_and_holds_up_no_other_lane(lanes: Lanes, hanging: Hanging) -> None:
    assert lanes.start([Errand("read one", hanging, PATIENCE), Errand("read another", quick, PATIENCE)], NOON) == 2
    assert eventually(lambda: [each.name for each in lanes._alive()] == ["read one"])


def test_a_lane_runs_one_errand_at_a_time(lanes: Lanes, hanging: Hanging) -> None:
    errand = Errand("read one", hanging, PATIENCE)
    assert [lanes.start([errand], NOON) for _ in range(3)] == [1, 0, 0]
    hanging.go_on.set()
    lanes.wait(PATIENCE)
    assert lanes.start([errand], NOON) == 1
    assert hanging.times == 2


def test_what_takes_longer_than_it_may_is_said_and_counted_once(
    lanes: Lanes, hanging: Hanging, caplog: pytest.LogCaptureFixture
) -> None:
    lanes.start([Errand("read one", hanging, 0)], NOON)
    with caplog.at_level(logging.WARNING):
        for _ in range(3):
            lanes.look_after()
    assert [record.getMessage() for record in caplog.records] == [
        "“read one” has taken longer than 0 s; 1 of at most 3 hang there. All else goes on. It is begun anew in 180 s."
    ]
    assert Tally.objects.total("hung") == 1


def test_a_lane_is_free_again_when_the_leases_of_what_hangs_are_over_but_not_without_end(
    lanes: Lanes, hanging: Hanging, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    errand = Errand("read one", hanging, 0)
    assert [lanes.start([errand], NOON) for _ in range(2)] == [1, 0]
    settings.LEASE_SECONDS = 0
    assert [lanes.start([errand], NOON) for _ in range(4)] == [1, 1, 0, 0]
    assert hanging.times == HANGING_AT_MOST
    assert caplog.messages[-1].endswith("3 of at most 3 hang there. All else goes on. Restart the sweep.")


def test_a_command_that_ends_waits_as_long_as_each_may_take_and_says_what_was_found(
    lanes: Lanes, hanging: Hanging
) -> None:
    assert lanes.finish([Errand("read one", hanging, 0.2), Errand("read another", quick, PATIENCE)], NOON) == 1


def test_what_fails_is_in_the_log_and_frees_its_lane(lanes: Lanes, caplog: pytest.LogCaptureFixture) -> None:
    def fails(_now: datetime) -> int:
        raise RuntimeError("broken platform")

    errand = Errand("read one", fails, PATIENCE)
    assert [lanes.finish([errand], NOON), lanes.start([errand], NOON)] == [0, 1]
    assert "could not read one" in caplog.text


def test_a_lane_leaves_no_connection_open(lanes: Lanes) -> None:
    used: list[Any] = []

    def notes(_now: datetime) -> int:
        make_community()
        used.append(connection.connection)
        assert used[-1] is not None
        used.append(lanes_module.connections["default"])
        return 1

    assert lanes.finish([Errand("read one", notes, PATIENCE)], NOON) == 1
    assert used[1].connection is None


def test_in_line_each_is_told_the_time_at_which_it_begins() -> None:
    told: list[datetime] = []
    errands = [
        Errand("read one", lambda now: told.append(now) or hold(), 1),
        Errand("read two", lambda now: told.append(now) or 1, 1),
    ]
    assert run_in_line(errands, NOON) == 2
    assert told[1] - told[0] >= timedelta(seconds=0.1)


def hold() -> int:
    threading.Event().wait(0.1)
    return 1
