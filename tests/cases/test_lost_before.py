"""Cases of an earlier version of which a reply was lost come to stand at the top too."""

from datetime import timedelta

import pytest

from community.models import Channel
from moderation.assessments.looking_over import look_over
from moderation.cases import actions
from moderation.cases.arriving import give_up_reply
from moderation.cases.lost_before import mark_lost
from moderation.models import Case, CaseMessage, Outbox, User
from tests.builders import NOON, make_case, make_message
from tests.cases.lost import lose, lost_at

MINUTE = timedelta(minutes=1)
SOON = NOON + 3 * MINUTE


@pytest.fixture
def lost(reviews: Channel, ana: User) -> Case:
    case = make_case(make_message(channel=reviews), opened_for=["answer"])
    actions.reply(case, ana, NOON + MINUTE, text="Sorry.", close=True)
    lose(case, NOON + 2 * MINUTE)
    return case


def marked() -> dict[int, object]:
    """The cases that are marked when nothing of it was known, and what with."""
    Case.objects.update(reply_lost_at=None)
    count = mark_lost(Case.objects.all(), CaseMessage.objects.all(), Outbox.objects.all())
    found = dict(Case.objects.exclude(reply_lost_at=None).values_list("pk", "reply_lost_at"))
    assert count == len(found)
    return found


def test_what_was_lost_before_is_marked_and_a_sweep_puts_it_at_the_top(lost: Case, reviews: Channel) -> None:
    make_case(make_message(channel=reviews), opened_for=["answer"])
    Outbox.objects.update(made_at=NOON + MINUTE)
    assert marked() == {lost.pk: NOON + MINUTE}
    Case.objects.update(rank=0)
    look_over(SOON)
    assert lost_at(lost) == NOON + MINUTE
    # What happens next says it as exactly as any other.
    actions.follow_up([lost], SOON)
    assert lost_at(lost) == NOON + 2 * MINUTE


def test_what_was_answered_anew_is_not(lost: Case, ana: User) -> None:
    actions.reply(lost, ana, SOON, text="Once more.", close=False)
    assert marked() == {}
    lost.outbox.filter(state="waiting").update(state="cancelled")
    assert set(marked()) == {lost.pk}


def test_nor_what_arrived_was_given_up_or_is_closed(lost: Case, ana: User) -> None:
    lost.outbox.update(state="done")
    assert marked() == {}
    lost.outbox.update(state="failed", kind="hide")
    assert marked() == {}
    lost.outbox.update(kind="reply")
    CaseMessage.objects.update(waits=False)
    assert marked() == {}
    CaseMessage.objects.update(waits=True)
    assert set(marked()) == {lost.pk}
    give_up_reply(lost, ana, SOON, why="The account is gone.")
    assert marked() == {}
