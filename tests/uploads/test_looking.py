"""The one look at an upload: when it is taken, how long it may take, and that it is kept."""

import time
from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from community.files.bounds import Enough
from community.files.previewed import Preview
from community.imports.runs import Sense
from community.models import Channel
from moderation.models import Upload, User
from moderation.uploads import actions, files, looking
from moderation.uploads.looking import Deadline
from tests.bringing import again, brought, checked

pytestmark = pytest.mark.django_db
SAID = b"id,text,body\n1,before,other\n"
MEANWHILE = b"id,text,body\n1,secret,other\n"


@pytest.fixture
def upload(reviews: Channel, mia: User) -> Upload:
    """An upload that nobody has looked at, as all were that came with an earlier release."""
    return brought(reviews, mia, SAID)


def write_over(upload: Upload) -> None:
    """The file says something else now. It is as long as it was, so only another look tells."""
    assert len(SAID) == len(MEANWHILE)
    files.path_below(upload.path).write_bytes(MEANWHILE)


def texts(found: Preview) -> list[str]:
    return [line.cells[1] for line in found.lines]


def read_so(upload: Upload, **changes: Any) -> Sense:
    wanted = replace(actions.sense_of(upload), **changes)
    actions.read_so(upload, wanted, timezone.now())
    return wanted


def test_whoever_asks_first_looks_and_everybody_after_sees_the_same(upload: Upload) -> None:
    assert upload.look == {}
    assert texts(looking.seen(upload)) == ["before"]
    write_over(upload)
    assert texts(looking.seen(again(upload))) == ["before"]


def test_what_was_seen_comes_back_as_it_was(upload: Upload) -> None:
    first = looking.seen(upload)
    assert looking.seen(again(upload)).as_json() == Preview.of_json(again(upload).look).as_json() == first.as_json()


@pytest.mark.parametrize(
    "changes",
    [{"form": "jsonl"}, {"encoding": "cp1252"}, {"time_zone": "Asia/Tokyo"}, {"mapped": {"text": "body"}}],
)
def test_read_in_another_way_it_is_looked_at_again(upload: Upload, changes: dict[str, Any]) -> None:
    looking.seen(upload)
    write_over(upload)
    read_so(upload, **changes)
    assert again(upload).look == {}
    looking.look_again(upload)
    assert "secret" in str(again(upload).look)


@pytest.mark.parametrize("changes", [{}, {"is_history": True}])
def test_read_as_before_it_is_not(upload: Upload, changes: dict[str, Any]) -> None:
    read_so(upload, mapped={"text": "body", "title": "text"})
    looking.look_again(upload)
    write_over(upload)
    read_so(again(upload), **changes)
    looking.look_again(upload)
    assert "before" in str(again(upload).look)


def test_a_look_at_what_is_read_in_another_way_meanwhile_is_not_kept(upload: Upload) -> None:
    mine = again(upload)
    read_so(upload, form="jsonl")
    assert texts(looking.seen(mine)) == ["before"]
    assert again(upload).look == {}


def test_of_two_who_look_at_once_the_first_is_believed(upload: Upload) -> None:
    mine, theirs = again(upload), again(upload)
    looking.seen(mine)
    write_over(upload)
    assert texts(looking.seen(theirs)) == ["secret"]
    assert texts(looking.seen(again(upload))) == ["before"]


def test_of_a_file_that_is_gone_nothing_is_shown_but_that(upload: Upload) -> None:
    looking.seen(upload)
    files.throw_away(upload.path)
    assert looking.seen(again(upload)) == Preview(fault=files.GONE)


def test_a_look_has_its_time_and_says_so_when_that_is_over(upload: Upload, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "SECONDS", 0)
    fault = "In the lines read in 0 s there is no record to show. The dry run reads the whole file."
    assert looking.seen(upload).fault == fault


def test_a_deadline_counts_what_this_thread_has_worked() -> None:
    deadline = Deadline(0.05)
    time.sleep(0.1)
    deadline()
    began = time.thread_time()
    with pytest.raises(Enough, match="was not looked at"):
        keep_asking(deadline)
    assert time.thread_time() - began < 1


def keep_asking(deadline: Deadline) -> None:
    for _ in range(50_000_000):
        deadline()


def test_a_file_without_times_is_refused_with_the_columns_that_look_like_one(reviews: Channel, mia: User) -> None:
    upload = brought(reviews, mia, b"id,text,When written\n1,a,x\n", reading={})
    fault = "No column is the time of the messages; When written looks like one. Choose it."
    assert looking.seen(upload).fault == fault
    failed = checked(upload)
    assert (failed.state, failed.error) == ("failed", fault)
    assert checked(brought(reviews, mia, b"id,text\n1,a\n", reading={"posted_at": "now"})).counts["created"] == 1
