"""The messages of a case as people act on them: which a decision is about, what stays, and what undo puts back."""

from datetime import timedelta
from typing import Any

import pytest

from community.models import Channel, Message
from moderation.cases import actions
from moderation.cases.parts import Shown, lead_again
from moderation.cases.undo import undo_last
from moderation.models import Case, CaseMessage, Outbox, User
from moderation.refusal import Refused
from tests.builders import NOON, make_assessment, make_case, make_clock, make_copy, make_member, make_message, make_row

LATER = NOON + timedelta(minutes=2)
ANSWER, FINDING = {"opened_for": ["answer"], "severity": 0, "priority": 20}, {"opened_for": ["finding"]}
BOTH = {"opened_for": ["finding", "answer"]}
NO_REASON = {"opened_for": ["negative"], "severity": 0, "priority": 10}


@pytest.fixture
def case(reviews: Channel) -> Case:
    """Moira threatens, asks something, and is only rude."""
    return make_case(make_message("My lawyer will write.", external_id="threat"), **BOTH)


def further(case: Case, name: str, **fields: Any) -> CaseMessage:
    minutes = timedelta(minutes=case.rows.count())
    about = {"conversation": case.conversation, "author": case.author, "posted_at": NOON + minutes}
    message = make_message(f"And {name}.", external_id=name, channel=case.channel, **about)
    row = make_row(case, message, assessment=make_assessment(message), **fields)
    lead_again(case)
    return row


@pytest.fixture
def question(case: Case) -> CaseMessage:
    return further(case, "question", **ANSWER)


@pytest.fixture
def rude(case: Case) -> CaseMessage:
    return further(case, "rude", **NO_REASON)


def shown(case: Case) -> Shown:
    return {row.pk: row.message.revision for row in case.rows.select_related("message")}


def decide(case: Case, by: User, action: str = "hide", **fields: Any) -> bool:
    said = {"guideline": None, "reason": "Rude.", "revision": 1, **fields}
    closed = actions.decide(case, by, NOON, action=action, **said)
    case.refresh_from_db()
    return closed


def states(case: Case) -> dict[str, str]:
    """How each message was settled, or what it stands for."""
    rows = CaseMessage.objects.filter(case=case).select_related("message").order_by("pk")
    return {row.message.external_id: row.settled_as or " ".join(row.opened_for) for row in rows}


def carried_out() -> set[str]:
    return set(Outbox.objects.values_list("message__external_id", flat=True))


@pytest.mark.usefixtures("question", "rude")
def test_a_decision_is_about_what_has_a_finding_or_a_report(case: Case, ana: User) -> None:
    further(case, "reported", opened_for=["reports"])
    assert not decide(case, ana)
    assert states(case) == {"threat": "acted", "question": "answer", "rude": "negative", "reported": "acted"}
    assert carried_out() == {"threat", "reported"}
    assert (case.closed_at, case.decision) == (None, "hide")


def test_where_nothing_was_found_it_is_about_all_that_is_shown(reviews: Channel, ana: User) -> None:
    case = make_case(make_message(external_id="first"), **ANSWER)
    further(case, "question", **ANSWER)
    assert decide(case, ana)
    assert states(case) == {"first": "decided", "question": "decided"}
    assert (case.outcome, carried_out()) == ("decided", {"first", "question"})


def test_a_person_chooses_what_it_is_about(case: Case, ana: User, rude: CaseMessage, question: CaseMessage) -> None:
    assert not decide(case, ana, chosen=[rude.pk])
    assert states(case) == {"threat": "finding answer", "question": "answer", "rude": "decided"}
    assert carried_out() == {"rude"}
    record = case.events.get(kind="decided")
    assert record.facts["messages"] == [rude.message_id]


