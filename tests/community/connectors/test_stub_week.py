import json
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from community.connectors.stub.week import FIELDS, week_lines

WEEK = Path(__file__).parents[3] / "fixtures" / "week.jsonl"


@pytest.fixture(scope="module")
def records() -> list[dict[str, object]]:
    return [json.loads(line) for line in WEEK.read_text(encoding="utf-8").splitlines()]


def test_the_week_is_what_the_generator_prints() -> None:
    assert WEEK.read_bytes() == "".join(week_lines()).encode()


def test_the_week_is_small_and_full(records: list[dict[str, object]]) -> None:
    assert WEEK.stat().st_size < 2_000_000
    assert 2700 < len(records) < 3300


def test_the_week_is_one_week_in_order(records: list[dict[str, object]]) -> None:
    moments = [datetime.fromisoformat(record["posted_at"]) for record in records]
    assert moments == sorted(moments)
    london = ZoneInfo("Europe/London")
    assert moments[0] >= datetime(2026, 11, 9, tzinfo=london)
    assert moments[-1] < datetime(2026, 11, 16, tzinfo=london)


def test_a_record_says_only_what_there_is_to_say(records: list[dict[str, object]]) -> None:
    for record in records:
        assert set(record) <= set(FIELDS)
        assert all(record.values())


def test_the_week_has_staff_replies_and_rude_words(records: list[dict[str, object]]) -> None:
    assert sum(record.get("from_staff", False) for record in records) > 100
    assert sum("muppet" in record["text"].lower() or "clown" in record["text"].lower() for record in records) > 5
