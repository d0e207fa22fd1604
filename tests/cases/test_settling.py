"""What keeps and ends the promises of a case: worked out from what happened; nothing here meets a database."""

from copy import deepcopy
from typing import Any

import pytest

from moderation.cases.case_row import Outcome
from moderation.cases.message_row import Role, Settled
from moderation.cases.settling import promise_for
from moderation.policy.clocks import NO_DEADLINE, Deeds, End, Lost, Post, Promise, Reply, Target
from moderation.policy.values import Severity
from tests.cases.settled import ANSWER, HOUR, OTTO, VERA, at, case_of, close, row, settled, told


def test_what_is_promised_for_a_threat_that_waits() -> None:
    assert [(clock.kind, clock.due_by) for clock in case_of(row()).clocks] == [
        ("action", at(1)),
        ("decision", at(6)),
        ("reply", at(4)),
    ]


@pytest.mark.parametrize(
    ("fields", "kinds"),
    [
        ({"opened_for": ["answer"], "severity": 0}, ["action", "reply"]),
        ({"opened_for": ["negative"], "severity": 0}, ["action"]),
        ({"opened_for": ["reports"]}, ["action", "decision"]),
        ({"opened_for": ["unchecked"], "is_unchecked": True, "severity": 0}, ["unchecked"]),
        ({"opened_for": ["answer", "unchecked"], "is_unchecked": True, "severity": 0}, ["unchecked", "reply"]),
        ({"opened_for": ["finding"], "role": Role.COPY}, []),
        ({"role": Role.COPY}, ["reply"]),
    ],
)
def test_what_is_promised_depends_on_why_it_is_there(fields: dict[str, Any], kinds: list[str]) -> None:
    assert [clock.kind for clock in case_of(row(**fields)).clocks] == kinds


def test_a_look_at_what_was_not_checked_is_an_action_where_nobody_set_more() -> None:
    promise = Promise(targets={Severity.NONE: Target(HOUR)})
    parts = case_of(row(opened_for=["finding"]))
    again = row(opened_for=["finding", "unchecked"], is_unchecked=True)
    assert promise_for(again, parts.case, parts.clocks, promise, at(0.5)) == []
    assert [clock.kind for clock in parts.clocks] == ["action", "decision"]


WRITTEN = Reply(1, OTTO, at(0.5))
SENT = WRITTEN._replace(given_at=at(0.75))
BY_HAND = SENT._replace(by_hand=True)


@pytest.mark.parametrize(
    ("posts", "deeds", "becomes"),
    [
        ((), Deeds(), ("runs 1", "runs 1", "runs 1")),
        ((ANSWER,), Deeds(), ("platform 1", "runs 1", "platform 1")),
        ((ANSWER._replace(author=VERA),), Deeds(), ("runs 1", "runs 1", "runs 1")),
        ((), Deeds((at(0.5),)), ("done 1", "runs 1", "runs 1")),
        ((), Deeds((at(0.5),), (at(0.5),)), ("done 1", "done 1", "runs 1")),
        ((), Deeds((at(0.5),), (), (WRITTEN,)), ("done 1", "runs 1", "runs 1")),
        ((), Deeds((at(0.5),), (), (SENT,)), ("done 1", "runs 1", "delivered 1")),
        ((), Deeds((at(0.5),), (), (BY_HAND,)), ("done 1", "runs 1", "by_hand 1")),
        ((), Deeds((at(-1),), (at(-1),)), ("runs 1", "runs 1", "runs 1")),
    ],
    ids=[
        "nothing happened",
        "answered on the platform",
        "somebody else was answered",
        "acted",
        "decided",
        "a reply is on its way",
        "a reply was delivered",
        "a reply was marked as done",
        "before it was there",
    ],
)
def test_what_keeps_promises(posts: tuple[Post, ...], deeds: Deeds, becomes: tuple[str, str, str]) -> None:
    parts = settled(case_of(row()), *posts, deeds=deeds)
    assert tuple(told(parts, kind)[0] for kind in ("action", "decision", "reply")) == becomes
    running = [clock.due_by for clock in parts.clocks if clock.runs]
    assert parts.case.due_by == min(running)


