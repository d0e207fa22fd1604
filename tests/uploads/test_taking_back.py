"""An import is taken back: what it made goes, what it changed is as before, and what somebody acted on stays."""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from community.imports import runs
from community.ingest import Overtaken
from community.models import Channel, Conversation, ImportRun, Member, MemberRole, Message, TakenBack
from community.records import RawMessage
from moderation.assessments import intake, pipeline
from moderation.cases import actions as cases
from moderation.models import (
    Assessment,
    Case,
    Change,
    Clock,
    Outbox,
    PendingAssessment,
    ResponseTarget,
    StaleDay,
    TakeBack,
    User,
)
from moderation.outbox import delivery
from moderation.policy.values import Severity
from moderation.refusal import Refused
from moderation.uploads import actions, taking_back
from moderation.uploads.acted_on import Stays, stays_of
from moderation.uploads.taking_back import Preview, preview_take_back
from tests.builders import make_case, make_copy, make_escalation, make_message
from tests.commands.importing import run_import
from tests.commands.test_export_messages import but_for_revisions, exported
from tests.community.storing import raw

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def written(folder: Path, *records: dict[str, Any], name: str = "week") -> Path:
    path = folder / f"{name}.jsonl"
    path.write_text("\n".join(json.dumps({"created_at": "2026-03-08T06:30:00Z", "text": "x"} | r) for r in records))
    return path


def brought(folder: Path, *records: dict[str, Any], channel: str = "reviews") -> ImportRun:
    report = run_import(written(folder, *records), channel=channel)
    return ImportRun.objects.get(pk=report["run"])


def taken_back(run: ImportRun, by: User | None = None) -> TakeBack:
    actions.take_back(run, by, timezone.now())
    taking_back.go_on()
    return TakeBack.objects.get(run=run)


def ids() -> list[str]:
    return list(Message.objects.order_by("external_id").values_list("external_id", flat=True))


def of(external_id: str) -> Message:
    return Message.objects.get(external_id=external_id)


def judged() -> None:
    pipeline.drain(seconds=60)


def test_what_it_made_goes_with_all_that_was_made_of_it(reviews: Channel, mia: User, tmp_path: Path) -> None:
    make_message(channel=reviews, external_id="before")
    members, conversations = Member.objects.count(), Conversation.objects.count()
    threat = {"text": "You will hear from my lawyer.", "author_id": "kim", "kind": "direct"}
    run = brought(tmp_path, {"id": 1} | threat, {"id": 2, "parent_id": 1, "author_id": "lou"})
    judged()
    assert (Case.objects.count(), Assessment.objects.count()) == (1, 2)
    done = taken_back(run, mia)
    assert (done.state, done.removed, done.put_back) == ("finished", 2, 0)
    assert ids() == ["before"]
    assert (Member.objects.count(), Conversation.objects.count()) == (members, conversations)
    assert [model.objects.count() for model in (Case, Assessment, PendingAssessment)] == [0, 0, 0]
    run.refresh_from_db()
    assert run.undone_at
    change = Change.objects.get(subject="import")
    assert (change.actor, change.name) == (mia, f"week.jsonl into Store reviews, run {run.pk}")
    assert change.after["state"] == "taken back"


def test_what_it_changed_is_as_before_and_is_judged_again(reviews: Channel, tmp_path: Path) -> None:
    first = {"id": 1, "text": "The zip broke.", "author_id": "kim", "likes": 2, "tags": ["shop"], "edited_at": None}
    brought(tmp_path, first, {"id": 2, "parent_id": 1, "author_id": "lou"}, {"id": 3, "author_id": "lou"})
    judged()
    before = exported()
    second = {
        "id": 1,
        "text": "All fine.",
        "author_id": "mo",
        "likes": 9,
        "is_staff": True,
        "deleted": True,
        "tags": ["a"],
    }
    second |= {"created_at": "2026-03-09T06:30:00Z", "edited_at": "2026-03-09T07:30:00Z"}
    run = brought(tmp_path, second, {"id": 2, "parent_id": 3, "author_id": "lou", "text": "Changed."}, {"id": 4})
    assert run.updated == 2
    judged()
    done = taken_back(run)
    assert (done.removed, done.put_back) == (1, 2)
    assert but_for_revisions(exported()) == but_for_revisions(before)
    assert of("2").revision == 3
    assert list(of("2").earlier_texts.values_list("revision", "text")) == [(1, "x"), (2, "Changed.")]
    assert PendingAssessment.objects.filter(message=of("2"), revision=3).exists()
    assert not Member.objects.filter(external_id="mo").exists() or of("1").author.external_id == "kim"
    # As nothing happened, the same file changes it again.
    assert run_import(tmp_path / "week.jsonl")["updated"] == 2


