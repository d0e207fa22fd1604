"""What a reply that does not arrive does to its case."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from community.models import Channel
from moderation.answers.actions import say_answered
from moderation.assessments import standing
from moderation.assessments.looking_over import look_over
from moderation.cases import actions
from moderation.cases.arriving import give_up_reply, open_for_lost_reply
from moderation.cases.splitting import merge
from moderation.cases.undo import undo_last
from moderation.models import Case, CaseGuideline, Outbox, User, WorkingHours
from moderation.refusal import Refused
from tests.builders import NOON, make_case, make_guideline, make_member, make_message, make_reply, make_row
from tests.cases.lost import lose, lost_at, report
from tests.cases.promised import assess

MINUTE = timedelta(minutes=1)
LATER, SOON = NOON + 2 * MINUTE, NOON + 3 * MINUTE


@pytest.fixture
def asked(reviews: Channel) -> Case:
    return make_case(make_message(channel=reviews), opened_for=["answer"])


@pytest.fixture
def lost(asked: Case, ana: User) -> Case:
    """Answered and closed, and the reply was lost."""
    CaseGuideline.between(asked, make_guideline(asked.community, "late").pk).save()
    actions.reply(asked, ana, NOON + MINUTE, text="Sorry.", close=True)
    lose(asked, LATER)
    return Case.objects.get(pk=asked.pk)


def test_a_reply_that_failed_is_given_up_with_the_wait_for_it(asked: Case, ana: User) -> None:
    actions.reply(asked, ana, NOON, text="Sorry.", close=False)
    asked.outbox.update(state="failed")
    assert give_up_reply(asked, ana, LATER, why="The account is gone.")
    asked.refresh_from_db()
    assert (asked.outcome, asked.rows.get().settled_as) == (Case.Outcome.UNDELIVERED, "closed")


@pytest.mark.parametrize(("kind", "state"), [("reply", "waiting"), ("reply", "done"), ("hide", "failed")])
def test_what_is_no_failed_reply_is_not_given_up(asked: Case, ana: User, kind: str, state: str) -> None:
    actions.reply(asked, ana, NOON, text="Sorry.", close=False)
    asked.outbox.update(kind=kind, state=state)
    with pytest.raises(Refused, match="No reply of this case has failed"):
        give_up_reply(asked, ana, LATER, why="The account is gone.")


@pytest.mark.parametrize(("close", "is_open"), [(True, True), (False, False)], ids=["by the reply", "by a person"])
def test_a_lost_reply_opens_only_what_was_closed_with_it(asked: Case, ana: User, close: bool, is_open: bool) -> None:
    actions.reply(asked, ana, NOON, text="Sorry.", close=close)
    if not close:
        actions.close(asked, ana, NOON, why="Enough.")
    open_for_lost_reply(asked, LATER)
    asked.refresh_from_db()
    assert (asked.closed_at is None) == is_open


# ── at the top until somebody has dealt with it ─────────────────────────


@pytest.mark.parametrize("close", [True, False], ids=["opened again", "open all the time"])
@pytest.mark.parametrize("reason", ["answer", "finding", "negative"])
def test_a_lost_reply_puts_its_case_at_the_top(reviews: Channel, ana: User, close: bool, reason: str) -> None:
    make_case(make_message(), priority=100, severity=4, due_by=NOON - timedelta(days=150))
    case = make_case(make_message(channel=reviews), opened_for=[reason], priority=0, severity=0)
    actions.reply(case, ana, NOON + MINUTE, text="Sorry.", close=close)
    assert lost_at(case) is None
    lose(case, LATER)
    assert lost_at(case) == LATER
    assert Case.objects.open().in_triage_order().first() == case


@pytest.mark.parametrize("state", [Outbox.State.DONE, Outbox.State.FAILED])
def test_a_reply_that_arrives_and_a_decision_that_fails_do_not(asked: Case, ana: User, state: Outbox.State) -> None:
    if state == Outbox.State.DONE:
        actions.reply(asked, ana, NOON + MINUTE, text="Sorry.", close=False)
    else:
        said = {"action": "hide", "guideline": None, "reason": "Rude.", "revision": 1}
        actions.decide(asked, ana, NOON + MINUTE, **said, keep_open=True)
    report(asked.outbox.get(), LATER, state)
    actions.follow_up([asked], LATER)
    assert lost_at(asked) is None


def answer_anew(case: Case, by: User) -> None:
    actions.reply(case, by, SOON, text="Once more.", close=False)


def give_up(case: Case, by: User) -> None:
    give_up_reply(case, by, SOON, why="The account is gone.")


def need_nothing(case: Case, by: User) -> None:
    actions.need_no_answer(case, by, SOON)


def decide(case: Case, by: User) -> None:
    actions.decide(case, by, SOON, action="keep", guideline=None, reason="Fine.", revision=1)


def close(case: Case, by: User) -> None:
    actions.close(case, by, SOON, why="Enough.")


def hear_that_staff_answered(case: Case, by: User) -> None:
    vera = make_reply(case.message, "Mine too.", author=make_member(case.community, "vera"))
    said = make_reply(vera, "We are on it.", minutes=3, from_staff=True)
    say_answered(case, said.pk, by, SOON)


def answer_there(case: Case, by: User) -> None:
    said = make_reply(case.message, "We are on it.", minutes=3, from_staff=True)
    standing.heard([said.conversation_id], SOON)


def delete(case: Case, by: User) -> None:
    standing.gone([case.message_id], SOON)


def merge_away(case: Case, by: User) -> None:
    other = make_case(make_message(channel=case.channel, author=case.author))
    merge(other, by, SOON, other=case)


Deed = Callable[[Case, User], None]
DEEDS: list[Deed] = [answer_anew, give_up, need_nothing, decide, close, hear_that_staff_answered]
BY_NOBODY: list[Deed] = [answer_there, delete, merge_away]


@pytest.mark.parametrize("deed", [*DEEDS, *BY_NOBODY])
def test_it_stands_there_until_somebody_has_dealt_with_it(lost: Case, ana: User, deed: Deed) -> None:
    assert lost_at(lost) == LATER
    deed(lost, ana)
    assert lost_at(lost) is None


@pytest.mark.parametrize("deed", DEEDS)
def test_an_undo_of_that_puts_it_back(lost: Case, ana: User, deed: Deed) -> None:
    deed(lost, ana)
    undo_last(lost, ana, SOON + MINUTE)
    assert lost_at(lost) == LATER


def test_a_person_who_opens_it_again_finds_it_there(lost: Case, ana: User) -> None:
    close(lost, ana)
    actions.reopen(lost, ana, SOON + MINUTE, why="No.")
    assert lost_at(lost) == LATER


def give_back(case: Case, by: User) -> None:
    actions.release(case, by, SOON)
    actions.follow_up([case], SOON)


def write_a_note(case: Case, by: User) -> None:
    actions.note(case, by, SOON, text="I look.")
    actions.follow_up([case], SOON)


def decide_and_keep_open(case: Case, by: User) -> None:
    said = {"action": "keep", "guideline": None, "reason": "Fine.", "revision": 1}
    actions.decide(case, by, SOON, **said, keep_open=True)


def judge_again(case: Case, by: User) -> None:
    assess(case.message)


def edit(case: Case, by: User) -> None:
    case.message.text, case.message.revision = "Where is it, please?", 2
    case.message.save()
    assess(case.message)


def write_again(case: Case, by: User) -> None:
    about = {"channel": case.channel, "conversation": case.conversation, "author": case.author, "kind": "direct"}
    assess(make_message("Hello?", posted_at=SOON, **about))


def change_the_hours(case: Case, by: User) -> None:
    WorkingHours.objects.create(community=case.community, weekday=0, opens=540, closes=1020)
    assert look_over(SOON) > 0


def lose_its_place(case: Case, by: User) -> None:
    Case.objects.update(rank=0)
    assert look_over(SOON) > 0


OTHERS: list[Deed] = [
    *(give_back, write_a_note, decide_and_keep_open, judge_again, edit, write_again, change_the_hours, lose_its_place)
]


@pytest.mark.parametrize("deed", OTHERS)
def test_whatever_else_happens_leaves_it_there(lost: Case, ana: User, deed: Deed) -> None:
    deed(lost, ana)
    assert lost_at(lost) == LATER


def test_one_of_many_alike_stands_there_too(lost: Case, ana: User) -> None:
    Case.objects.filter(pk=lost.pk).update(behind=make_case(make_message()))
    actions.follow_up([lost], SOON)
    assert lost_at(lost) == LATER


def test_the_second_reply_may_be_lost_as_well(lost: Case, ana: User) -> None:
    answer_anew(lost, ana)
    lose(lost, SOON + MINUTE)
    assert lost_at(lost) == SOON + MINUTE


def test_who_else_was_answered_is_not_this_person(asked: Case, ana: User) -> None:
    """Vera wrote the same, and her reply was lost."""
    vera = make_message(asked.message.text, author=make_member(asked.community, "vera"))
    make_row(asked, vera, role="copy", waits=True)
    actions.reply(asked, ana, NOON + MINUTE, text="Sorry.", close=True, to_all=True)
    assert lose(asked, LATER).message == vera
    actions.reply(asked, ana, SOON, text="To the first one alone.", close=False)
    assert lost_at(asked) == LATER
    actions.reply(asked, ana, SOON, text="To both.", close=False, to_all=True)
    assert lost_at(asked) is None


def test_what_came_after_it_was_dealt_with_is_another_matter(lost: Case, ana: User) -> None:
    actions.close(lost, ana, timezone.now(), why="Enough.")
    write_again(lost, ana)
    found = Case.objects.get(pk=lost.pk)
    assert (found.closed_at, lost_at(found)) == (None, None)


# ── where the person has another case open by then ──────────────────────


@pytest.fixture
def newer(asked: Case, ana: User) -> Case:
    """The person wrote again after the reply had closed the first case."""
    actions.reply(asked, ana, NOON + MINUTE, text="Sorry.", close=True)
    about = {"channel": asked.channel, "conversation": asked.conversation, "author": asked.author}
    return make_case(make_message("Another thing.", posted_at=NOON + MINUTE, **about), opened_for=["answer"])


def test_the_newer_case_of_the_person_stands_at_the_top(asked: Case, newer: Case, ana: User) -> None:
    row = lose(asked, LATER)
    assert (Case.objects.get(pk=asked.pk).outcome, lost_at(asked), lost_at(newer)) == ("replied", None, LATER)
    event = newer.events.get(kind="failed")
    assert event.facts == {"outbox": row.pk, "what": "reply"}
    assert event.why == f"The reply of case {asked.pk} did not arrive, so the person still waits."


@pytest.mark.parametrize("deed", [answer_anew, give_up, need_nothing, close])
def test_there_it_is_dealt_with_too(asked: Case, newer: Case, ana: User, deed: Deed) -> None:
    lose(asked, LATER)
    deed(newer, ana)
    assert lost_at(newer) is None
    undo_last(newer, ana, SOON + MINUTE)
    assert lost_at(newer) == LATER


def test_a_reply_that_fails_after_its_case_was_merged_is_lost_where_it_went(asked: Case, ana: User) -> None:
    other = make_case(make_message(channel=asked.channel, author=asked.author))
    actions.reply(asked, ana, NOON + MINUTE, text="Sorry.", close=False)
    merge(other, ana, NOON + MINUTE, other=asked)
    lose(asked, LATER)
    assert (lost_at(asked), lost_at(other)) == (None, LATER)


def test_what_a_person_closed_is_nobodys_matter_elsewhere(asked: Case, ana: User) -> None:
    actions.reply(asked, ana, NOON, text="Sorry.", close=False)
    actions.close(asked, ana, NOON + MINUTE, why="Enough.")
    about = {"channel": asked.channel, "conversation": asked.conversation, "author": asked.author}
    newer = make_case(make_message("Another thing.", **about), opened_for=["answer"])
    lose(asked, LATER)
    assert (lost_at(newer), newer.events.filter(kind="failed").exists()) == (None, False)
