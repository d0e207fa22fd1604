"""Splitting a case and merging two: no promise is lost or due later, and each can be taken back."""

from datetime import timedelta

import pytest

from community.models import Channel
from moderation.cases import actions
from moderation.cases.splitting import merge, split
from moderation.cases.undo import undo_last
from moderation.models import Case, CaseMessage, Clock, User
from moderation.refusal import Refused
from tests.builders import NOON, make_case, make_clock, make_escalation, make_member, make_message, make_row
from tests.cases.lost import lose, lost_at

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
LATER = NOON + HOUR
BOTH, ANSWER = {"opened_for": ["finding", "answer"]}, {"opened_for": ["answer"], "severity": 0, "priority": 20}


@pytest.fixture
def case(reviews: Channel) -> Case:
    """Moira threatens, and asks something."""
    case = make_case(make_message("My lawyer will write."), action=NOON + HOUR, reply=NOON + 4 * HOUR, **BOTH)
    make_row(case, make_message("Is it waterproof?", conversation=case.conversation), **ANSWER)
    return case


@pytest.fixture
def other(case: Case) -> Case:
    """Moira asks elsewhere too."""
    return make_case(make_message("And the stove?"), reply=NOON + 2 * HOUR, **ANSWER)


def clocks(case: Case) -> list[tuple[str, object, str]]:
    """What is promised on a case, by when, and what became of it."""
    rows = Clock.objects.filter(case=case).order_by("kind", "due_by")
    return [(each.kind, each.due_by - NOON, each.kept_as or each.ended_as) for each in rows]


def places_of(*cases: Case) -> list[tuple[object, ...]]:
    return list(Case.objects.filter(pk__in=[case.pk for case in cases]).order_by("pk").values_list("due_by", "rank"))


def question(case: Case) -> CaseMessage:
    return case.rows.get(message__text="Is it waterproof?")


def texts(case: Case) -> list[str]:
    return list(case.rows.order_by("pk").values_list("message__text", flat=True))


def test_a_split_makes_a_part_that_keeps_what_was_promised(case: Case, ana: User) -> None:
    new = split(case, ana, LATER, chosen=[question(case).pk], why="Another matter.")
    case.refresh_from_db()
    new.refresh_from_db()
    assert (texts(case), texts(new)) == (["My lawyer will write."], ["Is it waterproof?"])
    assert (new.split_no, new.conversation, new.author) == (1, case.conversation, case.author)
    assert clocks(case) == [("action", HOUR, ""), ("reply", 4 * HOUR, "")]
    assert clocks(new) == [("action", HOUR, ""), ("reply", 4 * HOUR, "")]
    assert (case.severity, case.opened_for, new.severity, new.opened_for) == (3, BOTH["opened_for"], 0, ["answer"])
    assert (case.due_by, new.due_by) == (NOON + HOUR, NOON + HOUR)


def test_a_decision_is_owed_where_the_finding_went(case: Case, ana: User) -> None:
    # It began with the question, which had a finding too once.
    make_clock(case, "decision", NOON + 5 * HOUR, message=question(case).message)
    threat = case.rows.exclude(pk=question(case).pk).get()
    new = split(case, ana, LATER, chosen=[threat.pk])
    assert [clock for clock in clocks(case) if clock[0] == "decision"] == [("decision", 5 * HOUR, "moved")]
    assert [clock for clock in clocks(new) if clock[0] == "decision"] == [("decision", 5 * HOUR, "")]
    undo_last(case, ana, LATER)
    assert ("decision", 5 * HOUR, "") in clocks(case)


def test_a_copy_keeps_its_own_promise_when_its_case_is_split(case: Case, ana: User) -> None:
    vera = make_message("My lawyer will write.", author=make_member(case.community, "vera"))
    make_row(case, vera, role="copy", **BOTH)
    make_clock(case, "reply", NOON + 2 * HOUR, message=vera)
    new = split(case, ana, LATER, chosen=[question(case).pk])
    assert clocks(new) == [("action", HOUR, ""), ("reply", 4 * HOUR, "")]
    assert clocks(case) == [("action", HOUR, ""), ("reply", 2 * HOUR, ""), ("reply", 4 * HOUR, "")]


