"""Replies that were marked as sent, and imports that do not have them."""

import json
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from community.ingest import Covered, Span, ingest_batch
from community.models import Channel, ImportRun, Message
from community.records import RawMessage
from moderation.assessments import intake
from moderation.cases import actions, sought
from moderation.cases.undo import undo_last
from moderation.models import Case, CaseEvent, Outbox, User
from moderation.outbox import delivery
from moderation.refusal import Refused
from tests.builders import NOON, make_case, make_channel, make_message, make_reply
from tests.cases.lost import lost_at
from tests.cases.test_races import at_once, refused
from tests.commands.importing import run_import, started_import
from tests.patience import PATIENCE

pytestmark = pytest.mark.django_db(transaction=True)
WRITTEN = NOON + timedelta(minutes=10)
DONE = NOON + timedelta(minutes=30)
LATER = NOON + timedelta(days=1)
DUE = NOON + timedelta(hours=4)


@pytest.fixture
def asked(reviews: Channel) -> Message:
    return make_message("Where is it?", channel=reviews, external_id="asked")


@pytest.fixture
def case(asked: Message, ana: User) -> Case:
    """Answered, closed, and marked as sent by hand."""
    case = make_case(asked, opened_for=["answer"], reply=DUE)
    actions.reply(case, ana, WRITTEN, text="It left today.", close=True)
    delivery.deliver_due(WRITTEN + timedelta(minutes=5))
    actions.carried_out(case.outbox.get(), ana, DONE)
    return again(case)


def again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def promise_of(case: Case) -> tuple[datetime | None, str]:
    clock = case.clocks.get(kind="reply")
    return clock.kept_at, clock.kept_as


def covered(channel: Channel, first: datetime, last: datetime, run: int | None = 1) -> Covered:
    return Covered(channel.pk, Span(first, last), run, "week.csv")


def read(case: Case, first: datetime = NOON, last: datetime = LATER, run: int | None = 1) -> int:
    return sought.seek_replies(covered(case.channel, first, last, run), LATER)


def state_of(case: Case) -> str:
    return case.outbox.get().sought


def write_lines(path: Path, *records: tuple[str, datetime, str, bool]) -> Path:
    names = ("id", "posted_at", "text", "from_staff")
    rows = (dict(zip(names, (key, at.isoformat(), *said), strict=True)) for key, at, *said in records)
    path.write_text("\n".join(json.dumps(row) for row in rows))
    return path


def test_an_import_that_has_read_the_time_and_does_not_bring_the_reply_asks_once(case: Case) -> None:
    assert promise_of(case) == (DONE, "by_hand")
    assert (read(case), state_of(case)) == (1, "asked")
    event = case.events.get(kind="missed")
    assert event.actor is None
    assert event.facts == {"outbox": case.outbox.get().pk, "run": 1, "source": "week.csv"}
    assert (read(case), case.events.filter(kind="missed").count()) == (0, 1)
    assert promise_of(case) == (DONE, "by_hand")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (DONE, LATER),
        (DONE + timedelta(minutes=1), LATER),
        (NOON, DONE),
        (NOON, DONE - timedelta(minutes=1)),
    ],
)
def test_only_what_was_read_on_both_sides_is_covered(case: Case, first: datetime, last: datetime) -> None:
    assert (read(case, first, last), state_of(case)) == (0, "")


def test_another_channel_says_nothing(case: Case) -> None:
    other = make_channel(case.community, "letters")
    assert sought.seek_replies(covered(other, NOON, LATER), LATER) == 0


def test_what_staff_wrote_there_is_the_reply(case: Case, asked: Message) -> None:
    make_reply(asked, "It is on its way.", minutes=25, from_staff=True)
    assert (read(case), state_of(case)) == (0, "found")


@pytest.mark.parametrize("fields", [{"from_staff": False}, {"from_staff": True, "automated": True}])
def test_what_members_and_machines_wrote_is_not(case: Case, asked: Message, fields: dict[str, bool]) -> None:
    make_reply(asked, "It left today.", minutes=25, **fields)
    assert (read(case), state_of(case)) == (1, "asked")


def test_only_a_reply_that_a_person_marked_is_sought(case: Case) -> None:
    case.outbox.update(done_by=None)
    assert read(case) == 0


@pytest.mark.parametrize("others_wait", [59, 61])
def test_what_is_pushed_covers_the_time_up_to_an_hour_before_it(case: Case, others_wait: int) -> None:
    last = DONE + timedelta(minutes=others_wait)
    assert read(case, last, last, run=None) == (others_wait > 60)


def test_a_push_says_nothing_of_what_an_import_brought_before_it(case: Case, asked: Message) -> None:
    Message.objects.filter(pk=asked.pk).update(run=ImportRun.objects.create(channel=case.channel, source="week.csv"))
    assert read(case, LATER, LATER, run=None) == 0


