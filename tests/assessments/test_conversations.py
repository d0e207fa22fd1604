"""What becomes of a person's messages in one conversation; nothing here meets a database."""

from datetime import datetime
from typing import Any

import pytest

from moderation.assessments.plan import UNCHECKED_PRIORITY, plan_batch, plan_standing, plan_unchecked
from moderation.assessments.values import Known, Plan, Verdict
from moderation.cases.case_row import CaseRow
from moderation.cases.message_row import MessageRow, Role
from moderation.cases.settling import CaseParts, settle_case
from moderation.policy.clocks import Deeds, Post
from tests.assessments.telling import (
    ANSWERED,
    DECIDED,
    HOUR,
    MINUTE,
    NICE,
    NOON,
    NOW,
    QUESTION,
    THREAT,
    VIOLENCE,
    beside,
    judged,
    known,
    standing,
    subject,
    told,
    told_clocks,
)

ASKED = {"is_answered": True}
DIRECT = {"kind": "direct"}
GONE = {"closed_at": NOON, "outcome": "gone"}
CLOSED = {"closed_at": NOON, "outcome": "closed"}
REPORTED = {"reports": 2}
# All of these are said in the conversation of the first message by its author.
OTTO = {"thread": 1, "author": 1}
POST = Post(NOON + 5 * MINUTE, NOON + 5 * MINUTE, author=1)


def otto(text: str, message: int, revision: int = 1, **fields: Any) -> Verdict:
    return judged(text, message, revision, **OTTO | fields)


# A story: what was judged, what was known, and what becomes of it.
STORIES: dict[str, tuple[list[Verdict], Known, list[str]]] = {
    "five messages of one person are one case": (
        [otto(QUESTION, number, facts=DIRECT) for number in range(1, 6)],
        known(),
        ["opened 1", "added 1 by 2", "added 1 by 3", "added 1 by 4", "added 1 by 5"],
    ),
    "a further message joins the open case": ([otto(VIOLENCE, 2)], known(standing()), ["added 2 by 2"]),
    "a lesser one leaves the graver one in the lead": (
        [otto(QUESTION, 2, facts=ASKED)],
        known(standing()),
        ["added 1 by 2"],
    ),
    "the same text of the same person is a message of its own": (
        [otto(THREAT, 2)],
        known(standing()),
        ["added 1 by 2"],
    ),
    "what needs nobody joins nothing": ([otto(NICE, 2)], known(standing()), []),
    "two persons in one conversation are two cases": (
        [judged(THREAT, 1, thread=1, author=1), judged(VIOLENCE, 2, thread=1, author=2)],
        known(),
        ["opened 1", "opened 2"],
    ),
    "one person in two conversations is two cases": (
        [judged(THREAT, 1, thread=1, author=1), judged(VIOLENCE, 2, thread=2, author=1)],
        known(),
        ["opened 1", "opened 2"],
    ),
    "messages without an author are a case each": (
        [judged(THREAT, 1, thread=1, author=None), judged(VIOLENCE, 2, thread=1, author=None)],
        known(),
        ["opened 1", "opened 2"],
    ),
    "who has a case of one's own joins no other": (
        [otto(VIOLENCE, 3)],
        known(standing(), standing(VIOLENCE, 2)),
        ["added 3 by 3"],
    ),
    "a split stands, and new messages go to the newest part": (
        [otto(QUESTION, 3, facts=ASKED)],
        known(standing(), standing(VIOLENCE, 2, split_no=1, **OTTO)),
        ["added 2 by 3"],
    ),
    # After it was closed
    "it opens again what was closed": ([otto(VIOLENCE, 2)], known(standing(**CLOSED)), ["reopened 2", "added 2 by 2"]),
    "it opens again what was answered": (
        [otto(QUESTION, 2, facts=ASKED)],
        known(standing(QUESTION, facts=ASKED, **ANSWERED)),
        ["reopened 2", "added 2 by 2"],
    ),
    "after a decision it opens one that follows": (
        [otto(VIOLENCE, 2)],
        known(standing(**DECIDED)),
        ["opened 2 after case 71"],
    ),
    "of several it opens the one again that was closed last": (
        [otto(QUESTION, 3, facts=ASKED)],
        known(standing(**CLOSED), standing(VIOLENCE, 2, **OTTO, closed_at=NOON + MINUTE, outcome="answered")),
        ["reopened 3", "added 3 by 3"],
    ),
    "an open one goes before a closed one": (
        [otto(QUESTION, 3, facts=ASKED)],
        known(standing(), standing(VIOLENCE, 2, **OTTO, closed_at=NOON + MINUTE, outcome="answered")),
        ["added 1 by 3"],
    ),
    "what needs nobody opens nothing again": ([otto(NICE, 2)], known(standing(**CLOSED)), []),
    "what comes back stands in the case that is open now": (
        [otto(THREAT, 1)],
        known(standing(**GONE), standing(VIOLENCE, 2, **OTTO)),
        ["added 2 by 1"],
    ),
    # Edited
    "a decided text with a new finding joins what is open beside it": (
        [otto(VIOLENCE, 1, revision=2)],
        known(beside(standing(settled_at=NOON, settled_as="acted"), QUESTION, 2, facts=ASKED)),
        ["added 1 by 1"],
    ),
}