@pytest.mark.usefixtures("question")
def test_a_message_that_came_after_the_page_was_drawn_stays(case: Case, ana: User) -> None:
    seen = shown(case)
    further(case, "worse", opened_for=["finding"], severity=4, priority=90)
    assert not decide(case, ana, shown=seen)
    assert states(case) == {"threat": "acted", "question": "answer", "worse": "finding"}
    # What is left leads it.
    assert (case.message.external_id, case.severity, case.priority) == ("worse", 4, 90)
    assert case.opened_for == ["answer", "finding"]


@pytest.mark.parametrize("act", ["close", "reply", "unneeded"])
def test_whatever_closes_a_case_leaves_what_came_since(case: Case, ana: User, question: CaseMessage, act: str) -> None:
    case.rows.exclude(pk=question.pk).delete()
    seen = shown(case)
    further(case, "later", **ANSWER)
    verbs = {
        "close": lambda: actions.close(case, ana, NOON, why="Seen.", shown=seen),
        "reply": lambda: actions.reply(case, ana, NOON, text="Yes.", close=True, shown=seen),
        "unneeded": lambda: actions.need_no_answer(case, ana, NOON, shown=seen),
    }
    assert not verbs[act]()
    settled = {"close": "closed", "reply": "replied", "unneeded": "unneeded"}[act]
    assert states(case) == {"question": settled, "later": "answer"}
    assert Case.objects.open().get().message.external_id == "later"


@pytest.mark.parametrize("chosen", [[0], [10_000]], ids=["nothing that is there", "of another case"])
def test_what_is_not_there_is_not_decided_about(case: Case, ana: User, chosen: list[int]) -> None:
    make_case(make_message(external_id="other"), pk=10_000)
    with pytest.raises(Refused, match="has changed while you were reading"):
        decide(case, ana, chosen=chosen)
    assert not Outbox.objects.exists()
    assert Case.objects.get(pk=case.pk).assignee is None


def test_what_was_settled_meanwhile_is_not_decided_about_again(case: Case, ana: User, rude: CaseMessage) -> None:
    decide(case, ana, chosen=[rude.pk])
    with pytest.raises(Refused, match="has changed while you were reading"):
        decide(case, ana, chosen=[rude.pk])
    assert Outbox.objects.count() == 1


def test_a_message_that_was_edited_while_it_was_read_is_not_decided_about(
    case: Case, ana: User, question: CaseMessage
) -> None:
    """The one that leads is as it was; the chosen one is not."""
    seen = shown(case)
    Message.objects.filter(pk=question.message_id).update(revision=2)
    with pytest.raises(Refused, match="edited while you were reading"):
        decide(case, ana, shown=seen, chosen=[question.pk])
    decide(case, ana, shown=seen)
    assert states(case) == {"threat": "acted", "question": "answer"}


def test_to_keep_it_leaves_whoever_waits_waiting(case: Case, ana: User, rude: CaseMessage) -> None:
    assert not decide(case, ana, "keep")
    assert states(case) == {"threat": "answer", "rude": "negative"}
    row = case.rows.get(message__external_id="threat")
    assert (row.is_waiting, row.severity, case.severity, case.decision) == (True, 0, 0, "keep")
    assert (case.opened_for, case.answer_only) == (["answer", "negative"], False)


def test_to_keep_what_waits_for_nothing_closes_it(reviews: Channel, ana: User) -> None:
    case = make_case(**FINDING)
    assert decide(case, ana, "keep")
    assert case.rows.get().settled_as == "decided"


def test_a_copy_that_waits_is_not_closed_with_its_case(reviews: Channel, ana: User) -> None:
    case = make_case(make_message(external_id="first"), **FINDING)
    vera = make_member(case.community, "vera")
    make_row(case, make_message(external_id="copy", author=vera), role="copy", **BOTH)
    make_copy(case, make_message(external_id="silent", author=vera))
    assert not decide(case, ana, "keep")
    assert states(case) == {"first": "decided", "copy": "answer", "silent": "decided"}
    assert actions.need_no_answer(case, ana, LATER)
    assert states(case) == {"first": "decided", "copy": "unneeded", "silent": "decided"}


