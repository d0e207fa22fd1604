"""Files that are put into a channel's folder come in, each as an import of its own, and move away."""

import json
import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from community.connectors.folder import importing, places
from community.connectors.kinds import CONNECTORS, carrying_connectors
from community.imports import runs
from community.ingest import Counts
from community.models import Channel, Feed, ImportRun, Message, Source
from moderation.administration import feeds
from moderation.assessments import intake
from moderation.models import PendingAssessment, User
from moderation.work import sweep
from tests.builders import NOON, make_channel, make_feed
from tests.community.files.exports_of_chats import discord
from tests.web.administration.browsing import at, fill, text
from tests.web.shared.browsing import as_

GOOD = [{"id": f"m{number}", "text": f"Text {number}", "created_at": "2026-11-16T12:00:00Z"} for number in range(3)]


@pytest.fixture
def root(tmp_path: Path, settings: Any) -> Path:
    settings.FOLDERS = str(tmp_path / "put")
    (tmp_path / "put").mkdir()
    return tmp_path / "put"


@pytest.fixture
def feed(root: Path, reviews: Channel) -> Feed:
    reviews.feed = make_feed(reviews.community, kind="folder")
    reviews.save()
    return reviews.feed


@pytest.fixture
def here(root: Path, feed: Feed) -> Path:
    pull(feed)
    return root / "tarnfell" / "reviews"


def put(folder: Path, name: str, content: bytes | list[dict[str, str]], age: float = 60) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else "\n".join(map(json.dumps, content)).encode())
    os.utime(path, (time.time() - age,) * 2)
    return path


def pull(feed: Feed) -> int:
    return CONNECTORS["folder"].pull(feed, timezone.now(), intake.stored)


def seen(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def test_a_folder_is_made_for_each_channel(here: Path) -> None:
    assert here.is_dir()


def test_a_file_is_imported_waits_to_be_checked_and_moves_to_done(here: Path, feed: Feed) -> None:
    put(here, "week.jsonl", GOOD)
    assert pull(feed) == 3
    assert seen(here) == ["done/week.jsonl"]
    run = ImportRun.objects.get()
    assert (run.source, run.state, run.read, run.created) == ("week.jsonl", "finished", 3, 3)
    assert PendingAssessment.objects.count() == Message.objects.filter(channel=run.channel).count() == 3
    feed.refresh_from_db()
    assert feed.read_at


def test_the_sweep_reads_it(here: Path) -> None:
    put(here, "week.jsonl", GOOD)
    sweep.read_feeds(timezone.now())
    assert seen(here) == ["done/week.jsonl"]


def test_the_oldest_file_comes_first(here: Path, feed: Feed) -> None:
    put(here, "b.jsonl", [GOOD[0] | {"text": "Older"}], age=90)
    put(here, "a.jsonl", [GOOD[0] | {"text": "Newer"}], age=60)
    pull(feed)
    assert Message.objects.get().text == "Newer"


def test_two_files_of_one_name_are_both_kept(here: Path, feed: Feed) -> None:
    for number in range(3):
        put(here, "week.jsonl", [GOOD[number]])
        pull(feed)
    assert seen(here) == ["done/week-2.jsonl", "done/week-3.jsonl", "done/week.jsonl"]
    assert Message.objects.count() == 3


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "The file is empty."),
        (b"\x89PNG\r\n", "a picture"),
        (b"id,text\n1,No time\n", "No column is the time of the messages"),
        ([{"text": "No id", "created_at": "2026-11-16"}], "None of its 1 records could be read"),
    ],
)
def test_what_cannot_be_read_moves_to_rejected_with_the_reason(here: Path, feed: Feed, content: Any, why: str) -> None:
    put(here, "week.csv", content)
    assert pull(feed) == 0
    assert seen(here) == ["rejected/week.csv", "rejected/week.csv.txt"]
    assert why in (here / "rejected/week.csv.txt").read_text()
    assert Message.objects.count() == 0


def test_the_reasons_of_the_first_records_stand_in_the_note(here: Path, feed: Feed) -> None:
    put(here, "week.jsonl", [{"text": "No id", "created_at": "2026-11-16"}] * 30)
    pull(feed)
    note = (here / "rejected/week.jsonl.txt").read_text().splitlines()
    assert (len(note), note[1].startswith("Line 1: there is no external_id")) == (21, True)


def test_a_file_with_some_rejects_is_done(here: Path, feed: Feed) -> None:
    put(here, "week.jsonl", [*GOOD, {"text": "No id", "created_at": "2026-11-16"}])
    pull(feed)
    assert seen(here) == ["done/week.jsonl"]
    assert ImportRun.objects.get().rejected == 1


