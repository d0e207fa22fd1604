"""The clocks of cases: what keeps them, what ends them, and what makes them run again."""

import pytest

from community.ingest import Stored
from community.models import Channel, Community, Message
from moderation.answers.reading import answers_in
from moderation.assessments import intake
from moderation.cases import actions
from moderation.cases.clocks import deeds_of
from moderation.cases.undo import undo_last
from moderation.models import Case, Clock, Desk, Outbox, User
from moderation.models.cases import NO_DEADLINE
from moderation.policy.clocks import State
from tests.builders import NOON, make_channel, make_message, make_reply
from tests.cases.promised import HOUR, MINUTE, arrive, assess, clock, fresh, hide, kept

pytestmark = pytest.mark.usefixtures("targets")


@pytest.fixture
def case(threat: Message) -> Case:
    assess(threat)
    return Case.objects.get()


def test_claiming_and_noting_are_no_action(case: Case, ana: User) -> None:
    actions.claim(case, ana, NOON + MINUTE)
    actions.note(case, ana, NOON + MINUTE, text="Looking into it.")
    assert kept() == (None, None)


def test_what_came_before_the_first_decision_stays_no_action(case: Case, ana: User) -> None:
    actions.claim(case, ana, NOON + MINUTE)
    actions.note(case, ana, NOON + MINUTE, text="Looking into it.")
    hide(fresh(case), ana, NOON + 5 * MINUTE, keep_open=True)
    assert clock().kept_at == NOON + 5 * MINUTE


def test_what_the_machine_did_is_no_action(case: Case, ana: User) -> None:
    actions.log_event(case, "escalated", None, NOON + MINUTE)
    hide(case, ana, NOON + 5 * MINUTE, keep_open=True)
    assert clock().kept_at == NOON + 5 * MINUTE


def test_the_record_of_other_cases_and_threads_is_not_read(case: Case, threat: Message, ana: User) -> None:
    other = make_message("My lawyer writes too.", channel=threat.channel)
    assess(other)
    for message in (threat, other):
        hide(Case.objects.get(message=message), ana, NOON + MINUTE, keep_open=True)
        make_reply(message, from_staff=True)
    assert set(deeds_of([case.pk])) == {case.pk}
    assert set(answers_in([threat.conversation_id])) == {threat.conversation_id}


def test_a_decision_is_a_first_action_and_the_reply_is_due_next(case: Case, ana: User) -> None:
    hide(case, ana, NOON + MINUTE, keep_open=True)
    assert (clock().kept_at, clock().kept_as) == (NOON + MINUTE, "done")
    assert (clock("reply").kept_at, fresh(case).due_by) == (None, NOON + 4 * HOUR)


def test_the_second_decision_is_not_the_first_action(case: Case, ana: User) -> None:
    hide(case, ana, NOON + MINUTE, keep_open=True)
    hide(case, ana, NOON + 5 * MINUTE, keep_open=True)
    assert clock().kept_at == NOON + MINUTE


@pytest.mark.parametrize(("minutes", "state"), [(240, State.MET), (241, State.MISSED)])
def test_a_reply_meets_the_clock_if_it_arrives_in_time(case: Case, ana: User, minutes: int, state: State) -> None:
    actions.reply(case, ana, NOON + MINUTE, text="We are on it.", close=True)
    assert kept() == (NOON + MINUTE, None)
    assert not clock("reply").ended_at
    arrive(case, NOON + minutes * MINUTE)
    reply = clock("reply")
    assert (reply.value.state(NOON + 9 * HOUR), reply.kept_as) == (state, "delivered")


def test_a_reply_that_somebody_marks_as_done_is_kept_by_hand(case: Case, ana: User) -> None:
    actions.reply(case, ana, NOON + MINUTE, text="We are on it.", close=True)
    arrive(case, NOON + HOUR, done_by=ana)
    assert (clock("reply").kept_at, clock("reply").kept_as) == (NOON + HOUR, "by_hand")


def test_recalling_the_reply_lets_both_clocks_run_again(case: Case, ana: User) -> None:
    actions.reply(case, ana, NOON + MINUTE, text="We are on it.", close=True)
    undo_last(case, ana, NOON + MINUTE)
    assert kept() == (None, None)
    assert fresh(case).due_by == NOON + HOUR
    assert case.rows.get().waits


def test_closing_without_a_reply_cancels_it(case: Case, ana: User) -> None:
    actions.close(case, ana, NOON + MINUTE, why="Spam.")
    reply = clock("reply")
    assert (reply.value.state(NOON + 9 * HOUR), reply.ended_at, reply.ended_as) == (
        State.CANCELLED,
        NOON + MINUTE,
        "closed",
    )
    assert clock().kept_at == NOON + MINUTE
    assert fresh(case).due_by == NO_DEADLINE


def test_reopening_lets_the_reply_be_due_again(case: Case, ana: User) -> None:
    actions.close(case, ana, NOON + MINUTE, why="Spam.")
    actions.reopen(case, ana, NOON + 2 * MINUTE, why="It was not.")
    assert fresh(case).due_by == NOON + 4 * HOUR


def test_what_staff_write_in_the_thread_is_the_first_reply(case: Case, threat: Message) -> None:
    assess(make_reply(threat, minutes=50, from_staff=True), make_reply(threat, minutes=20, from_staff=True))
    assert kept() == (NOON + 20 * MINUTE, NOON + 20 * MINUTE)
    assert clock("reply").kept_as == "platform"
    assert fresh(case).due_by == NO_DEADLINE