@pytest.mark.parametrize("is_known", [True, False])
def test_whom_a_wrong_file_called_staff_is_a_member_again(reviews: Channel, tmp_path: Path, is_known: bool) -> None:
    """Both where it changed a message and where it made one."""
    author = {"author_id": "kim"}
    brought(tmp_path, {"id": 1} | author, {"id": 2, "author_id": "desk", "is_staff": True})
    run = brought(tmp_path, {"id": 1 if is_known else 3, "is_staff": True} | author, {"id": 4, "author_id": "desk"})
    assert Member.objects.get(external_id="kim").role == Member.Role.STAFF
    taken_back(run)
    roles = Member.objects.order_by("external_id").values_list("external_id", "role")
    assert list(roles) == [("desk", "staff"), ("kim", "member")]
    brought(tmp_path, {"id": 5} | author)
    assert not of("5").from_staff


ACTS: dict[str, tuple[Callable[[Case, User], object], Stays]] = {
    "claimed": (lambda case, ana: cases.claim(case, ana, timezone.now()), Stays.WORKED),
    "noted": (lambda case, ana: cases.note(case, ana, timezone.now(), text="Known to us."), Stays.WORKED),
    "escalated by a rule": (lambda case, _: make_escalation(case), Stays.ESCALATED),
    "fell due": (
        lambda case, _: case.clocks.update(due_by=timezone.now() - timedelta(minutes=1)),
        Stays.DUE,
    ),
    "mailed": (
        lambda case, _: Outbox.objects.create(
            community=case.community, channel=case.channel, case=case, cause=case.events.first(), message=case.message,
            kind="hide", due_at=NOW,
        ),
        Stays.SENT,
    ),
}  # fmt: skip


@pytest.mark.parametrize("story", ACTS)
def test_what_somebody_acted_on_stays_with_the_reason_and_its_copies(
    reviews: Channel, ana: User, tmp_path: Path, story: str
) -> None:
    run = brought(tmp_path, {"id": 1}, {"id": 2}, {"id": 3}, {"id": 4})
    case = make_case(of("1"), reply=timezone.now() + timedelta(hours=2))
    make_copy(case, of("2"))
    # Nobody acted on this one.
    make_case(of("3"))
    act, reason = ACTS[story]
    act(case, ana)
    assert preview_take_back(run, timezone.now()) == Preview(2, 0, {reason.value: 2})
    assert taken_back(run).removed == 2
    assert ids() == ["1", "2"]
    assert stays_of(run, timezone.now()) == {of("1").pk: reason, of("2").pk: reason}
    assert list(Case.objects.all()) == [case]


def test_what_another_import_has_changed_since_stays_as_that_one_left_it(reviews: Channel, tmp_path: Path) -> None:
    brought(tmp_path, {"id": 1, "text": "First."})
    second = brought(tmp_path, {"id": 1, "text": "Second."}, {"id": 2, "text": "Made by the second."})
    third = brought(tmp_path, {"id": 1, "text": "Third."}, {"id": 2, "text": "Changed by the third."})
    assert preview_take_back(second, timezone.now()) == Preview(0, 0, {Stays.CHANGED.value: 2})
    assert taken_back(second).removed == 0
    assert (of("1").text, of("2").text) == ("Third.", "Changed by the third.")
    assert taken_back(third).put_back == 2
    assert (of("1").text, of("2").text) == ("Second.", "Made by the second.")


def test_replies_that_stay_wait_for_their_parent_again_and_find_it_when_it_comes(
    reviews: Channel, tmp_path: Path
) -> None:
    brought(tmp_path, {"id": "r1", "parent_id": "p"}, {"id": "r2", "parent_id": "p"}, {"id": "rr", "parent_id": "r1"})
    before = exported()
    run = brought(tmp_path, {"id": "p", "parent_id": "g"}, {"id": "g"})
    assert of("r1").conversation == of("r2").conversation == of("g").conversation
    taken_back(run)
    assert but_for_revisions(exported()) == but_for_revisions(before)
    assert (of("r1").waiting_for, of("r1").parent) == ("p", None)
    assert of("r1").conversation == of("rr").conversation != of("r2").conversation
    run_import(tmp_path / "week.jsonl")
    assert of("r1").parent == of("r2").parent == of("p")
    assert of("r1").conversation == of("rr").conversation == of("r2").conversation


