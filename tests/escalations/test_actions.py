"""The verbs of an escalation: who may be asked when, what each writes and logs, and what a second one is told."""

from datetime import datetime, timedelta

import pytest

from moderation.cases import actions as case_actions
from moderation.cases.undo import undo_last
from moderation.escalations import actions as escalation_actions
from moderation.models import Case, CaseEvent, Escalation, Outbox, User
from moderation.outbox import delivery
from moderation.refusal import Refused
from tests.builders import NOON, make_clock, make_escalation_rule, make_user

LATER = NOON + timedelta(hours=1)
Kind = CaseEvent.Kind


@pytest.fixture
def lena(lee: User) -> User:
    """Lena leads PR beside Lee."""
    return make_user("lena", "lead", team="pr")


def asked(case: Case, by: User, team: str = "pr") -> Escalation:
    return escalation_actions.escalate(case, by, NOON, team=team, asks="May we answer this?")


def last(case: Case) -> CaseEvent:
    event = case.events.order_by("pk").last()
    assert event
    return event


def kept_clocks(case: Case) -> dict[str, datetime | None]:
    return dict(case.clocks.values_list("kind", "kept_at"))


def fresh(escalation: Escalation) -> Escalation:
    return Escalation.objects.get(pk=escalation.pk)


# ── asking ──────────────────────────────────────────────────────────────


def test_escalating_asks_the_team_and_leaves_the_case_with_whoever_has_it(
    case: Case, ana: User, ben: User, lee: User
) -> None:
    case_actions.claim(case, ben, NOON)
    made = escalation_actions.escalate(case, ana, NOON, team="pr", asks="May we answer this?", note="He wrote before.")
    assert (made.state, made.made_by, made.asks, made.made_at) == ("new", ana, "May we answer this?", NOON)
    event = case.events.get(kind=Kind.ESCALATED)
    assert (event.actor, event.why, event.facts["team"]) == (ana, "May we answer this?", "pr")
    assert case.events.get(kind=Kind.NOTED).why == "He wrote before."
    assert (Case.objects.get(pk=case.pk).assignee, made.mails.get().recipient) == (ben, lee)


def test_escalating_by_hand_is_a_first_action(case: Case, ana: User) -> None:
    for kind in ("action", "reply"):
        make_clock(case, kind)
    asked(case, ana)
    assert kept_clocks(case) == {"action": NOON, "reply": None}


def test_a_team_that_has_the_case_is_not_asked_again_and_another_one_may_be(case: Case, ana: User, ben: User) -> None:
    asked(case, ana)
    with pytest.raises(Refused, match="PR has this case already"):
        asked(case, ben)
    asked(case, ben, team="legal")
    assert Escalation.objects.open().count() == 2
    assert case.events.filter(kind=Kind.ESCALATED).count() == 2


def test_a_team_that_closed_it_may_be_asked_anew(case: Case, ana: User, lee: User) -> None:
    escalation_actions.close(asked(case, ana), lee, NOON, why="Answered.")
    asked(case, ana)
    assert Escalation.objects.open().count() == 1


def test_a_closed_case_is_not_escalated(case: Case, ana: User) -> None:
    case_actions.close(case, ana, NOON, why="Nothing to do.")
    with pytest.raises(Refused, match="Open it again first"):
        asked(case, ana)
    assert not Escalation.objects.exists()


# ── what the team does ──────────────────────────────────────────────────


def test_acknowledging_names_who_has_it(case: Case, ana: User, lee: User) -> None:
    made = asked(case, ana)
    escalation_actions.acknowledge(made, lee, LATER)
    assert (fresh(made).state, fresh(made).acknowledged_by, fresh(made).acknowledged_at) == ("acknowledged", lee, LATER)
    assert (last(case).kind, last(case).actor) == (Kind.ACKNOWLEDGED, lee)


def test_of_two_who_acknowledge_the_second_is_told_who_was_first(case: Case, ana: User, lee: User, lena: User) -> None:
    made = asked(case, ana)
    escalation_actions.acknowledge(made, lee, LATER)
    with pytest.raises(Refused, match="Lee acknowledged it already"):
        escalation_actions.acknowledge(made, lena, LATER)
    assert case.events.filter(kind=Kind.ACKNOWLEDGED).count() == 1


def test_an_answer_acknowledges_too_and_stays_inside(case: Case, ana: User, lee: User) -> None:
    made = asked(case, ana)
    escalation_actions.answer(made, lee, LATER, text="Yes, and say sorry.")
    found = fresh(made)
    assert (found.state, found.answer, found.answered_by, found.acknowledged_by) == (
        "answered", "Yes, and say sorry.", lee, lee,
    )  # fmt: skip
    assert (last(case).kind, last(case).why) == (Kind.ANSWERED, "Yes, and say sorry.")
    assert not case.outbox.exclude(kind="mail").exists()