def test_what_fails_by_a_fault_of_ours_is_not_tried_for_ever(
    here: Path, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        raise ZeroDivisionError("of nothing")

    monkeypatch.setattr(runs, "store_records", fail)
    put(here, "week.jsonl", GOOD)
    pull(feed)
    assert "ZeroDivisionError: of nothing" in (here / "rejected/week.jsonl.txt").read_text()


# ── what is left alone ──────────────────────────────────────────────────
@pytest.mark.parametrize("age", [0, 4, -30])
def test_a_file_that_changed_just_now_is_left_where_it_is(here: Path, feed: Feed, age: float) -> None:
    put(here, "week.jsonl", GOOD, age=age)
    assert (pull(feed), seen(here)) == (0, ["week.jsonl"])


@pytest.mark.parametrize("age", [6, -3600])
def test_a_file_that_rests_is_taken_whatever_its_date(here: Path, feed: Feed, age: float) -> None:
    put(here, "week.jsonl", GOOD, age=age)
    assert pull(feed) == 3


@pytest.mark.parametrize("name", [".week.jsonl", "week.jsonl.part", "week.jsonl.TMP", "week.crdownload"])
def test_a_name_of_something_unfinished_is_left_where_it_is(here: Path, feed: Feed, name: str) -> None:
    put(here, name, GOOD)
    assert (pull(feed), seen(here)) == (0, [name])


def test_a_file_that_grows_while_it_is_read_stays(here: Path, feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(here, "week.jsonl", GOOD)
    store = runs.store_records

    def grow(*arguments: Any, **named: Any) -> None:
        store(*arguments, **named)
        path.write_bytes(path.read_bytes() + b"\n" + json.dumps(GOOD[0] | {"id": "m9"}).encode())

    with monkeypatch.context() as patch:
        patch.setattr(runs, "store_records", grow)
        pull(feed)
    assert seen(here) == ["week.jsonl"]
    os.utime(path, (time.time() - 60,) * 2)
    pull(feed)
    assert (seen(here), Message.objects.count()) == (["done/week.jsonl"], 4)


def test_a_link_is_not_followed(here: Path, feed: Feed, tmp_path: Path) -> None:
    secret = put(tmp_path, "secret.jsonl", GOOD)
    (here / "week.jsonl").symlink_to(secret)
    os.utime(here / "week.jsonl", (time.time() - 60,) * 2, follow_symlinks=False)
    assert (pull(feed), secret.exists(), (here / "week.jsonl").is_symlink()) == (0, True, True)


def test_a_link_that_takes_the_place_of_a_listed_file_is_not_followed(here: Path, tmp_path: Path) -> None:
    secret, path = put(tmp_path, "secret.jsonl", GOOD), put(here, "week.jsonl", GOOD)
    with places.enter_folder(here) as folder:
        (file,) = places.settled_files(folder)
        path.unlink()
        path.symlink_to(secret)
        os.utime(path, (time.time() - 60,) * 2, follow_symlinks=False)
        assert places.settled_files(folder) == []
        with pytest.raises(places.Moved), places.open_file(folder, file):
            pytest.fail("it was opened")
        with pytest.raises(places.Moved):
            places.move_file(folder, file, "done")


@pytest.mark.parametrize("name", ["tarnfell", "tarnfell/reviews", "tarnfell/reviews/done"])
def test_a_folder_that_is_a_link_is_not_entered(root: Path, feed: Feed, tmp_path: Path, name: str) -> None:
    outside = tmp_path / "outside"
    (outside / "reviews").mkdir(parents=True)
    (root / name).parent.mkdir(parents=True, exist_ok=True)
    (root / name).symlink_to(outside)
    for folder in (outside, outside / "reviews", root / "tarnfell/reviews"):
        if folder.is_dir() and not folder.is_symlink():
            put(folder, "week.jsonl", GOOD)
    before = seen(outside)
    pull(feed)
    assert (seen(outside), ImportRun.objects.count()) == (before, 0)


def test_what_could_not_be_moved_away_is_not_imported_again_and_again(
    here: Path, feed: Feed, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    put(here, "week.jsonl", GOOD)
    monkeypatch.setattr(os, "access", lambda name, *_rights, **_where: name != "done")
    assert (pull(feed), ImportRun.objects.count()) == (0, 0)
    assert "no file can be moved into or out of done" in caplog.text


def test_neither_pipes_nor_folders_are_read(here: Path, feed: Feed) -> None:
    os.mkfifo(here / "pipe.jsonl")
    (here / "inner").mkdir()
    put(here / "inner", "week.jsonl", GOOD)
    assert pull(feed) == 0


def test_one_bad_folder_holds_up_no_other(root: Path, feed: Feed) -> None:
    make_channel(feed.community, "help", feed=feed)
    (root / "tarnfell").mkdir()
    (root / "tarnfell/help").write_text("not a folder")
    pull(feed)
    put(root / "tarnfell/reviews", "week.jsonl", GOOD)
    assert pull(feed) == 3


@pytest.mark.parametrize("slug", ["..", "a/../../b", ""])
def test_a_channel_whose_address_would_lead_elsewhere_is_not_read(feed: Feed, reviews: Channel, slug: str) -> None:
    reviews.slug = slug
    with pytest.raises(OSError, match="no name of a folder"):
        importing.folder_of(reviews)


def test_a_name_of_any_bytes_is_taken(here: Path, feed: Feed) -> None:
    put(here, os.fsdecode(b"w\xff\xfe.jsonl"), GOOD)
    assert (pull(feed), ImportRun.objects.get().source) == (3, "w\ufffd\ufffd.jsonl")


@pytest.mark.parametrize("name", ["x" * 249 + ".jsonl", "é" * 124 + ".jsonl", "x." + "y" * 253])
def test_the_longest_names_hold_up_no_other(here: Path, feed: Feed, name: str) -> None:
    for age in (60, 50):
        put(here, name, b"nothing that can be read", age)
        pull(feed)
    put(here, name, GOOD, age=40)
    put(here, "week.jsonl", GOOD, age=30)
    assert pull(feed) == 6
    moved = seen(here)
    assert (sum("done/" in each for each in moved), sum("rejected/" in each for each in moved)) == (2, 4)
    assert len(moved) == 6


# ── broken off ──────────────────────────────────────────────────────────
class Killed(BaseException):
    """What ends a process in the middle."""


def test_what_was_broken_off_goes_on_with_the_same_run(here: Path, feed: Feed, monkeypatch: pytest.MonkeyPatch) -> None:
    put(here, "week.jsonl", GOOD)
    store = runs.store_records

    def die_after_one(run: ImportRun, records: Any, **named: Any) -> None:
        def die(_counts: Counts) -> None:
            raise Killed

        store(run, records, **named | {"size": 1, "on_batch": die})

    with monkeypatch.context() as patch:
        patch.setattr(runs, "store_records", die_after_one)
        with pytest.raises(Killed):
            pull(feed)
    assert (seen(here), Message.objects.count(), ImportRun.objects.get().state) == (["week.jsonl"], 1, "running")
    pull(feed)
    run = ImportRun.objects.get()
    assert (run.state, run.read, run.created, run.unchanged) == ("finished", 3, 3, 0)
    assert (seen(here), Message.objects.count()) == (["done/week.jsonl"], 3)


def test_killed_before_it_moved_a_file_changes_nothing_again(
    here: Path, feed: Feed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(*_arguments: object) -> None:
        raise Killed

    put(here, "week.jsonl", GOOD)
    with monkeypatch.context() as patch:
        patch.setattr(importing, "move_file", die)
        with pytest.raises(Killed):
            pull(feed)
    pull(feed)
    assert (seen(here), Message.objects.count()) == (["done/week.jsonl"], 3)
    assert list(ImportRun.objects.order_by("pk").values_list("created", "unchanged")) == [(3, 0), (0, 3)]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ('{{"id": {0}, "text": "On its way.", "author_id": "a{0}", "from_staff": true, "posted_at": "2026-11-20"}}',
         "6 of the 6 authors would be staff"),
        ('{{"id": {0}, "text": "Hello.", "author_id": "a{0}", "posted_at": "03/04/2026"}}', "03/04/2026"),
    ],
)  # fmt: skip
def test_what_only_a_person_can_answer_moves_to_rejected(here: Path, feed: Feed, line: str, why: str) -> None:
    put(here, "week.jsonl", "\n".join(line.format(number) for number in range(6)).encode())
    assert (pull(feed), Message.objects.count()) == (0, 0)
    note = (here / "rejected" / "week.jsonl.txt").read_text()
    assert why in note
    assert "Import the file in the browser" in note


# ── in the settings ─────────────────────────────────────────────────────
def test_it_can_be_added_where_the_owner_names_a_folder(root: Path, reviews: Channel, ada: User) -> None:
    assert feeds.add_feed(reviews.community, ada, NOON, kind="folder").kind == "folder"


def test_it_can_be_switched_off_and_then_nothing_is_read(here: Path, feed: Feed, ada: User) -> None:
    page = as_(ada)
    address = at("settings-feed", pk=feed.pk)
    assert fill(page, address, is_on=None).status_code == 303
    put(here, "week.jsonl", GOOD)
    sweep.read_feeds(timezone.now())
    assert seen(here) == ["week.jsonl"]
    assert "Folder" in text(page.get(at("settings-feeds")))
    assert "Folder off." in text(page.get(at("settings")))


def test_without_a_folder_it_cannot_be_added_and_reads_nothing(
    feed: Feed, here: Path, emberloom: Any, settings: Any
) -> None:
    put(here, "week.jsonl", GOOD)
    settings.FOLDERS = ""
    assert (pull(feed), seen(here)) == (0, ["week.jsonl"])
    assert "PARLEY_FOLDERS" in feeds.why_no_feed(emberloom, "folder")


def test_it_carries_nothing_out(root: Path) -> None:
    assert list(carrying_connectors()) == ["stub"]


def test_a_file_of_another_server_is_rejected(here: Path, feed: Feed, reviews: Channel) -> None:
    Source.objects.filter(pk=reviews.source_id).update(host_key="slack:T1")
    put(here, "help.json", discord({"id": "1", "name": "help"}, {"id": "d1"}).encode())
    pull(feed)
    assert "One id would be one person in both" in (here / "rejected" / "help.json.txt").read_text()
    assert not Message.objects.exists()
