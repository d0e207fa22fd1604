"""One long file: what it took is told by the import's own count and by the system."""

import os
from itertools import islice

import pytest

from moderation.bench import corpus, growing

MARKS = [(0.0, 1_000), (1.0, 2_000), (2.0, 3_000), (10.0, 9_000), (14.0, 10_000)]


@pytest.mark.parametrize(("part", "seconds"), [(0, 0.001), (4, 0.004)])
def test_a_part_of_the_file_is_timed_by_the_rows_in_it(part: int, seconds: float) -> None:
    assert growing.seconds_of_part(MARKS, part, 10_000) == pytest.approx(seconds)


def test_records_come_again_under_other_ids_and_stay_together() -> None:
    records = corpus.records(30)
    told = list(islice(growing.again_and_again(records), 60))
    assert len({record.external_id for record in told}) == 60
    parents = {record.parent_external_id for record in told} - {""}
    assert parents & {record.external_id for record in told[30:]}


def test_the_memory_of_a_process_is_what_the_system_says() -> None:
    assert growing.megabytes_of(os.getpid()) > 10
    assert growing.megabytes_of(2**30) == 0
