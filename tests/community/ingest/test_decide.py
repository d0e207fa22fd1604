import pytest

from community.ingest.decide import Counts, Known, Outcome, decide_outcomes

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


def test_counts_add_up() -> None:
    counts = Counts.of([CREATED, DUPLICATE, CREATED], rejected=2, skipped=1) + Counts.of(
        [UPDATED, UNCHANGED], rejected=0, skipped=0
    )
    assert counts == Counts(read=8, created=2, updated=1, unchanged=1, duplicate=1, rejected=2, skipped=1)
