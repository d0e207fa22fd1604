from datetime import timedelta

import pytest
from django.db import OperationalError

from community.db.deadlock import DEADLOCK
from community.ingest import Counts, Overtaken, Seen, Stored
from community.models import Channel, ImportRun, Message, MessageText
from community.records import Reject
from tests.builders import make_channel
from tests.community.storing import NOW, Told, raw, store, stored

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def test_a_record_becomes_a_message_with_all_that_it_says(reviews: Channel) -> None:
    said = {
        "title": "Zip",
        "kind": "review",
        "posted_at": NOW - timedelta(days=1),
        "edited_at": NOW - timedelta(hours=2),
        "reactions": -4,
        "reports": 2,
        "views": 2**40,
        "url": "https://example.org/1",
        "language": "en",
    }
    store(reviews, raw(tags=("zip", "tent"), **said))
    message = stored()
    assert {name: getattr(message, name) for name in said} == said
    assert (message.tags, message.community, message.channel) == (["zip", "tent"], reviews.community, reviews)
    assert (message.received_at, message.revision, message.waiting_for) == (NOW, 1, "")


def test_a_message_without_a_time_was_posted_when_it_came(reviews: Channel) -> None:
    store(reviews, raw())
    assert stored().posted_at == NOW


def test_a_record_that_says_the_same_costs_no_write(
    reviews: Channel, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    store(reviews, raw(), raw("m2"))
    told = Told()
    # The lock of the community, who was erased, what is known, and the transaction's two.
    with django_assert_num_queries(5):
        assert store(reviews, raw(), raw("m2"), told=told, now=LATER) == Counts(read=2, unchanged=2)
    assert told.batches == []


def test_the_same_id_in_another_channel_is_another_message(reviews: Channel) -> None:
    store(reviews, raw())
    assert store(make_channel(reviews.community, "forum"), raw()).created == 1


def test_a_changed_text_raises_the_revision_and_keeps_the_old_one(reviews: Channel) -> None:
    store(reviews, raw(text="First", title="Title"))
    told = Told()
    assert store(reviews, raw(text="Second", title="Title"), told=told, now=LATER).updated == 1
    assert (stored().text, stored().revision) == ("Second", 2)
    old = MessageText.objects.get()
    assert (old.message, old.revision, old.title, old.text, old.replaced_at) == (stored(), 1, "Title", "First", LATER)
    assert told.ids("changed") == ["m1"]


def test_a_changed_title_raises_the_revision(reviews: Channel) -> None:
    store(reviews, raw(title="First"))
    store(reviews, raw(title="Second"))
    assert (stored().title, stored().revision, MessageText.objects.get().title) == ("Second", 2, "First")


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        ({}, {"views": 5}, None),
        ({}, {"reactions": 5}, None),
        ({}, {"language": "de"}, None),
        ({}, {"reports": 1}, "reported"),
        ({"reports": 1}, {"reports": 4}, "reported"),
        ({"rating": 4.0}, {"rating": 1.0}, "reported"),
        ({"tags": ("recommended",)}, {"tags": ("not recommended",)}, "reported"),
        ({"tags": ("blue",)}, {"tags": ("red",)}, None),
        ({}, {"kind": "direct"}, "reported"),
        ({}, {"from_staff": True, "author_id": "a"}, "reported"),
        ({}, {"deleted": True}, "removed"),
        ({"deleted": True}, {}, "reported"),
        ({"deleted": True}, {"text": "Back again"}, "changed"),
        ({}, {"text": "Changed", "reports": 9}, "changed"),
        ({}, {"text": "[deleted]", "deleted": True}, "removed"),
    ],
    ids=str,
)
def test_whoever_stands_above_is_told_each_change_once(
    reviews: Channel, before: dict[str, object], after: dict[str, object], kind: str | None
) -> None:
    store(reviews, raw(**before))
    told = Told()
    assert store(reviews, raw(**after), told=told).updated == 1
    assert [name for name in ("created", "changed", "reported", "removed") if told.ids(name)] == (
        [kind] if kind else []
    )
    assert told.ids(kind or "created") == (["m1"] if kind else [])


def test_a_change_of_other_facts_does_not_raise_the_revision(reviews: Channel) -> None:
    store(reviews, raw(views=1))
    store(reviews, raw(views=2))
    assert (stored().views, stored().revision, MessageText.objects.count()) == (2, 1, 0)


