"""Which decisions were undone, and whose case opened again."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from community.models import Channel
from moderation.answers.actions import say_answered
from moderation.cases import actions
from moderation.cases.arriving import reply_went
from moderation.cases.undo import undo_last
from moderation.escalations import actions as escalations
from moderation.models import Case, DayRollup, Outbox, User
from moderation.rollups.counting import count_day
from tests.builders import NOON, make_case, make_reply, make_team

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def today(channel: Channel) -> DayRollup:
    found = count_day(channel, NOON.date())
    assert found
    return found.rollup


def decided(ana: User, *, waits: bool = False) -> Case:
    """A case on which somebody decided and that is still open, or of one who still waits for an answer."""
    reasons = {"opened_for": ["finding", "answer"]} if waits else {}
    case = make_case(**reasons)
    actions.decide(case, ana, NOON, action="keep", guideline=None, reason="So.", revision=1, keep_open=not waits)
    return Case.objects.get(pk=case.pk)


def by_a_person(case: Case, ana: User, at: datetime) -> None:
    actions.close(case, ana, NOON + HOUR, why="So.")
    actions.reopen(case, ana, at, why="No.")


def by_an_undo(case: Case, ana: User, at: datetime) -> None:
    actions.close(case, ana, NOON + HOUR, why="So.")
    undo_last(case, ana, at)


def by_a_failure(case: Case, ana: User, at: datetime) -> None:
    actions.reply(case, ana, NOON + HOUR, text="It left.", close=True)
    row = case.outbox.get()
    row.state = Outbox.State.FAILED
    row.save()
    reply_went(row, Outbox.State.FAILED, at)


def by_a_no(case: Case, ana: User, at: datetime) -> None:
    said = make_reply(case.message, "Hello everybody.", from_staff=True)
    say_answered(case, said.pk, ana, NOON + HOUR)
    undo_last(case, ana, at)


Way = Callable[[Case, User, datetime], None]


@pytest.mark.parametrize("way", [by_a_person, by_an_undo, by_a_failure, by_a_no])
@pytest.mark.parametrize(("days", "counts"), [(6, 1), (8, 0)])
def test_a_decision_whose_case_opened_again_soon_counts_whatever_opened_it(
    reviews: Channel, ana: User, way: Way, days: int, counts: int
) -> None:
    case = decided(ana, waits=way is by_a_no)
    way(case, ana, NOON + days * DAY)
    assert Case.objects.get().closed_at is None
    made = today(reviews)
    assert (made.decisions_reopened, made.decisions_undone) == (counts, 0)


def test_what_was_undone_is_counted_as_that_alone(reviews: Channel, ana: User) -> None:
    case = decided(ana)
    actions.decide(case, ana, NOON + HOUR, action="hide", guideline=None, reason="So.", revision=1)
    undo_last(case, ana, NOON + 2 * HOUR)
    actions.note(case, ana, NOON + 3 * HOUR, text="Hm.")
    made = today(reviews)
    assert (made.decisions, made.decisions_reopened, made.decisions_undone) == ({"keep": 1}, 0, 1)


def test_an_undo_that_opens_nothing_is_no_reopening(reviews: Channel, ana: User) -> None:
    case = decided(ana)
    escalations.escalate(case, ana, NOON + HOUR, team=make_team("pr").slug, asks="May we?")
    undo_last(case, ana, NOON + 2 * HOUR)
    assert today(reviews).decisions_reopened == 0
