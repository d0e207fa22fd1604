"""What becomes of cases whose messages their authors deleted; nothing here meets a database."""

from typing import Any

import pytest

from moderation.assessments.plan import plan_batch, plan_standing
from moderation.policy.clocks import NO_DEADLINE, Deeds, Post
from tests.assessments.telling import (
    DECIDED,
    FOR_ANSWER,
    MINUTE,
    NICE,
    NOON,
    NOW,
    QUESTION,
    judged,
    known,
    standing,
    told,
    told_event,
)

REPLY = Post(NOON + 5 * MINUTE, NOON + 5 * MINUTE, author=1)
WAITING = standing(QUESTION, facts={"is_answered": True})


@pytest.mark.parametrize(
    ("columns", "becomes"),
    [
        ({}, ["closed 1"]),
        (DECIDED, []),
        ({"assignee_id": 5}, ["closed 1"]),
        ({"opened_for": ["negative"]}, ["closed 1"]),
        # Somebody has to decide about these.
        ({"opened_for": ["finding"]}, []),
        ({"opened_for": ["answer", "reports"]}, []),
        ({"opened_for": ["unchecked"]}, []),
    ],
)
def test_what_is_gone_closes_also_while_somebody_works_on_it(columns: dict[str, Any], becomes: list[str]) -> None:
    assert told(plan_standing(known(standing(**FOR_ANSWER | columns)), NOW, gone=[1])) == becomes


def test_what_is_gone_stays_where_a_team_was_asked_about_it() -> None:
    before = known(standing(**FOR_ANSWER), escalated={71})
    assert told(plan_standing(before, NOW, gone=[1])) == []


def test_what_is_gone_is_due_no_more_and_asks_no_rules() -> None:
    (case,) = plan_standing(known(standing(**FOR_ANSWER)), NOW, gone=[1]).changed
    assert (case.closed_at, case.outcome, case.due_by, case.rules_due_at) == (NOW, "gone", NO_DEADLINE, None)


def test_what_is_gone_and_answered_at_once_closes_once() -> None:
    before = known(WAITING, posts={1: [REPLY]})
    assert told(plan_standing(before, NOW, gone=[1], heard=[1])) == ["closed 1"]


# Staff and machines


@pytest.mark.parametrize(
    ("columns", "is_aside", "becomes"),
    [
        ({}, True, ["closed 1"]),
        ({"opened_for": ["answer", "negative"]}, True, ["closed 1"]),
        ({}, False, []),
        (DECIDED, True, []),
        # Somebody has to decide about these, whoever wrote them.
        ({"opened_for": ["answer", "finding"]}, True, []),
        ({"opened_for": ["reports"]}, True, []),
    ],
)
def test_who_proves_to_be_staff_waits_for_nothing(columns: dict[str, Any], is_aside: bool, becomes: list[str]) -> None:
    before = known(standing(**FOR_ANSWER | columns))
    for is_ours in {False, is_aside}:
        plan = plan_batch([judged(NICE, is_ours=is_ours, is_aside=is_aside)], before, NOW)
        assert [told_event(event) for event in plan.events if event.kind == "closed"] == becomes
        assert {event.case.outcome for event in plan.events if event.kind == "closed"} <= {"closed"}


@pytest.mark.parametrize(("acted", "becomes"), [((), ["reopened 1"]), ((NOON,), [])], ids=["by itself", "by a person"])
def test_who_proves_to_be_a_member_after_all_waits_again(acted: tuple[Any, ...], becomes: list[str]) -> None:
    closed = standing(QUESTION, facts={"is_answered": True}, closed_at=NOON, outcome="closed")
    before = known(closed, deeds={71: Deeds(acted)})
    assert told(plan_batch([judged(QUESTION, facts={"is_answered": True})], before, NOW)) == becomes