@pytest.mark.parametrize("story", STORIES)
def test_what_becomes_of_a_persons_further_messages(story: str) -> None:
    verdicts, before, becomes = STORIES[story]
    assert told(plan_batch(verdicts, before, NOW)) == becomes


def case_after(plan: Plan) -> CaseRow:
    (case,) = plan.opened or plan.changed
    return case


def rows_after(before: Known, plan: Plan) -> list[MessageRow]:
    changed = {row.id: row for row in plan.changed_rows}
    return [*(changed.get(row.id, row) for row in before.rows), *plan.rows]


# Which message leads a case, and what the case says.
LED: dict[str, tuple[list[Verdict], Known, dict[str, Any]]] = {
    "the graver one that comes later": (
        [otto(THREAT, 1), otto(VIOLENCE, 2)],
        known(),
        {"message_id": 2, "severity": 4, "assessment_id": 1_021},
    ),
    "the graver one that came before": (
        [otto(VIOLENCE, 1), otto(QUESTION, 2, facts=ASKED)],
        known(),
        {"message_id": 1, "severity": 4, "opened_for": ["finding", "answer"], "answer_only": False},
    ),
    "the first of equals": (
        [otto(THREAT, 1), otto("Then I sue you.", 2, posted_at=NOON + MINUTE)],
        known(),
        {"message_id": 1, "severity": 3},
    ),
    "what is left after a lesser edit": (
        [otto(NICE, 1, revision=2)],
        known(beside(standing(), "Then I sue you.", 2, posted_at=NOON + MINUTE)),
        {"message_id": 2, "severity": 3},
    ),
    "only what stands when it opens again": (
        [otto(QUESTION, 2, facts=ASKED)],
        known(standing(VIOLENCE, **CLOSED)),
        {"message_id": 2, "severity": 0, "opened_for": ["answer"], "answer_only": True, "is_unchecked": False},
    ),
}


@pytest.mark.parametrize("story", LED)
def test_the_worst_of_what_stands_leads_a_case(story: str) -> None:
    verdicts, before, becomes = LED[story]
    case = case_after(plan_batch(verdicts, before, NOW))
    assert {name: getattr(case, name) for name in becomes} == becomes


def test_what_was_not_checked_joins_and_leads() -> None:
    plan = plan_unchecked(subject(2, **OTTO), "", known(standing()), NOW)
    case = case_after(plan)
    assert told(plan) == ["assessed 2"]
    assert (case.message_id, case.priority, case.is_unchecked) == (2, UNCHECKED_PRIORITY, True)
    assert (case.severity, case.opened_for) == (3, ["finding", "unchecked"])


def test_without_an_author_what_was_not_checked_has_a_case_of_its_own() -> None:
    before = known(standing(thread=1, author=None))
    assert told(plan_unchecked(subject(2, thread=1, author=None), "", before, NOW)) == ["opened 2"]


def test_an_answered_message_is_settled_while_others_stand() -> None:
    before = known(
        beside(standing(), QUESTION, 2, facts=ASKED),
        posts={1: [POST]},
    )
    plan = plan_standing(before, NOW, heard=[1])
    assert told(plan) == []
    assert [(row.message_id, row.settled_as) for row in rows_after(before, plan)] == [(1, ""), (2, "answered")]
    assert case_after(plan).opened_for == ["finding"]


def test_an_edited_copy_leaves_for_a_case_of_its_own() -> None:
    before = known(beside(standing(), THREAT, 2, role=Role.COPY))
    plan = plan_batch([judged(VIOLENCE, 2, revision=2)], before, NOW)
    assert told(plan) == ["opened 2"]
    assert [(row.message_id, row.revision, row.left_at) for row in rows_after(before, plan)] == [
        (1, 1, None),
        (2, 1, NOW),
        (2, 2, None),
    ]


@pytest.mark.parametrize(
    ("text", "facts", "ended_as", "becomes"),
    [
        (VIOLENCE, DIRECT, "moved", [("action", 2, NOW + 10 * MINUTE), ("reply", 2, NOON + 4 * HOUR)]),
        (NICE, {}, "withdrawn", []),
    ],
    ids=["it goes on", "it asks for nothing"],
)
def test_the_promise_to_an_edited_copy_goes_with_it(
    text: str, facts: dict[str, Any], ended_as: str, becomes: list[tuple[str, int, datetime]]
) -> None:
    before = known(beside(standing(), THREAT, 2, role=Role.COPY, facts=DIRECT))
    plan = plan_batch([judged(text, 2, revision=2, facts=facts)], before, NOW)
    assert [(clock.ended_at, clock.ended_as) for clock in plan.changed_clocks] == [(NOW, ended_as)]
    assert told_clocks(plan) == becomes


