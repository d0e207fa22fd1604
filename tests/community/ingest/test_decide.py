from datetime import datetime

import pytest

from community.ingest.decide import Counts, Known, Outcome, Said, decide_outcomes
from tests.builders import NOON

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
    assert decide_outcomes([Said("m1", digest) for digest in said], read={}, known=known, settled={7}) == expected


@pytest.mark.parametrize(("said", "expected"), [("A", DUPLICATE), ("B", UPDATED)])
def test_what_the_run_read_in_an_earlier_batch_counts(said: str, expected: Outcome) -> None:
    assert decide_outcomes([Said("m1", said)], read={"m1": "A"}, known={"m1": Known("A", 9)}, settled=()) == [expected]


@pytest.mark.parametrize(
    ("hours", "stored", "expected"),
    [
        ([1], 2, [UNCHANGED]),
        ([2], 2, [UPDATED]),
        ([3], 2, [UPDATED]),
        ([1], None, [UPDATED]),
        ([None], 2, [UPDATED]),
        ([3, 1], 2, [UPDATED, UNCHANGED]),
        ([None, 1], 2, [UPDATED, UNCHANGED]),
    ],
)
def test_an_older_edit_does_not_overwrite_a_newer_one(
    hours: list[int | None], stored: int | None, expected: list[Outcome]
) -> None:
    records = [Said("m1", str(number), edited(hour)) for number, hour in enumerate(hours)]
    known = {"m1": Known("stored", None, edited(stored))}
    assert decide_outcomes(records, read={}, known=known, settled=()) == expected


def edited(hour: int | None) -> datetime | None:
    return NOON.replace(hour=hour) if hour else None


def test_each_id_is_judged_by_itself() -> None:
    records = [Said("m1", "A"), Said("m2", "A"), Said("m1", "A")]
    assert decide_outcomes(records, read={}, known={"m2": Known("B")}, settled=()) == [CREATED, UPDATED, DUPLICATE]


def test_counts_add_up() -> None:
    counts = Counts.of([CREATED, DUPLICATE, CREATED], rejected=2, skipped=1) + Counts.of(
        [UPDATED, UNCHANGED], rejected=0, skipped=0
    )
    assert counts == Counts(read=8, created=2, updated=1, unchanged=1, duplicate=1, rejected=2, skipped=1)