def test_a_reply_that_its_thread_holds_waits_for_its_parent_too(reviews: Channel, tmp_path: Path) -> None:
    brought(tmp_path, {"id": "r", "parent_id": "p", "thread_id": "9"})
    taken_back(brought(tmp_path, {"id": "p", "thread_id": "9"}))
    assert (of("r").waiting_for, of("r").parent, of("r").conversation.thread_external_id) == ("p", None, "9")


def test_a_thread_that_held_two_members_is_its_one_members_again(reviews: Channel, tmp_path: Path) -> None:
    ours = {"kind": "direct", "thread_id": "9"}
    brought(tmp_path, {"id": 1, "author_id": "kim"} | ours, {"id": 2, "author_id": "kim", "kind": "direct"})
    before = exported()
    run = brought(tmp_path, {"id": 3, "author_id": "lou"} | ours)
    assert of("1").conversation != of("2").conversation
    taken_back(run)
    assert but_for_revisions(exported()) == but_for_revisions(before)
    assert of("1").conversation == of("2").conversation


def test_what_comes_again_has_the_receipt_and_the_clocks_that_it_had(reviews: Channel, tmp_path: Path) -> None:
    three_days = {"first_action": 3 * 24 * 60, "first_reply": 3 * 24 * 60}
    ResponseTarget.objects.create(community=reviews.community, severity=Severity.NONE, **three_days)
    run = brought(tmp_path, {"id": 1, "kind": "direct", "author_id": "kim"})
    early = timezone.now() - timedelta(days=2)
    Message.objects.update(received_at=early)
    judged()
    promised = set(Clock.objects.values_list("kind", "started_at", "due_by"))
    assert promised == {(kind, early, early + timedelta(days=3)) for kind in ("action", "reply")}
    taken_back(run)
    assert not Clock.objects.exists()
    assert TakenBack.objects.get().received_at == early
    again = brought(tmp_path, {"id": 1, "kind": "direct", "author_id": "kim", "text": "In other words."})
    assert again.created == 1
    judged()
    assert of("1").received_at == early
    assert set(Clock.objects.values_list("kind", "started_at", "due_by")) == promised
    assert not TakenBack.objects.exists()


def test_a_case_that_an_imported_answer_closed_is_open_again(reviews: Channel, tmp_path: Path) -> None:
    asked = {"id": 1, "kind": "direct", "author_id": "kim", "text": "Where is it?"}
    brought(tmp_path, asked)
    judged()
    answer = {"id": 2, "parent_id": 1, "kind": "direct", "is_staff": True, "author_id": "desk"}
    run = brought(tmp_path, answer | {"created_at": "2026-03-08T07:30:00Z"})
    judged()
    assert Case.objects.get().outcome == "answered"
    taken_back(run)
    judged()
    assert Case.objects.get().closed_at is None


def test_what_it_asked_about_a_reply_is_asked_no_more(reviews: Channel, ana: User, tmp_path: Path) -> None:
    asked = make_message("Where is it?", channel=reviews, posted_at=NOW - timedelta(days=2))
    case = make_case(asked, opened_for=["answer"])
    cases.reply(case, ana, NOW - timedelta(days=2), text="It left today.", close=True)
    delivery.deliver_due(NOW - timedelta(days=1))
    cases.carried_out(case.outbox.get(), ana, NOW - timedelta(days=1))
    late = [{"id": number, "created_at": (NOW - timedelta(days=4 * number)).isoformat()} for number in (0, 1)]
    run = brought(tmp_path, *late)
    assert case.outbox.get().sought == "asked"
    taken_back(run)
    assert case.outbox.get().sought == ""
    assert [event.kind for event in case.events.order_by("pk")][-2:] == ["missed", "unasked"]


def test_copies_that_stay_are_judged_again_when_their_leading_message_goes(reviews: Channel, tmp_path: Path) -> None:
    copy = make_message(channel=reviews)
    run = brought(tmp_path, {"id": 1})
    make_copy(make_case(of("1")), copy)
    taken_back(run)
    assert list(PendingAssessment.objects.values_list("message", flat=True)) == [copy.pk]


def test_the_days_of_what_went_and_of_its_cases_are_counted_again(reviews: Channel, tmp_path: Path) -> None:
    run = brought(tmp_path, {"id": 1, "created_at": "2026-03-08T06:30:00Z"})
    make_case(of("1"), opened_at=NOW - timedelta(days=3))
    StaleDay.objects.all().delete()
    taken_back(run)
    days = {str(day) for day in StaleDay.objects.values_list("date", flat=True)}
    assert days == {"2026-03-08", str((NOW - timedelta(days=3)).date())}


