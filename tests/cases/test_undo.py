"""Undoing when things have moved on since: by the machine, on the platform, or by a colleague."""

from datetime import timedelta
from typing import Any

import pytest

from community.connectors.kinds import CONNECTORS
from community.models import Channel, StubAction
from moderation.assessments import standing
from moderation.cases import actions
from moderation.models import Case, CaseEvent, User
from moderation.outbox import delivery
from moderation.refusal import Refused
from tests.builders import NOON, make_feed


def test_what_the_machine_closed_has_nothing_to_undo(case: Case, mia: User) -> None:
    standing.gone([case.message_id], NOON)
    with pytest.raises(Refused):
        actions.undo(case, mia, NOON)


def test_an_undo_after_an_attempt_whose_end_is_unknown_takes_it_back(
    case: Case, reviews: Channel, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    Channel.objects.filter(pk=reviews.pk).update(feed=make_feed(reviews.community))
    actions.decide(case, ana, NOON, action="hide", guideline=None, reason="Rude.", revision=1)

    carry_out = CONNECTORS["stub"].carry_out

    def told_but_not_heard(*arguments: Any) -> None:
        carry_out(*arguments)
        raise TimeoutError("no answer")

    monkeypatch.setattr(CONNECTORS["stub"], "carry_out", told_but_not_heard)
    delivery.deliver_due(NOON + timedelta(seconds=10))
    assert StubAction.objects.exists()
    actions.undo(case, ana, NOON + timedelta(seconds=20))
    assert case.outbox.filter(kind="restore").exists()


def test_an_undo_leaves_the_case_with_whoever_claimed_it_since(case: Case, ana: User, mia: User) -> None:
    actions.decide(case, ana, NOON, action="warn", guideline=None, reason="Rude.", revision=1, keep_open=True)
    actions.release(case, ana, NOON)
    actions.claim(case, mia, NOON)
    actions.undo(case, ana, NOON)
    case.refresh_from_db()
    assert case.assignee == mia
    assert CaseEvent.objects.filter(case=case, kind="undone").exists()
