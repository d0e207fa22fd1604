"""The pipeline where a row is lost to another, where policy breaks, and where nothing could be checked."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from community.models import Channel, Community
from moderation.assessments import pipeline
from moderation.assessments.lease import lease
from moderation.models import Assessment, Case, PendingAssessment, Tally
from moderation.policy.values import Facts
from tests.assessments.judging import THREAT, ask, assess, edit
from tests.builders import make_channel, make_guideline, make_message, make_reply


@pytest.fixture(autouse=True)
def guidelines(tarnfell: object) -> None:
    make_guideline()


def test_effects_are_written_only_for_rows_still_held(reviews: Channel) -> None:
    """A worker frozen past its lease wakes up: somebody else has its rows."""
    ask(make_message(THREAT, channel=reviews))
    frozen = lease(timezone.now(), 10)
    assert frozen
    other = lease(timezone.now() + timedelta(seconds=181), 10)
    assert other
    assert pipeline.step(other) == 1
    assert pipeline.step(frozen) == 0
    assert (Assessment.objects.count(), Case.objects.count(), Tally.objects.total("assessed")) == (1, 1, 1)


def test_an_edit_takes_the_row_from_the_worker_that_holds_it(reviews: Channel) -> None:
    message = make_message("Lovely tent, thank you.", channel=reviews)
    ask(message)
    held = lease(timezone.now(), 10)
    assert held
    edit(message, THREAT)
    PendingAssessment.objects.update(revision=2, token=None, tries=0, due_at=timezone.now())
    assert pipeline.step(held) == 0
    assert pipeline.drain() == 1
    assert Assessment.objects.get().revision == 2


@pytest.fixture
def poison(monkeypatch: pytest.MonkeyPatch) -> str:
    """A text on which policy itself breaks, as a bug in a check would make it."""
    real, fault = pipeline.judge_batch, ZeroDivisionError("division by zero")

    def broken(batch: Sequence[Facts], *rest: Any) -> list[Any]:
        said = zip(batch, real(batch, *rest), strict=True)
        return [fault if "poison" in facts.text else each for facts, each in said]

    monkeypatch.setattr(pipeline, "judge_batch", broken)
    return "poison in the well"


def test_a_message_that_breaks_policy_does_not_hold_up_the_others(reviews: Channel, poison: str) -> None:
    ask(make_message(poison, channel=reviews), *(make_message(channel=reviews) for _ in range(3)))
    assert pipeline.drain() == 3
    row = PendingAssessment.objects.get()
    assert (row.tries, row.token, row.error) == (1, None, "ZeroDivisionError: division by zero")


def test_a_message_that_cannot_be_stored_does_not_take_its_batch_along(
    reviews: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = pipeline.judge_batch

    def too_low(batch: Sequence[Facts], *rest: Any) -> list[Any]:
        said = zip(batch, real(batch, *rest), strict=True)
        return [each._replace(priority=-1) if "poison" in facts.text else each for facts, each in said]

    monkeypatch.setattr(pipeline, "judge_batch", too_low)
    ask(make_message("poison", channel=reviews), *(make_message(channel=reviews) for _ in range(3)))
    assert pipeline.drain() == 0
    PendingAssessment.objects.update(due_at=timezone.now())
    assert pipeline.drain() == 3
    assert PendingAssessment.objects.get().error.startswith("IntegrityError")


def test_after_five_tries_it_is_dead_and_stands_on_top_of_the_queue(
    reviews: Channel, poison: str, settings: Any
) -> None:
    ask(make_message(poison, channel=reviews))
    for _ in range(settings.TRIES + 1):
        PendingAssessment.objects.update(due_at=timezone.now())
        pipeline.drain()
    case = Case.objects.get()
    assert PendingAssessment.objects.dead().count() == 1
    assert (case.is_unchecked, case.priority, case.opened_for) == (True, 100, ["unchecked"])


def test_what_could_not_be_checked_joins_the_case_that_stands(reviews: Channel, poison: str) -> None:
    message = make_message(THREAT, channel=reviews)
    assess(message)
    ask(edit(message, poison), tries=5)
    pipeline.drain()
    assert Case.objects.get().is_unchecked


def test_history_that_could_not_be_checked_opens_no_case(reviews: Channel, poison: str) -> None:
    ask(make_message(poison, channel=reviews), is_history=True, tries=5)
    pipeline.drain()
    assert (PendingAssessment.objects.dead().count(), Case.objects.count()) == (1, 0)


def test_what_could_not_be_checked_stands_on_top_although_the_machine_had_closed_it(tarnfell: Community) -> None:
    help_channel = make_channel(tarnfell, "gear-help", is_answered=True)
    question = make_message("Is it waterproof?", channel=help_channel)
    assess(question)
    assess(make_reply(question, "Yes.", from_staff=True))
    ask(question, tries=5)
    pipeline.drain()
    assert Case.objects.open().get().is_unchecked
