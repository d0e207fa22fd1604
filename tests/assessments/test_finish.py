"""Finishing is fenced: whoever lost a row to somebody else while judging it writes nothing for it."""

from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.utils import timezone

from community.models import Channel, Message
from moderation.assessments import intake, pipeline, unchecked
from moderation.assessments.facts import Judged
from moderation.assessments.lease import Lease, lease
from moderation.models import Assessment, Case, PendingAssessment, Tally
from tests.builders import make_guideline, make_message

pytestmark = pytest.mark.django_db
THREAT = "You will hear from my lawyer about this broken tent."


@pytest.fixture
def messages(reviews: Channel) -> list[Message]:
    """Two threats that wait to be judged."""
    make_guideline()
    made = [make_message(f"{THREAT} Number {number}.", channel=reviews) for number in (1, 2)]
    intake.ask_first(made)
    return made


def judged() -> tuple[Lease, Sequence[Judged]]:
    """A worker's batch, judged and not stored yet."""
    held = lease(timezone.now(), 10)
    assert held
    done, _ = pipeline.judge_rows(pipeline.load_batch(held, timezone.now()))
    assert len(done) == len(held.rows)
    return held, done


def taken_over() -> Lease:
    """All of its rows in another worker's hands, since the lease has ended."""
    PendingAssessment.objects.update(tries=0)
    other = lease(timezone.now() + timedelta(minutes=4), 10)
    assert other
    return other


def stored() -> tuple[int, int, int]:
    return Assessment.objects.count(), Case.objects.count(), Tally.objects.total("assessed")


def test_a_worker_that_lost_its_lease_while_judging_stores_nothing(messages: list[Message]) -> None:
    held, done = judged()
    taken_over()
    assert pipeline.finish_batch(held, done, [], timezone.now()) == 0
    assert stored() == (0, 0, 0)
    assert PendingAssessment.objects.count() == 2


def test_what_two_workers_judged_is_stored_by_the_one_that_holds_it(messages: list[Message]) -> None:
    frozen, done = judged()
    other = taken_over()
    assert pipeline.finish_batch(frozen, done, [], timezone.now()) == 0
    assert pipeline.step(other) == 2
    assert pipeline.finish_batch(frozen, done, [], timezone.now()) == 0
    assert stored() == (2, 2, 2)


def test_a_row_that_an_edit_took_while_it_was_judged_stays_for_its_new_text(messages: list[Message]) -> None:
    held, done = judged()
    messages[0].revision = 2
    messages[0].save()
    intake.ask(messages[:1])
    assert pipeline.finish_batch(held, done, [], timezone.now()) == 1
    assert stored() == (1, 1, 1)
    assert PendingAssessment.objects.get().revision == 2


@pytest.mark.parametrize("hands_back", [False, True])
def test_a_worker_that_lost_its_lease_puts_no_error_on_the_rows(messages: list[Message], hands_back: bool) -> None:
    held, _ = judged()
    other = taken_over()
    if hands_back:
        pipeline.hand_back(held, "ValueError: no", timezone.now())
    else:
        pipeline.finish_batch(held, [], [(row, "ValueError: no") for row in held.rows], timezone.now())
    assert set(PendingAssessment.objects.values_list("token", "error")) == {(other.token, "")}


def test_a_worker_that_lost_a_worn_out_row_does_not_give_it_up(messages: list[Message]) -> None:
    PendingAssessment.objects.update(tries=5)
    held = lease(timezone.now(), 1)
    assert held
    assert held.worn_out
    intake.ask(messages)
    pipeline.give_up(held, timezone.now())
    assert not PendingAssessment.objects.dead().exists()
    assert not Case.objects.exists()


def test_a_row_that_cannot_even_be_given_up_waits_for_minutes(
    messages: list[Message], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_steps: object) -> None:
        raise ValueError("no")

    monkeypatch.setattr(unchecked, "store_plan", broken)
    now = timezone.now()
    PendingAssessment.objects.update(tries=5)
    assert pipeline.drain() == 0
    assert [row.due_at > now + timedelta(minutes=4) for row in PendingAssessment.objects.alive()] == [True, True]