def test_what_the_source_leaves_blank_takes_nothing_back(reviews: Channel) -> None:
    said = {"title": "T", "reactions": 3, "tags": ("zip",), "url": "u", "posted_at": NOW, "author_name": "moira"}
    store(reviews, raw(**said))
    store(reviews, raw(views=1), now=LATER)
    message = stored()
    assert (message.title, message.reactions, message.tags, message.url) == ("T", 3, ["zip"], "u")
    assert (message.posted_at, message.author.name, message.revision) == (NOW, "moira", 1)


def test_a_deleted_message_keeps_its_text_and_the_time_of_its_removal(reviews: Channel) -> None:
    store(reviews, raw())
    store(reviews, raw(text="", deleted=True))
    store(reviews, raw(text="[gone]", deleted=True), now=LATER)
    assert (stored().text, stored().removed_at, stored().revision) == ("The zip broke.", NOW, 1)


def test_several_versions_in_one_batch_are_stored_as_if_they_came_one_by_one(reviews: Channel) -> None:
    told = Told()
    counts = store(reviews, raw(text="a"), raw(text="b"), raw(text="b", reports=2), raw(text="c"), told=told)
    assert counts == Counts(read=4, created=1, updated=3)
    assert (stored().text, stored().revision, stored().reports) == ("c", 3, 2)
    assert list(MessageText.objects.values_list("revision", "text")) == [(1, "a"), (2, "b")]
    assert (told.ids("created"), told.ids("changed")) == (["m1"], [])


def test_a_record_read_twice_in_a_run_is_a_duplicate(reviews: Channel) -> None:
    seen = Seen()
    assert store(reviews, raw(), raw(), seen=seen).duplicate == 1
    assert store(reviews, raw(), raw("m2"), seen=seen) == Counts(read=2, created=1, duplicate=1)


def test_history_is_handed_on(reviews: Channel) -> None:
    told = Told()
    store(reviews, raw(), told=told, is_history=True)
    assert told.batches[0].is_history


def run_of(channel: Channel, **fields: object) -> ImportRun:
    return ImportRun.objects.create(channel=channel, source="x", **fields)


def test_a_runs_counts_and_rejects_move_with_its_rows(reviews: Channel) -> None:
    run = run_of(reviews)
    store(reviews, raw(), Reject.of(2, "not JSON", b"{"), run=run)
    fresh = ImportRun.objects.get()
    assert (fresh.read, fresh.created, fresh.rejected) == (run.read, run.created, run.rejected) == (2, 1, 1)
    reject = run.rejects.get()
    assert (reject.line, reject.reason, bytes(reject.raw), reject.length) == (2, "not JSON", b"{", 1)
    assert stored().run == run


def test_nothing_is_stored_when_whoever_stands_above_fails(reviews: Channel) -> None:
    def fail(_stored: Stored) -> None:
        raise ZeroDivisionError

    run = run_of(reviews)
    with pytest.raises(ZeroDivisionError):
        store(reviews, raw(), run=run, told=fail)
    assert (Message.objects.count(), ImportRun.objects.get().read, run.read) == (0, 0, 0)


@pytest.mark.parametrize("change", [{"read": 5}, {"state": ImportRun.State.FINISHED}], ids=str)
def test_a_run_that_another_process_has_moved_on_is_left_to_it(reviews: Channel, change: dict[str, object]) -> None:
    run = run_of(reviews)
    ImportRun.objects.update(**change)
    with pytest.raises(Overtaken):
        store(reviews, raw(), run=run)
    assert Message.objects.count() == 0


class Deadlock(Exception):
    sqlstate = DEADLOCK


def failing(times: int, cause: Exception) -> tuple[Told, list[int]]:
    calls: list[int] = []

    class Failing(Told):
        def __call__(self, stored: Stored) -> None:
            calls.append(len(stored.created))
            if len(calls) <= times:
                raise OperationalError from cause
            super().__call__(stored)

    return Failing(), calls


def test_a_batch_that_a_deadlock_has_undone_is_stored_again(reviews: Channel) -> None:
    told, calls = failing(2, Deadlock())
    assert store(reviews, raw(), told=told, run=run_of(reviews)).created == 1
    assert (calls, Message.objects.count(), ImportRun.objects.get().read) == ([1, 1, 1], 1, 1)


@pytest.mark.parametrize(("times", "cause"), [(3, Deadlock()), (1, ValueError())])
def test_a_fault_that_lasts_or_is_another_is_raised(reviews: Channel, times: int, cause: Exception) -> None:
    told, calls = failing(times, cause)
    with pytest.raises(OperationalError):
        store(reviews, raw(), told=told)
    assert len(calls) == times
