"""The statements of a batch do not grow with it: as many for 300 messages as for 3, whatever becomes of them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.models import Channel, Community, Message
from community.records import RawMessage
from moderation.assessments import intake, pipeline
from moderation.assessments.lease import lease
from moderation.assessments.standing import heard
from moderation.cases import actions
from moderation.models import Case, CaseMessage, PendingAssessment, User
from tests.builders import NOON, make_channel, make_guideline
from tests.community.storing import raw, store

pytestmark = pytest.mark.django_db
FEW, MANY = 3, 300


@pytest.fixture
def help_channel(tarnfell: Community) -> Channel:
    """Where we answer, in a community that promises something and looks for two things."""
    make_guideline(tarnfell)
    make_guideline(tarnfell, "violence", rules=(("phrase", "burn it down"),))
    return make_channel(tarnfell, "gear-help", is_answered=True)


def numbered(name: str, text: str, first: int, count: int, **fields: Any) -> list[RawMessage]:
    """Messages whose ids, texts and fields hold each its own number."""
    return [
        raw(
            f"{name}{number}",
            text.format(number),
            posted_at=NOON,
            **{key: value.format(number) if isinstance(value, str) else value for key, value in fields.items()},
        )
        for number in range(first, first + count)
    ]


def threats(first: int, count: int, more: str = "", **fields: Any) -> list[RawMessage]:
    return numbered("t", f"My lawyer will write about stove {{}}.{more}", first, count, author_id="a{}", **fields)


def questions(first: int, count: int) -> list[RawMessage]:
    return numbered("q", "Is stove {} waterproof?", first, count, author_id="a{}")


def replies(first: int, count: int, **fields: Any) -> list[RawMessage]:
    """What staff answer to these questions."""
    answers = numbered("r", "It is, {}.", first, count, author_id="desk", parent_external_id="q{}", **fields)
    return [answer._replace(posted_at=NOON + timedelta(minutes=5), from_staff=True) for answer in answers]


def receive(channel: Channel, records: list[RawMessage], *, judged: bool = True) -> None:
    store(channel, *records, on_stored=intake.stored)
    if judged:
        pipeline.drain()


def statements(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        work()
    return len(queries)


def finishing(count: int) -> int:
    """The statements of judging and finishing what waits."""
    held = lease(timezone.now(), 1_000)
    assert held
    assert len(held.rows) == count
    return statements(lambda: pipeline.step(held))


def opened(channel: Channel, first: int, count: int) -> int:
    receive(channel, threats(first, count), judged=False)
    return finishing(count)


def copied(channel: Channel, first: int, count: int) -> int:
    text = f"My lawyer will write about tent {first}."
    receive(channel, [raw(f"c{first}", text, posted_at=NOON)])
    copies = numbered(f"c{first}-", text, 0, count, author_id="a{}")
    receive(channel, copies, judged=False)
    return finishing(count)


def edited(channel: Channel, first: int, count: int) -> int:
    """Each has a case that stands open, and gets a graver finding, a link, and other targets."""
    receive(channel, threats(first, count))
    receive(channel, threats(first, count, " And I will burn it down."), judged=False)
    return finishing(count)


def edited_after_a_decision(channel: Channel, first: int, count: int) -> int:
    receive(channel, threats(first, count))
    by = User.objects.get()
    for case in Case.objects.open().filter(revision=1):
        actions.decide(case, by, NOON, action="keep", guideline=None, reason="Fine.", revision=1)
    receive(channel, threats(first, count, " And I will burn it down."), judged=False)
    return finishing(count)


def judged_again(channel: Channel, first: int, count: int) -> int:
    receive(channel, threats(first, count))
    receive(channel, threats(first, count, reports=9), judged=False)
    return finishing(count)


def answered(channel: Channel, first: int, count: int) -> int:
    """Each question has a case that stands open for an answer only."""
    receive(channel, questions(first, count))
    receive(channel, replies(first, count), judged=False)
    return finishing(count)


def answered_meanwhile(channel: Channel, first: int, count: int) -> int:
    """Each question opens a case although staff have answered since it was judged."""
    receive(channel, questions(first, count), judged=False)
    held = lease(timezone.now(), 1_000)
    assert held
    judged, failed = pipeline.judge_rows(pipeline.load_batch(held, timezone.now()))
    receive(channel, replies(first, count))
    return statements(lambda: pipeline.finish_batch(held, judged, failed, timezone.now()))


def failed(channel: Channel, first: int, count: int) -> int:
    """None could be judged, each for the same reason."""
    receive(channel, threats(first, count), judged=False)
    held = lease(timezone.now(), 1_000)
    assert held
    rows = [(row, "ValueError: no") for row in held.rows]
    return statements(lambda: pipeline.finish_batch(held, [], rows, timezone.now()))


WORK = [
    opened,
    copied,
    edited,
    edited_after_a_decision,
    judged_again,
    answered,
    answered_meanwhile,
    failed,
]


@pytest.mark.parametrize("work", WORK, ids=lambda work: work.__name__)
def test_finishing_many_takes_as_many_statements_as_finishing_few(
    work: Callable[[Channel, int, int], int], help_channel: Channel, ana: User
) -> None:
    # The first batch of a community compiles its rules.
    opened(help_channel, 9_000, 1)
    few = work(help_channel, 1_000, FEW)
    assert work(help_channel, 2_000, MANY) == few


# What moderation does in the transaction that stores messages


def storing(channel: Channel, records: list[RawMessage]) -> int:
    taken = []
    store(channel, *records, on_stored=lambda batch: taken.append(statements(lambda: intake.stored(batch))))
    return taken[0]


def created(channel: Channel, first: int, count: int) -> int:
    return storing(channel, threats(first, count))


def changed(channel: Channel, first: int, count: int) -> int:
    receive(channel, threats(first, count))
    return storing(channel, threats(first, count, " More."))


def reported(channel: Channel, first: int, count: int) -> int:
    receive(channel, threats(first, count))
    return storing(channel, threats(first, count, reports=9))


def deleted(channel: Channel, first: int, count: int) -> int:
    """Each has a case that stands open with a copy, which is judged again."""
    receive(channel, threats(first, count))
    copies = numbered("d", "My lawyer will write about stove {}.", first, count, author_id="copycat")
    receive(channel, copies)
    assert CaseMessage.objects.filter(role="copy", message__external_id__startswith=f"d{first}").exists()
    return storing(channel, threats(first, count, deleted=True))


def answers_deleted(channel: Channel, first: int, count: int) -> int:
    """Each had closed a case that waited for it."""
    receive(channel, questions(first, count))
    receive(channel, replies(first, count))
    assert Case.objects.filter(outcome="answered").count() >= count
    return storing(channel, replies(first, count, deleted=True))


@pytest.mark.parametrize("work", [created, changed, reported, deleted, answers_deleted], ids=lambda work: work.__name__)
def test_storing_many_asks_with_as_many_statements_as_storing_few(
    work: Callable[[Channel, int, int], int], help_channel: Channel
) -> None:
    few = work(help_channel, 1_000, FEW)
    assert work(help_channel, 2_000, MANY) == few


def test_hearing_many_threads_takes_as_many_statements_as_hearing_few(help_channel: Channel) -> None:
    def hearing(first: int, count: int) -> int:
        receive(help_channel, questions(first, count))
        receive(help_channel, replies(first, count), judged=False)
        threads = set(Message.objects.filter(external_id__startswith="q").values_list("conversation", flat=True))
        PendingAssessment.objects.all().delete()
        return statements(lambda: heard(threads, timezone.now()))

    few = hearing(1_000, FEW)
    assert hearing(2_000, MANY) == few
