"""What a reply that does not arrive does to its case."""

from datetime import timedelta

import pytest

from community.models import Channel
from moderation.cases import actions
from moderation.cases.arriving import give_up_reply, open_for_lost_reply
from moderation.models import Case, User
from moderation.refusal import Refused
from tests.builders import NOON, make_case, make_message

LATER = NOON + timedelta(minutes=2)


@pytest.fixture
def asked(reviews: Channel) -> Case:
    return make_case(make_message(channel=reviews), opened_for=["answer"])


def test_a_reply_that_failed_is_given_up_with_the_wait_for_it(asked: Case, ana: User) -> None:
    actions.reply(asked, ana, NOON, text="Sorry.", close=False)
    asked.outbox.update(state="failed")
    assert give_up_reply(asked, ana, LATER, why="The account is gone.")
    asked.refresh_from_db()
    assert (asked.outcome, asked.rows.get().settled_as) == (Case.Outcome.UNDELIVERED, "closed")


@pytest.mark.parametrize(("kind", "state"), [("reply", "waiting"), ("reply", "done"), ("hide", "failed")])
def test_what_is_no_failed_reply_is_not_given_up(asked: Case, ana: User, kind: str, state: str) -> None:
    actions.reply(asked, ana, NOON, text="Sorry.", close=False)
    asked.outbox.update(kind=kind, state=state)
    with pytest.raises(Refused, match="No reply of this case has failed"):
        give_up_reply(asked, ana, LATER, why="The account is gone.")


@pytest.mark.parametrize(("close", "is_open"), [(True, True), (False, False)], ids=["by the reply", "by a person"])
def test_a_lost_reply_opens_only_what_was_closed_with_it(asked: Case, ana: User, close: bool, is_open: bool) -> None:
    actions.reply(asked, ana, NOON, text="Sorry.", close=close)
    if not close:
        actions.close(asked, ana, NOON, why="Enough.")
    open_for_lost_reply(asked, LATER)
    asked.refresh_from_db()
    assert (asked.closed_at is None) == is_open
