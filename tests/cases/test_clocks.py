"""The clocks of cases: what starts them, what stops them, and what makes them run again."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from community.ingest import Stored
from community.models import Channel, Community, Message
from moderation import targets as response_targets
from moderation.assessments import intake, pipeline
from moderation.cases import actions
from moderation.cases.clocks import deeds_of, settle_clocks, staff_posts
from moderation.cases.undo import undo_last
from moderation.models import (
    Case,
    Desk,
    Outbox,
    PendingAssessment,
    ResponseTarget,
    StaleDay,
    User,
    WorkingHours,
)
from moderation.models.cases import NO_DEADLINE
from moderation.policy.clocks import State
from moderation.policy.values import Severity
from tests.builders import NOON, make_channel, make_guideline, make_message, make_reply, make_user

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def targets(tarnfell: Community) -> None:
    """An hour to act and four to reply on what is high; nothing is promised for the rest."""
    make_guideline()
    ResponseTarget.objects.create(community=tarnfell, severity=3, first_action=60, first_reply=240)


def assess(*messages: Message) -> None:
    for message in messages:
        PendingAssessment.objects.create(message=message, revision=message.revision)
    pipeline.drain()


@pytest.fixture
def threat(reviews: Channel) -> Message:
    return make_message("My lawyer will write to you.", channel=reviews)


@pytest.fixture
def case(threat: Message) -> Case:
    assess(threat)
    return Case.objects.get()


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def state_of(case: Case) -> State:
    clock = case.clock("first_reply")
    assert clock
    return clock.state(NOON + 9 * HOUR)


def hide(case: Case, by: User, at: datetime, **fields: object) -> None:
    actions.decide(case, by, at, action="hide", guideline=None, reason="A threat.", revision=case.revision, **fields)  # type: ignore[arg-type]


def test_the_clocks_of_a_case_start_when_its_message_was_posted(case: Case) -> None:
    assert case.clock_started_at == NOON
    assert (case.first_action_by, case.first_reply_by) == (NOON + HOUR, NOON + 4 * HOUR)
    assert case.first_action_risk_at == NOON + 45 * MINUTE
    assert case.due_by == NOON + HOUR


@pytest.mark.parametrize(("hours", "starts"), [(23, "posted"), (25, "received")])
def test_a_message_that_came_in_over_a_day_late_waits_from_then_on(reviews: Channel, hours: int, starts: str) -> None:
    received = NOON + timedelta(hours=hours)
    assess(make_message("My lawyer will write.", channel=reviews, received_at=received))
    assert Case.objects.get().clock_started_at == {"posted": NOON, "received": received}[starts]


def test_a_message_from_the_future_waits_from_when_it_was_received(reviews: Channel) -> None:
    assess(make_message("My lawyer will write.", channel=reviews, posted_at=NOON + HOUR, received_at=NOON))
    assert Case.objects.get().clock_started_at == NOON


def test_nothing_is_due_where_nothing_was_promised(reviews: Channel) -> None:
    assess(make_message("This is the most horrible, disgusting, terrible rubbish I hate.", channel=reviews))
    case = Case.objects.get()
    assert case.clock("first_action") is None
    assert case.due_by == NO_DEADLINE


def test_working_hours_move_the_due_times(tarnfell: Community, threat: Message) -> None:
    """16 November 2026 is a Monday; the desk closes at 12:30 and opens at nine on Tuesday."""
    for weekday in (0, 1):
        WorkingHours.objects.create(community=tarnfell, weekday=weekday, opens=9 * 60, closes=12 * 60 + 30)
    assess(threat)
    assert Case.objects.get().first_action_by == NOON + timedelta(hours=21, minutes=30)


def test_claiming_and_noting_are_no_action(case: Case, ana: User) -> None:
    actions.claim(case, ana, NOON + MINUTE)
    actions.note(case, ana, NOON + MINUTE, text="Looking into it.")
    assert fresh(case).first_action_at is None


def test_what_came_before_the_first_decision_stays_no_action(case: Case, ana: User) -> None:
    actions.claim(case, ana, NOON + MINUTE)
    actions.note(case, ana, NOON + MINUTE, text="Looking into it.")
    hide(fresh(case), ana, NOON + 5 * MINUTE, keep_open=True)
    assert fresh(case).first_action_at == NOON + 5 * MINUTE


def test_what_the_machine_did_is_no_action(case: Case, ana: User) -> None:
    actions.log_event(case, "escalated", None, NOON + MINUTE)
    hide(case, ana, NOON + 5 * MINUTE, keep_open=True)
    assert fresh(case).first_action_at == NOON + 5 * MINUTE


def test_only_the_days_of_the_first_action_and_reply_are_counted_again(case: Case, threat: Message) -> None:
    """Not the day on which it is due, which nothing is counted on."""
    Case.objects.update(first_action_by=None, first_reply_by=NOON + timedelta(days=9))
    actions.log_event(case, "decided", make_user("kim", "moderator"), NOON + timedelta(days=2))
    StaleDay.objects.all().delete()
    settle_clocks([case.pk], NOON)
    assert days_marked() == [2]
    make_reply(threat, minutes=4 * 24 * 60, from_staff=True)
    settle_clocks([case.pk], NOON)
    assert days_marked() == [2, 4]
    # Also the day that counted before, and does no longer.
    Message.objects.filter(from_staff=True).update(removed_at=NOON)
    StaleDay.objects.all().delete()
    settle_clocks([case.pk], NOON)
    assert days_marked() == [2, 4]


def days_marked() -> list[int]:
    dates = StaleDay.objects.order_by("date").values_list("date", flat=True).distinct()
    return [(each - NOON.date()).days for each in dates]


def test_the_record_of_other_cases_and_threads_is_not_read(case: Case, threat: Message, ana: User) -> None:
    other = make_message("My lawyer writes too.", channel=threat.channel)
    assess(other)
    for message in (threat, other):
        hide(Case.objects.get(message=message), ana, NOON + MINUTE, keep_open=True)
        make_reply(message, from_staff=True)
    assert set(deeds_of([case.pk])) == {case.pk}
    assert set(staff_posts([threat.conversation_id])) == {threat.conversation_id}


def test_a_decision_is_a_first_action_and_the_reply_is_due_next(case: Case, ana: User) -> None:
    hide(case, ana, NOON + MINUTE, keep_open=True)
    case = fresh(case)
    assert (case.first_action_at, case.first_reply_at) == (NOON + MINUTE, None)
    assert case.due_by == NOON + 4 * HOUR


def test_the_second_decision_is_not_the_first_action(case: Case, ana: User) -> None:
    hide(case, ana, NOON + MINUTE, keep_open=True)
    hide(case, ana, NOON + 5 * MINUTE, keep_open=True)
    assert fresh(case).first_action_at == NOON + MINUTE


@pytest.mark.parametrize(("minutes", "state"), [(240, State.MET), (241, State.MISSED)])
def test_a_submitted_reply_meets_the_clock_if_it_is_in_time(case: Case, ana: User, minutes: int, state: State) -> None:
    actions.reply(case, ana, NOON + minutes * MINUTE, text="We are on it.", close=True)
    assert state_of(fresh(case)) is state


def test_recalling_the_reply_lets_both_clocks_run_again(case: Case, ana: User) -> None:
    actions.reply(case, ana, NOON + MINUTE, text="We are on it.", close=True)
    undo_last(case, ana, NOON + MINUTE)
    case = fresh(case)
    assert (case.first_action_at, case.first_reply_at) == (None, None)
    assert case.due_by == NOON + HOUR


def test_closing_without_a_reply_cancels_it(case: Case, ana: User) -> None:
    actions.close(case, ana, NOON + MINUTE, why="Spam.")
    case = fresh(case)
    assert state_of(case) is State.CANCELLED
    assert case.first_action_at == NOON + MINUTE
    assert case.due_by == NO_DEADLINE


def test_reopening_lets_the_reply_be_due_again(case: Case, ana: User) -> None:
    actions.close(case, ana, NOON + MINUTE, why="Spam.")
    actions.reopen(case, ana, NOON + 2 * MINUTE, why="It was not.")
    assert fresh(case).due_by == NOON + 4 * HOUR


def test_what_staff_write_in_the_thread_is_the_first_reply(case: Case, threat: Message) -> None:
    assess(make_reply(threat, minutes=50, from_staff=True), make_reply(threat, minutes=20, from_staff=True))
    case = fresh(case)
    assert case.first_reply_at == case.first_action_at == NOON + 20 * MINUTE
    assert case.due_by == NO_DEADLINE


def test_an_earlier_reply_that_comes_late_is_still_the_first(case: Case, threat: Message, ana: User) -> None:
    actions.reply(case, ana, NOON + 50 * MINUTE, text="We are on it.", close=False)
    assess(make_reply(threat, minutes=20, from_staff=True))
    assert fresh(case).first_reply_at == NOON + 20 * MINUTE


def test_the_reply_that_the_feed_brings_back_changes_nothing(case: Case, threat: Message, ana: User) -> None:
    actions.reply(case, ana, NOON + 20 * MINUTE, text="We are on it.", close=True)
    assess(make_reply(threat, minutes=21, from_staff=True))
    assert fresh(case).first_reply_at == NOON + 20 * MINUTE


def test_what_another_member_writes_is_no_reply(case: Case, threat: Message) -> None:
    assess(make_reply(threat, "Same here.", minutes=20))
    assert fresh(case).first_reply_at is None


def test_what_another_member_writes_is_no_reply_when_somebody_acts_either(
    case: Case, threat: Message, ana: User
) -> None:
    make_reply(threat, "Same here.", minutes=20)
    hide(case, ana, NOON + HOUR, keep_open=True)
    assert (fresh(case).first_action_at, fresh(case).first_reply_at) == (NOON + HOUR, None)


def test_a_thread_that_staff_had_answered_before_the_case_opened_has_its_reply(threat: Message) -> None:
    make_reply(threat, minutes=20, from_staff=True)
    assess(threat)
    assert Case.objects.get().first_reply_at == NOON + 20 * MINUTE


def test_what_staff_wrote_before_the_message_answers_nothing(reviews: Channel) -> None:
    first = make_message("Any news?", channel=reviews)
    make_reply(first, minutes=10, from_staff=True)
    assess(make_reply(first, "Then my lawyer will write.", minutes=20))
    assert Case.objects.get().first_reply_at is None


def test_staff_writing_after_the_case_was_closed_keep_no_promise(case: Case, threat: Message, ana: User) -> None:
    actions.close(case, ana, NOON + MINUTE, why="Spam.")
    assess(make_reply(threat, minutes=20, from_staff=True))
    assert fresh(case).first_reply_at is None


def test_an_edit_that_raises_the_severity_shortens_the_promise(
    tarnfell: Community, case: Case, threat: Message
) -> None:
    make_guideline(slug="violence", rules=(("phrase", "burn it down"),), severity=Severity.CRITICAL)
    ResponseTarget.objects.create(community=tarnfell, severity=4, first_action=10)
    threat.text, threat.revision = "My lawyer will write, or I burn it down.", 2
    threat.save()
    assess(threat)
    case = fresh(case)
    assert (case.first_action_by, case.first_reply_by) == (NOON + 10 * MINUTE, None)


def test_a_linked_case_of_a_later_text_starts_anew(case: Case, threat: Message, ana: User) -> None:
    hide(case, ana, NOON + MINUTE)
    make_guideline(slug="violence", rules=(("phrase", "burn it down"),))
    edited_at = timezone.now() - 5 * HOUR
    threat.text, threat.revision, threat.edited_at = "I burn it down.", 2, edited_at
    threat.save()
    assess(threat)
    assert Case.objects.latest("pk").first_action_by == edited_at + HOUR


def test_what_is_no_answer_any_more_lets_the_clock_run(case: Case, threat: Message) -> None:
    reply = make_reply(threat, minutes=20, from_staff=True)
    assess(reply)
    reply.removed_at = NOON + HOUR
    reply.save()
    intake.stored(Stored(removed=[reply]))
    assert fresh(case).first_reply_at is None


@pytest.mark.parametrize("minutes", [10, None])
def test_what_was_promised_stays_when_the_target_changes_and_the_text_is_judged_again(
    case: Case, threat: Message, minutes: int | None
) -> None:
    ResponseTarget.objects.update(first_action=minutes)
    assess(threat)
    assert (fresh(case).first_action_by, fresh(case).due_by) == (NOON + HOUR, NOON + HOUR)


def test_a_platform_whose_clock_is_ahead_of_ours_still_keeps_the_promise(case: Case, threat: Message) -> None:
    """The answer closes nothing here; a person closes the case a moment later by our clock."""
    assess(make_reply(threat, minutes=30, from_staff=True, received_at=NOON + 20 * MINUTE))
    assert fresh(case).first_reply_at == NOON + 20 * MINUTE


def test_a_clock_moves_the_case_in_the_queue_of_each_of_its_guidelines(case: Case, threat: Message) -> None:
    """The reply came before the new guideline was found, so that link too knows that nothing is due."""
    make_reply(threat, minutes=20, from_staff=True)
    make_guideline(slug="violence", rules=(("phrase", "burn it down"),))
    threat.text, threat.revision = "My lawyer will write, or I burn it down.", 2
    threat.save()
    assess(threat)
    case = fresh(case)
    assert case.links.count() == 2
    assert set(case.links.values_list("due_by", flat=True)) == {case.due_by}


def test_cases_are_queued_by_what_is_due_first_within_one_priority(reviews: Channel, ana: User) -> None:
    late, soon = (make_message("My lawyer will write.", channel=reviews, posted_at=at) for at in (NOON, NOON - HOUR))
    late.text = "My lawyer is called Bob."
    late.save()
    assess(late, soon)
    Case.objects.update(priority=60)
    assert [case.message for case in Case.objects.in_triage_order()] == [soon, late]


def test_history_has_no_clocks(threat: Message) -> None:
    PendingAssessment.objects.create(message=threat, revision=1, is_history=True)
    pipeline.drain()
    assert not Case.objects.exists()


def test_a_new_community_starts_with_targets_for_every_severity(emberloom: Community) -> None:
    response_targets.install_starter_targets(emberloom)
    response_targets.install_starter_targets(emberloom)
    assert ResponseTarget.objects.filter(community=emberloom).count() == 5


def test_undo_seconds_still_only_delay_what_goes_out(case: Case, ana: User) -> None:
    Desk.objects.update(undo_seconds=60)
    case.community.desk.refresh_from_db()
    actions.reply(fresh(case), ana, NOON + MINUTE, text="We are on it.", close=False)
    assert fresh(case).first_reply_at == NOON + MINUTE
    assert Outbox.objects.get().due_at == NOON + 2 * MINUTE


def test_channels_do_not_share_threads(case: Case, tarnfell: Community) -> None:
    other = make_message("Hello", channel=make_channel(tarnfell, "forum"))
    assess(make_reply(other, from_staff=True))
    assert fresh(case).first_reply_at is None
