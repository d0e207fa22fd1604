"""What becomes of cases, as a table of stories; nothing here meets a database."""

from datetime import datetime
from typing import Any

import pytest

from moderation.assessments.plan import plan_batch
from moderation.assessments.values import Known, Verdict
from moderation.cases.message_row import Role
from moderation.policy.clocks import NO_DEADLINE
from tests.assessments.telling import (
    ANSWERED,
    DECIDED,
    HOUR,
    LEGAL,
    MINUTE,
    NEWER_RULES,
    NICE,
    NOON,
    NOW,
    QUESTION,
    STRICTER_RULES,
    THREAT,
    VIOLENCE,
    VIOLENT,
    beside,
    judged,
    known,
    standing,
    told,
    told_clocks,
)

ASKED = {"is_answered": True}
DIRECT = {"kind": "direct"}
GONE = {"closed_at": NOON, "outcome": "gone"}
MORE = f"{THREAT} And I will burn it down."
COPIED = beside(standing(), THREAT, 2, role=Role.COPY)

# A story: what was judged, what was known, and what becomes of it.
STORIES: dict[str, tuple[list[Verdict], Known, list[str]]] = {
    "a finding opens a case": ([judged(THREAT)], known(), ["opened 1"]),
    "nothing to look at opens none": ([judged(NICE)], known(), []),
    "two threats open two": (
        [judged(THREAT, 1), judged("Now my lawyer will write about the stove.", 2)],
        known(),
        ["opened 1", "opened 2"],
    ),
    "member reports open one": ([judged(NICE, facts={"reports": 2})], known(), ["opened 1"]),
    "staff never have a case": ([judged(THREAT, is_ours=True)], known(), []),
    "history opens nothing": ([judged(THREAT, is_history=True)], known(), []),
    "what is gone needs nobody": ([judged(THREAT, is_removed=True)], known(), []),
    "what is gone brings its case no further": (
        [judged(MORE, revision=2, is_removed=True)],
        known(standing()),
        [],
    ),
    # The same text
    "the same text joins the open case": ([judged(THREAT, 2)], known(standing()), ["joined 1 by 2"]),
    "the same text in one batch joins the first": (
        [judged(THREAT, 1), judged(THREAT, 2), judged(THREAT, 3)],
        known(),
        ["opened 1", "joined 1 by 2", "joined 1 by 3"],
    ),
    "of two open cases the same text joins the older": (
        [judged(THREAT, 3)],
        known(standing(), standing(message=2)),
        ["joined 1 by 3"],
    ),
    "the same text joins no closed case": ([judged(THREAT, 2)], known(standing(**DECIDED)), ["opened 2"]),
    "a copy keeps its place": ([judged(THREAT, 2)], known(COPIED), []),
    "a copy that is edited has a place of its own": (
        [judged(MORE, 2, revision=2)],
        known(COPIED),
        ["opened 2"],
    ),
    "who waits for an answer only joins nobody": (
        [judged(QUESTION, 1, facts=ASKED), judged(QUESTION, 2, facts=ASKED)],
        known(),
        ["opened 1", "opened 2"],
    ),
    "who has another reason too joins who waits": (
        [judged(THREAT, 1, facts=DIRECT), judged(THREAT, 2)],
        known(),
        ["opened 1", "joined 1 by 2"],
    ),
    "who waits joins for another reason": (
        [judged(THREAT, 2, facts=DIRECT)],
        known(standing()),
        ["joined 1 by 2"],
    ),
    "what has no words to compare joins nobody": (
        [judged("???!!!", 1, facts={"reports": 2}), judged("???!!!", 2, facts={"reports": 2})],
        known(),
        ["opened 1", "opened 2"],
    ),
    "who had a case joins no other": (
        [judged(VIOLENCE, 1, revision=2)],
        known(standing(**DECIDED), standing(VIOLENCE, 2)),
        ["opened 1 after case 71"],
    ),
    # Judged again
    "an open case follows an edit": ([judged(MORE, revision=2)], known(standing()), ["assessed 1"]),
    "an open case follows an edit to nothing": ([judged(NICE, revision=2)], known(standing()), ["assessed 1"]),
    "an open case follows what was judged again": ([judged(THREAT)], known(standing()), ["assessed 1"]),
    "a decision covers the revision it saw": (
        [judged(MORE)],
        known(standing(**DECIDED)),
        [],
    ),
    "after a decision a new finding opens a linked case": (
        [judged(MORE, revision=2)],
        known(standing(**DECIDED)),
        ["opened 1 after case 71"],
    ),
    "after a decision the same finding opens none": (
        [judged(f"{THREAT} Thanks.", revision=2)],
        known(standing(**DECIDED)),
        [],
    ),
    "the same finding by a newer version of its guideline is none": (
        [judged(f"{THREAT} Thanks.", revision=2, by=NEWER_RULES)],
        known(standing(**DECIDED)),
        [],
    ),
    "the same guideline in other words is a new finding": (
        [judged("Then I sue you.", revision=2)],
        known(standing(**DECIDED)),
        ["opened 1 after case 71"],
    ),
    "other words beside the same ones are a new finding too": (
        [judged("I sue you, and my lawyer will write.", revision=2)],
        known(standing(**DECIDED), found={71: {(LEGAL, "my lawyer")}}),
        ["opened 1 after case 71"],
    ),
    "after a decision reports open none": (
        [judged(NICE, revision=2, facts={"reports": 9})],
        known(standing(**DECIDED)),
        [],
    ),
    "what any of its decided cases had is not new": (
        [judged(MORE, revision=3)],
        known(
            standing(**DECIDED),
            standing(VIOLENCE, revision=2, id=72, **DECIDED),
            found={71: {(LEGAL, "My lawyer")}, 72: {(VIOLENT, "burn it down")}},
        ),
        [],
    ),
    # Closed by the machine
    "what comes back after it was gone opens again": ([judged(THREAT)], known(standing(**GONE)), ["reopened 1"]),
    "what is reported after it was answered opens again": (
        [judged(QUESTION, facts={"reports": 40})],
        known(standing(QUESTION, facts=ASKED, **ANSWERED)),
        ["reopened 1"],
    ),
    "what was gone and is harmless stays closed": ([judged(NICE)], known(standing(**GONE)), []),
    "another text than the one that was gone has a case of its own": (
        [judged(VIOLENCE, revision=2)],
        known(standing(**GONE)),
        ["opened 1 after case 71"],
    ),
}


