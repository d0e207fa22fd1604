import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BufferedReader, BytesIO
from typing import Any

import pytest
from django.db import connection

from community.files.lines import Unreadable
from community.imports.runs import (
    Reading,
    Sense,
    begin_run,
    hash_of_file,
    record_batches,
    rehearse_all,
    settled_runs,
    store_records,
)
from community.ingest import Counts, Overtaken
from community.models import Channel, ImportRun, Message, MessageText
from community.records import RawMessage, Record, Reject
from tests.builders import make_channel
from tests.community.storing import NOW, Told, raw, store, stored

pytestmark = pytest.mark.django_db
FILE = Reading("week.jsonl", "hash of the bytes", {"map": []})
RECORDS: list[Record] = [
    raw("m1"),
    raw("m2"),
    Reject.of(3, "not JSON", b"{"),
    raw("m1"),
    raw("m2", "Another text"),
    raw("m3"),
    raw("m2", "Another text"),
]
TOTALS = Counts(read=7, created=3, updated=1, duplicate=2, rejected=1)


def breaking_off(records: list[Record], after: int) -> Iterator[Record]:
    yield from records[:after]
    raise Unreadable("The file is damaged.")


def carry(
    channel: Channel, records: Iterator[Record] | list[Record], reading: Reading = FILE, size: int = 2
) -> ImportRun:
    run = begin_run(channel, reading, NOW)
    done = settled_runs(channel, reading)
    store_records(run, iter(records), settled=done, on_stored=Told(), on_batch=lambda _: None, size=size)
    return run


def totals(run: ImportRun) -> Counts:
    run.refresh_from_db()
    return Counts(run.read, run.created, run.updated, run.unchanged, run.duplicate, run.rejected)


def test_a_run_counts_every_record_and_finishes(reviews: Channel) -> None:
    run = carry(reviews, RECORDS)
    assert totals(run) == TOTALS
    assert (run.state, run.source, run.channel) == ("finished", "week.jsonl", reviews)
    assert run.finished_at


@pytest.mark.parametrize("after", range(8))
def test_a_run_that_breaks_off_anywhere_goes_on_and_ends_as_if_it_had_not(reviews: Channel, after: int) -> None:
    with pytest.raises(Unreadable):
        carry(reviews, breaking_off(RECORDS, after))
    run = carry(reviews, RECORDS)
    assert ImportRun.objects.count() == 1
    assert totals(run) == TOTALS
    assert list(Message.objects.order_by("external_id").values_list("external_id", "text", "revision")) == [
        ("m1", "The zip broke.", 1),
        ("m2", "Another text", 2),
        ("m3", "The zip broke.", 1),
    ]
    assert (MessageText.objects.count(), run.rejects.count()) == (1, 1)


def test_a_finished_file_imported_again_is_all_unchanged(reviews: Channel) -> None:
    carry(reviews, RECORDS)
    assert totals(carry(reviews, RECORDS)) == Counts(read=7, unchanged=4, duplicate=2, rejected=1)
    assert stored("m2").revision == 2


def test_another_file_in_between_is_taken_back_by_the_first_again(reviews: Channel) -> None:
    carry(reviews, RECORDS)
    carry(reviews, [raw("m1", "From elsewhere")], Reading("other", "other bytes"))
    assert totals(carry(reviews, RECORDS)).updated == 1
    assert stored("m1").text == "The zip broke."


@pytest.mark.parametrize(
    "other", [Reading("x", "other bytes", {"map": []}), Reading("x", "hash of the bytes", {"map": ["text=a"]})], ids=str
)
def test_other_bytes_or_other_options_are_another_run(reviews: Channel, other: Reading) -> None:
    first = begin_run(reviews, FILE, NOW)
    assert begin_run(reviews, other, NOW) != first
    assert begin_run(make_channel(reviews.community, "forum"), FILE, NOW) != first
    assert begin_run(reviews, FILE, NOW) == first


def test_maps_mean_the_same_in_whatever_order_they_were_given(reviews: Channel) -> None:
    first = begin_run(reviews, Reading("x", "bytes", {"map": ["title=b", "text=a"]}), NOW)
    assert begin_run(reviews, Reading("x", "bytes", {"map": ["text=a", "title=b"]}), NOW) == first


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (Sense("UTC", mapped={"title": "b", "text": "a"}), True),
        (Sense("UTC", mapped={"text": "a", "title": ""}), False),
        (Sense("Europe/London", mapped={"text": "a", "title": "b"}), False),
        (Sense("UTC", "csv", mapped={"text": "a", "title": "b"}), False),
        (Sense("UTC", mapped={"text": "a", "title": "b"}, is_history=True), False),
        (Sense("UTC", mapped={"text": "a", "title": "b"}, encoding="cp1252"), False),
    ],
)
def test_a_run_is_gone_on_with_by_whoever_reads_the_same_in_the_same_sense(
    reviews: Channel, other: Sense, is_same: bool
) -> None:
    one = begin_run(reviews, Sense("UTC", mapped={"text": "a", "title": "b"}).of("/home/mia/week.csv", "bytes"), NOW)
    assert (begin_run(reviews, other.of("week.csv", "bytes"), NOW) == one) == is_same


