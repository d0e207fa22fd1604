from dataclasses import replace
from datetime import UTC, datetime

import pytest

from community.ingest.decide import Counts, Known, Outcome, decide_outcomes, digest
from tests.community.storing import raw

CREATED, UPDATED, UNCHANGED, DUPLICATE = Outcome


@pytest.mark.parametrize(
    ("said", "stored", "expected"),
    [
        ("A", None, [CREATED]),
        ("AA", None, [CREATED, DUPLICATE]),
        ("AB", None, [CREATED, UPDATED]),
        ("ABA", None, [CREATED, UPDATED, UPDATED]),
        ("ABB", None, [CREATED, UPDATED, DUPLICATE]),
        ("A", Known("A", 1), [UNCHANGED]),
        ("AA", Known("A", 1), [UNCHANGED, DUPLICATE]),
        ("AB", Known("A", 1), [UNCHANGED, UPDATED]),
        ("A", Known("B", 1), [UPDATED]),
        ("A", Known("B"), [UPDATED]),
        # Run 7 read the same bytes to their end, so what it stored last stays.
        ("AB", Known("B", 7), [UNCHANGED, UNCHANGED]),
        ("ABA", Known("A", 7), [UNCHANGED, UNCHANGED, UNCHANGED]),
        ("AAB", Known("B", 7), [UNCHANGED, DUPLICATE, UNCHANGED]),
    ],
)
def test_what_a_record_is_to_what_is_stored(said: str, stored: Known | None, expected: list[Outcome]) -> None:
    known = {"m1": stored} if stored else {}
    assert decide_outcomes([("m1", digest) for digest in said], read={}, known=known, settled={7}) == expected


@pytest.mark.parametrize(("said", "expected"), [("A", DUPLICATE), ("B", UPDATED)])
def test_what_the_run_read_in_an_earlier_batch_counts(said: str, expected: Outcome) -> None:
    assert decide_outcomes([("m1", said)], read={"m1": "A"}, known={"m1": Known("A", 9)}, settled=()) == [expected]


def test_each_id_is_judged_by_itself() -> None:
    records = [("m1", "A"), ("m2", "A"), ("m1", "A")]
    assert decide_outcomes(records, read={}, known={"m2": Known("B")}, settled=()) == [CREATED, UPDATED, DUPLICATE]


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Another"},
        {"title": "T"},
        {"kind": "review"},
        {"author_id": "a"},
        {"author_name": "a"},
        {"from_staff": True},
        {"deleted": True},
        {"posted_at": datetime(2026, 1, 1, tzinfo=UTC)},
        {"edited_at": datetime(2026, 1, 1, tzinfo=UTC)},
        {"parent_external_id": "p"},
        {"thread_external_id": "p"},
        {"reactions": 0},
        {"reports": 0},
        {"views": 0},
        {"url": "u"},
        {"language": "en"},
        {"tags": ("a",)},
    ],
    ids=str,
)
def test_everything_that_the_source_says_is_in_the_digest(change: dict[str, object]) -> None:
    assert digest(replace(raw(), **change)) != digest(raw())


def test_where_a_record_stood_in_the_file_is_not_in_the_digest() -> None:
    assert digest(replace(raw(), line=7)) == digest(raw())


def test_tags_do_not_run_together() -> None:
    assert digest(raw(tags=("ab", "c"))) != digest(raw(tags=("a", "bc")))


def test_counts_add_up() -> None:
    counts = Counts.of([CREATED, DUPLICATE, CREATED], rejected=2) + Counts.of([UPDATED, UNCHANGED], rejected=0)
    assert counts == Counts(read=7, created=2, updated=1, unchanged=1, duplicate=1, rejected=2)
