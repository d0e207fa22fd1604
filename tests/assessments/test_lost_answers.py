"""An answer that proves to be none lets whoever it answered wait again."""

from datetime import timedelta
from typing import Any

import pytest

from community.models import Channel, Community, ImportRun, StaffEntry
from community.records import RawMessage
from moderation.assessments import intake, pipeline
from moderation.models import Case, User
from moderation.recounts import slices
from moderation.recounts.actions import count_entry_from_start
from moderation.targets import install_starter_targets
from tests.builders import NOON, make_channel, make_guideline
from tests.community.storing import raw, store, stored

HOUR = timedelta(hours=1)
# What a later record says of the answer.
WAYS: dict[str, dict[str, Any]] = {
    "a machine wrote it": {"automated": True},
    "a note among staff": {"internal": True},
    "a member wrote it": {"from_staff": False},
    "deleted": {"deleted": True},
    "older than what it answered": {"posted_at": NOON - HOUR},
    "in another thread": {"thread_external_id": "t2"},
}


@pytest.fixture
def desk(tarnfell: Community) -> Channel:
    make_guideline(tarnfell)
    return make_channel(tarnfell, "gear-help", is_answered=True)


def question(**said: Any) -> RawMessage:
    about = {"author_id": "otto", "posted_at": NOON, "thread_external_id": "t1", "kind": "direct", **said}
    return raw("question", "Where is my parcel?", **about)


def answer(external_id: str = "answer", **said: Any) -> RawMessage:
    about = {"author_id": "mia", "from_staff": True, "posted_at": NOON + HOUR, "thread_external_id": "t1"}
    return raw(external_id, "On its way.", **about | {"kind": "direct"} | said)


def bring(channel: Channel, *records: RawMessage, **options: Any) -> None:
    store(channel, *records, now=NOON + 3 * HOUR, told=intake.stored, **options)  # type: ignore[arg-type]
    pipeline.drain()


def of_question() -> Case:
    return Case.objects.open().get(message__external_id="question")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("had_a_case", [False, True], ids=["came together", "was closed as answered"])
def test_who_was_answered_by_it_waits_again(desk: Channel, way: str, had_a_case: bool) -> None:
    for records in ([question()], [answer()]) if had_a_case else ([question(), answer()],):
        bring(desk, *records)
    assert not Case.objects.open().exists()
    bring(desk, answer(**WAYS[way]))
    assert of_question().opened_for == ["answer"]


@pytest.mark.parametrize("way", WAYS)
def test_a_clock_that_it_stopped_runs_again(desk: Channel, way: str) -> None:
    install_starter_targets(desk.community)
    bring(desk, question()._replace(text="My lawyer will write to you."))
    bring(desk, answer())
    reply = of_question().clocks.get(kind="reply")
    assert (reply.kept_at, reply.kept_as) == (NOON + HOUR, "platform")
    bring(desk, answer(**WAYS[way]))
    reply.refresh_from_db()
    assert reply.value.runs
    assert of_question().rows.get().is_waiting


@pytest.mark.parametrize("way", WAYS)
def test_who_has_a_case_for_another_reason_waits_as_well(desk: Channel, way: str) -> None:
    bring(desk, question()._replace(text="My lawyer will write to you."), answer())
    assert not of_question().rows.get().is_waiting
    bring(desk, answer(**WAYS[way]))
    assert of_question().rows.get().is_waiting


def test_who_was_known_to_be_answered_when_the_case_opened_waits_as_well(desk: Channel) -> None:
    bring(desk, question(), answer())
    bring(desk, question()._replace(text="My lawyer will write to you."))
    assert of_question().opened_for == ["finding"]
    bring(desk, answer(automated=True))
    assert of_question().opened_for == ["finding", "answer"]
    assert of_question().rows.get().is_waiting


def test_who_was_answered_by_somebody_else_too_does_not_wait(desk: Channel) -> None:
    bring(desk, question(), answer(), answer("second", posted_at=NOON + 2 * HOUR))
    bring(desk, answer(automated=True))
    assert not Case.objects.exists()


@pytest.mark.parametrize("is_history", [(True, False), (False, True)], ids=["it was", "what corrects it is"])
def test_history_waits_for_nothing(desk: Channel, is_history: tuple[bool, bool]) -> None:
    for records, history in zip(([question(), answer()], [answer(automated=True)]), is_history, strict=True):
        run = ImportRun.objects.create(channel=desk, source="week.csv", is_history=history)
        bring(desk, *records, run=run, is_history=history)
    assert not Case.objects.exists()


def test_who_asked_nothing_does_not_wait(desk: Channel) -> None:
    bring(desk, question(kind="comment"), raw("thanks", "Nice tent.", author_id="vera", thread_external_id="t1"))
    bring(desk, answer())
    bring(desk, answer(automated=True))
    assert Case.objects.open().get().message == stored("question")


def test_who_was_answered_by_a_bot_alone_waits_once_an_admin_lists_it_from_the_start(desk: Channel, ada: User) -> None:
    bring(desk, question(), answer(author_id="tarnbot"))
    entry = StaffEntry.objects.create(source=desk.source, kind="id", value="tarnbot", role="automated", since=NOON)
    count_entry_from_start(entry, ada, NOON)
    slices.go_on(NOON)
    pipeline.drain()
    assert (stored("answer").from_staff, stored("answer").automated) == (True, True)
    assert Case.objects.open().get().message == stored("question")


def test_who_is_counted_as_staff_from_the_start_waits_for_nothing(desk: Channel, ada: User) -> None:
    bring(desk, question(), raw("threat", "My lawyer will write.", author_id="otto", posted_at=NOON))
    entry = StaffEntry.objects.create(source=desk.source, kind="id", value="otto", since=NOON)
    count_entry_from_start(entry, ada, NOON)
    slices.go_on(NOON)
    pipeline.drain()
    asked, threat = (Case.objects.get(message__external_id=each) for each in ("question", "threat"))
    assert (asked.outcome, threat.outcome) == ("closed", "")
    StaffEntry.objects.update(role="member")
    entry.refresh_from_db()
    count_entry_from_start(entry, ada, NOON)
    slices.go_on(NOON)
    pipeline.drain()
    assert not of_question().closed_at
