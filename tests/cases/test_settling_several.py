"""What becomes of promises where a person wrote several messages, or others the same; nothing here meets a database."""

from copy import deepcopy
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.cases.message_row import Settled
from moderation.cases.settling import CaseParts, promise_for
from moderation.policy.clocks import Deeds, End, Kind, Reply
from moderation.policy.values import Severity
from tests.cases.settled import (
    ANSWER,
    HOUR,
    MINUTE,
    NOON,
    OTTO,
    PROMISE,
    VERA,
    at,
    case_of,
    close,
    copied,
    row,
    settled,
    told,
)


def test_a_further_message_shares_what_runs() -> None:
    parts = case_of(row(), row(2, 1))
    assert [(clock.kind, clock.message_id) for clock in parts.clocks] == [("action", 1), ("decision", 1), ("reply", 1)]


def test_one_answer_keeps_the_promise_of_all_that_it_answers_and_who_asks_again_is_owed_the_next() -> None:
    parts = settled(case_of(row(), row(2, 0.25)), ANSWER)
    assert [each.is_waiting for each in parts.rows] == [False, False]
    later = row(3, 2)
    promise_for(later, parts.case, parts.clocks, PROMISE, at(2))
    settled(CaseParts(parts.case, [*parts.rows, later], parts.clocks), ANSWER)
    assert told(parts, "next_reply") == ["runs 3"]
    assert told(parts, "action") == ["platform 1", "runs 3"]


ENDS_OF_THE_OTHER = {
    # What settles the other message, whether a reply to it arrived, and what becomes of the promise to both.
    "acted against too": (Settled.ACTED, False, "acted 1"),
    "kept as it is": (Settled.DECIDED, False, "closed 1"),
    "closed without an answer": (Settled.CLOSED, False, "closed 1"),
    "said to need none": (Settled.UNNEEDED, False, "unneeded 1"),
    "a reply on its way": (Settled.REPLIED, False, "runs 1"),
    "a reply that arrived": (Settled.REPLIED, True, "delivered 1"),
}


@pytest.mark.parametrize(("how", "arrived", "becomes"), ENDS_OF_THE_OTHER.values(), ids=ENDS_OF_THE_OTHER)
def test_the_promise_to_a_person_ends_as_it_does_for_whoever_was_owed_most(
    how: Settled, arrived: bool, becomes: str
) -> None:
    """The first of two messages was removed, which owes no answer to the question behind it."""
    parts = case_of(row(), row(2, opened_for=["answer"]))
    parts.rows[0].settle(Settled.ACTED, at(1))
    assert told(settled(parts), "reply") == ["runs 1"]
    parts.rows[1].settle(how, at(2))
    reply = Reply(2, OTTO, at(2), at(3) if arrived else None)
    assert told(settled(parts, deeds=Deeds((at(1),), (at(1),), (reply,))), "reply") == [becomes]


def test_who_was_answered_before_is_not_what_a_further_promise_was_for() -> None:
    parts = settled(case_of(row(opened_for=["answer"])), ANSWER)
    parts.rows[0].settle(Settled.ANSWERED, at(0.5))
    threat = row(2, 2)
    promise_for(threat, parts.case, parts.clocks, PROMISE, at(2))
    threat.settle(Settled.ACTED, at(3))
    settled(CaseParts(parts.case, [*parts.rows, threat], parts.clocks), ANSWER)
    assert told(parts, "next_reply") == ["acted 2"]


def test_a_copy_that_waits_has_a_promise_of_its_own() -> None:
    parts = case_of(row(), copied())
    settled(parts, ANSWER._replace(author=VERA))
    assert told(parts, "reply") == ["runs 1", "platform 2"]
    assert [each.is_waiting for each in parts.rows] == [True, False]


def test_a_case_that_opens_again_for_another_message_leaves_what_ended() -> None:
    parts = settled(close(case_of(row()), "gone", 0.5))
    further = row(2, 5)
    parts.case.reopen(at(5))
    promise_for(further, parts.case, parts.clocks, PROMISE, at(5))
    parts = settled(CaseParts(parts.case, [*parts.rows, further], parts.clocks))
    assert told(parts, "action") == ["withdrawn 1", "runs 2"]
    assert told(parts, "reply") == ["withdrawn 1", "runs 2"]
    assert parts.case.due_by == at(6)


