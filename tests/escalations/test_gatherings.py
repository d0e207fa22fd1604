"""Many people under one post: told while it begins, once, with one case for what it began with."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from community.ingest import ingest_batch
from community.models import Channel, Conversation, Message
from community.records import RawMessage
from moderation.assessments import intake, pipeline
from moderation.cases import actions as case_actions
from moderation.escalations import gatherings
from moderation.models import (
    Arrival,
    Case,
    CaseLink,
    CaseMessage,
    Escalation,
    EscalationRule,
    Firing,
    Gathering,
    Outbox,
    PendingAssessment,
    User,
)
from moderation.policy.values import Severity
from moderation.targets import STARTER, install_starter_targets
from tests.builders import (
    NOON,
    make_assessment,
    make_case,
    make_clock,
    make_copy,
    make_escalation_rule,
    make_member,
    make_message,
)

MINUTE = timedelta(minutes=1)


@pytest.fixture
def rule(reviews: Channel) -> EscalationRule:
    return make_escalation_rule(name="Many people", people=20, people_minutes=60)


def comments(
    count: int, *, people: int = 10_000, start: datetime = NOON, every: timedelta = MINUTE, under: str = "root"
) -> list[RawMessage]:
    return [
        RawMessage(
            external_id=f"{under}-{start:%d%H%M}-{number}",
            text=f"This is a disgrace, number {number}",
            author_id=f"p{number % people}",
            parent_external_id=under,
            posted_at=start + number * every,
        )
        for number in range(count)
    ]


def root(at: datetime = NOON - MINUTE, **fields: Any) -> RawMessage:
    said = {"external_id": "root", "text": "Our new stove is here.", "author_id": "moira", "posted_at": at}
    return RawMessage(**said | fields)


def ask(now: datetime) -> None:
    """Have the rules asked, with what came in due by then."""
    Arrival.objects.filter(due_at__gt=timezone.now() - 5 * MINUTE).update(due_at=now)
    gatherings.ask_gatherings(now)


def receive(channel: Channel, records: Iterable[RawMessage], at: datetime | None = None, **said: Any) -> None:
    """Store them at one moment, or each as it was posted."""
    said = {"run": None, "is_history": False, "on_stored": intake.stored} | said
    for each in records:
        ingest_batch(channel, [each], now=at or each.posted_at, **said)


def cases_of_root() -> list[Case]:
    return list(Case.objects.filter(message__external_id="root"))


def test_a_pile_on_is_told_at_the_twentieth_person_and_once(reviews: Channel, rule: EscalationRule, lee: User) -> None:
    receive(reviews, [root()])
    told = []
    for number, each in enumerate(comments(160, people=130, every=timedelta(seconds=14)), start=1):
        receive(reviews, [each])
        ask(each.posted_at)
        told += [number] if Firing.objects.exists() and not told else []
    # With whoever began it they are twenty.
    assert told == [19]
    assert (len(cases_of_root()), Firing.objects.count(), Escalation.objects.count()) == (1, 1, 1)
    assert Outbox.objects.get(kind="mail").recipient == lee
    assert Gathering.objects.get().people == 131


def test_the_case_is_the_first_messages_and_stands_among_the_first(reviews: Channel, rule: EscalationRule) -> None:
    receive(reviews, [root(), *comments(20)])
    ask(NOON + 20 * MINUTE)
    (case,) = cases_of_root()
    assert (case.opened_for, case.priority, case.closed_at) == (["gathering"], 80, None)
    assert [event.kind for event in case.events.order_by("pk")] == ["opened", "gathered", "escalated"]
    assert case.rows.get().message.external_id == "root"
    assert case.escalations.get().firings.get().cause == "many people since 2026-11-16T11:59:00Z"


@pytest.mark.parametrize("said", [{"from_staff": True}, {"automated": True}])
def test_a_post_of_ours_gets_a_case_too_and_counts_for_nobody(
    reviews: Channel, rule: EscalationRule, said: dict[str, bool]
) -> None:
    receive(reviews, [root(**said), *comments(19)])
    ask(NOON + 20 * MINUTE)
    assert not Firing.objects.exists()
    receive(reviews, comments(1, start=NOON + 30 * MINUTE)[:1])
    receive(reviews, [comments(20, start=NOON)[19]])
    ask(NOON + 31 * MINUTE)
    assert len(cases_of_root()) == 1


def test_the_cases_below_it_are_linked_also_those_that_come_later(reviews: Channel, rule: EscalationRule) -> None:
    receive(reviews, [root(), *comments(20)])
    below = list(Message.objects.filter(parent__external_id="root").order_by("pk"))
    first = make_case(below[0])
    ask(NOON + 20 * MINUTE)
    (case,) = cases_of_root()
    assert [link.other for link in case.linked.filter(kind="gathered")] == [first]
    later = make_case(below[1])
    ask(NOON + 21 * MINUTE)
    ask(NOON + 22 * MINUTE)
    assert set(CaseLink.objects.values_list("case", "other", "kind")) == {
        (case.pk, first.pk, "gathered"),
        (case.pk, later.pk, "gathered"),
    }


def test_a_case_that_is_there_already_is_taken(reviews: Channel, rule: EscalationRule) -> None:
    receive(reviews, [root()])
    case = make_case(Message.objects.get(), priority=90)
    receive(reviews, comments(20))
    ask(NOON + 20 * MINUTE)
    assert [(each.pk, each.priority, each.opened_for) for each in cases_of_root()] == [
        (case.pk, 90, ["finding", "gathering"])
    ]


def test_the_first_message_joins_the_case_that_its_author_has_here(reviews: Channel, rule: EscalationRule) -> None:
    receive(reviews, [root(), *comments(19)])
    by_moira = comments(1, start=NOON + 19 * MINUTE)[0]._replace(external_id="again", author_id="moira")
    receive(reviews, [by_moira])
    own = make_case(Message.objects.get(external_id="again"), priority=30)
    ask(NOON + 20 * MINUTE)
    (case,) = Case.objects.all()
    assert (case.pk, case.opened_for, case.priority) == (own.pk, ["finding", "gathering"], 80)
    assert set(case.rows.values_list("message__external_id", flat=True)) == {"again", "root"}


def test_a_first_message_that_went_with_others_of_its_text_gets_its_own_case(
    reviews: Channel, rule: EscalationRule
) -> None:
    receive(reviews, [root(), *comments(19)])
    elsewhere = make_case(make_message("Our new stove is here.", channel=reviews))
    make_copy(elsewhere, Message.objects.get(external_id="root"))
    ask(NOON + 20 * MINUTE)
    (case,) = cases_of_root()
    assert case != elsewhere
    assert elsewhere.rows.get(message__external_id="root").left_at


def test_whoever_waits_among_others_of_that_text_takes_wait_and_promise_along(
    reviews: Channel, rule: EscalationRule
) -> None:
    receive(reviews, [root(text="Is the stove safe?"), *comments(19)])
    elsewhere = make_case(make_message("Is the stove safe?", channel=reviews))
    first = Message.objects.get(external_id="root")
    copied = make_copy(elsewhere, first, opened_for=["answer"], joined_at=NOON - MINUTE)
    CaseMessage.objects.filter(pk=copied.pk).update(waits=True)
    due_by = NOON + 30 * MINUTE
    promised = make_clock(elsewhere, "reply", due_by, message=first, started_at=NOON - MINUTE)
    theirs = make_clock(elsewhere, "action", due_by + MINUTE)
    ask(NOON + 20 * MINUTE)
    (case,) = cases_of_root()
    row = case.rows.get()
    assert (row.waits, row.is_waiting, row.opened_for) == (True, True, ["answer", "gathering"])
    promised.refresh_from_db()
    assert (promised.case, promised.due_by, promised.ended_at, case.due_by) == (case, due_by, None, due_by)
    elsewhere.refresh_from_db()
    assert (list(elsewhere.clocks.all()), elsewhere.due_by) == ([theirs], theirs.due_by)


def test_what_was_settled_among_others_waits_no_more(reviews: Channel, rule: EscalationRule) -> None:
    receive(reviews, [root(), *comments(19)])
    elsewhere = make_case(make_message("Our new stove is here.", channel=reviews))
    make_copy(elsewhere, Message.objects.get(external_id="root"), settled_at=NOON, settled_as="replied")
    ask(NOON + 20 * MINUTE)
    assert not cases_of_root()[0].rows.get().waits


def test_a_first_action_is_promised_for_it_and_teams_have_their_own(reviews: Channel, rule: EscalationRule) -> None:
    install_starter_targets(reviews.community)
    receive(reviews, [root(), *comments(19)])
    ask(NOON + 20 * MINUTE)
    (case,) = cases_of_root()
    assert sorted(case.clocks.values_list("kind", flat=True)) == ["acknowledge", "action", "answer"]
    action = case.clocks.get(kind="action")
    assert case.due_by == action.due_by
    # However calm the first message was, it is owed what a high finding is.
    assert action.within == STARTER[Severity.HIGH][0] < STARTER[Severity.NONE][0]


def test_another_look_at_the_first_message_takes_nothing_from_those_who_gathered(
    reviews: Channel, rule: EscalationRule
) -> None:
    receive(reviews, [root(), *comments(19)])
    ask(NOON + 20 * MINUTE)
    (case,) = cases_of_root()
    intake.ask([case.message])
    pipeline.drain()
    case.refresh_from_db()
    assert case.assessment
    assert case.assessment.priority < case.priority
    assert (case.priority, case.severity) == (80, Severity.HIGH)


def test_what_a_person_closed_stays_closed_while_the_same_people_go_on(
    reviews: Channel, rule: EscalationRule, ana: User
) -> None:
    receive(reviews, [root(), *comments(20)])
    ask(NOON + 20 * MINUTE)
    case_actions.close(cases_of_root()[0], ana, NOON + 21 * MINUTE, why="It is a joke.")
    receive(reviews, comments(30, start=NOON + 22 * MINUTE))
    ask(NOON + 52 * MINUTE)
    (case,) = cases_of_root()
    assert case.closed_at
    assert Firing.objects.count() == 1


def test_people_who_gather_again_after_a_rest_are_another_cause(
    reviews: Channel, rule: EscalationRule, ana: User
) -> None:
    receive(reviews, [root(), *comments(20)])
    ask(NOON + 20 * MINUTE)
    case_actions.close(cases_of_root()[0], ana, NOON + 21 * MINUTE, why="It is over.")
    evening = NOON + timedelta(hours=6)
    receive(reviews, comments(20, start=evening))
    ask(evening + 20 * MINUTE)
    (case,) = cases_of_root()
    assert case.closed_at is None
    assert Firing.objects.count() == 2


def test_a_chat_without_a_beginning_has_the_case_of_the_first_of_them(reviews: Channel, rule: EscalationRule) -> None:
    chat = Conversation.objects.create(channel=reviews, thread_external_id="lobby")
    for number in range(20):
        make_message(
            f"Number {number}",
            channel=reviews,
            conversation=chat,
            author=make_member(reviews.community, f"p{number}"),
            posted_at=NOON + number * MINUTE,
        )
    Arrival.objects.create(conversation=chat, posted_from=NOON, posted_to=NOON + 19 * MINUTE, due_at=NOON)
    ask(NOON + 20 * MINUTE)
    assert Case.objects.get().message.text == "Number 0"


def test_old_posts_of_a_late_import_fire_nothing(reviews: Channel, rule: EscalationRule) -> None:
    receive(reviews, [root(), *comments(160)], at=NOON + timedelta(days=3))
    receive(reviews, [root(external_id="other"), *comments(30, under="other")], at=NOON + 100 * MINUTE)
    ask(NOON + timedelta(days=3))
    assert not Case.objects.exists()


def test_posts_of_the_last_hour_in_one_file_do(reviews: Channel, rule: EscalationRule) -> None:
    receive(reviews, [root(), *comments(30)], at=NOON + 40 * MINUTE)
    ask(NOON + 40 * MINUTE)
    assert Firing.objects.count() == 1


def test_history_fires_nothing(reviews: Channel, rule: EscalationRule) -> None:
    receive(reviews, [root(), *comments(30)], is_history=True)
    assert not Arrival.objects.exists()


@pytest.mark.parametrize("switched", [{"is_on": False}, {"people": None, "severity_from": 3}])
def test_without_such_a_rule_nothing_is_noted(reviews: Channel, rule: EscalationRule, switched: dict[str, Any]) -> None:
    EscalationRule.objects.update(**switched)
    receive(reviews, [root()])
    assert not Arrival.objects.exists()


def test_what_came_before_the_rule_is_left_alone(reviews: Channel, rule: EscalationRule) -> None:
    EscalationRule.objects.update(in_force_from=NOON + 15 * MINUTE)
    receive(reviews, [root(), *comments(30)])
    ask(NOON + 30 * MINUTE)
    assert not Firing.objects.exists()
    receive(reviews, comments(34)[30:])
    ask(NOON + 34 * MINUTE)
    assert not Firing.objects.exists()
    receive(reviews, comments(35)[34:])
    ask(NOON + 35 * MINUTE)
    assert Firing.objects.count() == 1


def test_the_share_waits_until_the_messages_are_read(reviews: Channel, rule: EscalationRule) -> None:
    EscalationRule.objects.update(bad_percent=50)
    receive(reviews, [root(), *comments(19)])
    ask(NOON + 20 * MINUTE)
    assert not Firing.objects.exists()
    for number, each in enumerate(Message.objects.order_by("pk")):
        make_assessment(each, compound=-0.6 if number % 2 else 0.4)
    ask(NOON + 21 * MINUTE)
    assert Firing.objects.count() == 1


def test_a_share_that_is_not_reached_sets_nothing_off_until_more_are_reported(
    reviews: Channel, rule: EscalationRule
) -> None:
    EscalationRule.objects.update(bad_percent=50)
    now = timezone.now()
    first = now - 30 * MINUTE
    receive(reviews, [root(first), *comments(19, start=first)])
    for each in Message.objects.all():
        make_assessment(each, compound=0.4)
    ask(now)
    assert not Firing.objects.exists()
    receive(reviews, [each._replace(reports=2) for each in comments(10, start=first)])
    ask(timezone.now())
    assert Firing.objects.count() == 1


def test_a_sweep_that_finds_nothing_due_asks_once(
    reviews: Channel, rule: EscalationRule, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        assert gatherings.ask_gatherings(NOON) == 0


def test_quiet_conversations_take_as_many_questions_for_sixty_as_for_three(
    reviews: Channel, rule: EscalationRule, django_assert_max_num_queries: Any
) -> None:
    for count in (3, 60):
        receive(reviews, [root(external_id=f"r{count}-{number}") for number in range(count)])
        with django_assert_max_num_queries(10):
            assert gatherings.ask_some(timezone.now()) == count


def test_messages_of_a_live_crowd_go_on_being_judged(reviews: Channel, rule: EscalationRule) -> None:
    receive(reviews, [root(), *comments(30)])
    ask(NOON + 30 * MINUTE)
    pipeline.drain()
    assert not PendingAssessment.objects.exists()
    assert len(cases_of_root()) == 1
    assert cases_of_root()[0].closed_at is None