def test_what_was_answered_before_a_platforms_messages_came_in_counts_from_when_it_was_said() -> None:
    """The case starts late by our clock, and its answer is older than that."""
    parts = case_of(row())
    for clock in parts.clocks:
        clock.started_at = at(5)
    parts.rows[0].joined_at = at(5)
    settled(parts, ANSWER)
    assert told(parts, "reply") == ["platform 1"]


ENDS: dict[str, tuple[Settled, Outcome, float, str]] = {
    "acted against": (Settled.ACTED, Outcome.CLOSED, 1, "acted 1"),
    "decided otherwise": (Settled.DECIDED, Outcome.CLOSED, 1, "closed 1"),
    "closed": (Settled.CLOSED, Outcome.CLOSED, 1, "closed 1"),
    "no answer needed": (Settled.UNNEEDED, Outcome.CLOSED, 1, "unneeded 1"),
    "thanks only": (Settled.THANKS, Outcome.CLOSED, 1, "thanks 1"),
    "gone in time": (Settled.GONE, Outcome.GONE, 4, "withdrawn 1"),
    "gone too late": (Settled.GONE, Outcome.GONE, 4.5, "not_ours 1"),
    "a reply is on its way": (Settled.REPLIED, Outcome.CLOSED, 1, "runs 1"),
}


@pytest.mark.parametrize("story", ENDS)
def test_how_a_promise_to_reply_ends_without_one(story: str) -> None:
    how, outcome, hours, becomes = ENDS[story]
    parts = settled(close(case_of(row()), outcome, hours, how=how))
    assert told(parts, "reply") == [becomes]
    assert parts.case.due_by == NO_DEADLINE


@pytest.mark.parametrize(
    ("hours", "by_others", "becomes"),
    [(4, False, "withdrawn 1"), (4.5, False, "closed 1"), (4, True, "runs 1")],
    ids=["in time", "too late", "somebody else removed it"],
)
@pytest.mark.parametrize("role", Role)
def test_what_its_author_deletes_waits_no_more_though_it_stays_for_a_finding(
    hours: float, by_others: bool, becomes: str, role: Role
) -> None:
    parts = case_of(row(role=role))
    parts.rows[0].removed_at, parts.rows[0].removed_by_others = at(hours), by_others
    settled(parts)
    assert (told(parts, "reply"), parts.rows[0].waits) == ([becomes], by_others)
    # Somebody has to decide about the rest.
    assert told(parts, "decision") == ["runs 1"] * (role is Role.OWN)
    parts.rows[0].removed_at = None
    parts.rows[0].waits = True
    assert told(settled(parts), "reply") == ["runs 1"]


def test_what_was_answered_before_its_author_deleted_it_stays_answered() -> None:
    parts = case_of(row(removed_at=at(2)))
    settled(parts, ANSWER)
    assert (told(parts, "reply"), parts.rows[0].answered_at) == (["platform 1"], at(0.5))


def test_a_promise_goes_on_while_another_message_of_the_person_waits() -> None:
    parts = case_of(row(removed_at=at(1)), row(2, 0.5))
    assert told(settled(parts), "reply") == ["runs 1"]
    parts.rows[1].removed_at = at(3)
    assert told(settled(parts), "reply") == ["withdrawn 1"]


@pytest.mark.parametrize(("hours", "becomes"), [(1, "withdrawn 1"), (1.5, "closed 1")], ids=["in time", "late by then"])
def test_a_case_that_its_author_deleted_was_late_where_it_was_late(hours: float, becomes: str) -> None:
    parts = close(case_of(row(removed_at=at(hours))), "gone", hours)
    assert told(settled(parts), "action") == [becomes]


@pytest.mark.parametrize(
    ("outcome", "hours", "becomes"),
    [("closed", 0.5, "closed 1"), ("gone", 1, "withdrawn 1"), ("gone", 1.5, "not_ours 1")],
)
def test_how_a_promise_to_act_ends_without_a_deed(outcome: str, hours: float, becomes: str) -> None:
    assert told(settled(close(case_of(row()), outcome, hours)), "action") == [becomes]