def test_a_sense_reads_the_file_as_it_says() -> None:
    content = "Ticket;Opened;author;text\nt-1;2026-03-08 09:30;Nils;Für März\n".encode("cp1252")
    file = BufferedReader(BytesIO(content))
    assert hash_of_file(file) == hashlib.sha256(content).hexdigest()
    mapped = {"external_id": "Ticket", "posted_at": "Opened", "author_name": ""}
    (record,) = Sense("Asia/Tokyo", mapped=mapped, encoding="cp1252").records(file, NOW)
    assert isinstance(record, RawMessage)
    assert (record.external_id, record.text, record.author_name) == ("t-1", "Für März", "")
    assert record.posted_at == datetime(2026, 3, 8, 0, 30, tzinfo=UTC)


def test_a_stream_is_never_gone_on_with_nor_settled(reviews: Channel) -> None:
    stream = Reading("-")
    assert begin_run(reviews, stream, NOW) != begin_run(reviews, stream, NOW)
    carry(reviews, [raw("m1", "a"), raw("m1", "b")], stream)
    assert settled_runs(reviews, stream) == set()


def test_of_two_processes_on_one_run_the_slower_one_stops(reviews: Channel) -> None:
    def overtaken() -> Iterator[Record]:
        yield from RECORDS[:3]
        carry(reviews, RECORDS)
        yield from RECORDS[3:]

    with pytest.raises(Overtaken):
        carry(reviews, overtaken())
    assert totals(ImportRun.objects.get()) == TOTALS


def test_a_run_that_another_process_has_finished_is_not_finished_again(reviews: Channel) -> None:
    def overtaken() -> Iterator[Record]:
        yield from RECORDS[:2]
        ImportRun.objects.update(state=ImportRun.State.FINISHED, finished_at=NOW - timedelta(days=1))

    with pytest.raises(Overtaken):
        carry(reviews, overtaken())
    assert ImportRun.objects.get().finished_at == NOW - timedelta(days=1)


@pytest.mark.parametrize("size", [1, 3, 100])
@pytest.mark.parametrize("before", [[], RECORDS, [raw("m2", "Older")]], ids=["nothing", "the same", "older"])
def test_a_rehearsal_counts_what_the_import_then_does_and_stores_nothing(
    reviews: Channel, before: list[Record], size: int
) -> None:
    if before:
        carry(reviews, before, FILE if before is RECORDS else Reading("other", "other"))
    rows = Message.objects.count()
    done = settled_runs(reviews, FILE)
    rehearsed = rehearse_all(reviews, iter(RECORDS), settled=done, on_batch=lambda _: None, size=size)
    assert (Message.objects.count(), ImportRun.objects.filter(state="running").count()) == (rows, 0)
    assert rehearsed == totals(carry(reviews, RECORDS, size=size))


def test_a_rehearsal_needs_no_channel(db: None) -> None:
    assert rehearse_all(None, iter(RECORDS), settled=set(), on_batch=lambda _: None) == TOTALS


def test_batches_give_out_what_comes_before_a_fault() -> None:
    found = record_batches(breaking_off(RECORDS, 5), 2)
    assert [len(next(found)) for _ in range(3)] == [2, 2, 1]
    with pytest.raises(Unreadable):
        next(found)


def test_every_batch_is_reported_also_those_that_are_skipped(reviews: Channel) -> None:
    with pytest.raises(Unreadable):
        carry(reviews, breaking_off(RECORDS, 4))
    run, heard = begin_run(reviews, FILE, NOW), []
    store_records(run, iter(RECORDS), settled=set(), on_stored=Told(), on_batch=lambda c: heard.append(c.read), size=3)
    assert heard == [3, 1, 3]


def test_messages_of_no_run_stay_apart(reviews: Channel) -> None:
    store(reviews, raw("m1", "From the feed"))
    assert totals(carry(reviews, RECORDS)).updated == 2


def test_a_long_name_of_a_file_is_cut(reviews: Channel) -> None:
    assert len(begin_run(reviews, Reading("x" * 900), NOW).source) == 500


def test_statements_are_not_kept_while_debugging(reviews: Channel, settings: Any) -> None:
    settings.DEBUG = True
    carry(reviews, [raw(f"m{number}") for number in range(50)], size=5)
    assert len(connection.queries) < 10