def test_a_decision_against_the_author_goes_before_an_earlier_one_to_keep(
    case: Case, ana: User, question: CaseMessage, rude: CaseMessage
) -> None:
    decide(case, ana, chosen=[rude.pk])
    decide(case, ana, "keep", chosen=[question.pk])
    assert case.decision == "hide"


# No answer needed


def test_no_answer_is_needed(reviews: Channel, ana: User) -> None:
    case = make_case(make_message(external_id="thanks"), **ANSWER)
    clock = make_clock(case, "reply")
    assert actions.need_no_answer(case, ana, NOON)
    case.refresh_from_db()
    clock.refresh_from_db()
    assert (case.outcome, states(case), clock.ended_as) == ("unneeded", {"thanks": "unneeded"}, "unneeded")
    assert case.events.get(kind="unneeded").actor == ana


def test_what_has_another_reason_stays_when_no_answer_is_needed(case: Case, ana: User, question: CaseMessage) -> None:
    clock = make_clock(case, "reply")
    assert not actions.need_no_answer(case, ana, NOON)
    assert states(case) == {"threat": "finding", "question": "unneeded"}
    clock.refresh_from_db()
    assert clock.ended_as == "unneeded"


def test_where_nobody_waits_there_is_nothing_to_say(reviews: Channel, ana: User) -> None:
    case = make_case(**FINDING)
    with pytest.raises(Refused, match="Nobody waits for an answer here"):
        actions.need_no_answer(case, ana, NOON)
    assert Case.objects.get(pk=case.pk).assignee is None


# Undo


@pytest.mark.usefixtures("rude")
@pytest.mark.parametrize("act", ["hide", "keep", "close", "reply", "unneeded"])
def test_undo_puts_each_message_back(case: Case, ana: User, question: CaseMessage, act: str) -> None:
    clock = make_clock(case, "reply", due_by=NOON + timedelta(hours=4))
    actions.claim(case, ana, NOON)
    before, columns = states(case), list(case.rows.order_by("pk").values())
    leads = Case.objects.values("message", "priority", "severity", "opened_for", "answer_only", "due_by").get()
    verbs = {
        "hide": lambda: decide(case, ana),
        "keep": lambda: decide(case, ana, "keep"),
        "close": lambda: actions.close(case, ana, NOON, why="Seen."),
        "reply": lambda: actions.reply(case, ana, NOON, text="Yes.", close=True),
        "unneeded": lambda: actions.need_no_answer(case, ana, NOON),
    }
    verbs[act]()
    assert states(case) != before
    undo_last(case, ana, LATER)
    assert list(case.rows.order_by("pk").values()) == columns
    after = Case.objects.values("message", "priority", "severity", "opened_for", "answer_only", "due_by").get()
    clock.refresh_from_db()
    assert (after, clock.value.runs) == (leads | {"due_by": clock.due_by}, True)


def test_undo_leaves_a_message_where_it_went_since(case: Case, ana: User, rude: CaseMessage) -> None:
    decide(case, ana, chosen=[rude.pk])
    CaseMessage.objects.filter(pk=rude.pk).update(left_at=NOON)
    undo_last(case, ana, LATER)
    rude.refresh_from_db()
    assert rude.settled_as == "decided"


def test_who_opens_a_case_again_has_all_that_was_closed_with_it(case: Case, ana: User, rude: CaseMessage) -> None:
    decide(case, ana, chosen=[rude.pk])
    actions.close(case, ana, LATER, why="Seen.")
    actions.reopen(case, ana, LATER + timedelta(minutes=1), why="Not yet.")
    # Settled by a decision before, it stays so.
    assert states(case) == {"threat": "finding answer", "rude": "decided"}
    case.refresh_from_db()
    assert (case.message.external_id, case.severity) == ("threat", 3)