@pytest.mark.parametrize(
    ("whom", "heard", "settled", "becomes"),
    [
        ([1], [1], ["answered", ""], []),
        ([2], [2], ["", "answered"], []),
        ([1, 2], [1, 2], ["answered", "answered"], ["closed 1"]),
    ],
    ids=["the person", "the other one", "both"],
)
def test_a_case_stays_open_while_a_copy_waits(
    whom: list[int], heard: list[int], settled: list[str], becomes: list[str]
) -> None:
    """What was found was kept, and both still wait."""
    parts = beside(standing(facts=DIRECT), THREAT, 2, role=Role.COPY, facts=DIRECT)
    for row in parts.rows:
        row.opened_for = ["answer"]
    before = known(parts, posts={who: [POST._replace(author=who)] for who in whom})
    plan = plan_standing(before, NOW, heard=heard)
    assert [row.settled_as for row in rows_after(before, plan)] == settled
    assert told(plan) == becomes


def test_a_flood_of_one_person_is_one_case_and_one_clock_of_each_kind() -> None:
    flood = [otto(f"My lawyer will write, for the {n}. time.", n, facts=DIRECT) for n in range(1, 301)]
    plan = plan_batch(flood, known(), NOW)
    assert (len(plan.opened), len(plan.rows)) == (1, 300)
    assert [clock.kind for _, clock in plan.clocks] == ["action", "reply"]
    assert len(told(plan)) == 300


# What is promised when a further message comes an hour after the first: anew, or sooner than before.
PROMISED: dict[str, tuple[list[Verdict], Known, list[tuple[str, int, datetime]]]] = {
    "an equal one adds nothing": ([otto("Then I sue you.", 2)], known(standing()), []),
    "a graver one brings it forward": (
        [otto(VIOLENCE, 2)],
        known(standing(at=NOON + 55 * MINUTE)),
        [("action", 1, NOW + 10 * MINUTE)],
    ),
    "a graver one moves nothing to later": ([otto(VIOLENCE, 2)], known(standing()), []),
    "who waits now is owed a reply": (
        [otto(THREAT, 2, facts=DIRECT)],
        known(standing()),
        [("reply", 2, NOW + 4 * HOUR)],
    ),
    "after it was acted on there is an action to come": (
        [otto(THREAT, 2)],
        known(standing(), deeds={71: Deeds((NOON + MINUTE,))}),
        [],
    ),
    "what opens again has a promise of its own": (
        [otto(THREAT, 2)],
        known(standing(**GONE)),
        [("action", 2, NOW + HOUR)],
    ),
    "what comes back has the promise that it had": (
        [otto(THREAT, 1)],
        known(standing(**GONE)),
        [("action", 1, NOON + HOUR)],
    ),
}


@pytest.mark.parametrize("story", PROMISED)
def test_what_a_further_message_is_promised(story: str) -> None:
    verdicts, before, becomes = PROMISED[story]
    assert told_clocks(plan_batch(verdicts, before, NOW)) == becomes


# Conversations that become one


def elsewhere(**more: Any) -> CaseParts:
    """Otto's other case, whose message has come into the first conversation since."""
    parts = standing(VIOLENCE, 2, thread=2, author=1, facts=DIRECT, **more)
    parts.rows[0].thread = 1
    return parts


def test_cases_of_a_person_that_meet_become_one_with_all_promises() -> None:
    plan = plan_standing(known(standing(), elsewhere()), NOW, heard=[1])
    assert told(plan) == ["closed 2", "merged 2"]
    assert [(row.message_id, row.case_id) for row in plan.changed_rows] == [(2, 71)]
    assert [(clock.kind, clock.case_id, clock.due_by) for clock in plan.changed_clocks] == [
        ("action", 71, NOON + 10 * MINUTE),
        ("reply", 71, NOON + 4 * HOUR),
    ]


def test_what_was_kept_before_they_met_stays_kept() -> None:
    other = elsewhere()
    acted = {72: Deeds((NOON + MINUTE,))}
    settle_case(other, {}, acted[72], NOON + MINUTE)
    plan = plan_standing(known(standing(), other, deeds=acted), NOW, heard=[1])
    assert [(clock.kind, clock.case_id) for clock in plan.changed_clocks] == [("reply", 71)]


@pytest.mark.parametrize("more", [{"assignee_id": 5}, {}], ids=["somebody has it", "a team was asked"])
def test_a_case_that_somebody_works_on_stays_as_a_part(more: dict[str, Any]) -> None:
    before = known(standing(), elsewhere(**more), escalated=set() if more else {72})
    plan = plan_standing(before, NOW, heard=[1])
    assert told(plan) == []
    assert [(case.id, case.conversation_id, case.split_no) for case in plan.changed] == [(72, 1, 1)]
