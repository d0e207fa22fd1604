"""Whoever was erased does not come in again, by the same file or another one."""

import json

import pytest
from django.utils import timezone

from community.ingest import Counts, Seen, ingest_batch, rehearse_batch
from community.ingest.erased import Erased, key_hash
from community.ingest.identities import Identity
from community.models import Channel, ErasedMember, ImportReject, ImportRun, Member, Message
from community.models.messages import EMPTIED
from community.records import RawMessage, Record, Reject, Skipped

pytestmark = pytest.mark.django_db
THEIRS = RawMessage("m1", "The zip broke.", author_id="kestrel77", author_name="Kestrel")
ANOTHERS = RawMessage("m2", "Mine too.", author_id="moira", author_name="Moira")


@pytest.fixture
def erased(reviews: Channel) -> ErasedMember:
    """Kestrel was erased before anything of theirs is there."""
    return bar(reviews, Identity("kestrel77", ""))


def bar(channel: Channel, identity: Identity) -> ErasedMember:
    return ErasedMember.objects.create(source=channel.source, key_hash=key_hash(channel.source, identity))


def store(channel: Channel, *records: Record, run: ImportRun | None = None) -> Counts:
    said = {"run": run, "now": timezone.now(), "is_history": False}
    return ingest_batch(channel, records, on_stored=lambda _: None, **said)


def test_their_records_are_skipped_and_those_of_others_come_in(reviews: Channel, erased: ErasedMember) -> None:
    counts = store(reviews, THEIRS, ANOTHERS, Skipped(3, "joined"))
    assert (counts.read, counts.created, counts.skipped) == (3, 1, 2)
    assert list(Member.objects.values_list("name", flat=True)) == ["Moira"]


def test_a_rehearsal_counts_the_same(reviews: Channel, erased: ErasedMember) -> None:
    counts = rehearse_batch(reviews, [THEIRS, ANOTHERS], seen=Seen(), settled=())
    assert (counts.read, counts.created, counts.skipped) == (2, 1, 1)


@pytest.mark.parametrize(
    ("record", "skipped"),
    [
        (THEIRS._replace(author_name="Renamed"), 1),
        (THEIRS._replace(author_id=""), 0),
        (THEIRS._replace(author_id="kestrel770"), 0),
        (RawMessage("m3", "To you.", kind="direct", from_staff=True, author_id="mia", recipient_id="kestrel77"), 1),
    ],
)
def test_it_is_the_identity_that_counts(
    reviews: Channel, erased: ErasedMember, record: RawMessage, skipped: int
) -> None:
    assert store(reviews, record).skipped == skipped


def test_a_source_without_ids_knows_them_by_name(reviews: Channel) -> None:
    bar(reviews, Identity("", "kestrel finch"))
    assert store(reviews, RawMessage("m1", "Hm.", author_name=" Kestrel  FINCH")).skipped == 1


@pytest.mark.parametrize(
    ("raw", "skipped"),
    [
        (json.dumps({"author": {"id": "kestrel77"}, "text": "Hm."}), 1),
        ("m1,kestrel77,Hm.", 1),
        ("m1,kestrel770,Hm.", 0),
    ],
)
def test_what_is_rejected_is_not_kept_where_it_names_them(
    reviews: Channel, erased: ErasedMember, raw: str, skipped: int
) -> None:
    run = ImportRun.objects.create(channel=reviews, source="week.csv")
    counts = store(reviews, Reject.of(1, "no time", raw.encode()), run=run)
    assert (counts.skipped, counts.rejected, ImportReject.objects.count()) == (skipped, 1 - skipped, 1 - skipped)


def test_what_was_emptied_stays_empty_whatever_the_source_says(reviews: Channel) -> None:
    store(reviews, THEIRS)
    Message.objects.update(text="", digest=EMPTIED)
    assert store(reviews, THEIRS._replace(text="Again!", author_id="")).unchanged == 1
    assert list(Message.objects.values_list("text", flat=True)) == [""]


def test_nobody_is_erased_in_another_source(erased: ErasedMember, emberloom: object) -> None:
    assert not Erased(erased.source_id + 1).holds(THEIRS)
    assert Erased(erased.source_id).holds(THEIRS)
