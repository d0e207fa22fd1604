"""The sweep: what a lost bell, a dead worker or the clock has left is found, by one of two sweeps."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from community.models import Channel
from moderation import cron, jobs
from moderation.models import Case, PendingAssessment, Tally
from tests.builders import NOON, make_case, make_channel, make_message, make_reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def rings(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    heard: list[str] = []
    monkeypatch.setattr(jobs, "ring", lambda: bool(heard.append("ring")) or True)
    return heard


@pytest.mark.parametrize(("minutes", "count"), [(-1, 1), (1, 0)])
def test_due_work_is_rung_for(rings: list[str], minutes: int, count: int) -> None:
    now = timezone.now()
    PendingAssessment.objects.create(message=make_message(), revision=1, due_at=now + timedelta(minutes=minutes))
    assert cron.wake(now) == len(rings) == count


def test_dead_work_is_not_rung_for(rings: list[str]) -> None:
    now = timezone.now()
    PendingAssessment.objects.create(message=make_message(), revision=1, due_at=now, died_at=now)
    assert cron.wake(now) == 0


def asked(reply_minutes: int | None = None, **fields: Any) -> Case:
    question = make_message("Is it waterproof?", channel=make_channel(slug="gear-help", is_answered=True))
    case = make_case(question, opened_for=["answer"], answer_only=True)
    if reply_minutes is not None:
        make_reply(question, minutes=reply_minutes, from_staff=True, **fields)
    return case


@pytest.mark.parametrize(
    ("fields", "closed"),
    [({"reply_minutes": 5}, 1), ({"reply_minutes": -5}, 0), ({}, 0), ({"reply_minutes": 5, "removed_at": NOON}, 0)],
)
def test_an_answer_that_came_while_the_case_was_opened_closes_it(fields: dict[str, Any], closed: int) -> None:
    case = asked(**fields)
    assert cron.close_answered(NOON) == closed
    case.refresh_from_db()
    assert case.outcome == ("answered" if closed else "")


def test_an_answer_in_the_thread_of_a_reply_counts_too() -> None:
    question = make_message("Is it waterproof?", channel=make_channel(slug="gear-help", is_answered=True))
    also = make_reply(question, "And the floor?", minutes=1)
    make_case(also, opened_for=["answer"], answer_only=True)
    make_reply(question, minutes=9, from_staff=True)
    assert cron.close_answered(NOON) == 1


def test_counts_are_folded_without_changing() -> None:
    Tally.objects.bulk_create(Tally(name="assessed", amount=2) for _ in range(cron.TALLY_ROWS))
    Tally.objects.create(name="other", amount=-3)
    cron.add_up_tallies(NOON)
    assert list(Tally.objects.order_by("name").values_list("name", "amount")) == [("assessed", 200), ("other", -3)]


def test_a_few_counts_are_left_alone() -> None:
    Tally.objects.create(name="assessed", amount=1)
    assert cron.add_up_tallies(NOON) == 0


def test_a_step_that_fails_does_not_hold_up_the_others(monkeypatch: pytest.MonkeyPatch, rings: list[str]) -> None:
    def fails(_now: object) -> int:
        raise RuntimeError("broken step")

    monkeypatch.setitem(cron.STEPS, "read feeds", fails)
    asked(reply_minutes=5)
    found = cron.sweep(timezone.now())
    assert (found["read feeds"], found["close answered"]) == (0, 1)


def test_a_second_sweep_finds_nothing_left(rings: list[str], reviews: Channel) -> None:
    asked(reply_minutes=5)
    cron.sweep(timezone.now())
    assert not any(cron.sweep(timezone.now()).values())