def test_an_answer_keeps_who_acknowledged_before(case: Case, ana: User, lee: User, lena: User) -> None:
    made = asked(case, ana)
    escalation_actions.acknowledge(made, lena, NOON)
    escalation_actions.answer(made, lee, LATER, text="Yes.")
    assert (fresh(made).acknowledged_by, fresh(made).acknowledged_at) == (lena, NOON)


def test_one_may_put_the_own_answer_right_and_not_a_colleagues(case: Case, ana: User, lee: User, lena: User) -> None:
    made = asked(case, ana)
    escalation_actions.answer(made, lee, NOON, text="Yes.")
    escalation_actions.answer(made, lee, LATER, text="No.")
    with pytest.raises(Refused, match="Lee answered it already"):
        escalation_actions.answer(made, lena, LATER, text="Perhaps.")
    assert fresh(made).answer == "No."
    assert case.events.filter(kind=Kind.ANSWERED).count() == 2


def test_closing_ends_it_and_nothing_more_is_done_with_it(case: Case, ana: User, lee: User, lena: User) -> None:
    made = asked(case, ana)
    escalation_actions.close(made, lee, LATER, why="Settled by phone.")
    assert (fresh(made).state, fresh(made).closed_by, last(case).why) == ("closed", lee, "Settled by phone.")
    refusal = "Lee closed this escalation already"
    with pytest.raises(Refused, match=refusal):
        escalation_actions.close(made, lena, LATER, why="Me too.")
    with pytest.raises(Refused, match=refusal):
        escalation_actions.acknowledge(made, lena, LATER)
    with pytest.raises(Refused, match=refusal):
        escalation_actions.answer(made, lee, LATER, text="Late.")
    with pytest.raises(Refused, match=refusal):
        escalation_actions.hand_on(made, lena, LATER, team="legal", why="Yours.")
    assert last(case).kind == Kind.SETTLED
    assert Escalation.objects.count() == 1


def test_a_mail_that_waits_is_not_sent_for_what_is_closed(case: Case, ana: User, lee: User) -> None:
    made = asked(case, ana)
    escalation_actions.close(made, lee, NOON, why="Seen.")
    assert delivery.deliver_due(LATER) == 0
    assert made.mails.get().state == "cancelled"


# ── handing on ──────────────────────────────────────────────────────────


def test_handing_on_closes_this_one_and_asks_the_other_team_by_mail(case: Case, ana: User, lee: User) -> None:
    jonas = make_user("jonas", "lead", team="legal")
    made = asked(case, ana)
    passed = escalation_actions.hand_on(made, lee, LATER, team="legal", why="It is about the law.")
    assert (fresh(made).state, passed.team.slug, passed.state, passed.made_by) == ("closed", "legal", "new", lee)
    assert passed.asks == "It is about the law.\n\nAsked of PR first: May we answer this?"
    assert (passed.mails.get().recipient, made.mails.get().state) == (jonas, "cancelled")
    assert last(case).kind == Kind.HANDED_ON
    assert (last(case).facts["team"], last(case).facts["to"]) == ("pr", "legal")


def test_what_the_other_team_has_already_takes_it_up_and_is_new_to_it_again(case: Case, ana: User, lee: User) -> None:
    jonas = make_user("jonas", "lead", team="legal")
    theirs, made = asked(case, ana, team="legal"), asked(case, ana)
    escalation_actions.answer(theirs, jonas, NOON, text="Not our field.")
    passed = escalation_actions.hand_on(made, lee, LATER, team="legal", why="It is.")
    assert (passed, fresh(passed).state, Escalation.objects.open().count()) == (theirs, "new", 1)
    assert fresh(passed).asks == "May we answer this?\n\nIt is.\n\nAsked of PR first: May we answer this?"
    assert Outbox.objects.filter(recipient=jonas).count() == 1
    assert last(case).facts["added"]


def test_handing_on_to_the_own_team_is_refused(case: Case, ana: User, lee: User) -> None:
    made = asked(case, ana)
    with pytest.raises(Refused, match="PR has it already"):
        escalation_actions.hand_on(made, lee, LATER, team="pr", why="Hm.")
    assert fresh(made).state == "new"


# ── taking back ─────────────────────────────────────────────────────────


def test_undo_withdraws_the_question_before_the_mail_leaves(case: Case, ana: User, lee: User) -> None:
    make_clock(case)
    made = asked(case, ana)
    assert undo_last(case, ana, NOON) == "Undone: the escalation. The mail to Lee was not sent."
    assert (fresh(made).state, fresh(made).closed_by, made.mails.get().state) == ("closed", ana, "cancelled")
    assert delivery.deliver_due(LATER) == 0
    assert kept_clocks(case) == {"action": None}