def test_an_earlier_reply_that_comes_late_is_still_the_first(case: Case, threat: Message, ana: User) -> None:
    actions.reply(case, ana, NOON + 50 * MINUTE, text="We are on it.", close=False)
    arrive(case, NOON + 51 * MINUTE)
    assess(make_reply(threat, minutes=20, from_staff=True))
    assert clock("reply").kept_at == NOON + 20 * MINUTE


def test_the_reply_that_the_feed_brings_back_changes_nothing(case: Case, threat: Message, ana: User) -> None:
    actions.reply(case, ana, NOON + 20 * MINUTE, text="We are on it.", close=True)
    arrive(case, NOON + 20 * MINUTE)
    assess(make_reply(threat, minutes=21, from_staff=True))
    assert (clock("reply").kept_at, clock("reply").kept_as) == (NOON + 20 * MINUTE, "delivered")


@pytest.mark.parametrize("by_hand", [True, False])
def test_a_reply_that_the_platform_dates_before_we_heard_of_it_is_ours_still(
    case: Case, threat: Message, ana: User, by_hand: bool
) -> None:
    actions.reply(case, ana, NOON + 20 * MINUTE, text="We are on it.", close=False)
    case.outbox.update(state=Outbox.State.DONE, done_at=NOON + 50 * MINUTE, done_by=ana if by_hand else None)
    assess(make_reply(threat, "We are  on it.", minutes=30, from_staff=True))
    assert kept() == (NOON + 20 * MINUTE, NOON + 30 * MINUTE)
    assert clock().kept_as == "done"
    assert clock("reply").kept_as == ("by_hand" if by_hand else "delivered")


def test_it_is_never_there_before_it_was_written(case: Case, threat: Message, ana: User) -> None:
    actions.reply(case, ana, NOON + 20 * MINUTE, text="We are on it.", close=False)
    arrive(case, NOON + 21 * MINUTE)
    assess(make_reply(threat, "We are on it.", minutes=16, from_staff=True))
    assert (clock("reply").kept_at, clock("reply").kept_as) == (NOON + 20 * MINUTE, "delivered")


def test_what_staff_wrote_besides_is_the_platforms(case: Case, threat: Message, ana: User) -> None:
    actions.reply(case, ana, NOON + 20 * MINUTE, text="We are on it.", close=False)
    arrive(case, NOON + 50 * MINUTE)
    assess(make_reply(threat, "It is mended.", minutes=30, from_staff=True))
    assert (clock("reply").kept_at, clock("reply").kept_as) == (NOON + 30 * MINUTE, "platform")


def test_one_that_nobody_marked_as_sent_and_came_is_the_platforms(case: Case, threat: Message, ana: User) -> None:
    actions.reply(case, ana, NOON + 20 * MINUTE, text="We are on it.", close=False)
    assess(make_reply(threat, "We are on it.", minutes=30, from_staff=True))
    assert (clock("reply").kept_at, clock("reply").kept_as) == (NOON + 30 * MINUTE, "platform")


def test_what_another_member_writes_is_no_reply(case: Case, threat: Message) -> None:
    assess(make_reply(threat, "Same here.", minutes=20))
    assert kept() == (None, None)


def test_what_another_member_writes_is_no_reply_when_somebody_acts_either(
    case: Case, threat: Message, ana: User
) -> None:
    make_reply(threat, "Same here.", minutes=20)
    hide(case, ana, NOON + HOUR, keep_open=True)
    assert kept() == (NOON + HOUR, None)


def test_who_was_answered_before_the_case_opened_is_owed_no_reply(threat: Message) -> None:
    make_reply(threat, minutes=20, from_staff=True)
    assess(threat)
    assert [(each.kind, each.kept_at, each.kept_as) for each in Clock.objects.all()] == [
        ("action", NOON + 20 * MINUTE, "platform")
    ]


def test_what_staff_wrote_before_the_message_answers_nothing(reviews: Channel) -> None:
    first = make_message("Any news?", channel=reviews)
    make_reply(first, minutes=10, from_staff=True)
    assess(make_reply(first, "Then my lawyer will write.", minutes=20, kind="direct"))
    assert kept() == (None, None)


def test_staff_who_write_after_the_case_was_closed_have_answered_all_the_same(
    case: Case, threat: Message, ana: User
) -> None:
    actions.close(case, ana, NOON + MINUTE, why="Spam.")
    assess(make_reply(threat, minutes=20, from_staff=True))
    assert kept() == (NOON + MINUTE, NOON + 20 * MINUTE)


def test_what_is_no_answer_any_more_lets_the_clock_run(case: Case, threat: Message) -> None:
    reply = make_reply(threat, minutes=20, from_staff=True)
    assess(reply)
    reply.removed_at = NOON + HOUR
    reply.save()
    intake.stored(Stored(removed=[reply]))
    assert kept() == (None, None)


def test_a_platform_whose_clock_is_ahead_of_ours_still_keeps_the_promise(case: Case, threat: Message) -> None:
    """The answer closes nothing here; a person closes the case a moment later by our clock."""
    assess(make_reply(threat, minutes=30, from_staff=True, received_at=NOON + 20 * MINUTE))
    assert clock("reply").kept_at == NOON + 20 * MINUTE


def test_undo_seconds_still_only_delay_what_goes_out(case: Case, ana: User) -> None:
    Desk.objects.update(undo_seconds=60)
    case.community.desk.refresh_from_db()
    actions.reply(fresh(case), ana, NOON + MINUTE, text="We are on it.", close=False)
    assert clock().kept_at == NOON + MINUTE
    assert Outbox.objects.get().due_at == NOON + 2 * MINUTE


def test_channels_do_not_share_threads(case: Case, tarnfell: Community) -> None:
    other = make_message("Hello", channel=make_channel(tarnfell, "forum"))
    assess(make_reply(other, from_staff=True))
    assert kept() == (None, None)