@pytest.mark.parametrize(
    ("kind", "about"),
    [("decision", ["finding"]), ("decision", ["reports"]), ("unchecked", ["unchecked"])],
)
@pytest.mark.parametrize(
    ("how", "hours", "becomes"),
    [
        (Settled.CLOSED, 1, "closed 1"),
        (Settled.UNNEEDED, 1, "closed 1"),
        (Settled.REPLIED, 1, "closed 1"),
        (Settled.GONE, 1, "withdrawn 1"),
        (Settled.GONE, 30, "not_ours 1"),
    ],
)
def test_a_look_ends_with_the_messages_that_it_was_promised_for(
    kind: str, about: list[str], how: Settled, hours: float, becomes: str
) -> None:
    parts = case_of(row(opened_for=about, is_unchecked=kind == "unchecked"), row(2, 0.5, opened_for=["answer"]))
    assert told(settled(parts), kind) == ["runs 1"]
    parts.rows[0].settle(how, at(hours))
    assert told(settled(parts), kind) == [becomes]
    # As often as it is looked at, and not after something stands again.
    (clock,) = [clock for clock in parts.clocks if clock.kind == kind]
    assert told(settled(parts), kind) == [becomes]
    assert clock.ended_at == at(hours)
    parts.rows[0].stand_again()
    assert told(settled(parts), kind) == ["runs 1"]


def test_a_decision_is_owed_while_another_message_needs_one() -> None:
    parts = case_of(row(), row(2, 0.5))
    parts.rows[0].settle(Settled.CLOSED, at(1))
    assert told(settled(parts), "decision") == ["runs 1"]
    parts.rows[1].settle(Settled.CLOSED, at(2))
    assert told(settled(parts), "decision") == ["closed 1"]


def test_a_decision_goes_with_what_needs_it_to_another_case() -> None:
    parts = case_of(row(), row(2, 0.5, opened_for=["answer"]))
    parts.rows[0].opened_for = ["answer"]
    assert told(settled(parts), "decision") == ["moved 1"]


def test_what_is_kept_after_closing_is_kept_all_the_same() -> None:
    parts = close(case_of(row()), "closed", 1, how=Settled.REPLIED)
    settled(parts, deeds=Deeds((at(0.5),), (), (SENT._replace(given_at=at(5)),)))
    assert told(parts, "reply") == ["delivered 1"]


@pytest.mark.parametrize("ended_as", [End.RELAXED, End.MOVED, End.UNDELIVERABLE])
def test_what_a_person_ended_stays_ended(ended_as: End) -> None:
    parts = case_of(row())
    parts.clocks[0].ended_at, parts.clocks[0].ended_as = at(0.5), ended_as
    assert told(settled(parts), "action") == [f"{ended_as} 1"]


def test_undoing_lets_all_run_again() -> None:
    parts = case_of(row())
    before = deepcopy(settled(parts))
    settled(close(parts, "closed", 1, how=Settled.ACTED), deeds=Deeds((at(1),), (at(1),)))
    assert not any(clock.runs for clock in parts.clocks)
    parts.case.reopen(at(1.5))
    parts.rows[0].stand_again()
    settled(parts)
    parts.case.unclaimed_at = before.case.unclaimed_at
    parts.case.rules_due_at = before.case.rules_due_at
    assert parts == before


LOST = Lost(77, 1, OTTO, at(0.5), at(1))
GONE = {"removed_at": at(2)}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, at(1)),
        ({"opened_for": ["finding"]}, at(1)),
        (GONE, None),
        (GONE | {"removed_by_others": True}, at(1)),
        ({"settled_at": at(2), "settled_as": Settled.DECIDED}, None),
        ({"left_at": at(2)}, None),
    ],
    ids=["it waits", "it never waited", "its author deleted it", "others removed it", "it is settled", "it has left"],
)
def test_a_reply_is_lost_as_long_as_its_message_stands(fields: dict[str, Any], expected: Any) -> None:
    parts = case_of(row(**fields), row(2, author_id=VERA))
    assert settled(parts, deeds=Deeds(lost=(LOST,))).case.reply_lost_at == expected


def test_the_last_of_several_lost_replies_counts_and_none_on_a_closed_case() -> None:
    parts, lost = case_of(row()), Deeds(lost=(LOST._replace(lost_at=at(2)), LOST))
    assert settled(parts, deeds=lost).case.reply_lost_at == at(2)
    parts.case.close(Outcome.CLOSED, at(3))
    assert settled(parts, deeds=lost).case.reply_lost_at is None