def test_two_promises_of_a_kind_are_shared_as_the_earlier_of_them(case: Case, ana: User) -> None:
    third = make_message("And the bag?", conversation=case.conversation)
    make_row(case, third, **ANSWER)
    make_clock(case, "reply", NOON + 3 * HOUR, message=third)
    new = split(case, ana, LATER, chosen=[question(case).pk])
    assert clocks(new) == [("action", HOUR, ""), ("reply", 3 * HOUR, "")]


def test_what_is_shared_brings_forward_what_the_part_was_promised_for_later(case: Case, ana: User) -> None:
    make_clock(case, "reply", NOON + 5 * HOUR, message=question(case).message)
    new = split(case, ana, LATER, chosen=[question(case).pk])
    assert clocks(new) == [("action", HOUR, ""), ("reply", 4 * HOUR, "")]


def test_what_was_kept_before_a_split_stays_kept(case: Case, ana: User) -> None:
    actions.decide(case, ana, NOON + MINUTE, action="hide", guideline=None, reason="Rude.", revision=1, keep_open=True)
    new = split(case, ana, LATER, chosen=[case.rows.earliest("pk").pk])
    assert clocks(case) == [("action", HOUR, "done"), ("reply", 4 * HOUR, "")]
    assert clocks(new) == [("reply", 4 * HOUR, "")]


def test_a_split_is_taken_back(case: Case, ana: User) -> None:
    before = clocks(case), texts(case)
    new = split(case, ana, LATER, chosen=[question(case).pk])
    undo_last(case, ana, LATER)
    new.refresh_from_db()
    assert (clocks(case), texts(case)) == before
    assert (new.outcome, clocks(new), texts(new)) == ("merged", [], [])


def test_a_split_that_somebody_went_on_with_stays(case: Case, ana: User) -> None:
    new = split(case, ana, LATER, chosen=[question(case).pk])
    actions.note(new, ana, LATER, text="Asked the warehouse.")
    with pytest.raises(Refused, match="stays split"):
        undo_last(case, ana, LATER)


def test_a_split_whose_part_the_machine_has_closed_stays(case: Case, ana: User) -> None:
    new = split(case, ana, LATER, chosen=[question(case).pk])
    Case.objects.filter(pk=new.pk).update(closed_at=LATER, outcome="gone")
    with pytest.raises(Refused, match="stays split"):
        undo_last(case, ana, LATER)


def test_what_was_settled_meanwhile_is_not_split_off(case: Case, ana: User) -> None:
    third = make_row(case, make_message("And the bag?", conversation=case.conversation), **ANSWER)
    CaseMessage.objects.filter(pk=third.pk).update(settled_at=LATER, settled_as="gone")
    with pytest.raises(Refused, match="This case has changed"):
        split(case, ana, LATER, chosen=[question(case).pk, third.pk])


@pytest.mark.parametrize("which", [0, 2], ids=["nothing", "everything"])
def test_a_split_takes_some_and_leaves_some(case: Case, ana: User, which: int) -> None:
    chosen = list(case.rows.order_by("pk").values_list("pk", flat=True))[:which]
    with pytest.raises(Refused, match="leave at least one"):
        split(case, ana, LATER, chosen=chosen)


def test_a_merge_brings_all_together_and_the_earliest_promise_leads(case: Case, other: Case, ana: User) -> None:
    merge(case, ana, LATER, other=other, why="The same matter.")
    case.refresh_from_db()
    other.refresh_from_db()
    assert texts(case) == ["My lawyer will write.", "Is it waterproof?", "And the stove?"]
    assert clocks(case) == [("action", HOUR, ""), ("reply", 2 * HOUR, ""), ("reply", 4 * HOUR, "")]
    assert (other.outcome, texts(other), clocks(other), case.due_by) == ("merged", [], [], NOON + HOUR)


