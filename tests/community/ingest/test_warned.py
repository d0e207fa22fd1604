"""Values left unknown are counted with their run, in the transaction of their batch."""

from collections.abc import Sequence

import pytest

from community.imports.runs import Reading, begin_run
from community.ingest import Overtaken, ingest_batch
from community.ingest.warned import WarnedField, count_warnings, warnings_of
from community.models import Channel, ImportRun, ImportWarning
from community.records import RawMessage, Record, Reject, Warned
from tests.community.imports.looking import NOW

MANY = Warned("reactions", "is 'many', not a count")
SOME = Warned("reactions", "is 'some', not a count")
TITLE = Warned("title", "is 501 characters long; the limit is 500")


def unclear(external_id: str, *warnings: Warned, line: int = 1) -> RawMessage:
    return RawMessage(external_id, "x", posted_at=NOW, warnings=warnings, line=line)


def ingest(run: ImportRun, *records: Record) -> None:
    ingest_batch(run.channel, records, run=run, now=NOW, is_history=False, on_stored=lambda _stored: None)


@pytest.fixture
def run(reviews: Channel) -> ImportRun:
    return begin_run(reviews, Reading("week.csv", "bytes"), NOW)


def test_they_are_counted_by_field_with_the_first_of_them() -> None:
    records: Sequence[Record] = [unclear("1", MANY, TITLE, line=2), unclear("2", SOME, line=3), Reject.of(4, "x", b"y")]
    assert count_warnings(records) == {
        "reactions": WarnedField(2, "line 2: reactions is 'many', not a count"),
        "title": WarnedField(1, "line 2: title is 501 characters long; the limit is 500"),
    }


@pytest.mark.django_db
def test_batches_add_up(run: ImportRun) -> None:
    ingest(run, unclear("1", MANY), unclear("2", SOME), unclear("3"))
    ingest(run, unclear("4", SOME, TITLE, line=5))
    stored = ImportRun.objects.get()
    assert (run.warnings, stored.warnings) == (4, 4)
    assert warnings_of(stored) == {
        "reactions": WarnedField(3, "line 1: reactions is 'many', not a count"),
        "title": WarnedField(1, "line 5: title is 501 characters long; the limit is 500"),
    }


@pytest.mark.django_db
def test_a_batch_that_is_not_stored_warns_of_nothing(run: ImportRun) -> None:
    ImportRun.objects.update(read=7)
    with pytest.raises(Overtaken):
        ingest(run, unclear("1", MANY))
    assert (run.warnings, ImportWarning.objects.count()) == (0, 0)