def test_undo_says_that_the_mail_has_left(case: Case, ana: User, lee: User, settings: object) -> None:
    settings.EMAIL_HOST = "mail.example.org"  # type: ignore[attr-defined]
    made = asked(case, ana)
    delivery.deliver_due(LATER)
    assert undo_last(case, ana, LATER) == "Undone: the escalation. The mail to Lee has left and cannot be called back."
    assert (fresh(made).state, made.mails.get().state) == ("closed", "done")


def test_undo_without_a_lead_has_nothing_to_cancel(case: Case, ana: User) -> None:
    made = asked(case, ana)
    assert undo_last(case, ana, NOON) == "Undone: the escalation. Nothing was sent for it."
    assert fresh(made).state == "closed"


@pytest.mark.parametrize("verb", ["acknowledge", "answer", "close"])
def test_what_the_team_took_up_is_not_undone(case: Case, ana: User, lee: User, verb: str) -> None:
    made = asked(case, ana)
    said = {"answer": {"text": "Yes."}, "close": {"why": "Done."}}.get(verb, {})
    getattr(escalation_actions, verb)(made, lee, NOON, **said)
    with pytest.raises(Refused, match="PR has taken it up already"):
        undo_last(case, ana, LATER)
    assert not case.events.filter(kind=Kind.UNDONE).exists()


def test_undo_leaves_the_case_with_whoever_has_it(case: Case, ana: User, ben: User) -> None:
    case_actions.claim(case, ben, NOON)
    asked(case, ana)
    undo_last(case, ana, NOON)
    assert Case.objects.get(pk=case.pk).assignee == ben


def test_a_rule_that_escalates_meanwhile_does_not_keep_a_decision_from_being_undone(case: Case, ana: User) -> None:
    case_actions.decide(case, ana, NOON, action="keep", guideline=None, reason="Fine.", revision=1, keep_open=True)
    CaseEvent.objects.create(case=case, kind=Kind.ESCALATED, actor=None, at=LATER, facts={"was": {}})
    undo_last(case, ana, LATER)
    assert Case.objects.get(pk=case.pk).decision == ""


def test_what_a_rule_has_asked_the_team_too_is_not_undone(case: Case, ana: User, lee: User) -> None:
    made, rule = asked(case, ana), make_escalation_rule(severity_from=1)
    escalation_actions.fire_rules(
        [escalation_actions.Found(rule, case, "severity 3", "Its severity is high.", case.message)], NOON
    )
    with pytest.raises(Refused, match="PR was asked about it by others too"):
        undo_last(case, ana, LATER)
    assert fresh(made).state == "new"


def test_what_another_team_has_handed_on_to_it_is_not_undone(case: Case, ana: User, ben: User, lee: User) -> None:
    theirs = asked(case, ben, team="legal")
    made = asked(case, ana)
    escalation_actions.hand_on(theirs, make_user("jonas", "lead", team="legal"), NOON, team="pr", why="Yours.")
    with pytest.raises(Refused, match="PR was asked about it by others too"):
        undo_last(case, ana, LATER)
    assert fresh(made).state == "new"


def test_undo_leaves_a_case_that_was_claimed_since_and_how_long_it_was_unclaimed(case: Case, ana: User) -> None:
    since = Case.objects.get(pk=case.pk).unclaimed_at
    asked(case, ana)
    undo_last(case, ana, NOON)
    assert Case.objects.get(pk=case.pk).unclaimed_at == since
    asked(case, ana)
    case_actions.claim(case, ana, NOON)
    undo_last(case, ana, NOON)
    assert Case.objects.get(pk=case.pk).assignee == ana


def test_who_escalated_a_case_is_not_said_to_have_closed_it(case: Case, ana: User, ben: User) -> None:
    asked(case, ana)
    Case.objects.filter(pk=case.pk).update(closed_at=LATER, outcome="gone")
    case_actions.log_event(case, "closed", None, LATER, outcome="gone")
    with pytest.raises(Refused, match="The machine closed this case already"):
        case_actions.claim(case, ben, LATER)


def test_handing_on_to_a_team_that_had_answered_asks_it_anew(case: Case, ana: User, lee: User) -> None:
    """What it had answered stays on the record, and nobody takes it for the answer to this."""
    ours, theirs = asked(case, ana), asked(case, ana, team="legal")
    escalation_actions.answer(ours, lee, NOON, text="You may.")
    escalation_actions.hand_on(theirs, make_user("lex", "lead", team="legal"), LATER, team="pr", why="Yours.")
    ours = fresh(ours)
    assert (ours.state, ours.answer, ours.answered_by) == ("new", "", None)
    assert case.events.filter(kind=Kind.ANSWERED, why="You may.").exists()


def test_a_team_does_not_see_the_case_that_was_withdrawn_from_it(case: Case, ana: User, lee: User) -> None:
    asked(case, ana)
    undo_last(case, ana, NOON)
    assert not Escalation.objects.visible_to(lee).exists()
    assert not Escalation.objects.visible_to(ana).exists()
