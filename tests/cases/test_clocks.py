"""The clocks of cases: what starts them, when each is due, and what never moves them to later."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.models import Channel, Community, Message
from moderation import targets as response_targets
from moderation.assessments import pipeline
from moderation.cases import actions
from moderation.cases.clocks import settle_clocks
from moderation.models import Case, Clock, PendingAssessment, ResponseTarget, StaleDay, User, WorkingHours
from moderation.models.cases import NO_DEADLINE
from moderation.policy.order import rank_of_case
from moderation.policy.values import Severity
from moderation.targets import week_of
from tests.builders import NOON, make_guideline, make_message, make_reply
from tests.cases.promised import HOUR, MINUTE, assess, clock, fresh, hide

pytestmark = pytest.mark.usefixtures("targets")


@pytest.fixture
def case(threat: Message) -> Case:
    assess(threat)
    return Case.objects.get()


def test_the_clocks_of_a_case_start_when_its_message_was_received(case: Case) -> None:
    action, reply = clock(), clock("reply")
    assert (action.started_at, action.due_by, action.risk_at) == (NOON, NOON + HOUR, NOON + 45 * MINUTE)
    assert (reply.started_at, reply.due_by) == (NOON, NOON + 4 * HOUR)
    assert (action.within, reply.within, action.severity, action.any_hour) == (60, 240, 3, False)
    assert case.due_by == NOON + HOUR


@pytest.mark.parametrize("hours", [-5, 23, 25, 900], ids=lambda hours: f"received {hours} h after it was posted")
def test_a_message_waits_from_when_it_was_received(reviews: Channel, hours: int) -> None:
    received = NOON + timedelta(hours=hours) - timedelta(days=90)
    posted = NOON - timedelta(days=90)
    assess(make_message("My lawyer will write.", channel=reviews, posted_at=posted, received_at=received))
    assert clock().started_at == received


def test_a_message_that_was_received_in_the_future_waits_from_now_on(reviews: Channel) -> None:
    before = timezone.now()
    assess(make_message("My lawyer will write.", channel=reviews, posted_at=before + HOUR))
    assert before <= clock().started_at <= timezone.now()


def test_what_is_found_later_is_promised_from_then_on(reviews: Channel) -> None:
    """Members report it after it was judged and found harmless."""
    message = make_message("Just a tent.", channel=reviews)
    assess(message)
    message.reports = 40
    message.save()
    ResponseTarget.objects.update(severity=0)
    before = timezone.now()
    PendingAssessment.objects.create(message=message, revision=1, is_first=False)
    pipeline.drain()
    assert clock().started_at >= before


def test_nothing_is_due_where_nothing_was_promised(reviews: Channel) -> None:
    assess(make_message("This is the most horrible, disgusting, terrible rubbish I hate.", channel=reviews))
    case = Case.objects.get()
    assert not case.clocks.exists()
    assert case.due_by == NO_DEADLINE


def test_working_hours_move_the_due_times(tarnfell: Community, threat: Message) -> None:
    """16 November 2026 is a Monday; the desk closes at 12:30 and opens at nine on Tuesday."""
    for weekday in (0, 1):
        WorkingHours.objects.create(community=tarnfell, weekday=weekday, opens=9 * 60, closes=12 * 60 + 30)
    assess(threat)
    assert clock().due_by == NOON + timedelta(hours=21, minutes=30)


def test_only_the_days_on_which_a_clock_fell_due_was_kept_or_ended_are_counted_again(
    case: Case, threat: Message
) -> None:
    Clock.objects.filter(kind="action").delete()
    Clock.objects.update(due_by=NOON + timedelta(days=9))
    StaleDay.objects.all().delete()
    settle_clocks([case.pk], NOON)
    assert 9 in days_marked()
    assert 4 not in days_marked()
    make_reply(threat, minutes=4 * 24 * 60, from_staff=True)
    settle_clocks([case.pk], NOON)
    assert {4, 9} <= set(days_marked())
    # Also the day that counted before, and does no longer.
    Message.objects.filter(from_staff=True).update(removed_at=NOON)
    StaleDay.objects.all().delete()
    settle_clocks([case.pk], NOON)
    assert {4, 9} <= set(days_marked())


def days_marked() -> list[int]:
    dates = StaleDay.objects.order_by("date").values_list("date", flat=True).distinct()
    return [(each - NOON.date()).days for each in dates]


def burnt(threat: Message) -> None:
    """Its author says something graver."""
    make_guideline(slug="violence", rules=(("phrase", "burn it down"),), severity=Severity.CRITICAL)
    ResponseTarget.objects.create(community=threat.community, severity=4, first_action=10)
    threat.text, threat.revision = "My lawyer will write, or I burn it down.", 2
    threat.save()
    assess(threat)


def test_an_edit_that_raises_the_severity_shortens_the_promise(case: Case, threat: Message) -> None:
    before = timezone.now()
    Clock.objects.update(due_by=before + HOUR)
    burnt(threat)
    action = clock()
    assert before + 10 * MINUTE <= action.due_by <= timezone.now() + 10 * MINUTE
    assert (action.severity, action.within, fresh(case).due_by) == (4, 10, action.due_by)
    # Of what was promised before, nothing is taken back.
    assert clock("reply").due_by == before + HOUR


def test_an_edit_that_raises_the_severity_moves_nothing_to_later(case: Case, threat: Message) -> None:
    burnt(threat)
    assert (clock().due_by, clock().severity) == (NOON + HOUR, 3)


def test_a_linked_case_of_a_later_text_starts_anew(case: Case, threat: Message, ana: User) -> None:
    hide(case, ana, NOON + MINUTE)
    make_guideline(slug="violence", rules=(("phrase", "burn it down"),))
    before = timezone.now()
    threat.text, threat.revision, threat.edited_at = "I burn it down.", 2, before - 5 * HOUR
    threat.save()
    assess(threat)
    (action,) = Case.objects.latest("pk").clocks.filter(kind="action")
    assert before <= action.started_at <= timezone.now()


@pytest.mark.parametrize("minutes", [10, None])
def test_what_was_promised_stays_when_the_target_changes_and_the_text_is_judged_again(
    case: Case, threat: Message, minutes: int | None
) -> None:
    ResponseTarget.objects.update(first_action=minutes)
    assess(threat)
    assert (clock().due_by, fresh(case).due_by) == (NOON + HOUR, NOON + HOUR)


def test_a_case_takes_its_place_when_it_opens_and_when_a_promise_is_kept(threat: Message, ana: User) -> None:
    assess(threat)
    case = Case.objects.get()
    week = week_of(case.community)
    assert case.due_by < NO_DEADLINE
    assert case.rank == rank_of_case(case.priority, case.due_by, case.opened_at, week)
    said = {"action": "keep", "guideline": None, "reason": "Legal knows.", "revision": 1}
    actions.decide(case, ana, timezone.now(), **said, keep_open=True)
    after = fresh(case)
    assert after.due_by > case.due_by
    assert after.rank == rank_of_case(after.priority, after.due_by, after.opened_at, week)


def test_a_clock_moves_the_case_in_the_queue_of_each_of_its_guidelines(case: Case, threat: Message) -> None:
    """The reply came before the new guideline was found, so that link too knows that nothing is due."""
    make_reply(threat, minutes=20, from_staff=True)
    make_guideline(slug="violence", rules=(("phrase", "burn it down"),))
    threat.text, threat.revision = "My lawyer will write, or I burn it down.", 2
    threat.save()
    assess(threat)
    case = fresh(case)
    assert case.links.count() == 2
    case.refresh_from_db()
    assert case.rank == rank_of_case(case.priority, case.due_by, case.opened_at, week_of(case.community))
    assert set(case.links.values_list("rank", flat=True)) == {case.rank}


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
