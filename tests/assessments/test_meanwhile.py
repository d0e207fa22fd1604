"""What happens meanwhile: between lease and finish, between look and write, and after the machine closed a case."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from datetime import timedelta
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from community.connectors.kinds import CONNECTORS
from community.ingest import Stored
from community.models import Channel, Message
from moderation.assessments import finish, intake, pipeline
from moderation.assessments.lease import lease
from moderation.cases import actions
from moderation.models import Assessment, Case, CaseMessage, Outbox, PendingAssessment, User
from moderation.targets import install_starter_targets
from moderation.work import sweep
from tests.assessments.judging import THREAT, ask, assess
from tests.builders import (
    NOON,
    make_case,
    make_channel,
    make_community,
    make_feed,
    make_guideline,
    make_message,
    make_reply,
    make_user,
)
from tests.patience import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)
two_writers = pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets in one writer at a time")


@pytest.fixture
def forum(transactional_db: None, queue_folder: object) -> Channel:
    """A channel on which we answer, in a community with one guideline."""
    make_guideline()
    return make_channel(slug="gear-help", is_answered=True)


@pytest.fixture
def ana(forum: Channel) -> User:
    return make_user("ana", "moderator")


@pytest.fixture
def mia(forum: Channel) -> User:
    return make_user("mia", "manager")


def reported(message: Message, count: int) -> Message:
    message.reports = count
    message.save()
    return message


def edit(message: Message, more: str) -> Message:
    message.text, message.revision = f"{message.text} {more}", message.revision + 1
    message.save()
    return message


def keep(case: Case, by: User, revision: int = 1) -> None:
    actions.decide(case, by, NOON, action="keep", guideline=None, reason="Fine.", revision=revision)


@transaction.atomic
def delete_at_source(message: Message) -> None:
    message.removed_at = timezone.now()
    message.save()
    intake.stored(Stored(removed=[message]))


def elsewhere(*acts: Callable[[], object]) -> None:
    """Do these at once, each in a thread with a connection of its own, and to the end."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        start.wait(timeout=PATIENCE)
        try:
            act()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        for done in [threads.submit(run, act) for act in acts]:
            done.result(timeout=PATIENCE)


@contextmanager
def meanwhile(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, act: Callable[[], object]) -> Iterator[None]:
    """Somebody acts just before this function of the pipeline first runs, and may have to wait until that is done."""
    real, threads = getattr(module, name), ThreadPoolExecutor(1)
    started = []

    def late(*arguments: Any, **named: Any) -> Any:
        if not started:
            started.append(threads.submit(elsewhere, act))
            wait(started, timeout=1)
        return real(*arguments, **named)

    monkeypatch.setattr(module, name, late)
    with threads:
        yield
    for done in started:
        done.result()
    assert started


# A person and the pipeline at the same case