def test_a_batch_that_is_pushed_asks(case: Case) -> None:
    later = DONE + timedelta(hours=2)
    record = RawMessage(external_id="later", text="Hi", author_id="ben", posted_at=later)
    ingest_batch(case.channel, [record], run=None, now=LATER, is_history=False, on_stored=intake.stored)
    assert state_of(case) == "asked"
    assert case.events.get(kind="missed").facts["source"] == case.channel.source.name


# ── an import that is taken back ────────────────────────────────────────


def test_what_it_asked_is_withdrawn_and_a_later_import_asks_anew(case: Case) -> None:
    read(case, run=1)
    assert sought.withdraw_questions(case.channel_id, 1, LATER) == 1
    assert (state_of(case), list(sought.replies_asked_about(case))) == ("", [])
    event = case.events.get(kind="unasked")
    assert (event.actor, event.at) == (None, LATER)
    assert event.facts == {"outbox": case.outbox.get().pk, "run": 1, "source": "week.csv"}
    assert sought.withdraw_questions(case.channel_id, 1, LATER) == 0
    assert (read(case, run=2), state_of(case)) == (1, "asked")
    # What asks now is the second import.
    assert sought.withdraw_questions(case.channel_id, 1, LATER) == 0
    assert state_of(case) == "asked"


@pytest.mark.parametrize("sent", [True, False])
def test_what_somebody_has_answered_stays_answered(case: Case, ana: User, sent: bool) -> None:
    read(case, run=1)
    sought.say_sent(case, case.outbox.get().pk, ana, LATER, sent=sent)
    assert sought.withdraw_questions(case.channel_id, 1, LATER) == 0
    assert state_of(case) == ("sent" if sent else "lost")


def test_what_was_asked_for_another_channel_or_by_a_push_stays(case: Case) -> None:
    read(case, run=1)
    assert sought.withdraw_questions(make_channel(case.community, "letters").pk, 1, LATER) == 0
    assert sought.withdraw_questions(case.channel_id, 2, LATER) == 0
    assert state_of(case) == "asked"


# ── what a person says ──────────────────────────────────────────────────


def test_a_yes_lets_it_stand_and_nobody_is_asked_again(case: Case, ana: User) -> None:
    read(case)
    sought.say_sent(case, case.outbox.get().pk, ana, LATER, sent=True)
    assert (state_of(case), promise_of(case)) == ("sent", (DONE, "by_hand"))
    assert again(case).closed_at == WRITTEN
    assert read(case) == 0


def test_a_no_opens_the_case_and_its_promise_again(case: Case, ana: User, asked: Message) -> None:
    read(case)
    sought.say_sent(case, case.outbox.get().pk, ana, LATER, sent=False)
    row = case.outbox.get()
    assert (row.state, row.done_at, row.done_by, row.sought) == ("failed", None, None, "lost")
    found = again(case)
    assert (found.closed_at, found.due_by) == (None, DUE)
    assert promise_of(case) == (None, "")
    assert case.rows.get().settled_at is None
    assert [event.kind for event in case.events.all()][-2:] == ["reopened", "sent"]
    assert read(case) == 0


def test_what_was_due_stands_above_what_is_due_later(case: Case, ana: User, reviews: Channel) -> None:
    later = make_case(make_message(channel=reviews), opened_for=["answer"], reply=LATER + timedelta(days=2))
    read(case)
    sought.say_sent(case, case.outbox.get().pk, ana, LATER, sent=False)
    assert list(Case.objects.open().in_triage_order()) == [again(case), later]


def test_a_no_puts_the_case_at_the_top_and_an_undo_takes_it_down(case: Case, ana: User, reviews: Channel) -> None:
    make_case(make_message(channel=reviews), priority=100, severity=4, due_by=NOON - timedelta(days=100))
    read(case)
    sought.say_sent(case, case.outbox.get().pk, ana, LATER, sent=False)
    assert (lost_at(case), Case.objects.open().in_triage_order().first()) == (LATER, case)
    undo_last(case, ana, LATER + timedelta(minutes=1))
    assert lost_at(case) is None
    sought.say_sent(case, case.outbox.get().pk, ana, LATER + timedelta(minutes=2), sent=False)
    assert lost_at(case) == LATER + timedelta(minutes=2)


def test_a_yes_puts_nothing_at_the_top(case: Case, ana: User) -> None:
    actions.reopen(case, ana, LATER, why="Look again.")
    read(case)
    sought.say_sent(case, case.outbox.get().pk, ana, LATER, sent=True)
    assert lost_at(case) is None


def test_beside_a_newer_case_of_the_person_that_one_stands_at_the_top(case: Case, ana: User, asked: Message) -> None:
    about = {"channel": asked.channel, "conversation": asked.conversation, "author": asked.author}
    newer = make_case(make_message("Another thing.", posted_at=DONE, **about), opened_for=["answer"])
    read(case)
    sought.say_sent(case, case.outbox.get().pk, ana, LATER, sent=False)
    assert (again(case).outcome, lost_at(newer)) == ("replied", LATER)
    undo_last(case, ana, LATER + timedelta(minutes=1))
    assert lost_at(newer) is None


