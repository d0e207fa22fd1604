"""Real races on the configured database: many at once, one wins, and what is counted was done once."""

from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import timedelta
from random import Random
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from community.models import Channel, StubAction
from moderation.assessments import intake, pipeline, standing
from moderation.assessments.lease import lease
from moderation.cases import actions
from moderation.cases.holding import lock_case
from moderation.cases.undo import undo_last
from moderation.models import (
    Assessment,
    Case,
    CaseEvent,
    Finding,
    Outbox,
    PendingAssessment,
    PushToken,
    Tally,
    User,
)
from moderation.outbox import delivery, fetching
from moderation.refusal import Refused
from moderation.work import sweep
from tests.builders import NOON, make_case, make_channel, make_feed, make_guideline, make_message, make_reply, make_user
from tests.cases.lost import lose
from tests.patience import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)
THREAT = "You will hear from my lawyer about this broken tent, order {}."


@pytest.fixture
def desk(transactional_db: None, queue_folder: object) -> Channel:
    """A channel that its feed carries things out on, in a community with one guideline."""
    channel = make_channel(slug="social")
    channel.feed = make_feed(channel.community, is_on=False)
    channel.save()
    make_guideline()
    return channel


def at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Do all of these at the same moment, each on its own connection; a refusal comes back as its reason."""
    start = Barrier(len(acts))

    def act(number: int) -> Any:
        try:
            start.wait(timeout=PATIENCE)
            return acts[number]()
        except Refused as refusal:
            return f"refused: {refusal.reason}"
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(act, range(len(acts))))


def refused(answers: Iterable[object]) -> list[str]:
    return [answer for answer in answers if isinstance(answer, str) and answer.startswith("refused")]


def moderators(count: int) -> list[User]:
    return [make_user(f"moderator{number}", "moderator") for number in range(count)]


def test_sixteen_moderators_claim_fifty_cases_and_none_twice(desk: Channel) -> None:
    cases = [make_case(make_message(channel=desk)) for _ in range(50)]

    def claimer(by: User) -> Callable[[], int]:
        mine = Random(by.pk).sample(cases, len(cases))

        def claim_all() -> int:
            won = 0
            for case in mine:
                try:
                    actions.claim(case, by, NOON)
                except Refused:
                    continue
                won += 1
            return won

        return claim_all

    won = at_once(*map(claimer, moderators(16)))
    claims = Counter(CaseEvent.objects.filter(kind="claimed").values_list("case", flat=True))
    assert sum(map(int, won)) == 50
    assert set(claims.values()) == {1}
    assert len(claims) == Case.objects.exclude(assignee=None).count() == 50


def test_two_deciders_at_once_one_wins_and_the_other_is_told_who(desk: Channel) -> None:
    case = make_case(make_message(channel=desk))
    people = moderators(2)

    def decider(by: User) -> Callable[[], None]:
        return lambda: actions.decide(case, by, NOON, action="hide", guideline=None, reason="Rude.", revision=1)

    answers = at_once(*map(decider, people))
    case.refresh_from_db()
    assert refused(answers) == [f"refused: {case.assignee} closed this case already (decided), so it was not decided."]
    assert (case.events.filter(kind="decided").count(), case.outbox.count()) == (1, 1)


def test_a_decision_and_a_claim_at_once_leave_one_of_them(desk: Channel) -> None:
    case = make_case(make_message(channel=desk))
    ana, ben = moderators(2)
    answers = at_once(
        lambda: actions.claim(case, ana, NOON),
        lambda: actions.decide(case, ben, NOON, action="keep", guideline=None, reason="Fine.", revision=1),
    )
    case.refresh_from_db()
    assert len(refused(answers)) == 1
    assert list(case.events.exclude(kind="opened").values_list("actor", flat=True)) == [case.assignee_id]


def test_two_undos_at_once_take_a_decision_back_once(desk: Channel) -> None:
    ana = moderators(1)[0]
    case = make_case(make_message(channel=desk))
    actions.decide(case, ana, NOON, action="hide", guideline=None, reason="Rude.", revision=1)
    delivery.deliver_due(NOON + timedelta(seconds=10))
    answers = at_once(*[lambda: undo_last(case, ana, NOON + timedelta(minutes=1))] * 2)
    assert len(refused(answers)) == 1
    assert case.events.filter(kind="undone").count() == 1
    assert list(case.outbox.order_by("pk").values_list("kind", flat=True)) == ["hide", "restore"]


def test_an_undo_and_a_delivery_at_once_never_both_happen(desk: Channel) -> None:
    """Either nothing left the building, or the undo says that it did; in no order is a row both."""
    ana, due = moderators(1)[0], NOON + timedelta(seconds=10)
    for _ in range(10):
        case = make_case(make_message(channel=desk))
        actions.decide(case, ana, NOON, action="hide", guideline=None, reason="Rude.", revision=1)
        at_once(lambda case=case: undo_last(case, ana, due), lambda: delivery.deliver_due(due))
        row = case.outbox.get(kind="hide")
        told = StubAction.objects.filter(stable_id=row.stable_id).exists()
        undone = case.events.filter(kind="undone").exists()
        assert (row.state, told) in (("cancelled", False), ("done", True))
        assert undone or row.state == "done"
        assert case.outbox.filter(kind="restore").exists() == (undone and told)


def test_two_sweeps_at_once_deliver_each_row_once(desk: Channel) -> None:
    ana = moderators(1)[0]
    for _ in range(30):
        case = make_case(make_message(channel=desk))
        actions.decide(case, ana, NOON, action="hide", guideline=None, reason="Rude.", revision=1)
    found = at_once(*[lambda: sweep.sweep_once(NOON + timedelta(seconds=10))["deliver"]] * 2)
    delivered = Counter(CaseEvent.objects.filter(kind="delivered").values_list("case", flat=True))
    assert (sum(map(int, found)), StubAction.objects.count()) == (30, 30)
    assert (len(delivered), set(delivered.values())) == (30, {1})


def test_two_workers_that_hear_the_same_answer_close_the_case_once(desk: Channel) -> None:
    threads = set()
    for _ in range(20):
        question = make_message(channel=desk)
        make_case(question, answer_only=True, opened_for=["answer"])
        make_reply(question, from_staff=True)
        threads.add(question.conversation_id)
    at_once(*[lambda: standing.heard(threads, NOON)] * 2)
    closed = Counter(CaseEvent.objects.filter(kind="closed").values_list("case", flat=True))
    assert (len(closed), set(closed.values())) == (20, {1})


def test_sweeps_add_up_tallies_while_others_write_and_count(desk: Channel) -> None:
    Tally.objects.bulk_create(Tally(name="assessed", amount=1) for _ in range(300))
    at_once(*[lambda: sweep.add_up_tallies(NOON)] * 3, *[lambda: Tally.objects.create(name="assessed", amount=1)] * 3)
    assert Tally.objects.total("assessed") == 303


def asked(channel: Channel, count: int) -> None:
    for number in range(count):
        message = make_message(THREAT.format(number), channel=channel)
        PendingAssessment.objects.create(message=message, revision=1)


def test_a_lease_is_finished_once_by_two_who_hold_it(desk: Channel) -> None:
    asked(desk, 20)
    held = lease(timezone.now(), 100)
    assert held
    assert sorted(map(int, at_once(*[lambda: pipeline.step(held)] * 2))) == [0, 20]
    openings = CaseEvent.objects.filter(kind="opened").count()
    assert (Tally.objects.total("assessed"), Finding.objects.count(), openings) == (20, 20, 20)


def test_workers_at_once_lease_each_row_once(desk: Channel) -> None:
    asked(desk, 60)
    now = timezone.now()
    held = at_once(*[lambda: lease(now, 10)] * 8)
    rows = [row.pk for each in held if each and not isinstance(each, str) for row in each.rows]
    assert len(rows) == len(set(rows)) > 0


def test_workers_at_once_assess_each_message_once(desk: Channel, settings: object) -> None:
    settings.BATCH_SIZE = 7  # type: ignore[attr-defined]
    asked(desk, 60)
    assert sum(map(int, at_once(*[pipeline.drain] * 4))) == 60
    assert (Assessment.objects.count(), Tally.objects.total("assessed"), Case.objects.count()) == (60, 60, 60)


def test_one_of_two_says_that_it_is_done_on_the_platform(desk: Channel) -> None:
    ana, ben = moderators(2)
    case = make_case(make_message(channel=desk))
    actions.decide(case, ana, NOON, action="hide", guideline=None, reason="Rude.", revision=1)
    Outbox.objects.update(state=Outbox.State.TO_DO)
    row = case.outbox.get()
    answers = at_once(*(lambda by=by: actions.carried_out(row, by, NOON) for by in (ana, ben)))
    assert len(refused(answers)) == 1
    assert case.events.filter(kind="delivered").count() == 1


def test_messages_asked_for_while_they_are_assessed_end_assessed_in_their_newest_revision(desk: Channel) -> None:
    asked(desk, 30)
    messages = [row.message for row in PendingAssessment.objects.select_related("message").order_by("pk")]

    def edit() -> int:
        for message in messages:
            message.revision = 2
            message.text += " And again."
            message.save()
            intake.ask([message])
        return 0

    at_once(pipeline.drain, edit, pipeline.drain)
    pipeline.drain()
    assert Assessment.objects.filter(revision=2).count() == 30
    assert set(Case.objects.values_list("revision", flat=True)) == {2}
    assert not PendingAssessment.objects.exists()


def delivered(row: Outbox, by: User) -> None:
    delivery.deliver_due(NOON + timedelta(minutes=1))


def reported(row: Outbox, by: User) -> None:
    row.state = Outbox.State.OFFERED
    row.save()
    token = PushToken(name="shop bot", source=row.channel.source)
    fetching.report_row(row, token, NOON, state=Outbox.State.DONE)


def marked(row: Outbox, by: User) -> None:
    row.state = Outbox.State.TO_DO
    row.save()
    actions.carried_out(row, by, NOON)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets in one writer at a time")
@pytest.mark.parametrize("arrives", [delivered, reported, marked])
def test_a_reply_that_arrives_waits_for_its_case_and_keeps_no_row_from_whoever_undoes(
    desk: Channel, arrives: Callable[[Outbox, User], None]
) -> None:
    """Else the two would wait for each other, and the one that is undone had sent the reply already."""
    case, (ana,) = make_case(make_message(channel=desk)), moderators(1)
    actions.reply(case, ana, NOON, text="We are on it.", close=False)
    row = Outbox.objects.select_related("case", "channel__source").get()
    with ThreadPoolExecutor(1) as thread:
        with transaction.atomic():
            lock_case(case)
            arriving = thread.submit(at_once, lambda: arrives(row, ana))
            wait([arriving], timeout=0.5)
            assert not arriving.done()
            assert Outbox.objects.select_for_update(nowait=True).get() == row
        assert arriving.result(timeout=PATIENCE) == [None]
    row.refresh_from_db()
    assert row.state == "done"


@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets in one writer at a time")
def test_a_reply_that_fails_takes_two_cases_of_a_person_in_the_order_of_their_keys(desk: Channel) -> None:
    """Else it and the pipeline, which takes several cases in that order, would wait for each other."""
    message, (ana,) = make_message(channel=desk), moderators(1)
    first = make_case(message, closed_at=NOON, outcome="closed")
    case = make_case(make_message(channel=desk, conversation=message.conversation))
    actions.reply(case, ana, NOON, text="We are on it.", close=True)
    Case.objects.filter(pk=first.pk).update(closed_at=None, outcome="")
    row = Outbox.objects.select_related("case", "message", "channel__source").get()
    with ThreadPoolExecutor(1) as thread:
        with transaction.atomic():
            lock_case(first)
            failing = thread.submit(at_once, lambda: lose(case, NOON))
            wait([failing], timeout=0.5)
            assert not failing.done()
            assert Case.objects.select_for_update(nowait=True).get(pk=case.pk).closed_at
        assert failing.result(timeout=PATIENCE) == [row]
    assert first.events.filter(kind="failed").exists()
