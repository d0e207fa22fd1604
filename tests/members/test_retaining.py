"""What is older than a desk keeps it goes by the sweep, and every figure stays."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from community.models import Channel, Community, ImportReject, ImportRun, Message
from moderation.assessments import pipeline
from moderation.members import retaining
from moderation.models import Case, Change, DayRollup, Desk, PendingAssessment, Upload, User
from moderation.rollups import refresh
from moderation.work import sweep
from tests.builders import make_assessment, make_case, make_copy, make_message, make_row

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def ago(months: int) -> datetime:
    return NOW - timedelta(days=31 * months + 1)


def keep(community: Community, **months: int) -> None:
    Desk.objects.filter(community=community).update(retention_due_at=None, **months)


def texts() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("text", flat=True))


def test_nothing_goes_by_default(reviews: Channel) -> None:
    make_message("Old.", channel=reviews, posted_at=ago(100))
    assert sweep.retain(NOW) == 0
    assert texts() == ["Old."]


def test_old_messages_without_a_case_lose_their_texts(tarnfell: Community, reviews: Channel) -> None:
    make_message("Old.", channel=reviews, posted_at=ago(12), title="Title", url="https://example.org")
    make_message("New.", channel=reviews, posted_at=ago(11))
    make_case(make_message("With a case.", channel=reviews, posted_at=ago(12)))
    copied = make_message("A copy.", channel=reviews, posted_at=ago(12))
    make_copy(Case.objects.get(), copied)
    waits = make_message("Not checked yet.", channel=reviews, posted_at=ago(12))
    PendingAssessment.objects.create(message=waits, revision=1)
    keep(tarnfell, keep_messages=12)
    assert sweep.retain(NOW) == 1
    assert texts() == ["", "New.", "With a case.", "A copy.", "Not checked yet."]
    emptied = Message.objects.get(text="")
    assert (emptied.title, emptied.url, emptied.is_emptied, emptied.removed_at) == ("", "", True, None)


def test_old_closed_cases_lose_texts_notes_and_copies(tarnfell: Community, reviews: Channel, ana: User) -> None:
    def closed(text: str, months: int | None) -> Case:
        ends = {"closed_at": ago(months), "outcome": "closed"} if months else {}
        case = make_case(make_message(text, channel=reviews, posted_at=ago(20)), **ends)
        case.events.create(kind="noted", actor=ana, at=ago(20), why=f"About {text}")
        return case

    old, newer, still_open = closed("Old.", 12), closed("New.", 11), closed("Open.", None)
    copy = make_message("Old, again.", channel=reviews)
    make_copy(old, copy)
    keep(tarnfell, keep_cases=12)
    assert sweep.retain(NOW) == 1
    assert texts() == ["", "New.", "Open.", ""]
    notes = [list(each.events.filter(kind="noted").values_list("why", flat=True)) for each in (old, newer, still_open)]
    assert notes == [["[erased]"], ["About New."], ["About Open."]]
    old.refresh_from_db()
    assert (old.outcome, old.priority) == ("closed", 60)


def test_a_message_with_a_newer_case_stays(tarnfell: Community, reviews: Channel) -> None:
    message = make_message("Again.", channel=reviews, posted_at=ago(20))
    make_case(message, closed_at=ago(12), outcome="closed")
    Message.objects.update(revision=2)
    message.refresh_from_db()
    make_case(message)
    keep(tarnfell, keep_cases=12)
    assert sweep.retain(NOW) == 0
    assert texts() == ["Again."]


def test_a_case_that_opened_since_the_message_was_found_keeps_it(tarnfell: Community, reviews: Channel) -> None:
    message = make_message("Old.", channel=reviews, posted_at=ago(20))
    make_case(message)
    retaining.empty_old_messages(tarnfell, [message.pk], NOW)
    assert texts() == ["Old."]


def test_a_case_that_opened_again_since_it_was_found_is_kept(tarnfell: Community, reviews: Channel) -> None:
    message = make_message("Old.", channel=reviews, posted_at=ago(20))
    closed = make_case(message, closed_at=ago(12), outcome="closed")
    Message.objects.update(revision=2)
    message.refresh_from_db()
    make_case(message)
    retaining.empty_old_cases(tarnfell, [closed.pk], NOW)
    assert texts() == ["Old."]


def test_a_copy_that_stands_in_another_case_is_kept(tarnfell: Community, reviews: Channel) -> None:
    old = make_case(make_message("Old.", channel=reviews), closed_at=ago(12), outcome="closed")
    still_open = make_case(make_message("Open.", channel=reviews))
    copied_twice = make_message("Twice.", channel=reviews)
    make_copy(old, copied_twice)
    make_copy(still_open, copied_twice, revision=2)
    with_own_case = make_message("Own.", channel=reviews, revision=2)
    make_copy(old, with_own_case, revision=1)
    make_case(with_own_case)
    keep(tarnfell, keep_cases=12)
    sweep.retain(NOW)
    assert texts() == ["", "Open.", "Twice.", "Own."]


def test_a_further_message_that_a_newer_closed_case_has_too_is_kept_with_that_one(
    tarnfell: Community, reviews: Channel
) -> None:
    first, second = (make_message(text, channel=reviews, revision=2) for text in ("First.", "Second."))
    old = make_case(first, closed_at=ago(12), outcome="closed")
    make_row(old, second, revision=1)
    make_case(second, closed_at=ago(11), outcome="closed")
    keep(tarnfell, keep_cases=12)
    assert sweep.retain(NOW) == 1
    assert texts() == ["", "Second."]


def test_old_rejects_are_deleted_and_counted_as_before(tarnfell: Community, reviews: Channel) -> None:
    for months in (12, 11):
        run = ImportRun.objects.create(channel=reviews, source="week.csv", rejected=1, started_at=ago(months))
        ImportReject.objects.create(run=run, line=months, reason="no time", raw=b"x", length=1)
    keep(tarnfell, keep_rejects=12)
    assert sweep.retain(NOW) == 1
    assert list(ImportReject.objects.values_list("line", flat=True)) == [11]
    assert list(ImportRun.objects.values_list("rejected", flat=True)) == [1, 1]


@pytest.mark.parametrize(("state", "months", "gone"), [("finished", 2, 1), ("importing", 2, 0), ("finished", 1, 0)])
def test_old_uploads_lose_their_file_and_preview(
    reviews: Channel, mia: User, state: str, months: int, gone: int
) -> None:
    tarnfell = reviews.community
    (Path(settings.VAR) / "uploads").mkdir(exist_ok=True)
    file = Path(settings.VAR) / "uploads" / "old"
    file.write_text("x")
    said = {"name": "week.csv", "path": "uploads/old", "size": 1, "time_zone": "UTC", "look": {"rows": [["x"]]}}
    Upload.objects.create(community=tarnfell, channel=reviews, by=mia, state=state, made_at=ago(months), **said)
    keep(tarnfell, keep_uploads=2)
    assert sweep.retain(NOW) == gone
    upload = Upload.objects.get()
    assert (upload.path == "", upload.look == {}, not file.exists()) == (bool(gone),) * 3


def test_figures_are_those_of_a_recount_afterwards(tarnfell: Community, reviews: Channel) -> None:
    for number in range(3):
        make_assessment(make_message(f"Old {number}.", channel=reviews, posted_at=ago(12)))
    refresh.rebuild_rollups(tarnfell)
    before = list(DayRollup.objects.values("date", "member_messages", "scored", "compound_sum", "members"))
    keep(tarnfell, keep_messages=12)
    assert sweep.retain(NOW) == 3
    refresh.rebuild_rollups(tarnfell)
    assert list(DayRollup.objects.values("date", "member_messages", "scored", "compound_sum", "members")) == before
    assert before


def test_it_goes_on_where_time_was_over(monkeypatch: pytest.MonkeyPatch, tarnfell: Community, reviews: Channel) -> None:
    for number in range(5):
        make_message(f"Old {number}.", channel=reviews, posted_at=ago(12))
    keep(tarnfell, keep_messages=12)
    short = [kept._replace(a_slice=2) for kept in retaining.CLASSES]
    monkeypatch.setattr(retaining, "CLASSES", short)
    desk = Desk.objects.select_related("community").get(community=tarnfell)
    assert [keys for _, keys in retaining.old_slices(desk, NOW)] == [
        [*Message.objects.order_by("pk").values_list("pk", flat=True)][at : at + 2] for at in (0, 2, 4)
    ]
    assert retaining.retain(desk, NOW, 0.0) == 0
    assert retaining.desks_due(NOW).exists()
    assert sweep.retain(NOW) == 5
    assert texts() == [""] * 5


def test_it_is_looked_for_once_a_day_and_on_the_record(tarnfell: Community, reviews: Channel) -> None:
    make_message("Old.", channel=reviews, posted_at=ago(12))
    keep(tarnfell, keep_messages=12)
    assert [sweep.retain(NOW), sweep.retain(NOW)] == [1, 0]
    assert [retaining.desks_due(NOW + timedelta(hours=hours)).exists() for hours in (23, 25)] == [False, True]
    change = Change.objects.get(subject="retention")
    assert (change.actor, change.after) == (None, {"messages": 1})


def test_the_same_export_does_not_bring_a_text_back_and_nothing_is_judged_anew(
    tarnfell: Community, reviews: Channel
) -> None:
    message = make_message("Old.", channel=reviews, posted_at=ago(12))
    make_assessment(message)
    keep(tarnfell, keep_messages=12)
    sweep.retain(NOW)
    assert pipeline.drain() == 0
    assert message.assessments.values_list("compound", flat=True).get() == -0.71