@two_writers
def test_a_decision_made_during_an_automatic_pass_stands(
    forum: Channel, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = make_message(THREAT, channel=forum)
    assess(message)
    case = Case.objects.get()
    with meanwhile(monkeypatch, finish, "plan_batch", lambda: keep(case, ana)):
        assess(reported(message, 40))
    case.refresh_from_db()
    assert (case.decision, case.closed_at) == ("keep", NOON)


@two_writers
def test_a_claim_made_during_an_automatic_pass_stands(
    forum: Channel, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = make_message(THREAT, channel=forum)
    assess(message)
    case = Case.objects.get()
    with meanwhile(monkeypatch, finish, "plan_batch", lambda: actions.claim(case, ana, NOON)):
        assess(reported(message, 40))
    case.refresh_from_db()
    assert case.assignee == ana


@two_writers
def test_a_copy_of_a_case_that_is_decided_meanwhile_still_has_a_place(
    forum: Channel, ana: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    assess(make_message(THREAT, channel=forum))
    case, copy = Case.objects.get(), make_message(THREAT, channel=forum)
    hide = {"action": "hide", "guideline": None, "reason": "Rude.", "revision": 1}
    with meanwhile(monkeypatch, finish, "store_plan", lambda: actions.decide(case, ana, NOON, **hide)):
        assess(copy)
    assert (Case.objects.open().count(), Outbox.objects.filter(message=copy).count()) == (0, 1)


@two_writers
def test_two_workers_that_meet_the_same_text_at_once_open_one_case(
    forum: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (make_message(THREAT, channel=forum) for _ in range(2))
    with meanwhile(monkeypatch, finish, "store_plan", lambda: assess(second)):
        assess(first)
    assert Case.objects.get().message == first
    assert CaseMessage.objects.get(role="copy").message == second


@two_writers
def test_an_answer_that_is_heard_while_its_case_opens_stops_the_clock_of_that_case(
    forum: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    install_starter_targets(forum.community)
    threat = make_message(THREAT, channel=forum)
    reply = make_reply(threat, minutes=5, from_staff=True)
    Message.objects.filter(pk=reply.pk).update(removed_at=NOON)

    def answers() -> None:
        Message.objects.filter(pk=reply.pk).update(removed_at=None)
        assess(reply)

    with meanwhile(monkeypatch, finish, "plan_batch", answers):
        assess(threat)
    assert Case.objects.get().clocks.get(kind="action").kept_at == reply.posted_at


@two_writers
def test_finishing_a_batch_and_asking_for_it_again_do_not_deadlock(forum: Channel) -> None:
    for _ in range(6):
        messages = [make_message(channel=forum) for _ in range(400)]
        ask(*messages)
        held = lease(timezone.now(), 1_000)
        assert held
        judged, _ = pipeline.judge_rows(pipeline.load_batch(held, timezone.now()))
        elsewhere(
            lambda held=held, judged=judged: pipeline.finish_batch(held, judged, [], timezone.now()),
            transaction.atomic(lambda messages=messages: intake.ask(messages[::-1])),
        )
        PendingAssessment.objects.all().delete()


@two_writers
def test_a_batch_that_a_deadlock_has_undone_is_finished_all_the_same(
    forum: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody holds the case that the batch waits for, and waits for what the batch holds."""
    message = make_message(THREAT, channel=forum)
    assess(message)
    holds_it, real = Event(), finish.store_assessments

    @transaction.atomic
    def in_the_other_order() -> None:
        with connection.cursor() as cursor:
            # The batch is to be the one that finds out that nothing moves.
            cursor.execute("SET LOCAL deadlock_timeout = '1min'")
        Case.objects.select_for_update().get()
        holds_it.set()
        PendingAssessment.objects.update(asked_at=NOON)

    def late(*arguments: Any) -> Any:
        if not holds_it.is_set():
            holder.append(threads.submit(elsewhere, in_the_other_order))
            holds_it.wait(timeout=PATIENCE)
        return real(*arguments)

    monkeypatch.setattr(finish, "store_assessments", late)
    ask(edit(message, "And so will his dog."))
    holder: list[Any] = []
    with ThreadPoolExecutor(1) as threads:
        assert pipeline.drain() == 1
    assert [held.result() for held in holder] == [None]
    assert Case.objects.get().revision == 2


# The source and the pipeline at the same message


def test_a_message_deleted_while_it_is_judged_opens_no_case(forum: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    message = make_message(THREAT, channel=forum)
    ask(message)
    real = pipeline.judge_batch
    monkeypatch.setattr(pipeline, "judge_batch", lambda *facts: (delete_at_source(message), real(*facts))[1])
    pipeline.drain()
    sweep.sweep_once(timezone.now())
    assert not Case.objects.open().exists()


@two_writers
def test_a_message_deleted_while_somebody_works_on_its_case_closes_it(forum: Channel) -> None:
    case, held, deleted = make_case(opened_for=["answer"]), Event(), Event()

    def work_on_it() -> None:
        with transaction.atomic():
            Case.objects.select_for_update().get(pk=case.pk)
            held.set()
            deleted.wait(timeout=1)

    with ThreadPoolExecutor(1) as thread:
        working = thread.submit(elsewhere, work_on_it)
        held.wait(timeout=PATIENCE)
        delete_at_source(case.message)
        deleted.set()
        working.result(timeout=PATIENCE)
    sweep.sweep_once(timezone.now())
    case.refresh_from_db()
    assert case.outcome == "gone"


def test_a_row_whose_message_has_vanished_holds_up_nobody(forum: Channel) -> None:
    messages = [make_message(channel=forum) for _ in range(3)]
    ask(*messages)
    held = lease(timezone.now(), 10)
    assert held
    messages[0].delete()
    assert pipeline.step(held) == 2


def test_an_import_of_history_does_not_make_history_of_what_came_live(forum: Channel) -> None:
    message = make_message(THREAT, channel=forum)
    intake.stored(Stored(created=[message]))
    intake.stored(Stored(reported=[reported(message, 1)], is_history=True))
    pipeline.drain()
    assert Case.objects.open().exists()


def test_a_broken_rule_set_fails_the_messages_of_its_own_community_alone(forum: Channel) -> None:
    other = make_community("other")
    make_guideline(other, rules=(("nonsense", "("),))
    ask(make_message(channel=make_channel(other, "posts")), make_message(channel=forum))
    pipeline.drain()
    assert Assessment.objects.get().message.channel == forum
    assert PendingAssessment.objects.get().error


# Answers


def test_an_earlier_post_of_ours_does_not_answer_a_later_question(forum: Channel) -> None:
    post = make_message("Our new stove is out.", channel=forum, from_staff=True)
    question = make_reply(post, "Is it waterproof?")
    assess(post, question)
    assert Case.objects.open().filter(message=question).exists()


def test_a_deleted_answer_is_no_answer(forum: Channel) -> None:
    question = make_message("Is it waterproof?", channel=forum)
    assess(question)
    assess(make_reply(question, from_staff=True, removed_at=NOON))
    assert Case.objects.open().exists()


def test_an_answered_question_that_members_report_later_needs_a_person(forum: Channel) -> None:
    question = make_message("Is it waterproof?", channel=forum)
    assess(question)
    assess(make_reply(question, from_staff=True))
    assess(reported(question, 40))
    assert Case.objects.open().exists()


def test_a_deleted_message_that_comes_back_needs_a_person_again(forum: Channel) -> None:
    message = make_message(THREAT, channel=forum)
    assess(message)
    delete_at_source(message)
    message.removed_at = None
    message.save()
    assess(message)
    assert Case.objects.open().exists()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL skips what is locked and never waits")
def test_a_lease_lasts_from_when_it_was_taken_not_from_when_it_was_asked_for(forum: Channel, settings: Any) -> None:
    settings.LEASE_SECONDS = 1
    ask(make_message(channel=forum))
    with ThreadPoolExecutor(1) as thread:
        with transaction.atomic():
            leasing = thread.submit(elsewhere, lambda: lease(timezone.now(), 10))
            time.sleep(0.5)
            released_at = timezone.now()
        leasing.result(timeout=PATIENCE)
    assert PendingAssessment.objects.get().due_at >= released_at + timedelta(seconds=1)


# What the machine could not do


@pytest.mark.parametrize("tries", [0, 5])
def test_a_reopened_case_does_not_stand_in_the_way_of_its_message(forum: Channel, ana: User, tries: int) -> None:
    make_guideline(slug="spam", rules=(("phrase", "free coupons"),))
    message = make_message(THREAT, channel=forum)
    assess(message)
    first = Case.objects.get()
    keep(first, ana)
    assess(edit(message, "Get free coupons here."))
    keep(Case.objects.open().get(), ana, revision=2)
    actions.reopen(first, ana, NOON, why="There is more to it.")
    ask(reported(message, 40), tries=tries)
    pipeline.drain()
    assert not PendingAssessment.objects.alive().exists()


def test_what_could_not_be_checked_says_so_in_words(forum: Channel) -> None:
    """A text that takes its worker down leaves no error behind."""
    assess(make_message(channel=forum), tries=5)
    assert Case.objects.get().events.get(kind="opened").why


def test_a_case_is_opened_once_also_when_its_message_cannot_be_checked_later(forum: Channel) -> None:
    message = make_message(THREAT, channel=forum)
    assess(message)
    assess(edit(message, "More."), tries=5)
    assert Case.objects.get().events.filter(kind="opened").count() == 1


def test_a_feed_that_fails_does_not_hold_up_the_others(forum: Channel, monkeypatch: pytest.MonkeyPatch) -> None:
    feeds = [make_feed(make_community(slug)) for slug in ("first", "second")]
    read = []

    def broken(feed: Any, *_rest: object, **_more: object) -> int:
        read.append(feed.pk)
        raise KeyError(feed.community.slug)

    monkeypatch.setattr(CONNECTORS["stub"], "pull", broken)
    sweep.sweep_once(timezone.now())
    assert sorted(read) == [feed.pk for feed in feeds]
