"""What becomes of cases whose message could not be checked."""

import pytest

from moderation.assessments.plan import NO_ERROR, plan_batch, plan_unchecked
from moderation.assessments.values import Known, Subject
from moderation.cases.message_row import Role
from moderation.cases.settling import CaseParts
from moderation.policy.values import Opening
from tests.assessments.telling import (
    ANSWERED,
    DECIDED,
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

WAITING = standing(QUESTION, facts={"is_answered": True})

UNCHECKED: dict[str, tuple[Subject, Known, list[str]]] = {
    "it opens a case": (subject(), known(), ["opened 1"]),
    "it stands in the open case": (subject(revision=2), known(standing()), ["assessed 1"]),
    "it brings back what only the machine had closed": (subject(), known(standing(**ANSWERED)), ["reopened 1"]),
    "it is no news where a person has decided": (subject(), known(standing(**DECIDED)), []),
    "a later text than the decided one is news": (subject(revision=2), known(standing(**DECIDED)), ["opened 1"]),
    "a copy needs a place of its own": (
        subject(2),
        known(beside(standing(), THREAT, 2, role=Role.COPY)),
        ["opened 2"],
    ),
    "a later text of a copy does too": (
        subject(2, revision=2),
        known(beside(standing(), THREAT, 2, role=Role.COPY)),
        ["opened 2"],
    ),
    "what comes back goes to the case that is open": (
        subject(),
        known(standing(**ANSWERED), standing(THREAT, 2, thread=1, author=1)),
        ["assessed 1"],
    ),
    "staff never have a case": (subject(is_ours=True), known(), []),
    "what is gone needs nobody": (subject(is_removed=True), known(), []),
    "history opens nothing": (subject(is_history=True), known(), []),
}


@pytest.mark.parametrize("story", UNCHECKED)
def test_what_becomes_of_a_message_that_nobody_could_check(story: str) -> None:
    about, before, becomes = UNCHECKED[story]
    assert told(plan_unchecked(about, "ValueError: no", before, NOW)) == becomes


def test_what_could_not_be_checked_stands_above_all_others() -> None:
    (case,) = plan_unchecked(subject(), "", known(), NOW).opened
    assert (case.is_unchecked, case.priority, case.opened_for, case.assessment_id) == (True, 100, ["unchecked"], None)


def test_what_waited_for_an_answer_only_waits_for_a_person_too() -> None:
    (case,) = plan_unchecked(subject(), "", known(WAITING), NOW).changed
    assert (case.answer_only, case.opened_for) == (False, [Opening.ANSWER, Opening.UNCHECKED])


@pytest.mark.parametrize(("error", "why"), [("ValueError: no", "ValueError: no"), ("", NO_ERROR)])
def test_the_record_says_why_it_could_not_be_checked(error: str, why: str) -> None:
    (event,) = plan_unchecked(subject(), error, known(), NOW).events
    assert event.why == why


def test_what_could_not_be_checked_and_then_was_keeps_both_reasons() -> None:
    unchecked = plan_unchecked(subject(), "", known(standing()), NOW)
    parts = CaseParts(unchecked.changed[0], unchecked.changed_rows, unchecked.changed_clocks)
    (case,) = plan_batch([judged(THREAT)], known(parts, found={}), NOW).changed
    assert (case.is_unchecked, case.opened_for, case.severity) == (False, ["finding", "unchecked"], 3)