def test_a_new_reason_is_not_kept_by_what_was_done_before() -> None:
    """Members report it after somebody had answered and acted."""
    parts = settled(case_of(row(opened_for=["answer"])), ANSWER, deeds=Deeds((at(0.6),), (at(0.6),)))
    (reported,) = parts.rows
    reported.add_reasons(["reports"])
    promise_for(reported, parts.case, parts.clocks, PROMISE, at(3))
    settled(parts, ANSWER, deeds=Deeds((at(0.6),), (at(0.6),)))
    assert told(parts, "action") == ["platform 1", "runs 1"]
    assert told(parts, "decision") == ["runs 1"]
    # Who was answered is owed no second answer.
    assert (told(parts, "reply"), told(parts, "next_reply")) == (["platform 1"], [])
    settled(parts, ANSWER, deeds=Deeds((at(0.6), at(3.5)), (at(0.6), at(3.5))))
    assert (told(parts, "action"), told(parts, "decision")) == (["platform 1", "done 1"], ["done 1"])


def test_a_decided_text_and_a_later_one_have_promises_of_their_own() -> None:
    """It was edited after the decision, while the case stood for another message."""
    decided = Deeds((at(0.5),), (at(0.5),))
    parts = case_of(row(opened_for=["finding"]), row(2, opened_for=["answer"]))
    parts.rows[0].settle(Settled.ACTED, at(0.5))
    settled(parts, deeds=decided)
    edited = row(1, 3)
    edited.id, edited.revision = 3, 2
    promise_for(edited, parts.case, parts.clocks, PROMISE, at(3))
    settled(CaseParts(parts.case, [*parts.rows, edited], parts.clocks), deeds=decided)
    assert told(parts, "action") == ["done 1", "runs 1"]
    assert told(parts, "decision") == ["done 1", "runs 1"]


# Whatever joins and is judged again, nothing moves to later


REASONS = st.sets(st.sampled_from(["finding", "answer", "reports", "negative"]), min_size=1).map(sorted)
STEP = st.tuples(st.sampled_from(Severity), REASONS, st.booleans(), st.integers(1, 600))


@given(st.lists(STEP, min_size=1, max_size=12))
def test_no_promise_that_runs_is_moved_to_later(steps: list[tuple[Severity, list[str], bool, int]]) -> None:
    parts, now = case_of(row()), NOON
    rows = list(parts.rows)
    for severity, reasons, is_new, minutes in steps:
        now += minutes * MINUTE
        before = {id(clock): (clock.due_by, clock.risk_at) for clock in parts.clocks}
        case_due = parts.case.due_by
        if is_new:
            rows.append(row(len(rows) + 1, (now - NOON) / HOUR, severity=severity, opened_for=reasons))
        else:
            rows[-1].severity = severity
            rows[-1].add_reasons(reasons)
        promise_for(rows[-1], parts.case, parts.clocks, PROMISE, now)
        parts = settled(CaseParts(parts.case, rows, parts.clocks), now=now)
        after = {id(clock): (clock.due_by, clock.risk_at) for clock in parts.clocks}
        assert all(after[key] <= was for key, was in before.items())
        assert all(clock.runs and clock.risk_at <= clock.due_by for clock in parts.clocks)
        kinds = [clock.kind for clock in parts.clocks]
        assert len(kinds) == len(set(kinds))
        assert parts.case.due_by == min(clock.due_by for clock in parts.clocks) <= case_due


@given(st.lists(STEP, min_size=1, max_size=6), st.booleans())
def test_settling_twice_says_the_same(steps: list[tuple[Severity, list[str], bool, int]], is_closed: bool) -> None:
    rows = [
        row(number, minutes / 60, severity=severity, opened_for=reasons)
        for number, (severity, reasons, _, minutes) in enumerate(steps, start=1)
    ]
    parts = case_of(*rows)
    if is_closed:
        close(parts, "closed", 11)
    first = deepcopy(settled(parts, ANSWER, deeds=Deeds((at(2),), (at(3),))))
    again = settled(parts, ANSWER, deeds=Deeds((at(2),), (at(3),)), now=at(12))
    assert again == first
    assert {Kind(clock.kind) for clock in again.clocks} <= set(Kind)


def test_what_is_brought_forward_by_a_little_is_at_risk_no_later_than_before() -> None:
    parts = case_of(row(severity=Severity.LOW, opened_for=["finding"]))
    promise_for(row(2, 0.95, opened_for=["finding"]), parts.case, parts.clocks, PROMISE, at(0.95))
    assert [(clock.kind, clock.due_by, clock.risk_at) for clock in parts.clocks][:1] == [("action", at(1.95), at(1.5))]


@pytest.mark.parametrize("hours", [1, 9])
def test_one_promise_of_a_kind_runs_for_a_message_by_the_earliest_moment(hours: float) -> None:
    parts = case_of(row())
    (standing,) = (clock for clock in parts.clocks if clock.kind == "reply")
    again = replace(standing, due_by=at(hours), risk_at=at(hours), ended_at=at(0.5), ended_as=End.CLOSED)
    settled(parts._replace(clocks=[again, *parts.clocks]), now=at(0.6))
    assert (standing.runs, standing.due_by) == (True, min(at(hours), at(4)))
    assert (again.ended_at, again.ended_as) == (at(0.6), End.MOVED)