def test_a_member_of_whom_an_admin_has_said_something_stays(reviews: Channel, tmp_path: Path) -> None:
    run = brought(tmp_path, {"id": 1, "author_id": "kim"}, {"id": 2, "author_id": "lou"})
    MemberRole.objects.create(member=Member.objects.get(external_id="kim"), role="staff")
    taken_back(run)
    assert list(Member.objects.values_list("external_id", flat=True)) == ["kim"]


def test_the_same_file_comes_in_anew_afterwards(reviews: Channel, tmp_path: Path) -> None:
    run = brought(tmp_path, {"id": 1}, {"id": 2})
    ImportRun.objects.filter(pk=run.pk).update(state="running")
    taken_back(run)
    again = run_import(tmp_path / "week.jsonl")
    assert (again["created"], again["run"] != run.pk) == (2, True)


def test_an_import_that_still_runs_stores_nothing_more(reviews: Channel) -> None:
    run = ImportRun.objects.create(channel=reviews, source="week.csv", keeps_changes=True)
    watch: dict[str, Any] = {"settled": set(), "on_stored": intake.stored, "on_batch": lambda _: None}

    def records() -> Iterator[RawMessage]:
        yield raw("1")
        taken_back(run)
        yield raw("2")

    with pytest.raises(Overtaken):
        runs.store_records(run, records(), size=1, **watch)
    assert ids() == []
    with pytest.raises(Overtaken):
        runs.store_records(ImportRun.objects.get(), iter(()), **watch)


def test_an_import_that_says_the_same_meanwhile_takes_its_messages_over(
    reviews: Channel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_back, "SLICE", 1)
    run = brought(tmp_path, {"id": 1}, {"id": 2}, {"id": 3})
    actions.take_back(run, None, timezone.now())
    held = taking_back.lease()
    assert held
    assert taking_back.take_slice(held)
    assert ids() == ["1", "2"]
    again = run_import(tmp_path / "week.jsonl")
    assert (again["created"], again["unchanged"]) == (1, 2)
    while taking_back.take_slice(held):
        pass
    assert ids() == ["1", "2", "3"]
    assert set(Message.objects.values_list("run", flat=True)) == {again["run"]}


def test_nobody_else_goes_on_with_what_a_worker_holds_and_a_dead_one_is_followed(
    reviews: Channel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking_back, "SLICE", 2)
    run = brought(tmp_path, *({"id": number} for number in range(5)))
    actions.take_back(run, None, timezone.now())
    dead = taking_back.lease()
    assert dead
    taking_back.take_slice(dead)
    assert taking_back.go_on() == 0
    TakeBack.objects.update(due_at=timezone.now())
    assert taking_back.go_on() == 1
    with pytest.raises(taking_back.Lost):
        taking_back.take_slice(dead)
    done = TakeBack.objects.get()
    assert (done.state, done.removed, ids()) == ("finished", 5, [])


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"keeps_changes": False, "updated": 1}, actions.KEPT_NOTHING),
        ({"keeps_changes": False, "updated": 0}, ""),
        ({"keeps_changes": True, "updated": 1}, ""),
    ],
)
def test_an_import_whose_changes_were_not_kept_is_not_taken_back(
    reviews: Channel, tmp_path: Path, said: dict[str, Any], reason: str
) -> None:
    run = brought(tmp_path, {"id": 1})
    ImportRun.objects.update(**said)
    run.refresh_from_db()
    assert actions.why_it_stays(run) == reason
    if reason:
        with pytest.raises(Refused, match="cannot be taken back"):
            taken_back(run)
        assert ids() == ["1"]


def test_nothing_is_taken_back_twice(reviews: Channel, tmp_path: Path) -> None:
    run = brought(tmp_path, {"id": 1})
    taken_back(run)
    with pytest.raises(Refused, match="already"):
        actions.take_back(run, None, timezone.now())


def test_one_that_failed_can_be_asked_for_again(reviews: Channel, tmp_path: Path, settings: Any) -> None:
    run = brought(tmp_path, {"id": 1})
    actions.take_back(run, None, timezone.now())
    TakeBack.objects.update(tries=settings.TRIES)
    taking_back.go_on()
    assert TakeBack.objects.get().state == "failed"
    assert taken_back(run).state == "finished"