def test_what_was_kept_before_a_merge_stays_kept(case: Case, other: Case, ana: User) -> None:
    make_clock(other, "action", NOON + HOUR)
    actions.reply(other, ana, NOON + MINUTE, text="Not yet.", close=False)
    merge(case, ana, LATER, other=other)
    assert clocks(other) == [("action", HOUR, "done")]
    assert clocks(case) == [("action", HOUR, ""), ("reply", 2 * HOUR, ""), ("reply", 4 * HOUR, "")]


def test_a_merge_is_taken_back(case: Case, other: Case, ana: User) -> None:
    make_clock(other, "action", NOON + HOUR)
    actions.reply(other, ana, NOON + MINUTE, text="Not yet.", close=False)
    before, places = [(clocks(each), texts(each)) for each in (case, other)], places_of(case, other)
    merge(case, ana, LATER, other=other)
    undo_last(case, ana, LATER)
    assert [(clocks(each), texts(each)) for each in (case, other)] == before
    assert places_of(case, other) == places
    assert list(Case.objects.open().order_by("pk")) == [case, other]


def test_a_merge_is_taken_back_where_all_of_it_is(case: Case, other: Case, ana: User) -> None:
    merge(case, ana, LATER, other=other)
    with pytest.raises(Refused, match="nothing here that you can undo"):
        undo_last(other, ana, LATER)


def test_cases_of_two_persons_are_not_merged(case: Case, ana: User) -> None:
    vera = make_case(make_message(author=make_member(case.community, "vera")))
    with pytest.raises(Refused, match="of the same person"):
        merge(case, ana, LATER, other=vera)


def test_of_two_unknown_authors_nobody_knows_that_they_are_one(reviews: Channel, ana: User) -> None:
    one, another = (make_case(make_message(author=None)) for _ in range(2))
    with pytest.raises(Refused, match="of the same person"):
        merge(one, ana, LATER, other=another)


def test_what_a_team_is_asked_no_more_is_merged(case: Case, other: Case, ana: User) -> None:
    make_escalation(other, closed_at=NOON, withdrawn_at=NOON)
    merge(case, ana, LATER, other=other)
    assert list(Case.objects.open()) == [case]


def test_what_a_team_was_asked_about_stays_as_it_is(case: Case, other: Case, ana: User) -> None:
    make_escalation(other)
    with pytest.raises(Refused, match="A team was asked"):
        merge(case, ana, LATER, other=other)


def test_what_a_team_has_already_takes_another_case_in_of_which_the_team_sees_nothing(
    case: Case, other: Case, ana: User
) -> None:
    asked = make_escalation(case)
    merge(case, ana, LATER, other=other)
    assert asked.about.conversation_id == case.message.conversation_id != other.message.conversation_id
    undo_last(case, ana, LATER)
    other.refresh_from_db()
    assert (other.closed_at, texts(other)) == (None, ["And the stove?"])


@pytest.fixture
def lost(other: Case, ana: User) -> Case:
    """What Moira was told elsewhere was lost."""
    actions.reply(other, ana, NOON + MINUTE, text="Not yet.", close=False)
    lose(other, NOON + 2 * MINUTE)
    return other


def test_a_merge_takes_a_lost_reply_with_it_and_its_undo_gives_it_back(case: Case, lost: Case, ana: User) -> None:
    merge(case, ana, LATER, other=lost)
    assert (lost_at(case), lost_at(lost)) == (LATER, None)
    undo_last(case, ana, LATER + MINUTE)
    assert (lost_at(case), lost_at(lost)) == (None, NOON + 2 * MINUTE)


def test_a_merge_takes_no_reply_with_it_that_somebody_has_dealt_with(case: Case, lost: Case, ana: User) -> None:
    actions.reply(lost, ana, NOON + 3 * MINUTE, text="Not yet, sorry.", close=False)
    merge(case, ana, LATER, other=lost)
    assert lost_at(case) is None


def test_a_split_leaves_a_lost_reply_where_it_is(case: Case, ana: User) -> None:
    actions.reply(case, ana, NOON + MINUTE, text="Not yet.", close=False)
    lose(case, NOON + 2 * MINUTE)
    new = split(case, ana, LATER, chosen=[question(case).pk])
    assert (lost_at(case), lost_at(new)) == (NOON + 2 * MINUTE, None)
