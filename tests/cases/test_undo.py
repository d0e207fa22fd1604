"""Undo: what it cancels, what it compensates, what stays, and what holds when things have moved on since."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from community.connectors.kinds import CONNECTORS
from community.models import Channel, Message, StubAction
from moderation.assessments import standing
from moderation.cases import actions
from moderation.cases.undo import undo_last, undoable_event
from moderation.escalations import actions as escalation_actions
from moderation.models import Case, CaseEvent, Escalation, Outbox, StaleDay, User
from moderation.outbox import delivery
from moderation.policy.decisions import DECISIONS
from moderation.refusal import Refused
from tests.builders import NOON, make_case, make_clock, make_escalation_rule, make_feed, make_message, make_user

LATER = NOON + timedelta(minutes=2)


def decide(case: Case, by: User, action: str = "hide") -> None:
    actions.decide(case, by, NOON, action=action, guideline=None, reason="Rude.", revision=1)
    case.refresh_from_db()


def test_undo_within_the_waiting_time_cancels(case: Case, ana: User) -> None:
    decide(case, ana)
    assert undo_last(case, ana, LATER) == "Undone: the decision. Nothing was done on the platform."
    case.refresh_from_db()
    assert (case.decision, case.closed_at, case.outcome, case.assignee) == ("", None, "", None)
    assert Outbox.objects.get().state == "cancelled"


def test_undo_gives_a_claimed_case_back_as_it_was(case: Case, ana: User) -> None:
    actions.claim(case, ana, NOON)
    case.refresh_from_db()
    decide(case, ana)
    undo_last(case, ana, LATER)
    case.refresh_from_db()
    assert (case.assignee, case.claimed_at, case.closed_at) == (ana, NOON, None)


@pytest.mark.parametrize(
    ("done", "takes_back"), [("hide", "restore"), ("remove", "restore"), ("suspend", "lift"), ("warn", "lift")]
)
def test_undo_of_what_was_carried_out_sends_the_opposite(case: Case, ana: User, done: str, takes_back: str) -> None:
    decide(case, ana, done)
    row = Outbox.objects.get()
    Outbox.objects.update(state="done")
    assert "carried out already" in undo_last(case, ana, LATER)
    assert Outbox.objects.get(compensates=row).kind == takes_back


def test_a_sent_reply_cannot_be_unsent(case: Case, ana: User) -> None:
    actions.reply(case, ana, NOON, text="Hello.", close=True)
    Outbox.objects.update(state="done")
    with pytest.raises(Refused, match="cannot be unsent"):
        undo_last(case, ana, LATER)


def test_a_row_that_is_being_carried_out_is_not_cancelled(case: Case, ana: User) -> None:
    decide(case, ana)
    Outbox.objects.update(token="0" * 32)
    with pytest.raises(Refused, match="at this moment"):
        undo_last(case, ana, LATER)


def test_what_waits_for_a_person_is_cancelled_by_undo(case: Case, ana: User) -> None:
    decide(case, ana)
    Outbox.objects.update(state="to_do")
    undo_last(case, ana, LATER)
    assert Outbox.objects.get().state == "cancelled"


def test_an_undo_is_done_once(case: Case, ana: User) -> None:
    decide(case, ana)
    undo_last(case, ana, LATER)
    with pytest.raises(Refused, match="nothing here that you can undo"):
        undo_last(case, ana, LATER)


@pytest.mark.parametrize(("role", "may"), [("moderator", False), ("manager", True), ("admin", True), ("viewer", False)])
def test_who_may_undo_what_another_did(case: Case, ana: User, role: str, may: bool) -> None:
    decide(case, ana)
    other = make_user("kim", role, case.community)
    assert (undoable_event(case, other) is not None) is may


def test_what_the_machine_closed_has_nothing_to_undo(case: Case, mia: User) -> None:
    standing.gone([case.message_id], NOON)
    with pytest.raises(Refused):
        undo_last(case, mia, NOON)


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
    undo_last(case, ana, NOON + timedelta(seconds=20))
    assert case.outbox.filter(kind="restore").exists()


@pytest.mark.parametrize(
    ("state", "why"), [("done", "Author suspended, and nothing takes that back."), ("failed", "Nobody can say")]
)
def test_what_nothing_takes_back_stays(
    case: Case, ana: User, monkeypatch: pytest.MonkeyPatch, state: str, why: str
) -> None:
    monkeypatch.setitem(DECISIONS, "suspend", replace(DECISIONS["suspend"], undone_by=""))
    actions.decide(case, ana, NOON, action="suspend", guideline=None, reason="Rude.", revision=1)
    case.outbox.update(state=state)
    with pytest.raises(Refused, match=why):
        undo_last(case, ana, NOON)
    assert case.outbox.get().state == state


def test_what_was_carried_out_and_is_in_no_table_any_more_stays(case: Case, ana: User) -> None:
    actions.decide(case, ana, NOON, action="suspend", guideline=None, reason="Rude.", revision=1)
    case.outbox.update(kind="banish", state="done")
    with pytest.raises(Refused, match="nothing takes that back"):
        undo_last(case, ana, NOON)


def test_an_undo_leaves_the_case_with_whoever_claimed_it_since(case: Case, ana: User, mia: User) -> None:
    actions.decide(case, ana, NOON, action="warn", guideline=None, reason="Rude.", revision=1, keep_open=True)
    actions.release(case, ana, NOON)
    actions.claim(case, mia, NOON)
    undo_last(case, ana, NOON)
    case.refresh_from_db()
    assert case.assignee == mia
    assert CaseEvent.objects.filter(case=case, kind="undone").exists()


def test_a_case_that_is_given_back_has_waited_for_somebody_since_then(case: Case, ana: User) -> None:
    decide(case, ana)
    undo_last(case, ana, LATER)
    case.refresh_from_db()
    assert (case.assignee, case.unclaimed_at) == (None, LATER)


def test_a_case_that_stays_ones_own_is_not_given_back(case: Case, ana: User) -> None:
    since = case.unclaimed_at
    actions.claim(case, ana, NOON)
    case.refresh_from_db()
    decide(case, ana)
    undo_last(case, ana, LATER)
    case.refresh_from_db()
    assert (case.assignee, case.unclaimed_at) == (ana, since)


def test_a_decision_is_not_undone_beside_a_newer_case_of_its_message(case: Case, ana: User) -> None:
    decide(case, ana)
    Message.objects.filter(pk=case.message_id).update(revision=2)
    make_case(Message.objects.get(pk=case.message_id), assessment=None)
    with pytest.raises(Refused, match="A newer case is open for this person here"):
        undo_last(case, ana, LATER)
    assert Outbox.objects.get().state == "waiting"
    assert not case.events.filter(kind="undone").exists()


def test_what_was_undone_did_not_happen_on_its_day(case: Case, ana: User) -> None:
    make_clock(case, due_by=NOON + timedelta(hours=1))
    decide(case, ana)
    assert case.clocks.get().kept_at == NOON
    StaleDay.objects.all().delete()
    undo_last(case, ana, NOON + timedelta(days=2))
    assert case.clocks.get().value.runs
    days = (NOON.date(), NOON.date() + timedelta(days=2))
    assert set(StaleDay.objects.values_list("channel", "date")) == {(case.channel_id, day) for day in days}


def test_the_record_says_what_was_undone(case: Case, ana: User, mia: User) -> None:
    decide(case, ana)
    done = case.events.get(kind="decided")
    undo_last(case, mia, LATER)
    event = case.events.get(kind="undone")
    assert (event.actor, event.at, event.facts) == (mia, LATER, {"event": done.pk, "what": "decided", "opens": True})


def test_what_was_done_before_the_machine_closed_it_is_not_undone(case: Case, ana: User) -> None:
    actions.decide(case, ana, NOON, action="keep", guideline=None, reason="Fine.", revision=1, keep_open=True)
    case.rows.update(opened_for=["answer"])
    standing.gone([case.message_id], LATER)
    assert undoable_event(case, ana) is None


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        (("waiting", 0), "cancelled", "Nothing was done on the platform."),
        (("waiting", 1), "cancelled", "It may have been carried out already, so restore is on its way."),
        (("failed", 5), "cancelled", "It may have been carried out already, so restore is on its way."),
        (("done", 1), "done", "It was carried out already, so restore is on its way."),
    ],
)
def test_undo_says_what_becomes_of_what_was_on_its_way(
    case: Case, ana: User, was: tuple[str, int], becomes: str, said: str
) -> None:
    decide(case, ana)
    row = case.outbox.get()
    case.outbox.update(state=was[0], tries=was[1])
    assert undo_last(case, ana, LATER) == f"Undone: the decision. {said}"
    row.refresh_from_db()
    assert row.state == becomes
    opposite = Outbox.objects.filter(compensates=row)
    # What takes something back waits for nobody's second thoughts.
    assert list(opposite.values_list("kind", "due_at")) == [("restore", LATER)] * ("restore" in said)


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        (("waiting", 0), "cancelled", "The mail to Lee was not sent."),
        (("waiting", 1), "cancelled", "The mail to Lee may have left, and cannot be called back."),
        (("done", 1), "done", "The mail to Lee has left and cannot be called back."),
        (("failed", 5), "failed", "The mail to Lee was not sent."),
    ],
)
def test_undo_says_what_became_of_the_mail(
    case: Case, lee: User, was: tuple[str, int], becomes: str, said: str
) -> None:
    mia = make_user("mia", "manager")
    made = escalation_actions.escalate(case, mia, NOON, team="pr", asks="May we?")
    made.mails.update(state=was[0], tries=was[1])
    assert undo_last(case, mia, LATER) == f"Undone: the escalation. {said}"
    assert made.mails.get().state == becomes


def test_what_others_asked_elsewhere_does_not_keep_a_question_from_being_withdrawn(
    case: Case, ana: User, lee: User
) -> None:
    """A rule asked PR about another case, and legal handed this one on to product."""
    rule, other = make_escalation_rule(severity_from=1), make_case(make_message())
    escalation_actions.fire_rules(
        [escalation_actions.Found(rule, other, "severity 3", "It is high.", other.message)], NOON
    )
    legal = escalation_actions.escalate(case, ana, NOON, team="legal", asks="May we?")
    escalation_actions.hand_on(legal, make_user("lex", "lead", team="legal"), NOON, team="product", why="Yours.")
    made = escalation_actions.escalate(case, ana, LATER, team="pr", asks="May we?")
    undo_last(case, ana, LATER)
    withdrawn = Escalation.objects.exclude(withdrawn_at=None)
    assert [(each, each.closed_at, each.closed_by) for each in withdrawn] == [(made, LATER, ana)]


def test_undo_says_what_it_undid_and_that_nothing_was_sent(case: Case, ana: User) -> None:
    actions.close(case, ana, NOON, why="Nothing to do.")
    assert undo_last(case, ana, LATER) == "Undone: the closing. Nothing was sent for it."
    actions.reply(case, ana, LATER, text="We look at it.", close=False)
    assert undo_last(case, ana, LATER) == "Undone: the reply. The reply was not sent."