@pytest.mark.parametrize("story", STORIES)
def test_what_becomes_of_judged_messages(story: str) -> None:
    verdicts, before, becomes = STORIES[story]
    assert told(plan_batch(verdicts, before, NOW)) == becomes


# A standing case that is followed: what was judged, the case, and columns of it afterwards.
FOLLOWED: dict[str, tuple[Verdict, dict[str, Any], dict[str, Any]]] = {
    "it shows the newest text": (judged(MORE, revision=2), {}, {"revision": 2, "assessment_id": 1_012}),
    "it has the newest severity and is found anew": (judged(MORE, revision=2), {}, {"severity": 4, "found_at": NOW}),
    "the same text under graver rules is found anew": (
        judged(THREAT, by=STRICTER_RULES),
        {},
        {"severity": 4, "found_at": NOW},
    ),
    "a lower severity is nothing found": (judged(NICE, revision=2), {}, {"severity": 0, "found_at": NOON}),
    "a new finding of the same severity is found anew": (
        judged("Then I sue you.", revision=2),
        {},
        {"found_at": NOW},
    ),
    "the same text finds nothing new": (judged(THREAT), {}, {"found_at": NOON}),
    "reasons add up": (
        judged(THREAT, facts={"reports": 3}),
        {"opened_for": ["answer"], "answer_only": True},
        {"opened_for": ["answer", "finding", "reports"], "answer_only": False},
    ),
    "what waits for an answer only still does": (
        judged(QUESTION, facts=ASKED),
        {"opened_for": ["answer"]},
        {"answer_only": True},
    ),
    "what could not be checked has been": (judged(THREAT), {"is_unchecked": True}, {"is_unchecked": False}),
    "what is not scored says so": (
        judged("Das ist ein schlechtes Zelt, und mein Anwalt schreibt."),
        {},
        {"is_unscored": True},
    ),
    "rules look at it again": (judged(THREAT), {"rules_due_at": None}, {"rules_due_at": NOW}),
    "one that opens again waited for nobody meanwhile": (
        judged(THREAT),
        GONE,
        {"closed_at": None, "outcome": "", "unclaimed_at": NOW},
    ),
    "one that opens again is still its assignee's": (
        judged(THREAT),
        GONE | {"assignee_id": 5},
        {"assignee_id": 5, "unclaimed_at": NOON},
    ),
}


@pytest.mark.parametrize("story", FOLLOWED)
def test_a_standing_case_follows_its_message(story: str) -> None:
    verdict, columns, becomes = FOLLOWED[story]
    (case,) = plan_batch([verdict], known(standing(**columns)), NOW).changed
    assert {name: getattr(case, name) for name in becomes} == becomes


def test_what_is_known_is_not_touched_by_planning() -> None:
    before = known(standing())
    plan_batch([judged(MORE, revision=2)], before, NOW)
    assert before == known(standing())