@pytest.mark.parametrize("sent", [True, False])
def test_undo_asks_again(case: Case, ana: User, sent: bool) -> None:
    read(case)
    sought.say_sent(case, case.outbox.get().pk, ana, LATER, sent=sent)
    undo_last(case, ana, LATER + timedelta(minutes=1))
    row = case.outbox.get()
    assert (row.state, row.done_at, row.done_by, row.error, row.sought) == ("done", DONE, ana, "", "asked")
    assert (again(case).closed_at, again(case).outcome) == (WRITTEN, "replied")
    assert promise_of(case) == (DONE, "by_hand")
    assert case.rows.get().settled_as == "replied"


def test_of_two_who_say_it_at_once_one_does(case: Case, ana: User, ben: User) -> None:
    read(case)
    key = case.outbox.get().pk
    answers = at_once(*(partial(sought.say_sent, case, key, by, LATER, sent=sent) for by, sent in ((ana, 1), (ben, 0))))
    assert len(refused(answers)) == 1
    assert case.events.filter(kind="sent").count() == 1


def test_whoever_does_not_hold_an_open_case_says_nothing(case: Case, ana: User, ben: User) -> None:
    read(case)
    actions.reopen(case, ana, LATER, why="Look again.")
    with pytest.raises(Refused, match="Ana has claimed this case"):
        sought.say_sent(case, case.outbox.get().pk, ben, LATER, sent=True)
    sought.say_sent(case, case.outbox.get().pk, ana, LATER, sent=True)


def test_what_is_not_asked_is_not_answered(case: Case, ana: User) -> None:
    with pytest.raises(Refused, match="Nobody is asked about this reply any more"):
        sought.say_sent(case, case.outbox.get().pk, ana, LATER, sent=False)


def test_a_reply_of_another_case_is_not_meant(case: Case, ana: User, reviews: Channel) -> None:
    read(case)
    other = make_case(make_message(channel=reviews))
    with pytest.raises(Refused, match="Nobody is asked about this reply any more"):
        sought.say_sent(other, case.outbox.get().pk, ana, LATER, sent=True)


# ── real imports ────────────────────────────────────────────────────────


@pytest.fixture
def week(tmp_path: Path, case: Case) -> Path:
    """What was posted around the time, the question too, without the reply."""
    return write_lines(
        tmp_path / "week.jsonl",
        ("asked", NOON, "Where is it?", False),
        *((f"m{number}", DONE + timedelta(minutes=number), "Hi", False) for number in range(-5, 200)),
    )


def outcomes() -> tuple[list[str], int]:
    """What became of the replies, and how often somebody was asked."""
    return list(Outbox.objects.values_list("sought", flat=True)), CaseEvent.objects.filter(kind="missed").count()


def test_an_import_asks_when_it_is_finished(week: Path, case: Case) -> None:
    run_import(week)
    assert outcomes() == (["asked"], 1)
    run = ImportRun.objects.get()
    assert (run.first_posted_at, run.last_posted_at) == (NOON, DONE + timedelta(minutes=199))
    # Without the folder of the server that it lay in.
    assert CaseEvent.objects.get(kind="missed").facts["source"] == "week.jsonl"


def test_what_was_stored_before_is_read_too(week: Path, case: Case, tmp_path: Path) -> None:
    run_import(write_lines(tmp_path / "before.jsonl", *[(f"m{-5}", DONE - timedelta(minutes=5), "Hi", False)]))
    later = (f"m{-5}", DONE - timedelta(minutes=5), "Hi", False), ("new", DONE + timedelta(minutes=1), "Ho", False)
    run_import(write_lines(tmp_path / "after.jsonl", *later))
    assert outcomes() == (["asked"], 1)


def test_an_import_that_brings_the_reply_in_its_last_batch_asks_nothing(week: Path, case: Case) -> None:
    reply = {
        "id": "r",
        "posted_at": DONE.isoformat(),
        "text": "It left today.",
        "from_staff": True,
        "parent_id": "asked",
    }
    week.write_text(week.read_text() + "\n" + json.dumps(reply))
    run_import(week, "--batch=50")
    assert outcomes() == (["found"], 0)


def test_two_imports_at_once_ask_once(case: Case, reviews: Channel) -> None:
    other = ImportRun.objects.create(channel=reviews, source="other.csv").pk
    at_once(*(partial(read, case, run=run) for run in (other, other + 1)))
    assert outcomes() == (["asked"], 1)


def test_whoever_comes_second_asks_nothing(case: Case) -> None:
    row, time = case.outbox.get(), covered(case.channel, NOON, LATER)
    assert [sought.ask_about(row.pk, time, LATER) for _ in range(2)] == [True, False]


def test_a_killed_import_asks_once_it_was_gone_on_with(week: Path, case: Case) -> None:
    process = started_import(week, "--batch=20")
    while not Message.objects.filter(external_id="m-5").exists() and process.poll() is None:
        pass
    process.kill()
    process.communicate(timeout=PATIENCE)
    run_import(week, "--batch=20")
    assert outcomes() == (["asked"], 1)
