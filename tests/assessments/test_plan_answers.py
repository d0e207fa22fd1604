"""What answers of staff make of cases, and which days count anew."""

from dataclasses import replace
from datetime import datetime

import pytest

from moderation.assessments.plan import plan_batch, plan_standing, plan_unchecked
from moderation.assessments.values import Plan
from moderation.cases.message_row import Role
from moderation.cases.settling import settle_case
from moderation.policy.clocks import NO_DEADLINE, Deeds, Post, Reply
from tests.assessments.telling import (
    FOR_ANSWER,
    HOUR,
    MINUTE,
    NICE,
    NOON,
    NOW,
    QUESTION,
    THREAT,
    beside,
    judged,
    known,
    standing,
    subject,
    told,
)

ASKED = {"is_answered": True}
DIRECT = {"kind": "direct"}
GONE = {"closed_at": NOON, "outcome": "gone"}
MORE = f"{THREAT} And I will burn it down."
COPIED = beside(standing(), THREAT, 2, role=Role.COPY)

# Answers

REPLY = Post(NOON + 5 * MINUTE, NOON + 5 * MINUTE, author=1)
EARLIER = Post(NOON - MINUTE, NOON - MINUTE, author=1)
TO_ANOTHER = REPLY._replace(author=2)
WAITING = standing(QUESTION, facts=ASKED)


@pytest.mark.parametrize(
    ("post", "heard", "becomes"),
    [(REPLY, [1], ["closed 1"]), (TO_ANOTHER, [1], []), (EARLIER, [1], []), (REPLY, [2], [])],
    ids=["an answer", "an answer to somebody else", "what staff wrote before", "an answer in another thread"],
)
def test_an_answer_closes_what_waited_for_nothing_else(post: Post, heard: list[int], becomes: list[str]) -> None:
    before = known(WAITING, posts={1: [post]})
    assert told(plan_batch([], before, NOW, heard=heard)) == becomes
    assert told(plan_standing(before, NOW, heard=heard)) == becomes


def kept(plan: Plan) -> list[tuple[str, datetime | None, str]]:
    clocks = [*(clock for _, clock in plan.clocks), *plan.changed_clocks]
    return sorted((clock.kind, clock.kept_at, clock.kept_as) for clock in clocks)


ON_THE_PLATFORM = [("action", REPLY.given_at, "platform"), ("reply", REPLY.given_at, "platform")]


def test_what_has_another_reason_stays_open_and_its_clocks_stop() -> None:
    plan = plan_standing(known(standing(facts=DIRECT), posts={1: [REPLY]}), NOW, heard=[1])
    ((case,), (row,)) = plan.changed, plan.changed_rows
    assert kept(plan) == ON_THE_PLATFORM
    assert (case.closed_at, case.due_by, case.rules_due_at) == (None, NO_DEADLINE, NOW)
    assert (row.waits, row.is_waiting, row.answered_at) == (True, False, REPLY.given_at)


def test_who_waits_for_nothing_is_owed_no_reply() -> None:
    assert kept(plan_batch([judged(THREAT)], known(posts={1: [REPLY]}), NOW)) == ON_THE_PLATFORM[:1]


def test_rules_are_not_asked_about_what_an_answer_did_not_move() -> None:
    before = known(standing(facts=DIRECT), posts={1: [REPLY]})
    first = plan_standing(before, NOW, heard=[1])
    after = replace(before, cases=first.changed, rows=first.changed_rows, clocks=first.changed_clocks)
    again = plan_standing(after, NOW + HOUR, heard=[1])
    assert (again.changed, again.changed_rows, again.changed_clocks) == ([], [], [])


def test_what_people_did_counts_as_well() -> None:
    written, sent = NOON + 2 * MINUTE, NOON + 3 * MINUTE
    deeds = {71: Deeds((NOON + MINUTE, written), (), (Reply(1, 1, written, sent),))}
    plan = plan_standing(known(standing(facts=DIRECT), posts={1: [REPLY]}, deeds=deeds), NOW, heard=[1])
    assert kept(plan) == [("action", NOON + MINUTE, "done"), ("reply", sent, "delivered")]


def test_a_case_that_opens_answered_says_so() -> None:
    plan = plan_batch([judged(THREAT, facts=DIRECT)], known(posts={1: [REPLY]}), NOW)
    assert kept(plan) == ON_THE_PLATFORM
    assert [(case.closed_at, case.due_by) for case in plan.opened] == [(None, NO_DEADLINE)]


@pytest.mark.parametrize("received", [NOON + 30 * MINUTE, NOON + 20 * HOUR], ids=["soon", "late"])
def test_what_was_answered_before_it_came_in_is_measured_from_when_it_was_said(received: datetime) -> None:
    """A file brings the question and its answer a day later."""
    asked = judged(THREAT, facts=DIRECT, is_first=True, received_at=received)
    plan = plan_batch([asked], known(posts={1: [REPLY]}), NOW + 24 * HOUR)
    assert [(clock.started_at, clock.due_by) for _, clock in plan.clocks] == [
        (NOON, NOON + HOUR),
        (NOON, NOON + 4 * HOUR),
    ]


def test_a_question_that_was_answered_while_it_was_judged_opens_none() -> None:
    assert told(plan_batch([judged(QUESTION, facts=ASKED)], known(posts={1: [REPLY]}), NOW)) == []
    assert told(plan_batch([judged(QUESTION, facts=ASKED)], known(posts={1: [TO_ANOTHER]}), NOW)) == ["opened 1"]


def test_a_later_text_is_answered_only_by_what_came_after_it() -> None:
    edited = judged(THREAT, revision=2, facts=DIRECT, edited_at=NOON + 30 * MINUTE)
    plan = plan_batch([edited], known(posts={1: [REPLY]}), NOW)
    assert kept(plan) == [("action", None, ""), ("reply", None, "")]


# Days to count again

ANSWERED_THREAT = standing()
settle_case(ANSWERED_THREAT, {1: [REPLY]}, Deeds(), NOON)


@pytest.mark.parametrize(
    ("plan", "moments"),
    [
        (plan_batch([judged(THREAT)], known(), NOW), {NOW, NOW + HOUR}),
        (plan_batch([judged(NICE, facts={"reports": 2})], known(), NOW), {NOW}),
        (plan_batch([judged(THREAT)], known(standing(**GONE)), NOW), {NOON, NOW, NOON + HOUR}),
        (plan_batch([judged(THREAT, 2)], known(standing()), NOW), {NOON + HOUR}),
        (plan_standing(known(standing(**FOR_ANSWER)), NOW, gone=[1]), {NOW}),
        (plan_standing(known(standing(), posts={1: [REPLY]}), NOW, heard=[1]), {REPLY.given_at, NOON + HOUR}),
        (plan_standing(known(ANSWERED_THREAT), NOW, heard=[1]), {REPLY.given_at, NOON + HOUR}),
        (plan_unchecked(subject(), "", known(), NOW), {NOW}),
    ],
    ids=["opened", "nothing promised", "reopened", "joined", "gone", "answered", "no more answered", "unchecked"],
)
def test_which_moments_count_anew(plan: Plan, moments: set[datetime]) -> None:
    assert {at for _, at in plan.moments} == moments