def test_a_case_that_nothing_changes_is_not_written() -> None:
    assert plan_batch([judged(THREAT, 2)], known(standing()), NOW).changed == []


# What is promised at once or sooner when a standing message is judged again an hour later.
PROMISED: dict[str, tuple[Verdict, dict[str, Any], list[tuple[str, int, datetime]]]] = {
    "the same severity keeps what was promised": (judged("Then I sue you.", revision=2), {}, []),
    "a graver severity is due sooner": (
        judged(MORE, revision=2),
        {"at": NOON + 55 * MINUTE},
        [("action", 1, NOW + 10 * MINUTE)],
    ),
    "a graver severity moves nothing to later": (judged(MORE, revision=2), {}, []),
    "a lower severity keeps what was promised": (judged(NICE, revision=2), {}, []),
    "a further reason has a promise of its own": (
        judged(THREAT, facts=DIRECT),
        {},
        [("reply", 1, NOW + 4 * HOUR)],
    ),
}


@pytest.mark.parametrize("story", PROMISED)
def test_no_promise_moves_to_later(story: str) -> None:
    verdict, columns, becomes = PROMISED[story]
    assert told_clocks(plan_batch([verdict], known(standing(**columns)), NOW)) == becomes


def test_an_older_case_that_a_person_reopened_keeps_its_revision() -> None:
    older, newer = standing(), standing(VIOLENCE, revision=2, id=72, **DECIDED)
    (case,) = plan_batch([judged(VIOLENCE, revision=2)], known(older, newer), NOW).changed
    assert (case.id, case.revision, case.assessment_id) == (71, 1, 1_012)


def test_a_new_case_says_why_it_is_there() -> None:
    (case,) = plan_batch([judged(MORE, facts={"reports": 2})], known(), NOW).opened
    assert (case.opened_for, case.severity, case.priority > 80, case.is_unscored) == (
        ["finding", "reports"],
        4,
        True,
        False,
    )
    assert (case.opened_at, case.found_at, case.unclaimed_at, case.rules_due_at) == (NOW, NOW, NOW, NOW)
    assert (case.assessment_id, case.message_id, case.conversation_id, case.author_id) == (1_011, 1, 1, 1)


def test_rules_are_asked_about_a_new_case_for_which_nothing_is_promised() -> None:
    (case,) = plan_batch([judged(NICE, facts={"reports": 2})], known(), NOW).opened
    assert (case.due_by, case.rules_due_at) == (NO_DEADLINE, NOW)


def test_a_record_tells_what_an_edit_changed() -> None:
    parts = standing()
    (event,) = plan_batch([judged(MORE, revision=2)], known(parts), NOW).events
    was = parts.case.priority
    assert (event.facts["revision"], event.facts["was"], event.facts["is"] > was) == (2, was, True)


@pytest.mark.parametrize(
    ("verdict", "before", "guidelines"),
    [
        (judged(MORE), known(), [LEGAL, VIOLENT]),
        (judged(MORE, revision=2), known(standing(), links={(71, LEGAL)}), [VIOLENT]),
        (judged(THREAT, 2), known(standing(), links={(71, LEGAL)}), []),
    ],
    ids=["a new case", "an edit", "a copy"],
)
def test_a_case_is_listed_once_under_each_guideline(verdict: Verdict, before: Known, guidelines: list[int]) -> None:
    assert [link.guideline for link in plan_batch([verdict], before, NOW).links] == guidelines


@pytest.mark.parametrize(
    ("verdict", "starts"),
    [
        (judged(THREAT, is_first=True), NOON),
        (judged(THREAT, is_first=True, received_at=NOON + 5 * MINUTE), NOON + 5 * MINUTE),
        (judged(THREAT, is_first=True, posted_at=NOON - 900 * HOUR), NOON),
        (judged(THREAT, is_first=True, posted_at=NOW + HOUR, received_at=NOW + HOUR), NOW),
        (judged(THREAT), NOW),
        (judged(THREAT, revision=2, is_first=True), NOW),
        (judged(THREAT, revision=2, edited_at=NOON + 5 * MINUTE), NOW),
    ],
    ids=["received", "late", "very late", "from the future", "judged again", "edited before", "edited"],
)
def test_when_the_clocks_of_a_new_case_start(verdict: Verdict, starts: datetime) -> None:
    plan = plan_batch([verdict], known(), NOW)
    ((case, clock),) = plan.clocks
    assert (clock.kind, clock.started_at, clock.due_by, clock.risk_at, case.due_by) == (
        "action",
        starts,
        starts + HOUR,
        starts + 45 * MINUTE,
        starts + HOUR,
    )
